package sc.fiji.superres.bound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.filter.GaussianBlur;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** The kind is that of noisy spots of several sizes and intensities. */
class ImageKindTest {

	private static final int SIDE = 96;
	private static final int CASES = 20;

	private static final ImageKind KIND = kind();

	@Test
	void flagsOtherKindsOnly() {
		assertTrue(far(ImageKindTest::spots) <= 2, "spots");
		assertEquals(CASES, far(seed -> noise(seed, 0.1)), "noise");
		assertEquals(CASES, far(seed -> saturated(spots(seed))), "saturated");
		assertEquals(CASES, far(seed -> enlarged(spots(seed))), "enlarged");
		assertEquals(CASES, far(ImageKindTest::stripes), "stripes");
	}

	/** Spots are likelier of their own kind than of one that varies more. */
	@Test
	void likelihoodTellsKindsApart() {
		final ImageKind other = stripes();
		for (int i = CASES; i < 2 * CASES; i++) {
			final List<Plane> spots = List.of(spots(i));
			assertTrue(KIND.likelihood(spots).getAsDouble() > other.likelihood(spots)
				.getAsDouble(), "spots " + i);
			final List<Plane> stripes = List.of(stripes(i));
			assertTrue(KIND.likelihood(stripes).getAsDouble() < other.likelihood(stripes)
				.getAsDouble(), "stripes " + i);
		}
		assertEquals(OptionalDouble.empty(), KIND.likelihood(List.of(new Plane(
			new float[SIDE * SIDE], SIDE, SIDE))));
	}

	/** As a density of normal distributions does, by which one patch outweighs many. */
	@Test
	void fewPatchesOfAnotherKindDoNotDecide() {
		final ImageKind other = stripes();
		for (int i = CASES; i < 2 * CASES; i++) {
			final Plane spots = spots(i);
			final Plane stripes = stripes(i);
			for (int y = 0; y < PatchStatistics.SIDE; y++)
				System.arraycopy(stripes.samples(), y * SIDE, spots.samples(), y * SIDE,
					PatchStatistics.SIDE);
			assertTrue(KIND.likelihood(List.of(spots)).getAsDouble() > other.likelihood(
				List.of(spots)).getAsDouble(), "spots " + i);
		}
	}

	/** Half of the training patches are closer than half of them. */
	@Test
	void percentilesAreThoseOfTheTrainingPatches() {
		final double[][] whitening = KIND.whitening();
		final double[] percentiles = IntStream.range(0, 60).mapToObj(
			ImageKindTest::spots).flatMap(plane -> new PatchStatistics(plane).spread()
				.stream()).mapToDouble(patch -> KIND.percentile(KIND.distance(patch,
					whitening))).sorted().toArray();
		for (final int percent : new int[] { 1, 25, 50, 90, 99 })
			assertEquals(percent, percentiles[percentiles.length * percent / 100], 1);
	}

	@Test
	void whatShowsNothingIsNotMeasured() {
		final Plane flat = noise(1, 0.005);
		assertEquals(OptionalDouble.empty(), KIND.percentile(List.of(flat)));
		assertEquals(OptionalDouble.empty(), KIND.percentile(List.of(spots(1).crop(31,
			SIDE))));
		assertTrue(Float.isNaN(KIND.map(flat, Progress.NONE).samples()[0]));
		assertThrows(IllegalArgumentException.class, () -> KIND.map(flat.crop(31, 40),
			Progress.NONE));
	}

	@Test
	void depthsAgree() {
		final Plane spots = spots(3);
		assertEquals(KIND.percentile(List.of(spots)).getAsDouble(), KIND.percentile(
			List.of(spots.scaled(255, 0).rounded(255).scaled(1.0 / 255, 0)))
			.getAsDouble(), 1e-9);
	}

	/** Where rows and columns alternate, the statistic of the grid is far above. */
	@Test
	void theGridTellsAnEnlargedImage() {
		final int grid = PatchStatistics.NAMES.indexOf("grid");
		for (int seed = 0; seed < CASES; seed++) {
			assertTrue(new PatchStatistics(spots(seed)).of(16, 16).orElseThrow()[grid] <
				0.5);
			assertTrue(new PatchStatistics(enlarged(spots(seed))).of(33, 16)
				.orElseThrow()[grid] > 0.5);
		}
	}

	/** Eight images cannot show 97.5 %: their spread decides. */
	@Test
	void fewImagesHaveAWiderLimit() {
		final KindFit fit = new KindFit();
		IntStream.range(0, 8).mapToObj(ImageKindTest::spots).forEach(fit::add);
		final ImageKind kind = fit.fit().orElseThrow();
		assertEquals(8, kind.images());
		assertTrue(kind.limit() > KIND.limit(), () -> kind.limit() + " and " + KIND
			.limit());
		assertTrue(IntStream.range(1000, 1000 + CASES).filter(seed -> kind.isFar(kind
			.percentile(List.of(spots(seed))).getAsDouble())).count() <= 2);
	}

	/** scipy 1.10: stats.t.ppf(0.975, [7, 37]) is 2.3646 and 2.0262. */
	@Test
	void studentsDeviates() {
		assertEquals(2.3646, KindFit.student(7), 0.01);
		assertEquals(2.0262, KindFit.student(37), 0.001);
	}

