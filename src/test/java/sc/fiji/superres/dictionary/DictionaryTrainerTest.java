package sc.fiji.superres.dictionary;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import net.imglib2.parallel.Parallelization;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.TestPairs;
import sc.fiji.superres.file.Half;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

class DictionaryTrainerTest {

	private static final Degradation TWICE = Degradation.bicubic(2);

	/** Gains in dB on images that were not learned from; some less than seen. */
	@ParameterizedTest
	@CsvSource({ "1, derivatives, kmeans, aplus, 0, 1.8",
		"2, derivatives, kmeans, aplus, 0, 2.2",
		"3, derivatives, kmeans, aplus, 0, 0.8",
		"4, derivatives, kmeans, aplus, 0, 0.4",
		"2, derivatives, ksvd, aplus, 0, 2.2",
		"2, fourier, kmeans, aplus, 0, 1", "2, derivatives, kmeans, aplus, 4, 1",
		"2, derivatives, kmeans, anr, 0, 0.5", "2, derivatives, kmeans, pair, 0, 0.1" })
	void comesNearerThanBicubic(final int scale, final String feature,
		final String clustering, final String association, final int patch,
		final double gain)
	{
		final Dictionary dictionary = TestDictionaries.train(scale,
			new DictionarySettings(Feature.named(feature), patch, 64, Clustering
				.named(clustering), Association.named(association), 20_000, 1));
		double sum = 0;
		for (final Pair pair : TestDictionaries.pairs(Degradation.of(scale), 10, 2))
			sum += psnr(pair, enlarge(dictionary, pair.low())) - psnr(pair, Resampler.resized(Sampling.of(Kernel.named("bicubic")), pair.low(), pair.high().width(), pair.high().height()).samples());
		assertTrue(sum / 2 > gain, "gain of " + sum / 2 + " dB");
	}

	@ParameterizedTest
	@ValueSource(strings = { "kmeans", "ksvd" })
	void isTheSameOnAnyNumberOfThreads(final String clustering) {
		final DictionarySettings settings = new DictionarySettings(
			Feature.DERIVATIVES, 0, 24, Clustering.named(clustering),
			Association.APLUS, 5000, 1);
		final Dictionary one = Parallelization.runSingleThreaded(
			() -> TestDictionaries.train(2, settings));
		assertEquals(one, Parallelization.runWithNumThreads(3,
			() -> TestDictionaries.train(2, settings)));
		assertNotEquals(one, TestDictionaries.train(2, new DictionarySettings(
			Feature.DERIVATIVES, 0, 24, Clustering.named(clustering),
			Association.APLUS, 5000, 2)));
	}

	@Test
	void measuredTwinsNeedNoDegradation() {
		final Dictionary dictionary = DictionaryTrainer.train(TestDictionaries
			.pairs(TWICE, 0, 3), Optional.empty(), 2, TestDictionaries.settings(24),
			Progress.NONE);
		assertEquals(24, dictionary.atoms());
	}

	/** Filters keep the length of what they stand for, but for 0.1 %. */
	@Test
	void filtersAreThePrincipalComponents() {
		final Dictionary dictionary = TestDictionaries.small(2);
		final PatchShape shape = dictionary.shape();
		final Plane low = TWICE.apply(TestDictionaries.image(0));
		final Plane bicubic = Resampler.resized(Sampling.of(Kernel.named("bicubic")), low, low.width() * 2, low.height() * 2);
		final int side = shape.window();
		double direct = 0;
		double filtered = 0;
		for (int at = 4; at + side + 4 < low.width(); at++) {
			for (final float value : Feature.DERIVATIVES.of(bicubic, (at + shape
				.halo()) * 2, shape.high()))
				direct += value * value;
			for (int d = 0; d < dictionary.dimensions(); d++) {
				double sum = 0;
				for (int k = 0; k < side * side; k++)
					sum += dictionary.features().values()[d * side * side + k] * low
						.samples()[(at + k / side) * low.width() + at + k % side];
				filtered += sum * sum;
			}
		}
		assertEquals(1, filtered / direct, 0.005);
		assertTrue(dictionary.dimensions() < 50, "features: " + dictionary
			.dimensions());
	}

