package sc.fiji.superres.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipFile;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.TestPairs;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.network.Precision;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.training.NetworkTrainer.End;
import sc.fiji.superres.training.NetworkTrainer.Result;

class NetworkTrainerTest {

	private static final TrainingSettings SETTINGS = settings(8, 1e-3);
	private static final Map<String, Object> TASK = Map.of("network", "small",
		"images", "squares");

	private static final List<Pair> TRAINING = List.of(pair(1, 2), pair(2, 2));
	private static final List<Pair> VALIDATION = List.of(pair(3, 2));

	@TempDir
	private static Path shared;

	private static Path start;
	private static Path unbroken;
	private static Result result;

	@TempDir
	private Path folder;

	/** Trains what the broken trainings have to equal. */
	@BeforeAll
	static void train() throws IOException {
		start = TestNetworks.writeSmall(shared);
		unbroken = shared.resolve("unbroken");
		result = NetworkTrainer.train(start, TRAINING, VALIDATION, SETTINGS,
			TimeBudget.none(), TASK,
			unbroken, TrainingWatcher.NONE, Progress.NONE);
	}

	private Path work;

	@BeforeEach
	void chooseAFolder() {
		work = folder.resolve("work");
	}

	@Test
	void logsEachInterval() throws IOException {
		final List<String> log = Files.readAllLines(unbroken.resolve(
			NetworkTrainer.LOG));
		assertEquals("step,loss,psnr,bicubic,rate", log.get(0));
		assertEquals(List.of("0", "3", "6", "8"), log.stream().skip(1).map(
			line -> line.substring(0, line.indexOf(','))).toList());
		assertTrue(log.get(1).startsWith("0,NaN,") && log.get(1).endsWith(",0.00"),
			log.get(1));
	}

	@Test
	void bestIsTheHighestOfTheLog() throws IOException {
		final double[] scores = scores(unbroken);
		assertEquals(Arrays.stream(scores).max().getAsDouble(), result.psnr(),
			5e-5);
		assertEquals(scores[scores.length - 1], result.psnr(), 5e-5);
		assertEquals(8, result.bestStep());
		assertEqualNetworks(unbroken.resolve(NetworkTrainer.LAST), unbroken.resolve(
			NetworkTrainer.BEST));
	}

	@Test
	void weightsChange() throws IOException {
		final Map<String, float[]> before = weights(start);
		weights(unbroken.resolve(NetworkTrainer.LAST)).forEach((name,
			values) -> assertFalse(Arrays.equals(before.get(name), values), name));
	}

