package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;

import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** Tests slices that are resampled. */
class SlicesTest {

	private static final Sampling BICUBIC = Sampling.of(Kernel.named("bicubic"));
	private static final int CHANNELS = 2;
	private static final int SLICES = 5;
	private static final int FRAMES = 3;

	@Test
	void eachColumnIsResampledAsARowWouldBe() {
		final ImagePlus image = image();
		for (final double scale : new double[] { 2, 1.7, 0.5 }) {
			final ImagePlus result = enlarge(image, 1, scale);
			final int slices = (int) Math.ceil(SLICES * scale);
			assertEquals(slices, result.getNSlices());
			assertEquals(FRAMES, result.getNFrames());
			for (int c = 1; c <= CHANNELS; c++) {
				for (int t = 1; t <= FRAMES; t++) {
					final float[] row = Resampler.by(BICUBIC, scale, 1).plane(column(
						image, c, t), SLICES, 1);
					// Sums of floats in another order.
					assertArrayEquals(row, column(result, c, t), 1e-6f);
				}
			}
		}
	}

	@Test
	void allAxesTogetherAreRoundedOnce() {
		final ImageStack stack = new ImageStack(2, 1);
		stack.addSlice("", new byte[] { 0, 1 });
		stack.addSlice("", new byte[] { 1, 1 });
		final ImagePlus image = new ImagePlus("bytes", stack);
		final Sampling area = Sampling.of(Kernel.named("area"));
		final ImagePlus result = ImageEnlarger.enlarge(image, Resampler.to(area,
			new FinalDimensions(2, 1), 1, 1).withSlices(0.5), EnlargeSettings.of("area"),
			Progress.NONE);
		// 0.75; by x first it would be 1 and 1, by z first 1 and 1 as well.
		assertEquals(1, result.getStackSize());
		assertEquals(1, result.getProcessor().get(0));
		stack.setPixels(new byte[] { 0, 0 }, 1);
		stack.setPixels(new byte[] { 0, 1 }, 2);
		// 0.25; by steps 0.5 becomes 1, and that again 1.
		assertEquals(0, ImageEnlarger.enlarge(image, Resampler.to(area,
			new FinalDimensions(2, 1), 1, 1).withSlices(0.5), EnlargeSettings.of(
				"area"), Progress.NONE).getProcessor().get(0));
	}

	@Test
	void metadataFollows() {
		final ImagePlus image = image();
		image.getCalibration().pixelDepth = 0.6;
		image.getCalibration().zOrigin = 2;
		image.setPosition(2, 4, 3);
		final Roi roi = new Roi(0, 0, 1, 1);
		roi.setPosition(1, 5, 2);
		image.setOverlay(new Overlay(roi));
		final PointRoi placed = new PointRoi(1, 0);
		placed.setPosition(1, 3, 2);
		image.getOverlay().add(placed);
		final PointRoi points = new PointRoi();
		points.addPoint(image, 1, 1);
		image.setRoi(points);
		final ImagePlus result = enlarge(image, 2, 2);
		assertEquals(0.3, result.getCalibration().pixelDepth, 1e-12);
		assertEquals(4, result.getCalibration().zOrigin, 1e-12);
		assertEquals(8, result.getZ());
		assertEquals(3, result.getT());
		assertEquals(10, result.getOverlay().get(0).getZPosition());
		assertEquals(6, result.getOverlay().get(1).getZPosition());
		assertEquals(result.getStackIndex(2, 8, 3), ((PointRoi) result.getRoi())
			.getPointPosition(0));
		for (int t = 1; t <= 3; t++)
			for (int z = 1; z <= 10; z++)
				for (int c = 1; c <= 2; c++)
					assertEquals(image.getStack().getSliceLabel(image.getStackIndex(c, (z +
						1) / 2, t)), result.getStack().getSliceLabel(result.getStackIndex(c, z,
							t)));
		assertEquals("plane 0", enlarge(image, 2, 1).getStack().getSliceLabel(1));
		assertEquals(0.6, enlarge(image, 2, 1).getCalibration().pixelDepth, 1e-12);
	}

	@Test
	void colorsAndNotANumberAreKept() {
		final ImageStack stack = new ImageStack(1, 1);
		stack.addSlice("", new int[] { 0xff102030 });
		stack.addSlice("", new int[] { 0xff304050 });
		final ImagePlus color = enlarge(new ImagePlus("rgb", stack), 1, 0.5);
		assertEquals(0xff203040, ((int[]) color.getProcessor().getPixels())[0]);

		final ImagePlus image = image();
		((float[]) image.getStack().getPixels(image.getStackIndex(1, 2, 1)))[0] =
			Float.NaN;
		final ImagePlus result = enlarge(image, 1, 2);
		for (int z = 1; z <= 2 * SLICES; z++)
			assertEquals(z == 3 || z == 4, Float.isNaN(((float[]) result.getStack()
				.getPixels(result.getStackIndex(1, z, 1)))[0]), "slice " + z);
	}

	@Test
	void outlineIsThatOfTheResult() {
		final ImagePlus image = image();
		image.getCalibration().pixelDepth = 0.6;
		image.getCalibration().setUnit("micron");
		assertEquals("6 x 4 x 10 voxels of 0.5000 x 0.5000 x 0.3000 microns", Outline
			.of(image, Resampler.by(BICUBIC, 2, 2).withSlices(2),
				EnlargeSettings.Region.IMAGE)
			.describe());
	}

	@Test
	void refusesOneSliceAndBadScales() {
		final ImagePlus image = image();
		image.setDimensions(CHANNELS, 1, SLICES * FRAMES);
		refused("has one slice", image, 2);
		refused("scale of 0.0", image(), 0);
		refused("scale of -1.0", image(), -1);
		refused("scale of NaN", image(), Double.NaN);
	}

	private static void refused(final String part, final ImagePlus image,
		final double z)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> enlarge(image, 1, z)).getMessage();
		assertTrue(message.contains(part), message);
	}

	private static ImagePlus enlarge(final ImagePlus image, final double scale,
		final double z)
	{
		return ImageEnlarger.enlarge(image, Resampler.by(BICUBIC, scale, scale)
			.withSlices(z), EnlargeSettings.of("bicubic"), Progress.NONE);
	}

	/** Returns the values of one pixel along z. */
	private static float[] column(final ImagePlus image, final int channel,
		final int frame)
	{
		final float[] column = new float[image.getNSlices()];
		for (int z = 0; z < column.length; z++)
			column[z] = ((float[]) image.getStack().getPixels(image.getStackIndex(
				channel, z + 1, frame)))[4];
		return column;
	}

	private static ImagePlus image() {
		final Random random = new Random(1);
		final ImageStack stack = new ImageStack(3, 2);
		for (int i = 0; i < CHANNELS * SLICES * FRAMES; i++) {
			final float[] pixels = new float[6];
			for (int p = 0; p < pixels.length; p++)
				pixels[p] = random.nextFloat();
			stack.addSlice("plane " + i, pixels);
		}
		final ImagePlus image = new ImagePlus("image", stack);
		image.setDimensions(CHANNELS, SLICES, FRAMES);
		image.setOpenAsHyperStack(true);
		return image;
	}
}
