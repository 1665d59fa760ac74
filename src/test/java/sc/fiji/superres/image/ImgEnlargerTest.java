package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;

import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** Tests {@link ImgEnlarger}. */
class ImgEnlargerTest {

	private static final int WIDTH = 7;
	private static final int HEIGHT = 5;

	/** Every plane of further axes is enlarged, wherever the image begins. */
	@Test
	void everyPlaneIsEnlarged() {
		final ArrayImg<UnsignedShortType, ?> image = ArrayImgs.unsignedShorts(WIDTH,
			HEIGHT, 2, 3);
		final Random random = new Random(4);
		image.forEach(sample -> sample.set(random.nextInt(65536)));
		try (Resampler resampler = resampler()) {
			final Img<FloatType> large = ImgEnlarger.enlarge(Views.translate(image,
				-3, 10, 1, 0), resampler, EnlargeSettings.of("bicubic"),
				Progress.NONE);
			assertArrayEquals(new long[] { 2 * WIDTH, 2 * HEIGHT, 2, 3 }, large
				.dimensionsAsLongArray());
			for (int z = 0; z < 2; z++) {
				for (int t = 0; t < 3; t++) {
					final float[] plane = new float[WIDTH * HEIGHT];
					final Cursor<UnsignedShortType> samples = Views.flatIterable(Views
						.hyperSlice(Views.hyperSlice(image, 3, t), 2, z)).cursor();
					for (int i = 0; i < plane.length; i++) {
						plane[i] = samples.next().get();
					}
					final float[] expected = resampler.plane(plane, WIDTH, HEIGHT);
					final Cursor<FloatType> found = Views.flatIterable(Views.hyperSlice(
						Views.hyperSlice(large, 3, t), 2, z)).cursor();
					for (final float value : expected) {
						assertEquals(value, found.next().get());
					}
				}
			}
		}
	}

	/** The same samples give the same result, whatever holds them. */
	@Test
	void equalsTheResultOfAnImagePlus() {
		final ImagePlus stack = TestImages.image(32, WIDTH, HEIGHT);
		stack.getProcessor().setf(3, 2, Float.NaN);
		final ArrayImg<FloatType, ?> image = ArrayImgs.floats((float[]) stack
			.getProcessor().getPixels(), WIDTH, HEIGHT);
		final BoxUpscaler box = BoxUpscaler.box(2, 1);
		final float[] expected = (float[]) ImageEnlarger.enlarge(stack, box,
			EnlargeSettings.of("box"), Progress.NONE).getProcessor().getPixels();
		final Cursor<FloatType> found = Views.flatIterable(ImgEnlarger.enlarge(image,
			box, EnlargeSettings.of("box"), Progress.NONE)).cursor();
		for (final float value : expected)
			assertEquals(value, found.next().get());
		assertEquals(box.prepared.get(0)[0].high(), box.prepared.get(1)[0].high());
	}

	@Test
	void thirdAxisIsZForVolumes() {
		final ArrayImg<FloatType, ?> image = ArrayImgs.floats(4, 3, 5, 2);
		final Random random = new Random(6);
		image.forEach(sample -> sample.set(random.nextFloat()));
		final Img<FloatType> large = ImgEnlarger.enlarge(image, resampler()
			.withSlices(2), EnlargeSettings.of("bicubic"), Progress.NONE);
		assertArrayEquals(new long[] { 8, 6, 10, 2 }, large.dimensionsAsLongArray());
		assertThrows(IllegalArgumentException.class, () -> ImgEnlarger.enlarge(
			ArrayImgs.floats(4, 3), resampler().withSlices(2), EnlargeSettings.of(
				"bicubic"), Progress.NONE));
	}

	@Test
	void aLineIsNoImage() {
		try (Resampler resampler = resampler()) {
			assertThrows(IllegalArgumentException.class, () -> ImgEnlarger.enlarge(
				ArrayImgs.floats(9), resampler, EnlargeSettings.of("bicubic"),
				Progress.NONE));
		}
	}

	private static Resampler resampler() {
		return Resampler.by(new Sampling(Kernel.named("bicubic"), true,
			Border.SYMMETRIC), 2, 2);
	}
}
