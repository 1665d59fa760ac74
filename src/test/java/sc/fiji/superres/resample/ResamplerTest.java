package sc.fiji.superres.resample;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;

import net.imglib2.Interval;
import net.imglib2.parallel.Parallelization;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.FinalDimensions;

import sc.fiji.superres.ImageFixtures;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;

class ResamplerTest {

	/** Of the range of 1; the reference is computed in double. */
	private static final float MATLAB = 1e-6f;

	/** OpenCV computes positions and weights in float. */
	private static final float OPENCV = 1e-5f;

	private static final Map<String, ImageFixtures.Image> FIXTURES = ImageFixtures.load(
		"resample");
	private static final ImageFixtures.Image SOURCE = FIXTURES.get("source");

	@ParameterizedTest
	@CsvSource({ "imresize 2, bicubic, 2", "imresize 3, bicubic, 3",
		"imresize 4, bicubic, 4", "imresize 1.7, bicubic, 1.7",
		"imresize 0.37, bicubic, 0.37", "imresize 1/2, bicubic, 0.5",
		"imresize 1/3, bicubic, 0.3333333333333333", "imresize 1/4, bicubic, 0.25",
		"lanczos3 1/3, lanczos3, 0.3333333333333333", "lanczos3 1.7, lanczos3, 1.7",
		"bilinear 1/3, bilinear, 0.3333333333333333",
		"bilinear 1.7, bilinear, 1.7" })
	void scalesLikeMatlab(final String fixture, final String kernel,
		final double scale)
	{
		assertResult(fixture, Resampler.by(Sampling.of(Kernel.named(kernel)), scale,
			scale), MATLAB);
	}

	@ParameterizedTest
	@CsvSource({ "41, 31", "41, 5", "6, 7" })
	void reachesSizesLikeMatlab(final int width, final int height) {
		assertResult("imresize " + width + "x" + height, Resampler.to(Sampling.of(
			Kernel.named("bicubic")), size(), width, height), MATLAB);
	}

	@ParameterizedTest
	@CsvSource({ "INTER_CUBIC, bicubic-opencv", "INTER_LANCZOS4, lanczos4",
		"INTER_LINEAR, bilinear" })
	void equalsOpenCv(final String flag, final String kernel) {
		final Sampling sampling = new Sampling(Kernel.named(kernel), false,
			Border.REPLICATE);
		for (final int[] size : new int[][] { { 44, 32 }, { 66, 48 }, { 37, 27 }, {
			11, 6 }, { 40, 7 } })
		{
			assertResult(flag + " " + size[0] + "x" + size[1], Resampler.to(sampling,
				size(), size[0], size[1]), OPENCV);
		}
	}

	@ParameterizedTest
	@CsvSource({ "11, 4", "22, 16", "9, 5", "2, 1" })
	void averagesAreasLikeOpenCv(final int width, final int height) {
		assertResult("INTER_AREA " + width + "x" + height, Resampler.to(Sampling.of(
			Kernel.named("area")), size(), width, height), OPENCV);
	}

	@Test
	void nearestAndAreaRepeatPixels() {
		final float[] plane = { 1, 2, 3, 4, 5, 6 };
		final float[] expected = { 1, 1, 2, 2, 3, 3, 1, 1, 2, 2, 3, 3, //
			4, 4, 5, 5, 6, 6, 4, 4, 5, 5, 6, 6 };
		for (final String kernel : new String[] { "nearest", "area" }) {
			assertArrayEquals(expected, Resampler.by(Sampling.of(Kernel.named(
				kernel)), 2, 2).plane(plane, 3, 2), 0, kernel);
		}
	}

	@Test
	void nearestKeepsLabelsAndBreaksTiesUpwards() {
		final float[] plane = { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11 };
		final Sampling nearest = Sampling.of(Kernel.named("nearest"));
		assertArrayEquals(new float[] { 1, 3, 5, 7, 9, 11 }, //
			Resampler.by(nearest, 0.5, 1).plane(plane, 12, 1), 0);
		assertArrayEquals(new float[] { 3, 9 }, //
			Resampler.by(nearest, 1.0 / 6, 1).plane(plane, 12, 1), 0);
	}

