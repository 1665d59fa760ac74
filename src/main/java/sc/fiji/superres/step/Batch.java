package sc.fiji.superres.step;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

import ij.measure.ResultsTable;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.file.Overlap;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.image.file.ImageFolder;

/**
 * Runs one step on all images of a folder.
 * <p>
 * An image is done when the {@link BatchJournal} says so, its results still
 * have the sizes that were written, and none of its inputs has changed. A batch
 * that was stopped or killed therefore continues where it left off, and no
 * image is processed twice. Several jobs may share a folder: each takes its
 * {@link Share} of the list, which is in the same order on every machine.
 * </p>
 * <p>
 * Before the work starts, all files that may be written are checked: none may
 * be an input, and no existing file is replaced unless this batch wrote it or
 * the user allows it. Results of two batches are never mixed. The file
 * {@code batch.csv} ({@code batch-INDEX-of-COUNT.csv} for a share) has a line
 * for each image: its status, and why it failed. A failure stops neither the
 * other images nor the other jobs.
 * </p>
 */
public final class Batch {

	private static final int NAMED = 5;

	/** What became of an image, as the report says, and in which column. */
	private static final String DONE = "done";
	private static final String THERE = "there already";
	private static final String FAILED = "failed";
	private static final int STATUS = 2;

	private final Step step;
	private final Job job;
	private final Input image;
	private final Optional<Input> folder;
	private final Function<String, List<Path>> models;
	private final BatchNames names;
	/** Checksums of files that several images share. */
	private final Map<Path, String> checksums = new HashMap<>();
	private final Map<String, List<Path>> modelFiles = new HashMap<>();
	private final List<WrongUsage> misuses = new ArrayList<>();
	private final List<List<String>> report = new ArrayList<>();
	private final ResultsTable failures = new ResultsTable();
	private BatchJournal journal;

	/**
	 * What to run, and on which images.
	 *
	 * @param images folder of images
	 * @param output folder of results; created if missing
	 * @param options of the step in macro syntax; {@code {file}}, {@code {name}}
	 *          and {@code {folder}} stand for the image's
	 * @param names pattern of the names of results, see {@link BatchNames}
	 * @param filter patterns of the names of images, see {@link ImageFolder}
	 * @param subfolders whether to look for images in subfolders
	 * @param share which of the images to process
	 * @param overwrite whether to process finished images again
	 */
	public record Job(Path images, Path output, String options, String names,
		String filter, boolean subfolders, Share share, boolean overwrite)
	{}

	private Batch(final Step step, final Job job,
		final Function<String, List<Path>> models)
	{
		this.step = step;
		this.job = job;
		this.models = models;
		image = step.image().orElseThrow(() -> new WrongUsage(step.label() +
			" does not work on an image: choose another command for the batch"));
		folder = step.folder();
		names = new BatchNames(job.output(), job.names(), step);
		failures.showRowNumbers(false);
	}

	/**
	 * Runs the job.
	 *
	 * @param models returns the files of a model by its name
	 * @throws Incomplete if some images failed; all others are done
	 * @throws IllegalArgumentException if nothing can be done with these settings;
	 *           {@link WrongUsage} if one of them cannot be used for any image
	 * @throws IOException if a folder cannot be read or written, or holds files
	 *           of another batch or program
	 * @throws CancellationException if the user stopped it
	 */
	public static void run(final Step step, final Job job,
		final Function<String, List<Path>> models, final Progress progress)
		throws Incomplete, IOException
	{
		new Batch(step, job, models).run(progress);
	}

	// -- Helper methods --

	private void run(final Progress progress) throws Incomplete, IOException {
		final List<Path> mine = share();
		journal = new BatchJournal(job.output(), job.share(), task(), job
			.overwrite());
		check(mine);
		clean(mine);
		try (BatchJournal open = journal) {
			open.begin();
			open.claim(Path.of(""), List.of(reportFile()));
			work(mine, progress);
			refuseMisuse(mine);
		}
		progress.note(summary());
		if (failures.size() == 0) return;
		throw new Incomplete(failures.size() + " of " + mine.size() +
			" images failed: " + String.join(", ", List.of(failures
				.getColumnAsStrings("Image")).subList(0, Math.min(NAMED, failures
					.size()))) + (failures.size() > NAMED ? ", ..." : "") +
			"; the reasons are in " + reportFile() +
			". Start the batch again to retry them", failures);
	}

	/** Leaves nothing behind where the options can be used for no image. */
	private void refuseMisuse(final List<Path> mine) throws IOException {
		if (mine.isEmpty() || misuses.size() < mine.size()) return;
		Files.delete(reportFile());
		journal.discard();
		throw misuses.get(0);
	}