	/** A package of an earlier version has ten statistics. */
	@Test
	void olderKindsHaveFewerStatistics() {
		final int n = PatchStatistics.COUNT - 1;
		final float[] normal = new float[(n + 1) * n];
		for (int i = 0; i <= n; i++)
			System.arraycopy(KIND.normal().values(), i * (n + 1), normal, i * n, n);
		final ImageKind older = new ImageKind(new Tensor(new int[] { n + 1, n },
			normal), KIND.distances(), KIND.limit(), 60);
		assertEquals(n, older.whitening().length);
		// The statistics that an older kind does not have are not compared.
		final List<Plane> spots = List.of(spots(1001));
		assertEquals(older.likelihood(spots).getAsDouble(), KIND.likelihood(spots)
			.getAsDouble(), 1e-6);
		assertTrue(older.isFar(older.percentile(List.of(noise(1, 0.1)))
			.getAsDouble()));
		assertFalse(older.isFar(older.percentile(List.of(spots(1000)))
			.getAsDouble()));
	}

	@Test
	void mapsWhereAnImageIsUnlike() {
		final Plane plane = spots(4);
		final Plane noise = noise(4, 0.1);
		for (int y = 0; y < SIDE; y++)
			System.arraycopy(noise.samples(), y * SIDE, plane.samples(), y * SIDE, SIDE /
				2);
		final float[] map = KIND.map(plane, Progress.NONE).samples();
		final int row = SIDE / 2 * SIDE;
		assertTrue(KIND.isFar(map[row + 16]), () -> "noise is at " + map[row + 16]);
		assertFalse(KIND.isFar(map[row + SIDE - 20]));
		assertThrows(CancellationException.class, () -> KIND.map(plane,
			new Progress() {

				@Override
				public void update(final double fraction, final String what) {
					// Nothing is shown.
				}

				@Override
				public boolean cancelled() {
					return true;
				}
			}));
	}

	@Test
	void isKeptInThePackage(@TempDir final Path folder) throws IOException {
		final Path model = Files.createDirectories(folder.resolve("model"));
		try (Stream<Path> files = Files.list(Path.of("models/edsr-em-x2"))) {
			for (final Path file : files.toList())
				Files.copy(file, model.resolve(file.getFileName()));
		}
		KIND.write(model, "spots");
		final ImageKind read = ImageKind.read(model).orElseThrow();
		assertArrayEquals(KIND.normal().values(), read.normal().values());
		assertArrayEquals(KIND.distances().values(), read.distances().values());
		assertEquals(KIND.limit(), read.limit());
		assertEquals(60, read.images());
		assertTrue(ErrorBound.read(model).isPresent(), "the bound was lost");
		Files.write(model.resolve("kind.npy"), new byte[] { 1 });
		assertThrows(IOException.class, () -> ImageKind.read(model));
	}

	@Test
	void wrongArraysAreRefused() {
		assertThrows(IllegalArgumentException.class, () -> new ImageKind(KIND
			.distances(), KIND.distances(), 90, 1));
		assertThrows(IllegalArgumentException.class, () -> new ImageKind(KIND
			.normal(), new Tensor(new int[] { 2 }, new float[] { 2, 1 }), 90, 1));
		assertTrue(new KindFit().fit().isEmpty());
	}

	// -- Helper methods --

	private static ImageKind stripes() {
		final KindFit fit = new KindFit();
		for (int i = 0; i < CASES; i++)
			fit.add(stripes(i));
		return fit.fit().orElseThrow();
	}

	private static ImageKind kind() {
		final KindFit fit = new KindFit();
		IntStream.range(0, 60).mapToObj(ImageKindTest::spots).forEach(fit::add);
		return fit.fit().orElseThrow();
	}

	private static long far(final Function<Integer, Plane> images) {
		return IntStream.range(1000, 1000 + CASES).filter(seed -> KIND.isFar(KIND
			.percentile(List.of(images.apply(seed))).getAsDouble())).count();
	}

	private static Plane spots(final int seed) {
		final Random random = new Random(seed);
		final float[] samples = new float[SIDE * SIDE];
		for (int i = 0; i < 60; i++)
			samples[random.nextInt(samples.length)] = 30 * random.nextFloat();
		final float[] blurred = GaussianBlur.of(2 + random.nextDouble()).plane(samples, SIDE,
			SIDE);
		final double noise = 0.01 + 0.01 * random.nextDouble();
		for (int i = 0; i < blurred.length; i++)
			blurred[i] = (float) Math.max(0, Math.min(1, 0.1 + blurred[i] + noise *
				random.nextGaussian()));
		return new Plane(blurred, SIDE, SIDE);
	}

	private static Plane noise(final int seed, final double deviation) {
		final Random random = new Random(seed);
		final float[] samples = new float[SIDE * SIDE];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) (0.4 + deviation * random.nextGaussian());
		return new Plane(samples, SIDE, SIDE);
	}

	private static Plane saturated(final Plane plane) {
		final float[] samples = plane.scaled(4, 0).samples();
		for (int i = 0; i < samples.length; i++)
			samples[i] = Math.min(1, samples[i]);
		return new Plane(samples, plane.width(), plane.height());
	}

	private static Plane enlarged(final Plane plane) {
		return Resampler.by(Sampling.of(Kernel.named(Kernel.BICUBIC)), 2, 2).plane(
			plane);
	}

	private static Plane stripes(final int seed) {
		final float[] samples = new float[SIDE * SIDE];
		for (int i = 0; i < samples.length; i++)
			samples[i] = (i % SIDE + seed) / 3 % 2;
		return new Plane(samples, SIDE, SIDE);
	}
}
