package sc.fiji.superres.frontend.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import org.scijava.module.ModuleItem;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.step.FileRun;
import sc.fiji.superres.step.Incomplete;
import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Step;

/**
 * A verb of the command line, derived from a {@link Step}.
 * <p>
 * Every input is an option of its name; an image is given as a file. Every
 * image output is an option, too, which names the file to write;
 * {@code --output} is required if the step always makes that image. Other
 * outputs are printed: texts and tables as they are, values after their names.
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
			.sortOptions(false).footer("", "More: " + Step.HELP);
		step.inputs().forEach(input -> spec.addOption(Options.input(input)));
		for (final ModuleItem<?> item : imageOutputs()) {
			spec.addOption(Options.output(item.getName(), item.getLabel(), item
				.getDescription(), item.isRequired() && MAIN_OUTPUT.equals(item
					.getName())));
		}
		if (writesFiles() && spec.findOption(OVERWRITE) == null) spec.addOption(
			Options.overwrite(OVERWRITE));
	}

	/** Returns the specification by which picocli parses and prints help. */
	CommandSpec spec() {
		return spec;
	}

	// -- Callable methods --

	/**
	 * Checks where results go, runs the step on the files, saves and prints. If a
	 * part of the step failed, the outputs that were made are saved and printed
	 * first.
	 */
	@Override
	public Integer call() throws Exception {
		final Object replace = value(OVERWRITE);
		final FileRun run = new FileRun(step, inputValues(), replace != null &&
			!Boolean.FALSE.equals(replace));
		final Map<String, Path> files = outputFiles();
		run.check(files);
		try {
			final Map<String, Object> outputs = run.run(progress);
			run.save(outputs, files, progress);
			print(outputs);
		}
		catch (final Incomplete e) {
			files.keySet().removeIf(name -> e.outputs().get(name) == null);
			print(e.outputs());
			run.save(e.outputs(), files, progress);
			throw e;
		}
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

	/** Returns what was typed for an option, or null. */
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