	private void work(final List<Path> mine, final Progress progress)
		throws IOException
	{
		try {
			for (int i = 0; i < mine.size(); i++) {
				progress.check();
				add(mine.get(i), progress.part(i, mine.size()));
			}
		}
		finally {
			writeReport();
		}
	}

	/**
	 * Returns the images of this job, after checking that no two results of any
	 * job go to the same file.
	 */
	private List<Path> share() throws IOException {
		if (Files.exists(job.output()) && Files.isDirectory(job.images()) && Files
			.isSameFile(job.output(), job.images()))
			throw new WrongUsage("output=" + job.output() +
				": results cannot go to the folder of the images; choose another");
		final List<Path> all = ImageFolder.list(job.images(), job.filter(), job
			.subfolders(), job.output());
		final Map<String, Path> taken = new HashMap<>();
		final List<Path> mine = new ArrayList<>();
		final Set<Path> inputs = new LinkedHashSet<>();
		final List<Path> outputs = new ArrayList<>(List.of(reportFile()));
		for (int i = 0; i < all.size(); i++) {
			final Path file = all.get(i);
			inputs.addAll(run(file).read());
			for (final Path target : targets(file)) {
				outputs.add(target);
				final Path other = taken.put(key(target), file);
				if (other != null) throw new WrongUsage(clash(other,
					file, target));
			}
			if (job.share().has(i)) mine.add(file);
		}
		Overlap.refuse(inputs, outputs, WrongUsage::new);
		return mine;
	}

	/** Returns all files that may be written for an image. */
	private List<Path> targets(final Path file) {
		final List<Path> targets = new ArrayList<>(names.all(file));
		targets.addAll(run(file).written());
		for (final Path target : targets) {
			if (whole(job.output()).equals(whole(target).getParent()) &&
				BatchJournal.isOwn(target.getFileName().toString()))
				throw new WrongUsage(file + " would go to " + target +
					", which is the batch's own journal or report: choose other names");
		}
		return targets;
	}

	/** Many file systems ignore case in names. */
	private static String key(final Path target) {
		return whole(target).toString().toLowerCase(Locale.ROOT);
	}

	private static Path whole(final Path path) {
		return path.toAbsolutePath().normalize();
	}

	private String clash(final Path one, final Path other, final Path target) {
		return (one.equals(other) ? "Two results of " + one : one + " and " +
			other) + " would both go to " + target + (names.all(other).contains(
				target) ? ": use {file} in names instead of {name}"
					: ": choose another file in the options, with {folder} and {file} " +
						"in its name");
	}

	private Map<String, Object> values(final Path file) {
		final Map<String, String> options = MacroOptions.parse(job.options());
		options.replaceAll((key, value) -> BatchNames.fill(value, file));
		final Map<String, Object> values = step.read(options, Path::of);
		final Path path = job.images().resolve(file);
		set(values, image.name(), image.isImage() ? path : path.toFile());
		if (folder.isEmpty()) return values;
		set(values, folder.get().name(), names.main(file).toFile());
		// The jobs of the batch share images, not the parts of one.
		set(values, "index", 0);
		set(values, "count", 1);
		return values;
	}

	private void set(final Map<String, Object> values, final String name,
		final Object value)
	{
		if (values.put(name, value) != null) throw new WrongUsage("The options '" +
			job.options() + "' give " + name + ", which the batch sets for each image");
	}

	private FileRun run(final Path file) {
		return new FileRun(step, values(file), true);
	}

	/** Returns the settings, by name, that all jobs of one batch must share. */
	private Map<String, Object> task() {
		final Map<String, Object> task = new TreeMap<>();
		task.put("images", whole(job.images()));
		task.put("command", step.verb());
		task.put("names", job.names());
		step.settings(MacroOptions.parse(job.options())).forEach((name,
			text) -> task.put("option " + name, text));
		return task;
	}

	/** Checks, before the work, that all results can go where they should. */
	private void check(final List<Path> mine) throws IOException {
		refuseOthers(List.of(reportFile()));
		for (final Path file : mine) {
			refuseOthers(targets(file));
			modelFiles(values(file));
		}
		final Map<Path, Path> folders = new LinkedHashMap<>();
		for (final Path file : mine)
			run(file).written().forEach(target -> folders.putIfAbsent(whole(target)
				.getParent(), target));
		for (final Path target : folders.values())
			AtomicFiles.check(target, true);
		folders.clear();
		folders.put(whole(job.output()), reportFile());
		for (final Path file : mine)
			folders.putIfAbsent(whole(names.main(file)).getParent(), names.main(
				file));
		for (final Map.Entry<Path, Path> folder : folders.entrySet()) {
			Files.createDirectories(folder.getKey());
			AtomicFiles.check(folder.getValue(), true);
		}
	}