	@Test
	void regressorsAreHalves() {
		final float[] values = TestDictionaries.small(2).regressors().values();
		final float[] rounded = values.clone();
		Half.round(rounded);
		assertArrayEquals(rounded, values);
	}

	@Test
	void canBeStopped() {
		final Progress stop = new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				// Nobody listens.
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> DictionaryTrainer.train(
			TestDictionaries.pairs(TWICE, 0, 1), Optional.empty(), 2, TestDictionaries
				.settings(4), stop));
	}

	// -- What is refused --

	@Test
	void tooFewPatchesForTheAtoms() {
		refused(TestDictionaries.pairs(TWICE, 0, 1), TestDictionaries.settings(
			20_000), "20000 atoms", "have 784");
	}

	@Test
	void constantImages() {
		refused(List.of(pair(64, 64)), TestDictionaries.settings(8), "constant");
	}

	@Test
	void imageSmallerThanAPatch() {
		refused(List.of(pair(16, 40)), TestDictionaries.settings(8), "Image 1",
			"8 x 20 pixels", "9 x 9");
	}

	@Test
	void noImages() {
		refused(List.of(), TestDictionaries.settings(8), "no images");
	}

	@Test
	void patchOver50() {
		final DictionarySettings settings = new DictionarySettings(
			Feature.DERIVATIVES, 26, 8, Clustering.KMEANS, Association.APLUS, 1000, 1);
		refused(TestDictionaries.pairs(TWICE, 0, 1), settings, "patch=26",
			"52 x 52", "at most 25");
	}

	@ParameterizedTest
	@CsvSource({ "-1, 8, 100, patch=-1", "51, 8, 100, patch=51",
		"3, 0, 100, atoms=0", "3, 70000, 100, atoms=70000", "3, 8, 0, patches=0" })
	void settingsOutOfTheirLimits(final int patch, final int atoms,
		final int patches, final String words)
	{
		final IllegalArgumentException e = assertThrows(
			IllegalArgumentException.class, () -> new DictionarySettings(
				Feature.FOURIER, patch, atoms, Clustering.KMEANS, Association.ANR,
				patches, 1));
		assertTrue(e.getMessage().contains(words), e.getMessage());
	}

	@Test
	void unknownNames() {
		assertThrows(IllegalArgumentException.class, () -> Feature.named("edges"));
		assertThrows(IllegalArgumentException.class, () -> Clustering.named(
			"k-means"));
		assertThrows(IllegalArgumentException.class, () -> Association.named("A+"));
	}

	/** The largest patches, with few anchors. */
	@Test
	void patchOf50() {
		final Plane high = Resampler.resized(Sampling.of(Kernel
			.named("bicubic")), TestDictionaries.image(3), 160, 160);
		final Degradation degradation = Degradation.bicubic(4);
		final Dictionary dictionary = DictionaryTrainer.train(List.of(TestPairs.of(high,
			degradation)), Optional.empty(), 4, new DictionarySettings(
				Feature.DERIVATIVES, 12, 4, Clustering.KMEANS, Association.APLUS, 500,
				1), Progress.NONE);
		assertEquals(48, dictionary.regressors().shape()[2]);
	}

	// -- Helper methods --

	private static void refused(final List<Pair> pairs,
		final DictionarySettings settings, final String... words)
	{
		final IllegalArgumentException e = assertThrows(
			IllegalArgumentException.class, () -> DictionaryTrainer.train(pairs,
				Optional.empty(), 2, settings, Progress.NONE));
		for (final String word : words)
			assertTrue(e.getMessage().contains(word), e.getMessage());
	}

	private static Pair pair(final int width, final int height) {
		final float[] samples = new float[width * height];
		Arrays.fill(samples, 0.5f);
		return TestPairs.of(new Plane(samples, width, height), TWICE);
	}

	private static float[] enlarge(final Dictionary dictionary,
		final Plane low)
	{
		try (Upscaler upscaler = new DictionaryUpscaler(dictionary)) {
			return Tiles.plane(upscaler.prepare(low.width(), low.height(), Intensities
				.unit()), low.samples(), low.width(), low.height());
		}
	}

	private static double psnr(final Pair pair, final float[] enlarged) {
		return Psnr.of(pair.high().samples(), enlarged, pair.high().width(), pair
			.high().height(), 2, 1);
	}
}
