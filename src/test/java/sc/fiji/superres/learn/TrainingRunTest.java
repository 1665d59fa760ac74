package sc.fiji.superres.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import ij.ImagePlus;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.file.TestOwner;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.training.TrainingFolder;
import sc.fiji.superres.training.TrainingSettings;
import sc.fiji.superres.training.TrainingStart;
import sc.fiji.superres.training.TrainingWatcher;

/** What can be known before hours of training is refused before. */
class TrainingRunTest {

	@TempDir
	private Path folder;

	private Path images;

	@BeforeEach
	void makeImages() throws IOException {
		images = Files.createDirectory(folder.resolve("images"));
		for (int i = 0; i < 2; i++)
			ReportImages.save(ReportImages.bytes(64, 64, i), images.resolve(i + ".tif"));
	}

	@Test
	void nameThatNoPackageMayHave() throws IOException {
		refuses("my.net", "CC0-1.0", Optional.empty(), "name is \"my.net\"");
		refuses("net", "CC0-1.0", Optional.empty(), "name is \"net\"");
	}

	@Test
	void noLicence() throws IOException {
		refuses("network", "", Optional.empty(), "license");
	}

	@Test
	void noBenchmark() throws IOException {
		refuses("network", "CC0-1.0", Optional.of(folder.resolve("none")),
			"no folder of images");
	}