	/** Refuses to replace files that this batch did not write. */
	private void refuseOthers(final Collection<Path> targets)
		throws IOException
	{
		for (final Path target : targets) {
			if (!job.overwrite() && Files.exists(target, LinkOption.NOFOLLOW_LINKS) &&
				!journal.claims(target)) throw new FileAlreadyExistsException(target
					.toString(), null, "already exists and is not a result of this " +
						"batch: move it away, choose other names, or overwrite");
		}
	}

	/** Deletes what an earlier run of this job left behind when it was killed. */
	private void clean(final List<Path> mine) throws IOException {
		final Set<Path> folders = new HashSet<>();
		final Set<String> targets = new HashSet<>();
		folders.add(job.output());
		targets.add(reportFile().toString());
		for (final Path file : mine) {
			final Path target = names.main(file);
			folders.add(target.getParent());
			names.all(file).forEach(path -> targets.add(path.toString()));
		}
		for (final Path folder : folders) {
			AtomicFiles.recover(folder, target -> targets.contains(target
				.toString()));
		}
	}

	private void add(final Path file, final Progress progress) {
		final Path target = names.main(file);
		try {
			final FileRun run = run(file);
			final String checksum = checksum(file);
			if (journal.isDone(file, checksum)) {
				report(file, target, THERE, "");
				return;
			}
			// The step itself would not replace what an earlier run left.
			for (final Path written : run.written())
				if (journal.claims(written) && Files.isRegularFile(written)) Files
					.delete(written);
			claim(file, run.written());
			if (folder.isPresent()) {
				claim(file, List.of(target));
				// What is not of this run is not continued.
				if (job.overwrite()) AtomicFiles.delete(target);
			}
			final Map<String, Object> made = run.run(progress);
			final Map<String, Path> files = names.files(file, made);
			if (folder.isEmpty()) {
				claim(file, files.values());
				run.save(made, files, progress);
			}
			else if (made.values().stream().allMatch(Objects::isNull))
				throw new IllegalStateException(target +
					" is not complete, with these options");
			final List<Path> written = new ArrayList<>(files.values());
			run.written().stream().filter(Files::exists).forEach(written::add);
			journal.done(file, checksum, written);
			report(file, target, DONE, "");
		}
		catch (final CancellationException e) {
			throw e;
		}
		catch (final Exception e) {
			if (e instanceof WrongUsage misuse) misuses.add(misuse);
			report(file, target, FAILED, Failures.message(e));
			failures.incrementCounter();
			failures.addValue("Image", file.toString());
			failures.addValue("Failure", Failures.message(e));
		}
	}

	/** Claims files for an image. */
	private void claim(final Path file, final Collection<Path> files)
		throws IOException
	{
		refuseOthers(files);
		journal.claim(file, files);
	}

	/**
	 * Returns a checksum of everything that is read for an image, models
	 * included.
	 */
	private String checksum(final Path file) throws IOException {
		final Map<String, Object> values = values(file);
		final List<Path> read = new ArrayList<>();
		for (final Path path : run(file).read())
			if (Files.isRegularFile(path) || ImageFolder.isZarr(path)) read.add(path);
		read.addAll(modelFiles(values));
		final MessageDigest digest = Sha256.digest();
		for (final Path path : read) {
			String sum = checksums.get(path);
			if (sum == null) sum = ImageFolder.isZarr(path) ? ImageFolder.stamp(path)
				: Sha256.of(path);
			if (!path.equals(job.images().resolve(file))) checksums.put(path, sum);
			digest.update(sum.getBytes(StandardCharsets.UTF_8));
		}
		return Sha256.hex(digest);
	}

	/**
	 * Returns the files of all models of an image.
	 *
	 * @throws WrongUsage if there is no such model
	 */
	private List<Path> modelFiles(final Map<String, Object> values) {
		final List<Path> files = new ArrayList<>();
		for (final String model : step.models(values))
			files.addAll(modelFiles.computeIfAbsent(model, models));
		return files;
	}

	private String summary() {
		return report.size() + (report.size() == 1 ? " image: " : " images: ") + count(
			DONE) + " done, " + count(THERE) + " " + THERE + ", " + count(FAILED) +
			" failed; the results are in " + job.output().toAbsolutePath() + ", a list of them is " + reportFile()
				.getFileName();
	}

	private long count(final String status) {
		return report.stream().filter(line -> status.equals(line.get(STATUS)))
			.count();
	}

	private void report(final Path file, final Path target, final String status,
		final String message)
	{
		report.add(List.of(file.toString(), job.output().relativize(target)
			.toString(), status, message));
	}

	private Path reportFile() {
		return job.output().resolve(BatchJournal.name(job.share(), ".csv"));
	}

	private void writeReport() throws IOException {
		final StringBuilder text = new StringBuilder(Csv.line(List.of("image",
			"result", "status", "message")));
		report.forEach(line -> text.append(Csv.line(line)));
		AtomicFiles.write(reportFile(), true, part -> Files.writeString(part,
			text));
	}
}
