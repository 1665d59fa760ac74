package sc.fiji.superres.frontend.cli;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.scijava.module.ModuleItem;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.command.Failures;
import sc.fiji.superres.command.Input;
import sc.fiji.superres.command.Step;
import sc.fiji.superres.image.ImageFiles;
import sc.fiji.superres.model.AtomicFiles;

/**
 * A verb of the command line, derived from a {@link Step}.
 * <p>
 * Every input is an option of its name; an image is given as a file. Every
 * image output is an option too, the file that it goes to; {@code --output} is
 * required where the step is declared to make it always. Other outputs are
 * printed: text and tables as they are, values after their names.
 * </p>
 */
final class Verb implements Callable<Integer> {

	private static final String MAIN_OUTPUT = "output";
	private static final String OVERWRITE = "overwrite";

	private final Step step;
	private final Progress progress;
	private final CommandSpec spec;

	Verb(final Step step, final Progress progress) {
		this.step = step;
		this.progress = progress;
		spec = CommandSpec.wrapWithoutInspection(this).name(step.verb()).addOption(
			Options.help());
		spec.usageMessage().description(Options.escaped(step.description()))
			.sortOptions(false);
		step.inputs().forEach(input -> spec.addOption(Options.input(input)));
		for (final ModuleItem<?> item : imageOutputs()) {
			spec.addOption(Options.output(item.getName(), item.getLabel(), item
				.getDescription(), item.isRequired() && MAIN_OUTPUT.equals(item
					.getName())));
		}
		if (writesFiles() && spec.findOption(OVERWRITE) == null) spec.addOption(
			Options.overwrite(OVERWRITE));
	}

	/** Gives what picocli parses and prints. */
	CommandSpec spec() {
		return spec;
	}

	// -- Callable methods --

	/** Checks where results go, opens images, runs the step, saves images. */
	@Override
	public Integer call() throws Exception {
		final Map<String, Path> files = outputFiles();
		final Map<String, Object> values = inputValues();
		final Object replace = value(OVERWRITE);
		final boolean overwrite = replace != null && !Boolean.FALSE.equals(replace);
		checkWritten(files, values, overwrite);
		for (final Input input : step.inputs()) {
			final Object value = values.get(input.name());
			if (input.isImage() && value != null) values.put(input.name(), ImageFiles
				.open((Path) value));
		}
		final Map<String, Object> outputs = run(values);
		for (final Map.Entry<String, Path> file : files.entrySet()) {
			save((ImagePlus) outputs.get(file.getKey()), file, overwrite);
		}
		print(outputs);
		return ExitCode.OK;
	}

	// -- Helper methods --

	private boolean writesFiles() {
		return !imageOutputs().isEmpty() || step.inputs().stream().anyMatch(
			Input::isWritten);
	}

	private List<ModuleItem<?>> imageOutputs() {
		return step.outputs().stream().filter(Verb::isImage).collect(Collectors
			.toList());
	}

	private static boolean isImage(final ModuleItem<?> item) {
		return item.getType() == ImagePlus.class;
	}

	/** Gives what was typed for an option, or null. */
	private Object value(final String name) {
		return spec.commandLine().getParseResult().matchedOptionValue(name, null);
	}

	private Map<String, Path> outputFiles() {
		final Map<String, Path> files = new LinkedHashMap<>();
		for (final ModuleItem<?> item : imageOutputs()) {
			final Path file = (Path) value(item.getName());
			if (file != null) files.put(item.getName(), file);
		}
		return files;
	}

	private Map<String, Object> inputValues() {
		final Map<String, Object> values = new HashMap<>();
		for (final Input input : step.inputs()) {
			final Object value = value(input.name());
			if (value != null) values.put(input.name(), value);
		}
		return values;
	}

	private void checkWritten(final Map<String, Path> images,
		final Map<String, Object> values, final boolean overwrite)
		throws IOException
	{
		final Set<Path> taken = new HashSet<>();
		for (final Path file : images.values()) {
			ImageFiles.check(file, overwrite);
			checkFree(file, taken);
		}
		for (final Input input : step.inputs()) {
			final File file = input.isWritten() ? (File) values.get(input.name())
				: null;
			if (file == null) continue;
			AtomicFiles.check(file.toPath(), overwrite);
			checkFree(file.toPath(), taken);
		}
	}

	private void checkFree(final Path file, final Set<Path> taken) {
		if (!taken.add(file.toAbsolutePath().normalize()))
			throw new ParameterException(spec.commandLine(),
				"Two results would go to " + file);
	}

	private Map<String, Object> run(final Map<String, Object> values)
		throws Exception
	{
		try {
			return step.run(values, progress);
		}
		catch (final OutOfMemoryError | LinkageError e) {
			throw new IllegalStateException(Failures.message(e), e);
		}
	}

	private void save(final ImagePlus image, final Map.Entry<String, Path> file,
		final boolean overwrite) throws IOException
	{
		if (image == null) throw new IllegalStateException("There is no " + file
			.getKey() + " to write to " + file.getValue() +
			": with these options it is not made");
		ImageFiles.save(image, file.getValue(), overwrite, progress);
	}

	private void print(final Map<String, Object> outputs) {
		final PrintWriter results = spec.commandLine().getOut();
		for (final ModuleItem<?> item : step.outputs()) {
			final Object value = outputs.get(item.getName());
			if (value == null || isImage(item)) continue;
			if (value instanceof final ResultsTable table) results.println(TableText
				.of(table));
			else results.println(value instanceof String ? value : item.getName() +
				": " + value);
		}
		results.flush();
	}
}