	@ParameterizedTest
	@ValueSource(strings = { "nearest", "area", "bilinear", "bicubic",
		"bicubic-opencv", "mitchell", "bspline", "lanczos2", "lanczos3",
		"lanczos4" })
	void keepsConstants(final String kernel) {
		final float[] plane = new float[15 * 11];
		Arrays.fill(plane, 1000);
		for (final double scale : new double[] { 0.11, 0.5, 1, 2.3 }) {
			for (final boolean antialias : new boolean[] { true, false }) {
				final Resampler resampler = Resampler.by(new Sampling(Kernel.named(
					kernel), antialias, Border.SYMMETRIC), scale, 1.5);
				for (final float value : resampler.plane(plane, 15, 11)) {
					assertEquals(1000, value, 1e-3f, kernel + " " + scale);
				}
			}
		}
	}

	@Test
	void sourceIsNoLargerThanNeeded() {
		final PreparedOperation twice = Resampler.by(Sampling.of(Kernel.named(
			"bicubic")), 2, 2).prepare(100, 100);
		assertInterval(8, 8, 12, 16, twice.source(Intervals.createMinMax(20, 20, 22,
			29)));
		assertInterval(0, 96, 3, 99, twice.source(Intervals.createMinMax(0, 198, 1,
			199)));
		final PreparedOperation thrice = Resampler.by(Sampling.of(Kernel.named(
			"bicubic")), 3, 3).prepare(100, 100);
		assertInterval(9, 9, 12, 13, thrice.source(Intervals.createMinMax(31, 31,
			31, 34)));
		final PreparedOperation third = Resampler.by(Sampling.of(Kernel.named("area")),
			1 / 3.0, 1 / 3.0).prepare(100, 100);
		assertInterval(3, 6, 5, 11, third.source(Intervals.createMinMax(1, 2, 1,
			3)));
	}

	@Test
	void tilesBoundTheMemoryWhateverTheScale() {
		for (final double scale : new double[] { 0.01, 0.3, 1, 4 }) {
			final PreparedOperation enlargement = Resampler.by(Sampling.of(Kernel.named(
				"lanczos4")), scale, scale).prepare(10000, 10000);
			assertTrue(Tiles.blocks(enlargement, 1, 0) + Tiles.workspace(enlargement,
				0) < 20 << 20, "scale " + scale);
		}
	}

	@Test
	void blocksAreTheSamplesOfTheLargestTile() {
		final PreparedOperation twice = Resampler.by(Sampling.of(Kernel.named("nearest")),
			2, 2).prepare(13, 9);
		// 10 x 10 target samples and 5 x 5 source samples of 3 channels.
		assertEquals(125 * 3 * Float.BYTES, Tiles.blocks(twice, 3, 10));
		assertEquals(twice.workspace(Intervals.createMinSize(0, 0, 10, 10)), Tiles
			.workspace(twice, 10));
	}

	@Test
	void threadsDoNotChangeTheResult() {
		for (final double scale : new double[] { 0.7, 2.3 }) {
			final Resampler resampler = Resampler.by(Sampling.of(Kernel.named(
				"lanczos3")), scale, scale);
			final float[] one = Parallelization.runWithNumThreads(1, () -> resampler
				.plane(SOURCE.samples(), SOURCE.width(), SOURCE.height()));
			final float[] three = Parallelization.runWithNumThreads(3, () -> resampler
				.plane(SOURCE.samples(), SOURCE.width(), SOURCE.height()));
			assertArrayEquals(one, three, 0);
		}
	}

	@Test
	void tellsTheScaleThatItUses() {
		final Sampling sampling = Sampling.of(Kernel.named("bicubic"));
		final Resampler scaled = Resampler.by(sampling, 1.7, 0.3);
		assertEquals(19, scaled.prepare(11, 5).target().dimension(0));
		assertEquals(1.7, scaled.scale(0));
		assertEquals(0.3, scaled.scale(1));
		final Resampler sized = Resampler.to(sampling, new FinalDimensions(11, 5), 19,
			2);
		assertEquals(19.0 / 11, sized.scale(0));
		assertEquals(2.0 / 5, sized.scale(1));
		assertEquals(1, sized.scale(2));
		assertEquals(0.5, sized.withSlices(0.5).scale(2));
	}

