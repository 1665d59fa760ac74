package sc.fiji.superres.step;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.regex.Pattern;

import ij.measure.ResultsTable;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.image.file.ImageFolder;

/**
 * Runs one step on all images of a folder.
 * <p>
 * An image is done when its main result is there, which is saved last and takes
 * its place in one step; so a batch that was stopped or killed goes on where it
 * was when it is started again, and no image is done twice. Several jobs may
 * share a folder: each takes its {@link Share} of the list, which is in the same
 * order on every machine.
 * </p>
 * <p>
 * {@link #SETTINGS} in the folder of results tells what they were made of and
 * by; another batch is not mixed into them. A file {@code batch.csv}, of a share
 * {@code batch-INDEX-of-COUNT.csv}, has a line for each image: what became of
 * it, and why it failed. A failure stops neither the other images nor the other
 * jobs.
 * </p>
 */
public final class Batch {

	/** The file that tells what the results were made by. */
	static final String SETTINGS = "batch.txt";

	/** The files that a batch itself writes into the folder of results. */
	private static final Pattern REPORT = Pattern.compile(
		"batch(-\\d+-of-\\d+)?\\.(csv|txt)", Pattern.CASE_INSENSITIVE);

	private static final int NAMED = 5;

	private final Step step;
	private final Job job;
	private final Input image;
	private final BatchNames names;
	private final List<List<String>> report = new ArrayList<>();
	private final ResultsTable failures = new ResultsTable();

	/**
	 * What is to be done.
	 *
	 * @param images folder of images
	 * @param output folder of results; made where it is missing
	 * @param options of the step in the syntax of macros, where {@code {file}},
	 *          {@code {name}} and {@code {folder}} stand for those of the image
	 * @param names pattern of the names of results, see {@link BatchNames}
	 * @param filter patterns of the names of images, see {@link ImageFolder}
	 * @param subfolders whether to look for images in subfolders
	 * @param share which of the images
	 * @param overwrite whether to do images again that are done
	 */
	public record Job(Path images, Path output, String options, String names,
		String filter, boolean subfolders, Share share, boolean overwrite)
	{}

	private Batch(final Step step, final Job job) {
		this.step = step;
		this.job = job;
		image = step.inputs().stream().filter(Input::isImage).findFirst()
			.orElseThrow(() -> new IllegalArgumentException(step.label() +
				" does not work on an image: choose another command for the batch"));
		names = new BatchNames(job.output(), job.names(), step);
		failures.showRowNumbers(false);
	}

	/**
	 * Does the job.
	 *
	 * @throws Incomplete if images failed; all others are done
	 * @throws IllegalArgumentException if nothing can be done with these settings
	 * @throws IOException if a folder cannot be read or written
	 * @throws CancellationException if the user stopped it
	 */
	public static void run(final Step step, final Job job, final Progress progress)
		throws Incomplete, IOException
	{
		new Batch(step, job).run(progress);
	}

	// -- Helper methods --

	private void run(final Progress progress) throws Incomplete, IOException {
		final List<Path> mine = share();
		Files.createDirectories(job.output());
		writeSettings();
		clean(mine);
		try {
			for (int i = 0; i < mine.size(); i++) {
				progress.check();
				add(mine.get(i), progress.part(i, mine.size()));
			}
		}
		finally {
			writeReport();
		}
		if (failures.size() == 0) return;
		throw new Incomplete(failures.size() + " of " + mine.size() +
			" images failed: " + String.join(", ", List.of(failures
				.getColumnAsStrings("Image")).subList(0, Math.min(NAMED, failures
					.size()))) + (failures.size() > NAMED ? ", ..." : "") +
			"; the reasons are in " + reportFile() +
			". Started again, the batch tries them again", failures);
	}

	/** Returns the images of this job; those of all are checked to be kept apart. */
	private List<Path> share() throws IOException {
		if (Files.exists(job.output()) && Files.isDirectory(job.images()) && Files
			.isSameFile(job.output(), job.images()))
			throw new IllegalArgumentException("output=" + job.output() +
				": results cannot go to the folder of the images; choose another");
		final List<Path> all = ImageFolder.list(job.images(), job.filter(), job
			.subfolders(), job.output());
		final Map<String, Path> taken = new HashMap<>();
		final List<Path> mine = new ArrayList<>();
		for (int i = 0; i < all.size(); i++) {
			final Path file = all.get(i);
			for (final Path target : targets(file)) {
				final Path other = taken.put(key(target), file);
				if (other != null) throw new IllegalArgumentException(clash(other,
					file, target));
			}
			if (job.share().has(i)) mine.add(file);
		}
		return mine;
	}