	@Test
	void equalSeedsGiveEqualWeights() throws IOException {
		assertEquals(result, train(Progress.NONE));
		assertEqualsUnbroken();
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 3, 4, 7 })
	void goesOnAfterAStop(final int step) throws IOException {
		final Countdown countdown = new Countdown(step);
		assertEquals(End.STOPPED, train(countdown).end());
		assertEquals(step, countdown.steps);
		assertFalse(Files.exists(work.resolve(NetworkTrainer.LAST)));
		assertEquals(result, train(Progress.NONE));
		assertEqualsUnbroken();
	}

	/** The checkpoint is that of the step before. */
	@Test
	void leavesASlowStep() throws IOException {
		final List<Pair> large = List.of(pair(1, 2, 256));
		assertEquals(0, stop(large, VALIDATION, 128).steps());
		assertEquals(List.of(0.), steps(work));
	}

	/** What was not scored at the stop is scored when it goes on. */
	@Test
	void leavesASlowScore() throws IOException {
		final List<Pair> large = List.of(pair(1, 2, 512));
		assertEquals(1, stop(TRAINING, large, 8).steps());
		assertEquals(List.of(0.), steps(work));
		final Result ended = NetworkTrainer.train(slow(), TRAINING, large, once(8),
			TimeBudget.none(), TASK, work, TrainingWatcher.NONE, Progress.NONE);
		assertEquals(End.DONE, ended.end());
		assertEquals(List.of(0., 1.), steps(work));
	}

	/** Stops what comes after the first score, as soon as it is polled. */
	private Result stop(final List<Pair> training, final List<Pair> validation,
		final int patch) throws IOException
	{
		final long[] stopped = new long[1];
		final AtomicInteger polls = new AtomicInteger(-1);
		final Result left = NetworkTrainer.train(slow(), training, validation, once(
			patch), TimeBudget.none(), TASK, work, (lines, preview) -> polls.set(0),
			new Countdown(1) {

				@Override
				public boolean cancelled() {
					if (polls.get() < 0 || polls.incrementAndGet() < 3) return false;
					if (stopped[0] == 0) stopped[0] = System.nanoTime();
					return true;
				}
			});
		final double seconds = (System.nanoTime() - stopped[0]) / 1e9;
		assertTrue(seconds < 2, "It answered after " + seconds + " s");
		assertEquals(End.STOPPED, left.end());
		return left;
	}

	private static Path slow() throws IOException {
		return TestNetworks.writeSlower(shared);
	}

	private static TrainingSettings once(final int patch) {
		return new TrainingSettings(patch, 2, 1, 1e-3, 2, 5, 3, 0.5, 0, true);
	}

	private static List<Double> steps(final Path folder) throws IOException {
		return Arrays.stream(column(folder, 0)).boxed().toList();
	}

	@ParameterizedTest
	@ValueSource(ints = { 3, 5 })
	void goesOnAfterAKill(final int step) throws IOException {
		assertThrows(Killed.class, () -> train(new Countdown(step) {

			@Override
			public void update(final double fraction, final String what) {
				super.update(fraction, what);
				if (cancelled()) throw new Killed();
			}
		}));
		assertEquals(result, train(Progress.NONE));
		assertEqualsUnbroken();
	}

	@Test
	void aDoneTrainingIsNotRepeated() throws IOException {
		train(Progress.NONE);
		final Countdown countdown = new Countdown(100);
		assertEquals(result, train(countdown));
		assertEquals(0, countdown.steps);
		assertEqualsUnbroken();
	}

	@Test
	void tellsTheProgress() throws IOException {
		final Countdown countdown = new Countdown(100);
		train(countdown);
		assertEquals(8, countdown.steps);
		assertEquals(1, countdown.fraction);
		assertTrue(countdown.what.startsWith("step 8 of 8, "), countdown.what);
	}

	// -- What it learns --

	/** Edges are blurred by bicubic; SRCNN starts there and sharpens them. */
	@Test
	void learnsMoreThanBicubic() throws IOException {
		final TrainingSettings settings = new TrainingSettings(12, 4, 90, 2e-3, 5,
			1, 30, 0, 0, false);
		final Result learned = NetworkTrainer.train(TestNetworks.writeSrcnn(folder),
			TRAINING, VALIDATION, settings, TimeBudget.none(), TASK, work,
			TrainingWatcher.NONE, Progress.NONE);
		final double[] scores = scores(work);
		assertTrue(learned.psnr() > scores[0] + 0.25, Arrays.toString(scores));
		final double[] losses = column(work, 1);
		assertTrue(losses[3] < 0.95 * losses[1], Arrays.toString(losses));
	}

	/**
	 * A constant error of 0.2 has one coefficient, 0.2 N; the mean over the N real
	 * and N imaginary parts is 0.1.
	 */
	@ParameterizedTest
	@CsvSource({ "0, 0.2", "0.5, 0.25" })
	void fourierTransformCounts(final double weight, final double loss)
		throws IOException
	{
		final Path flat = folder.resolve("flat.pt");
		Architectures.named("edsr-light-4x1").write(flat, 2, 1, 1);
		final List<Pair> pairs = List.of(new Pair(List.of(flat(8, 0.5f)), List.of(
			flat(16, 0.3f))));
		NetworkTrainer.train(flat, pairs, pairs, new TrainingSettings(8, 2, 1, 1e-3, 0,
			5, 1, 0.5, 0, false).withFourier(weight), TimeBudget.none(), TASK, work,
			TrainingWatcher.NONE, Progress.NONE);
		assertEquals(loss, column(work, 1)[1], 1e-6);
	}

	/**
	 * Its steps are those of float32 but for the rounding, and the network that it
	 * writes is the one of float32.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "edsr-light-8x2", "rcan-plain-6x2x2" })
	void trainsInBfloat16(final String name) throws IOException {
		final Path net = folder.resolve("net.pt");
		Architectures.named(name).write(net, 2, 1, 1);
		final TrainingSettings exact = new TrainingSettings(8, 2, 40, 1e-3, 2, 5,
			3, 0.5, 0, false);
		final Path other = folder.resolve("other");
		NetworkTrainer.train(net, TRAINING, VALIDATION, exact, TimeBudget.none(), TASK,
			work, TrainingWatcher.NONE, Progress.NONE);
		NetworkTrainer.train(net, TRAINING, VALIDATION, exact.on(new ComputeSettings(
			Device.CPU, Precision.BFLOAT16)), TimeBudget.none(), TASK, other,
			TrainingWatcher.NONE, Progress.NONE);
		final Map<String, float[]> before = weights(net);
		final Map<String, float[]> wanted = weights(work.resolve(NetworkTrainer.LAST));
		final Map<String, float[]> found = weights(other.resolve(NetworkTrainer.LAST));
		final double apart = Math.sqrt(distance(wanted, found) / distance(wanted,
			before));
		assertTrue(apart > 0 && apart < 0.3, "apart by " + apart + " of their way");
		assertEquals(code(work.resolve(NetworkTrainer.BEST)), code(other.resolve(
			NetworkTrainer.BEST)));
	}

	private static double distance(final Map<String, float[]> a,
		final Map<String, float[]> b)
	{
		double sum = 0;
		for (final String name : a.keySet()) {
			for (int i = 0; i < a.get(name).length; i++)
				sum += Math.pow(a.get(name)[i] - b.get(name)[i], 2);
		}
		return sum;
	}

	private static String code(final Path archive) throws IOException {
		try (ZipFile zip = new ZipFile(archive.toFile())) {
			return new String(zip.getInputStream(zip.stream().filter(entry -> entry
				.getName().endsWith("code/__torch__.py")).findFirst().orElseThrow())
				.readAllBytes(), StandardCharsets.UTF_8);
		}
	}

	/** A choice of the machine's could not be repeated. */
	@Test
	void refusesToChooseThePrecision() {
		assertThrows(WrongUsage.class, () -> NetworkTrainer.train(start, TRAINING,
			VALIDATION, SETTINGS.on(new ComputeSettings(Device.CPU, Precision.AUTO)),
			TimeBudget.none(), TASK, work, TrainingWatcher.NONE, Progress.NONE));
	}

	private static Plane flat(final int side, final float value) {
		final float[] samples = new float[side * side];
		Arrays.fill(samples, value);
		return new Plane(samples, side, side);
	}

	@Test
	void fixedWeightsStayFixed() throws IOException {
		final Path srcnn = TestNetworks.writeSrcnn(folder);
		NetworkTrainer.train(srcnn, TRAINING, VALIDATION, settings(2, 1e-2), TimeBudget.none(), TASK,
			work, TrainingWatcher.NONE, Progress.NONE);
		assertArrayEquals(new String[] { "first_b", "first_w", "last_b", "last_w",
			"middle_b", "middle_w" }, weights(work.resolve(NetworkTrainer.LAST))
				.keySet().stream().sorted().toArray());
	}

	/** Also where its tensors lie in another order in memory, by channels_last. */
	@ParameterizedTest
	@ValueSource(strings = { "scripted.pt", "channels-last.pt" })
	void foreignNetworksLearn(final String name) throws IOException {
		final Path foreign = Path.of("src/test/resources/network", name);
		final List<Pair> colors = TRAINING.stream().map(pair -> new Pair(Collections
			.nCopies(3, pair.low()), Collections.nCopies(3, pair.high()))).toList();
		NetworkTrainer.train(foreign, colors, colors, settings(20, 1e-2), TimeBudget.none(), TASK, work,
			TrainingWatcher.NONE, Progress.NONE);
		final double[] scores = scores(work);
		assertTrue(scores[scores.length - 1] > scores[0] + 1, Arrays.toString(
			scores));
		final Map<String, float[]> before = weights(foreign);
		weights(work.resolve(NetworkTrainer.LAST)).forEach((parameter,
			values) -> assertFalse(Arrays.equals(before.get(parameter), values),
				parameter));
	}

	@Test
	void divergenceStopsAndKeepsTheBest() throws IOException {
		final List<Pair> pairs = List.of(pair(1, 1));
		final Path fragile = TestNetworks.writeFragile(folder);
		final Result diverged = NetworkTrainer.train(fragile, pairs, pairs,
			settings(20, 1), TimeBudget.none(), TASK, work, TrainingWatcher.NONE, Progress.NONE);
		assertEquals(End.DIVERGED, diverged.end());
		assertEquals(0, diverged.bestStep());
		assertEqualNetworks(fragile, work.resolve(NetworkTrainer.BEST));
	}

	/** The rate rises until steps overshoot; their average hides that at first. */
	@Test
	void explodingLossStops() throws IOException {
		final Result exploded = NetworkTrainer.train(start, TRAINING, VALIDATION,
			new TrainingSettings(8, 2, 6000, 1, 3000, 5, 60, 0.999, 0, false),
			TimeBudget.none(), TASK,
			work, TrainingWatcher.NONE, Progress.NONE);
		final double[] scores = scores(work);
		assertEquals(End.DIVERGED, exploded.end());
		assertTrue(exploded.bestStep() > 0 && exploded.steps() < 6000, exploded
			::toString);
		assertTrue(scores[scores.length - 1] > exploded.psnr() - 20, Arrays.toString(
			scores));
		assertTrue(exploded.steps() % 60 >= 50, exploded::toString);
		assertTrue(Files.exists(work.resolve(NetworkTrainer.BEST)));
	}

	/**
	 * After 25 of 50 steps without a new best, the rate, of which the decay has left
	 * half, falls to 0 within two scores of 3 steps, also where it is killed meanwhile.
	 */
	@Test
	void endsByADecayWhereTheScoreNoLongerRises() throws IOException {
		final TrainingSettings flat = new TrainingSettings(8, 2, 50, 1e-30, 0, 5, 3, 0, 2,
			false);
		assertEquals(End.STOPPED, NetworkTrainer.train(start, TRAINING, VALIDATION, flat,
			TimeBudget.none(), TASK, work, TrainingWatcher.NONE, new Countdown(28))
			.end());
		final Result ended = NetworkTrainer.train(start, TRAINING, VALIDATION, flat,
			TimeBudget.none(), TASK, work, TrainingWatcher.NONE, Progress.NONE);
		assertEquals(End.DONE, ended.end());
		assertEquals(0, ended.bestStep());
		assertEquals(31, ended.steps());
		assertEquals("0-50,25-31", Decay.text(ended.settings().decays()));
		assertEquals(0.5e-30, ended.settings().rateAt(25), 1e-36);
		assertEquals(0, ended.settings().rateAt(31), 1e-40);
		assertTrue(Files.exists(work.resolve(NetworkTrainer.LAST)));
	}

	@Test
	void averagesAreScoredAndKept() throws IOException {
		NetworkTrainer.train(start, TRAINING, VALIDATION, new TrainingSettings(8, 2, 8,
			1e-2, 2, 5, 3, 0.999, 0, false),
			TimeBudget.none(), TASK, work, TrainingWatcher.NONE,
			Progress.NONE);
		final Map<String, float[]> before = weights(start);
		final Map<String, float[]> average = weights(work.resolve(
			NetworkTrainer.LAST));
		NetworkTrainer.train(start, TRAINING, VALIDATION, new TrainingSettings(8, 2, 8,
			1e-2, 2, 5, 3, 0, 0, false),
			TimeBudget.none(), TASK, folder.resolve("other"),
			TrainingWatcher.NONE, Progress.NONE);
		final Map<String, float[]> last = weights(folder.resolve("other").resolve(
			NetworkTrainer.LAST));
		final float[] way = new float[2];
		for (int i = 0; i < before.get("b_w").length; i++) {
			way[0] += Math.abs(average.get("b_w")[i] - before.get("b_w")[i]);
			way[1] += Math.abs(last.get("b_w")[i] - before.get("b_w")[i]);
		}
		assertTrue(way[0] > 0.3 * way[1] && way[0] < way[1], Arrays.toString(
			way));
	}

	// -- What is refused --

	/** As on a full disk, the checkpoint cannot be written. */
	@Test
	void checkpointThatCannotBeWritten() throws IOException {
		final Path checkpoint = work.resolve("checkpoint.bin");
		final IOException exc = assertThrows(IOException.class, () -> train(
			new Countdown(100) {

				@Override
				public void update(final double fraction, final String what) {
					super.update(fraction, what);
					if (what.startsWith("step 1 ")) checkpoint.toFile().mkdir();
				}
			}));
		assertTrue(exc.getMessage().contains(checkpoint.toString()), exc
			.getMessage());
		Files.delete(checkpoint);
		assertEquals(result, train(Progress.NONE));
	}

	@Test
	void checkpointOfAnotherTask() throws IOException {
		train(Progress.NONE);
		final Map<String, String> messages = Map.of( //
			"(images is circles, but was squares)", message(Map.of("network", "small",
				"images", "circles"), SETTINGS, start), //
			"(images is not given, but was squares)", message(Map.of("network",
				"small"), SETTINGS, start), //
			"(rate is 0.002, but was 0.001)", message(TASK, settings(8, 2e-3),
				start));
		messages.forEach((difference, message) -> assertTrue(message.contains(work +
			" holds the checkpoint of another training " + difference) && message
				.contains("choose another folder"), message));
		assertEqualsUnbroken();
	}

	@Test
	void checkpointOfAnotherNetwork() throws IOException {
		train(Progress.NONE);
		final String message = message(TASK, SETTINGS, TestNetworks.writeSrcnn(
			folder));
		assertTrue(message.contains("of another network"), message);
		assertEqualsUnbroken();
	}

	@Test
	void truncatedCheckpoint() throws IOException {
		train(Progress.NONE);
		final Path checkpoint = work.resolve("checkpoint.bin");
		Files.write(checkpoint, Arrays.copyOf(Files.readAllBytes(checkpoint), 500));
		assertTrue(message(TASK, SETTINGS, start).contains("truncated"));
		assertEqualsUnbroken();
	}

	@Test
	void emptyValidationSet() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> NetworkTrainer.train(start, TRAINING, List.of(), SETTINGS,
			TimeBudget.none(), TASK,
				work, TrainingWatcher.NONE, Progress.NONE)).getMessage();
		assertTrue(message.contains("validation set is empty"), message);
		assertFalse(Files.exists(work));
	}

	@Test
	void stepsThatDoNotFitIntoMemory() {
		for (final TrainingSettings large : new TrainingSettings[] { batch(
			8_000_000), batch(1_000_000_000 / 256) })
		{
			final String message = assertThrows(IllegalStateException.class,
				() -> NetworkTrainer.train(start, TRAINING, VALIDATION, large, TimeBudget.none(), TASK, work,
					TrainingWatcher.NONE, Progress.NONE)).getMessage();
			assertTrue(message.contains(large.batch() + " patches of 8 x 8 pixels") &&
				message.contains("choose fewer or smaller patches"), message);
		}
	}

	@Test
	void networkOfAnotherScale() {
		final List<Pair> pairs = List.of(pair(1, 3));
		final String message = assertThrows(IllegalArgumentException.class,
			() -> NetworkTrainer.train(start, pairs, pairs, SETTINGS, TimeBudget
				.none(), TASK, work, TrainingWatcher.NONE, Progress.NONE)).getMessage();
		assertTrue(message.contains("by 3"), message);
		assertFalse(Files.exists(work.resolve(NetworkTrainer.BEST)));
	}

	/**
	 * A minute of a machine that is three times slower after 20 seconds: a step
	 * takes 0.2, then 0.6 seconds, a score 2. It is broken off twice, once before
	 * its end was decided. Its settings repeat it without a clock.
	 */
	@Test
	void endsWhenItsTimeIsUp() throws IOException {
		final long[] now = { 5_000_000_000L };
		final TrainingSettings settings = new TrainingSettings(8, 2, 1, 1e-3, 10, 5,
			40, 0.5, 2, true);
		Result timed = null;
		for (final int stop : new int[] { 60, 130, 10_000 }) {
			final Progress progress = new Countdown(stop) {

				@Override
				public void update(final double fraction, final String what) {
					super.update(fraction, what);
					now[0] += now[0] < 25e9 ? 200_000_000 : 600_000_000;
				}
			};
			timed = NetworkTrainer.train(start, TRAINING, VALIDATION, settings,
				TimeBudget.of(1, () -> now[0]), TASK, work, (lines,
					preview) -> now[0] += 2_000_000_000L, progress);
		}
		final double seconds = now[0] / 1e9 - 5;
		assertEquals(End.DONE, timed.end());
		assertTrue(seconds > 55 && seconds < 65, "It took " + seconds + " s");
		assertEquals(timed.steps(), timed.settings().steps());
		assertEquals(1e-3, timed.settings().rateAt(timed.settings().decays().get(0)
			.from()), 0);
		assertEquals(0, timed.settings().rateAt(timed.steps()), 1e-12);
		final Path other = folder.resolve("other");
		assertEquals(timed, NetworkTrainer.train(start, TRAINING, VALIDATION,
			settings.with(timed.steps(), Decay.parse(Decay.text(timed.settings()
				.decays()))), TimeBudget.none(), TASK, other, TrainingWatcher.NONE,
			Progress.NONE));
		assertEqualNetworks(work.resolve(NetworkTrainer.LAST), other.resolve(
			NetworkTrainer.LAST));
	}

	private Result train(final Progress progress) throws IOException {
		return NetworkTrainer.train(start, TRAINING, VALIDATION, SETTINGS,
			TimeBudget.none(), TASK, work, TrainingWatcher.NONE, progress);
	}

	private String message(final Map<String, ?> task, final TrainingSettings settings,
		final Path network)
	{
		return assertThrows(IOException.class, () -> NetworkTrainer.train(network,
			TRAINING, VALIDATION, settings, TimeBudget.none(), task, work,
			TrainingWatcher.NONE, Progress.NONE)).getMessage();
	}

	private void assertEqualsUnbroken() throws IOException {
		for (final String name : new String[] { NetworkTrainer.LAST,
			NetworkTrainer.BEST })
			assertEqualNetworks(unbroken.resolve(name), work.resolve(name));
		assertEquals(Files.readAllLines(unbroken.resolve(NetworkTrainer.LOG)), Files
			.readAllLines(work.resolve(NetworkTrainer.LOG)));
	}

	/** Bit for bit. */
	private static void assertEqualNetworks(final Path expected,
		final Path found) throws IOException
	{
		final Map<String, float[]> weights = weights(found);
		weights(expected).forEach((name, values) -> assertArrayEquals(values,
			weights.get(name), name));
	}

	private static Map<String, float[]> weights(final Path file)
		throws IOException
	{
		final Map<String, float[]> weights = new LinkedHashMap<>();
		try (TorchNetwork network = TorchNetwork.openForTraining(file, ComputeSettings.on(Device.CPU), Progress.NONE)) {
			network.parameters().forEach((name, array) -> weights.put(name, array
				.toFloatArray()));
		}
		return weights;
	}

	private static double[] scores(final Path folder) throws IOException {
		return column(folder, 2);
	}

	private static double[] column(final Path folder, final int column)
		throws IOException
	{
		return Files.readAllLines(folder.resolve(NetworkTrainer.LOG)).stream().skip(
			1).mapToDouble(line -> Double.parseDouble(line.split(",")[column]))
			.toArray();
	}

	private static TrainingSettings batch(final int patches) {
		return new TrainingSettings(8, patches, 1, 1e-3, 2, 5, 3, 0.5, 0, true);
	}

	private static TrainingSettings settings(final int steps,
		final double rate)
	{
		return new TrainingSettings(8, 2, steps, rate, 2, 5, 3, 0.5, 0, true);
	}

	/** Bright and dark squares over each other. */
	private static Pair pair(final long seed, final int scale) {
		return pair(seed, scale, 48);
	}

	private static Pair pair(final long seed, final int scale, final int side) {
		final Random random = new Random(seed);
		final float[] samples = new float[side * side];
		for (int n = 0; n < 60; n++) {
			final float grey = random.nextFloat();
			final int size = 4 + random.nextInt(10);
			final int x = random.nextInt(side - size + 1);
			final int y = random.nextInt(side - size + 1);
			for (int row = y; row < y + size; row++)
				Arrays.fill(samples, row * side + x, row * side + x + size, grey);
		}
		return TestPairs.of(new Plane(samples, side, side), Degradation.bicubic(scale));
	}

	/** The process ends at once. */
	private static final class Killed extends Error {

		private static final long serialVersionUID = 1;
	}

	/** Stops after some steps. */
	private static class Countdown implements Progress {

		private final int most;
		private int steps;
		private double fraction;
		private String what;

		Countdown(final int most) {
			this.most = most;
		}

		@Override
		public void update(final double done, final String text) {
			steps++;
			fraction = done;
			what = text;
		}

		@Override
		public boolean cancelled() {
			return steps >= most;
		}
	}
}