	@Test
	void roundingDoesNotAddAPixel() {
		final Sampling sampling = Sampling.of(Kernel.named("bilinear"));
		assertEquals(110, Resampler.by(sampling, 1.1, 1).prepare(100, 1).target()
			.dimension(0)); // 1.1 * 100 > 110 in double
		assertEquals(112, Resampler.by(sampling, 1.1, 1).prepare(101, 1).target()
			.dimension(0));
		assertEquals(1, Resampler.by(sampling, 0.001, 1).prepare(1, 1).target()
			.dimension(0));
	}

	@ParameterizedTest
	@ValueSource(doubles = { 0, -2, 1e-9, Double.NaN, Double.POSITIVE_INFINITY })
	void refusesScales(final double scale) {
		final Sampling sampling = Sampling.of(Kernel.named("bicubic"));
		for (final double[] xy : new double[][] { { scale, 1 }, { 1, scale } }) {
			final String message = assertThrows(IllegalArgumentException.class,
				() -> Resampler.by(sampling, xy[0], xy[1])).getMessage();
			assertTrue(message.contains(" " + scale + ": choose"), message);
		}
	}

	@Test
	void refusesSizes() {
		final Sampling sampling = Sampling.of(Kernel.named("bicubic"));
		final String large = assertThrows(IllegalArgumentException.class,
			() -> Resampler.by(sampling, 1000, 1000).prepare(64, 64)).getMessage();
		assertTrue(large.contains("64000 x 64000"), large);
		assertThrows(IllegalArgumentException.class, () -> Resampler.by(sampling,
			1e300, 1e300).prepare(64, 64));
		assertThrows(IllegalArgumentException.class, () -> Resampler.to(sampling,
			new FinalDimensions(1, 1), 1 << 16, 1 << 16).prepare(1, 1));
		assertThrows(IllegalArgumentException.class, () -> Resampler.to(sampling,
			size(), 0, 5));
		assertThrows(IllegalArgumentException.class, () -> Resampler.by(sampling, 2,
			2).prepare(0, 5));
	}

	private static FinalDimensions size() {
		return new FinalDimensions(SOURCE.width(), SOURCE.height());
	}

	private static void assertResult(final String fixture,
		final Resampler resampler, final float tolerance)
	{
		final ImageFixtures.Image expected = FIXTURES.get(fixture);
		final PreparedOperation enlargement = resampler.prepare(SOURCE.width(), SOURCE
			.height());
		assertEquals(expected.width(), enlargement.target().dimension(0));
		assertEquals(expected.height(), enlargement.target().dimension(1));
		assertArrayEquals(expected.samples(), resampler.plane(SOURCE.samples(),
			SOURCE.width(), SOURCE.height()), tolerance, fixture);
	}

	private static void assertInterval(final long minX, final long minY,
		final long maxX, final long maxY, final Interval interval)
	{
		assertEquals(Intervals.toString(Intervals.createMinMax(minX, minY, maxX,
			maxY)), Intervals.toString(interval));
	}

	@Nested
	class Bicubic extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Resampler.by(Sampling.of(Kernel.named("bicubic")), 2, 2);
		}
	}

	@Nested
	class ShrunkAlongX extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Resampler.by(Sampling.of(Kernel.named("lanczos4")), 0.37, 1.7);
		}
	}

	@Nested
	class ShrunkAlongY extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Resampler.by(new Sampling(Kernel.named("area"), true,
				Border.REPLICATE), 3, 0.3);
		}
	}

	@Nested
	class Sized extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Resampler.to(new Sampling(Kernel.named("mitchell"), false,
				Border.SYMMETRIC), new FinalDimensions(13, 9), 19, 7);
		}

		@Override
		protected int[][] sizes() {
			return new int[][] { { 13, 9 } };
		}
	}
}