	/** Stopped by the user, it keeps the best network; started again it goes on. */
	@Test
	void cancelKeepsTheBest() throws IOException {
		final Path output = folder.resolve("network");
		final TrainingPlan plan = plan("CC0-1.0", List.of(), 5);
		final String message = assertThrows(CancellationException.class,
			() -> TrainingRun.run(plan, output, false, TrainingWatcher.NONE,
				new StopAfter(3))).getMessage();
		assertTrue(message.contains("after step 3") && message.contains("of step 2") &&
			message.contains(output.toString()), message);
		try (ModelPackage model = ModelPackage.open(output)) {
			assertEquals(3, model.description().provenance().orElseThrow().settings()
				.get("ended after step"));
		}
		assertTrue(Methods.bound(output.toString(), "").isEmpty());
		TrainingRun.run(plan, output, true, TrainingWatcher.NONE, Progress.NONE);
		assertEquals(1, Methods.bound(output.toString(), "").orElseThrow().images());
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(List.of(images, output), left.sorted().toList());
		}
	}

	/** As many images of the same sizes, but not the same images. */
	@Test
	void goesOnWithTheSameImagesOnly() throws IOException {
		final TrainingPlan plan = plan("CC0-1.0", List.of(), 5);
		assertThrows(CancellationException.class, () -> TrainingRun.run(plan, folder
			.resolve("network"), false, TrainingWatcher.NONE, new StopAfter(3)));
		ReportImages.save(ReportImages.bytes(64, 64, 7), images.resolve("1.tif"));
		final String message = assertThrows(IOException.class, () -> TrainingRun
			.run(plan, folder.resolve("network"), true, TrainingWatcher.NONE,
				Progress.NONE)).getMessage();
		assertTrue(message.contains("checkpoint of another training") && message
			.contains("(image checksum is "), message);
	}

	/** By its own seed, a further training might be scored on what its base knows. */
	@Test
	void furtherTrainingsSetTheSameImagesAside() throws IOException {
		for (int i = 2; i < 8; i++)
			ReportImages.save(ReportImages.bytes(64, 64, i), images.resolve(i + ".tif"));
		final Path first = folder.resolve("first");
		TrainingRun.Scores last = TrainingRun.run(plan("CC0-1.0", List.of(), 2), first,
			false, TrainingWatcher.NONE, Progress.NONE);
		Path base = first;
		for (int seed = 2; seed < 6; seed++) {
			final Path next = folder.resolve("after-" + seed);
			final TrainingRun.Scores scores = TrainingRun.run(plan(TrainingStart.of(base,
				2, 1, Progress.NONE), "CC0-1.0", List.of(), 2, seed), next, false,
				TrainingWatcher.NONE, Progress.NONE);
			assertEquals(last.bicubic(), scores.bicubic());
			// The latter is read from the log.
			assertEquals(last.model(), scores.before(), 1e-4);
			try (ModelPackage model = ModelPackage.open(next)) {
				assertEquals(1, model.description().provenance().orElseThrow().settings()
					.get(TrainingStart.SPLIT));
			}
			base = next;
			last = scores;
		}
	}

	@Test
	void anotherTrainingOnItsWay() throws IOException {
		final Path work = Files.createDirectory(folder.resolve("network.training"));
		final TrainingPlan plan = plan("CC0-1.0", List.of(), 2);
		final Path half = work.resolve(".part-" + TestOwner.dead() +
			"-0123abcd-checkpoint.bin");
		try (TrainingFolder taken = TrainingFolder.of(work)) {
			// It may be that of a thread that still writes.
			Files.writeString(half, "half");
			final String message = assertThrows(IOException.class, () -> TrainingRun
				.run(plan, folder.resolve("network"), false, TrainingWatcher.NONE,
					Progress.NONE)).getMessage();
			assertTrue(message.contains("Another training is running in " + work),
				message);
			try (Stream<Path> left = Files.list(work)) {
				assertEquals(List.of(half, work.resolve("lock"), work.resolve(
					"superres-training.txt")), left.sorted().toList());
			}
			Files.delete(half);
		}
		TrainingRun.run(plan, folder.resolve("network"), false, TrainingWatcher.NONE,
			Progress.NONE);
		assertTrue(Files.notExists(work));
	}

	/** Killed while it marked its folder. */
	@Test
	void beginningsOfATrainingAreNoObstacle() throws IOException {
		final Path work = Files.createDirectory(folder.resolve("network.training"));
		Files.writeString(work.resolve("lock"), "");
		Files.writeString(work.resolve(".part-" + TestOwner.dead() +
			"-0123abcd-superres-training.txt"), "The");
		TrainingRun.run(plan("CC0-1.0", List.of(), 2), folder.resolve("network"), false,
			TrainingWatcher.NONE, Progress.NONE);
		assertTrue(Files.notExists(work));
	}

	/** A folder that happens to have the name of the working folder. */
	@Test
	void neverWorksInAFolderOfTheUser() throws IOException {
		final Path mine = Files.createDirectory(folder.resolve("network.training"));
		Files.copy(images.resolve("1.tif"), mine.resolve("1.tif"));
		Files.writeString(mine.resolve("lock"), "");
		final String message = assertThrows(FileAlreadyExistsException.class,
			() -> TrainingRun.run(plan("CC0-1.0", List.of(), 2), folder.resolve(
				"network"), true, TrainingWatcher.NONE, Progress.NONE)).getMessage();
		assertTrue(message.startsWith(mine + ": is not the folder of a training"),
			message);
		try (Stream<Path> left = Files.list(mine)) {
			assertEquals(List.of(mine.resolve("1.tif"), mine.resolve("lock")), left
				.sorted().toList());
		}
	}

	/** What was put into the working folder meanwhile outlives the training. */
	@Test
	void deletesOnlyWhatItWrote() throws IOException {
		final Path work = folder.resolve("network.training");
		final TrainingPlan plan = plan("CC0-1.0", List.of(), 5);
		assertThrows(CancellationException.class, () -> TrainingRun.run(plan, folder
			.resolve("network"), false, TrainingWatcher.NONE, new StopAfter(3)));
		Files.copy(images.resolve("1.tif"), work.resolve("1.tif"));
		TrainingRun.run(plan, folder.resolve("network"), true, TrainingWatcher.NONE,
			Progress.NONE);
		try (Stream<Path> left = Files.list(work)) {
			assertEquals(List.of(work.resolve("1.tif")), left.toList());
		}
	}

	/** Images inside the package, or inside the working folder. */
	@ParameterizedTest
	@ValueSource(strings = { "network", "network.training" })
	void neverReplacesWhatItLearnsFrom(final String name) throws IOException {
		final Path inside = folder.resolve(name).resolve("images");
		Files.createDirectory(folder.resolve(name));
		Files.move(images, inside);
		images = inside;
		final String message = assertThrows(Exception.class, () -> TrainingRun.run(
			plan("CC0-1.0", List.of(), 2), folder.resolve("network"), true,
			TrainingWatcher.NONE, Progress.NONE)).getMessage();
		assertTrue(message.contains("is not the folder of a") || message
			.startsWith("The input " + inside + " lies in "), message);
		assertTrue(Files.exists(inside.resolve("1.tif")));
	}

	/** What was learned in hours is written before it is scored. */
	@Test
	void benchmarkThatCannotBeScored() throws IOException {
		final Path benchmark = Files.createDirectory(folder.resolve("benchmark"));
		ReportImages.save(ReportImages.bytes(8, 8, 1), benchmark.resolve("small.tif"));
		final Path output = folder.resolve("network");
		final String message = assertThrows(IllegalStateException.class,
			() -> TrainingRun.run(plan("CC0-1.0", List.of(benchmark), 2), output,
				false, TrainingWatcher.NONE, Progress.NONE)).getMessage();
		assertTrue(message.contains("small.tif"), message);
		try (ModelPackage model = ModelPackage.open(output)) {
			assertEquals(1, model.description().provenance().orElseThrow().figures()
				.size());
		}
		ReportImages.save(ReportImages.bytes(64, 64, 7), benchmark.resolve("small.tif"));
		TrainingRun.run(plan("CC0-1.0", List.of(benchmark), 2), output, true,
			TrainingWatcher.NONE, Progress.NONE);
		try (ModelPackage model = ModelPackage.open(output)) {
			assertEquals(3, model.description().provenance().orElseThrow().figures()
				.size());
		}
	}

	@Test
	void showsPlotsAndAPreview() throws IOException {
		final List<ImagePlus> shown = new ArrayList<>();
		TrainingRun.run(plan("CC0-1.0", List.of(), 2), folder.resolve("network"),
			false, (lines, preview) -> {
				shown.add(TrainingWindow.plots(lines));
				shown.add(TrainingWindow.image(preview.get()));
			}, Progress.NONE);
		assertEquals(4, shown.size());
		assertEquals(3 * 64, shown.get(3).getWidth());
		assertEquals(64, shown.get(3).getHeight());
	}

	private void refuses(final String name, final String license,
		final Optional<Path> benchmark, final String why) throws IOException
	{
		final TrainingPlan plan = plan(license, benchmark.stream().toList(), 1);
		final Exception exc = assertThrows(Exception.class, () -> TrainingRun.run(
			plan, folder.resolve(name), false, TrainingWatcher.NONE, Progress.NONE));
		assertTrue(exc.getMessage().contains(why), exc.getMessage());
		try (Stream<Path> left = Files.list(folder)) {
			assertEquals(List.of(images), left.toList());
		}
	}

	/** A score every 2 steps. */
	private TrainingPlan plan(final String license, final List<Path> benchmarks,
		final int steps)
	{
		return plan(TrainingStart.of(Architectures.named("srcnn-9-1-5"), 2, 1),
			license, benchmarks, steps, 1);
	}

	private TrainingPlan plan(final TrainingStart start, final String license,
		final List<Path> benchmarks, final int steps, final long seed)
	{
		return new TrainingPlan(start, new TrainingTask(TrainingSource.of(images),
			DegradationRange.of(Degradation.bicubic(2)), Supervision.PAIRS, benchmarks,
			"Somebody", license, "superres"), new TrainingSettings(8, 1, steps, 1e-6, 0,
				seed, 2, 0, 0, false), 0);
	}

	/** Stops after some steps. */
	private static final class StopAfter implements Progress {

		private final int steps;
		private boolean reached;

		StopAfter(final int steps) {
			this.steps = steps;
		}

		@Override
		public void update(final double fraction, final String what) {
			reached |= what.startsWith("step " + steps + " ");
		}

		@Override
		public boolean cancelled() {
			return reached;
		}
	}
}