	/** Returns all files that may be written for an image. */
	private List<Path> targets(final Path file) {
		final List<Path> targets = new ArrayList<>(names.all(file));
		final Map<String, Object> values = values(file);
		for (final Input input : step.inputs()) {
			if (input.isWritten() && values.get(input.name()) instanceof File written)
				targets.add(written.toPath());
		}
		for (final Path target : targets) {
			if (whole(job.output()).equals(whole(target).getParent()) && REPORT
				.matcher(target.getFileName().toString()).matches())
				throw new IllegalArgumentException(file + " would go to " + target +
					", where the batch writes what it did: choose other names");
		}
		return targets;
	}

	/** Many disks take names for the same that differ in their case. */
	private static String key(final Path target) {
		return whole(target).toString().toLowerCase(Locale.ROOT);
	}

	private static Path whole(final Path path) {
		return path.toAbsolutePath().normalize();
	}

	private String clash(final Path one, final Path other, final Path target) {
		return (one.equals(other) ? "Two results of " + one : one + " and " +
			other) + " would both go to " + target + (names.all(other).contains(
				target) ? ": write {file} into names, instead of {name}"
					: ": choose another file in the options, with {folder} and {file} " +
						"in its name");
	}

	private Map<String, Object> values(final Path file) {
		final Map<String, String> options = MacroOptions.parse(job.options());
		options.replaceAll((key, value) -> BatchNames.fill(value, file));
		final Map<String, Object> values = step.read(options, Path::of);
		if (values.put(image.name(), job.images().resolve(file)) != null)
			throw new IllegalArgumentException("The options '" + job.options() +
				"' give " + image.name() + ", which the batch sets for each image");
		return values;
	}

	/** Refuses to mix results of other settings into those that are there. */
	private void writeSettings() throws IOException {
		final String mine = "images=" + whole(job.images()) +
			"\ncommand=" + step.verb() + "\noptions=" + job.options() + "\nnames=" +
			job.names() + "\n";
		final Path file = job.output().resolve(SETTINGS);
		try {
			AtomicFiles.write(file, job.overwrite(), part -> Files.writeString(part,
				mine));
		}
		catch (final IOException e) {
			if (!(e instanceof FileAlreadyExistsException) && !(e
				.getCause() instanceof FileAlreadyExistsException)) throw e;
			final String others = Files.readString(file);
			if (!others.equals(mine)) throw new IllegalArgumentException("The folder " +
				job.output() + " holds results of another batch (" + others.strip()
					.replace("\n", ", ") + "): choose another, or overwrite");
		}
	}

	/** Takes away what an earlier run of this job left when it was killed. */
	private void clean(final List<Path> mine) throws IOException {
		final Set<Path> folders = new HashSet<>();
		final Set<String> targets = new HashSet<>();
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
		if (!job.overwrite() && Files.exists(target)) {
			report(file, target, "there already", "");
			return;
		}
		try {
			Files.createDirectories(target.getParent());
			final FileRun run = new FileRun(step, values(file), true);
			final Map<String, Object> made = run.run(progress);
			run.save(made, names.files(file, made), progress);
			report(file, target, "done", "");
		}
		catch (final CancellationException e) {
			throw e;
		}
		catch (final Exception e) {
			report(file, target, "failed", Failures.message(e));
			failures.incrementCounter();
			failures.addValue("Image", file.toString());
			failures.addValue("Failure", Failures.message(e));
		}
	}

	private void report(final Path file, final Path target, final String status,
		final String message)
	{
		report.add(List.of(file.toString(), job.output().relativize(target)
			.toString(), status, message));
	}

	private Path reportFile() {
		final Share share = job.share();
		return job.output().resolve(share.count() == 1 ? "batch.csv" : "batch-" +
			share.index() + "-of-" + share.count() + ".csv");
	}

	private void writeReport() throws IOException {
		final StringBuilder text = new StringBuilder(Csv.line(List.of("image",
			"result", "status", "message")));
		report.forEach(line -> text.append(Csv.line(line)));
		AtomicFiles.write(reportFile(), true, part -> Files.writeString(part,
			text));
	}
}
