package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import java.util.function.Supplier;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.jupiter.api.Test;

class StackPlanesTest {

	private static final int WIDTH = 5;
	private static final int HEIGHT = 4;
	private static final int DEPTH = 3;

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void voxelsOfAllTypesChannelsAndFramesAreTurned(final int bits) {
		final ImagePlus image = image(bits);
		final ImagePlus xz = StackPlanes.XZ.of(image);
		final ImagePlus yz = StackPlanes.YZ.of(image);
		assertEquals(image.getType(), xz.getType());
		assertEquals(HEIGHT, xz.getNSlices());
		assertEquals(WIDTH, yz.getNSlices());
		for (int t = 1; t <= 2; t++) {
			for (int c = 1; c <= 2; c++) {
				for (int z = 0; z < DEPTH; z++) {
					for (int y = 0; y < HEIGHT; y++) {
						for (int x = 0; x < WIDTH; x++) {
							final int wanted = at(image, x, y, c, z, t);
							assertEquals(wanted, at(xz, x, z, c, y, t));
							assertEquals(wanted, at(yz, y, z, c, x, t));
						}
					}
				}
			}
		}
	}

	@Test
	void voxelSizeTurnsWithThem() {
		final ImagePlus image = image(8);
		final Calibration voxel = image.getCalibration();
		voxel.pixelWidth = 0.1;
		voxel.pixelHeight = 0.2;
		voxel.pixelDepth = 0.7;
		voxel.zOrigin = 2;
		voxel.setUnit("micron");
		final Calibration xz = StackPlanes.XZ.of(image).getCalibration();
		assertEquals(0.1, xz.pixelWidth);
		assertEquals(0.7, xz.pixelHeight);
		assertEquals(0.2, xz.pixelDepth);
		assertEquals(2, xz.yOrigin);
		final Calibration yz = StackPlanes.YZ.of(image).getCalibration();
		assertEquals(0.2, yz.pixelWidth);
		assertEquals(0.7, yz.pixelHeight);
		assertEquals(0.1, yz.pixelDepth);
		assertEquals(0.7, image.getCalibration().pixelDepth);
	}

	@Test
	void slicesAreTheImageAndOnePlaneHasNoZ() {
		final ImagePlus plane = new ImagePlus("p", new ByteProcessor(5, 4));
		assertSame(plane, StackPlanes.XY.of(plane));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> StackPlanes.XZ.of(plane)).getMessage().contains("one slice"));
		assertEquals("plane=zx: choose one of xy, xz, yz", assertThrows(
			IllegalArgumentException.class, () -> StackPlanes.of("zx"))
			.getMessage());
	}

	private static int at(final ImagePlus image, final int x, final int y,
		final int c, final int z, final int t)
	{
		return image.getStack().getProcessor(image.getStackIndex(c, z + 1, t)).get(
			x, y);
	}

	/** All voxels differ. */
	private static ImagePlus image(final int bits) {
		final Supplier<ImageProcessor> empty = () -> switch (bits) {
			case 8 -> new ByteProcessor(WIDTH, HEIGHT);
			case 16 -> new ShortProcessor(WIDTH, HEIGHT);
			case 24 -> new ColorProcessor(WIDTH, HEIGHT);
			default -> new FloatProcessor(WIDTH, HEIGHT);
		};
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		for (int i = 0; i < 2 * DEPTH * 2; i++) {
			final ImageProcessor slice = empty.get();
			for (int k = 0; k < WIDTH * HEIGHT; k++)
				slice.set(k, 1 + i * WIDTH * HEIGHT + k);
			stack.addSlice(slice);
		}
		final ImagePlus image = new ImagePlus("i", stack);
		image.setDimensions(2, DEPTH, 2);
		return image;
	}
}
