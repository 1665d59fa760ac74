package sc.fiji.superres.bound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;

/** Calibrates on images whose errors are known by construction. */
class BoundFitTest {

	private static final int SIDE = 48;

	/**
	 * An image whose result is wrong by normal deviates: ten times more in its
	 * right half, which is textured.
	 */
	private record Image(Plane low, Plane result, Plane truth) {

		static Image of(final long seed, final double range) {
			final Random random = new Random(seed);
			final Plane low = plane(SIDE);
			final Plane result = plane(2 * SIDE);
			final Plane truth = plane(2 * SIDE);
			for (int i = 0; i < low.samples().length; i++)
				low.samples()[i] = (float) range / 2;
			for (int i = 0; i < result.samples().length; i++) {
				final double sigma = range * (i % (2 * SIDE) < SIDE ? 0.002 : 0.02);
				result.samples()[i] = (float) (range / 2 + sigma * random
					.nextGaussian());
				truth.samples()[i] = (float) (result.samples()[i] + sigma * random
					.nextGaussian());
			}
			return new Image(low, result, truth);
		}

		private static Plane plane(final int side) {
			return new Plane(new float[side * side], side, side);
		}
	}

	@ParameterizedTest
	@ValueSource(doubles = { 1, 65535 })
	void newImagesAreCovered(final double range) {
		final ErrorBound bound = fit(60, range);
		final List<Reliability> found = new ArrayList<>();
		for (int i = 0; i < 10; i++) {
			final Image image = Image.of(1000 + i, range);
			found.add(Reliability.of(bound, image.low, image.result, image.truth,
				range(range)));
		}
		final Reliability mean = Reliability.mean(found);
		for (final int level : ErrorBound.LEVELS) {
			// The correction for 30 images lies up to 2 % above the level.
			assertEquals(level / 100.0 + 0.01, mean.coverage(level), 0.03, "level " +
				level);
		}
		// 0.758 for a bound that knows the two sizes exactly, by scipy.stats.spearmanr
		// 1.17 of 200,000 such errors.
		assertEquals(0.7, mean.correlation(), 0.06);
		// With the halves told apart: sqrt(0.3 / 0.8 / 0.5) = 0.87, then 0.14.
		assertEquals(0.87, mean.sparsification().get(2), 0.03);
		assertTrue(mean.sparsification().get(5) < 0.3, mean::toString);
		assertEquals(1, mean.sparsification().get(0), 1e-9);
	}

	/** The 90 % quantile of normal deviates is 1.645 standard deviations. */
	@Test
	void boundsFollowTheErrors() {
		final Image image = Image.of(7, 1);
		final Plane bounds = fit(60, 1).of(image.low, image.result, range(1), 90,
			Progress.NONE);
		assertEquals(1.645 * 0.002, mean(bounds, 12, 36), 0.0006);
		assertEquals(1.645 * 0.02, mean(bounds, 60, 84), 0.004);
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 2, 9, 12 })
	void fewImagesSuffice(final int count) {
		final ErrorBound bound = fit(count, 1);
		assertEquals(count, bound.images());
		final Image image = Image.of(99, 1);
		assertTrue(Reliability.of(bound, image.low, image.result, image.truth, range(1))
			.coverage(90) > 0.88);
	}

	/** scikit-learn 1.3: IsotonicRegression().fit_transform(range(6), values). */
	@Test
	void poolsViolators() {
		assertArrayEquals(new double[] { 1, 2.5, 2.5, 4, 4, 4 }, BoundFit.rising(
			new double[] { 1, 3, 2, 6, 4, 2 }), 1e-12);
	}

	@Test
	void unknownTruthIsLeftOut() {
		final BoundFit fit = new BoundFit();
		final Image image = Image.of(1, 1);
		image.truth.samples()[5] = Float.NaN;
		fit.add(image.low, image.result, image.truth, range(1));
		assertEquals(1, fit.fit().images());
	}

	@Test
	void nothingIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> new BoundFit().fit());
	}

	// -- Helper methods --

	static ErrorBound fit(final int count, final double range) {
		final BoundFit fit = new BoundFit();
		for (int i = 0; i < count; i++) {
			final Image image = Image.of(i, range);
			fit.add(image.low, image.result, image.truth, range(range));
		}
		return fit.fit();
	}

	/** Returns intensities from 0 to a width. */
	static Intensities range(final double width) {
		return new Intensities() {

			@Override
			public double low() {
				return 0;
			}

			@Override
			public double high() {
				return width;
			}

			@Override
			public double percentile(final double percent) {
				throw new UnsupportedOperationException();
			}

			@Override
			public double mean() {
				throw new UnsupportedOperationException();
			}

			@Override
			public double standardDeviation() {
				throw new UnsupportedOperationException();
			}
		};
	}

	private static double mean(final Plane plane, final int left,
		final int right)
	{
		double sum = 0;
		for (int y = 0; y < plane.height(); y++)
			for (int x = left; x < right; x++)
				sum += plane.samples()[y * plane.width() + x];
		return sum / plane.height() / (right - left);
	}
}
