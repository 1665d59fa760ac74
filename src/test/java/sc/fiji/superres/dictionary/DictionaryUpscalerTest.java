package sc.fiji.superres.dictionary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import net.imglib2.Interval;
import net.imglib2.parallel.Parallelization;
import net.imglib2.util.Intervals;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

class DictionaryUpscalerTest {

	private static final Dictionary[] BY_SCALE = new Dictionary[5];

	@Nested
	class OfScale2 extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return upscaler(2);
		}
	}

	@Nested
	class OfScale3 extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return upscaler(3);
		}
	}

	@Nested
	class OfTheSameSize extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return upscaler(1);
		}
	}

	@Test
	void tilesAndThreadsAreEqualToTheBit() {
		final Plane low = Degradation.bicubic(3).apply(TestDictionaries.image(7));
		final float[] expected = Parallelization.runSingleThreaded(() -> enlarge(3,
			low));
		assertArrayEquals(expected, Parallelization.runWithNumThreads(3,
			() -> enlarge(3, low)), 0);
		for (final int side : new int[] { 1, 7, 32 })
			assertArrayEquals(expected, tiled(3, low, side), 0, "tiles of " + side);
	}

	@Test
	void brightnessAndContrastDoNotMatter() {
		final Plane low = Degradation.bicubic(2).apply(TestDictionaries.image(7));
		final float[] samples = new float[low.samples().length];
		for (int i = 0; i < samples.length; i++)
			samples[i] = 1000 + 200 * low.samples()[i];
		final float[] unit = enlarge(2, low);
		final float[] other = enlarge(2, new Plane(samples, low.width(), low
			.height()));
		int apart = 0;
		for (int i = 0; i < unit.length; i++)
			if (Math.abs(1000 + 200 * unit[i] - other[i]) > 0.05) apart++;
		// Rounding may turn the choice between two anchors that are as near.
		assertEquals(0, apart, unit.length / 1000);
	}

	@Test
	void constantStaysConstant() {
		final Plane low = new Plane(new float[] { 7, 7, 7, 7, 7, 7 }, 3, 2);
		for (final float sample : enlarge(2, low))
			assertEquals(7, sample, 1e-5);
	}

	@Test
	void mirroredImageGivesTheMirroredResultAtTheBorder() {
		// A plane with its mirror image beside it has no border there.
		final Plane low = Degradation.bicubic(2).apply(TestDictionaries.image(7));
		final int width = low.width();
		final float[] twice = new float[2 * low.samples().length];
		for (int y = 0; y < low.height(); y++) {
			for (int x = 0; x < width; x++) {
				twice[(2 * y + 1) * width + x] = low.samples()[y * width + x];
				twice[(2 * y + 1) * width - 1 - x] = low.samples()[y * width + x];
			}
		}
		final float[] one = enlarge(2, low);
		final float[] both = enlarge(2, new Plane(twice, 2 * width, low.height()));
		for (int y = 0; y < 2 * low.height(); y++) {
			for (int x = 0; x < 2 * width - 20; x++)
				assertEquals(one[y * 2 * width + x], both[y * 4 * width + 2 * width + x],
					1e-6);
		}
	}

	/** The definition, patch by patch, in double and without blocks. */
	@Test
	void equalsTheDefinition() {
		final int scale = 2;
		final Dictionary dictionary = dictionary(scale);
		final PatchShape shape = dictionary.shape();
		final Plane low = Degradation.bicubic(scale).apply(TestDictionaries.image(
			5)).crop(16, 14);
		final float[] expected = Resampler.resized(Sampling.of(Kernel.named(
			"bicubic")), low, 32, 28).samples().clone();
		for (int y = 1 - shape.patch(); y < low.height(); y++) {
			for (int x = 1 - shape.patch(); x < low.width(); x++)
				add(dictionary, low, x, y, expected);
		}
		assertArrayEquals(expected, enlarge(scale, low), 1e-5f);
	}

	@Test
	void emptyPlaneIsRefused() {
		try (Upscaler upscaler = upscaler(2)) {
			assertThrows(IllegalArgumentException.class, () -> upscaler.prepare(0, 3,
				Intensities.unit()));
		}
	}

	private static void add(final Dictionary dictionary, final Plane low,
		final int x0, final int y0, final float[] sum)
	{
		final PatchShape shape = dictionary.shape();
		final int side = shape.window();
		final int count = dictionary.dimensions();
		final double[] features = new double[count];
		for (int d = 0; d < count; d++) {
			for (int k = 0; k < side * side; k++) {
				final int x = mirror(x0 - shape.halo() + k % side, low.width());
				final int y = mirror(y0 - shape.halo() + k / side, low.height());
				features[d] += dictionary.features().values()[d * side * side + k] *
					(double) low.samples()[y * low.width() + x];
			}
		}
		int nearest = 0;
		double best = -1;
		for (int a = 0; a < dictionary.atoms(); a++) {
			double score = 0;
			for (int d = 0; d < count; d++)
				score += features[d] * dictionary.anchors().values()[a * count + d];
			if (Math.abs(score) > best) {
				best = Math.abs(score);
				nearest = a;
			}
		}
		final int high = shape.high();
		for (int k = 0; k < high * high; k++) {
			final int x = x0 * shape.scale() + k % high;
			final int y = y0 * shape.scale() + k / high;
			final int width = low.width() * shape.scale();
			if (x < 0 || y < 0 || x >= width || y >= low.height() * shape.scale())
				continue;
			double value = 0;
			for (int d = 0; d < count; d++)
				value += features[d] * dictionary.regressors().values()[(nearest *
					count + d) * high * high + k];
			sum[y * width + x] += (float) (value / shape.patch() / shape.patch());
		}
	}

	private static int mirror(final int index, final int size) {
		final int phase = Math.floorMod(index, 2 * size);
		return Math.min(phase, 2 * size - 1 - phase);
	}

	private static synchronized Dictionary dictionary(final int scale) {
		if (BY_SCALE[scale] == null) BY_SCALE[scale] = TestDictionaries.small(
			scale);
		return BY_SCALE[scale];
	}

	private static Upscaler upscaler(final int scale) {
		return new DictionaryUpscaler(dictionary(scale));
	}

	private static float[] enlarge(final int scale, final Plane low) {
		try (Upscaler upscaler = upscaler(scale)) {
			return Tiles.plane(upscaler.prepare(low.width(), low.height(), Intensities
				.unit()), low.samples(), low.width(), low.height());
		}
	}

	private static float[] tiled(final int scale, final Plane low,
		final int side)
	{
		final int width = low.width() * scale;
		final float[] result = new float[width * low.height() * scale];
		try (Upscaler upscaler = upscaler(scale)) {
			Tiles.run(upscaler.prepare(low.width(), low.height(), Intensities.unit()),
				1, side, (interval, block) -> copy(low.samples(), low.width(), interval,
					block, true), (interval, block) -> copy(result, width, interval, block,
						false), Progress.NONE);
		}
		return result;
	}

	private static void copy(final float[] plane, final int stride,
		final Interval interval, final float[] block, final boolean out)
	{
		final int width = (int) interval.dimension(0);
		for (int y = 0; y < Intervals.numElements(interval) / width; y++) {
			final int at = (int) ((interval.min(1) + y) * stride + interval.min(0));
			if (out) System.arraycopy(plane, at, block, y * width, width);
			else System.arraycopy(block, y * width, plane, at, width);
		}
	}
}
