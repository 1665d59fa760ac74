package sc.fiji.superres.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

import ij.ImagePlus;

import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.MacroOptions;
import sc.fiji.superres.step.Step;

/**
 * The table of commands in the documentation, from the declarations of the commands:
 * where each is in the menu, its line in a macro with all keys and their
 * defaults, and its line for a shell with what cannot be left out and the files
 * that may be added.
 */
public final class CommandTable {

	/** The page that holds the table. */
	static final Path PAGE = Path.of("docs", "commands.md");

	private static final String BEGIN =
		"<!-- From the declarations of the commands, by CommandTable. -->\n";
	private static final String END = "<!-- End of the table. -->\n";

	private CommandTable() {
		// Static methods only.
	}

	/** Writes the table into the page, in this folder. */
	public static void main(final String... args) throws IOException {
		try (Context context = new Context(CommandService.class)) {
			final String page = Files.readString(PAGE);
			Files.writeString(PAGE, page.replace(table(page), text(context)));
		}
	}

	/** Returns the lines of the table that a page has. */
	static String table(final String page) {
		final int begin = page.indexOf(BEGIN);
		final int end = page.indexOf(END);
		if (begin < 0 || end < begin) throw new IllegalArgumentException(PAGE +
			" lacks the lines around the table: " + BEGIN + END);
		return page.substring(begin + BEGIN.length(), end);
	}

	/** Returns the lines of the table. */
	static String text(final Context context) {
		final StringBuilder text = new StringBuilder("\n| command | macro line, " +
			"with all keys and defaults | command line, with what is needed " +
			"[and files that may be added] |\n" +
			"|---|---|---|\n");
		for (final Step step : Step.all(context)) {
			final String menu = String.join(" > ", step.menu());
			if (PluginsConfig.isOfSuite(step)) text.append("| " + menu.replace(
				PluginsConfig.MENU, "") + " | `" + macroLine(step) + "` | `" + commandLine(step) +
				"` |\n");
		}
		return text.append("\n").toString();
	}

	// -- Helper methods --

	private static String macroLine(final Step step) {
		final long images = step.inputs().stream().filter(Input::isImage).count();
		final List<String> options = new ArrayList<>();
		for (final Input input : step.inputs()) {
			if (input.isImage() && images == 1) continue;
			if (input.initial() != null) options.add(MacroOptions.format(input.name(),
				input.initial().toString()));
			else options.add(input.name() + "=" + (input.isImage() ? "TITLE"
				: placeholder(input)));
		}
		return "run(\"" + step.label() + "\"" + (options.isEmpty() ? "" : ", \"" +
			String.join(" ", options) + "\"") + ");";
	}

	private static String commandLine(final Step step) {
		final StringBuilder line = new StringBuilder("superres " + step.verb());
		for (final Input input : step.inputs()) {
			if (input.initial() == null) add(line, input.name(), placeholder(input),
				input.isRequired());
		}
		for (final ModuleItem<?> output : step.outputs()) {
			if (output.getType() == ImagePlus.class) add(line, output.getName(),
				"FILE", output.isRequired() && "output".equals(output.getName()));
		}
		return line.toString();
	}

	private static void add(final StringBuilder line, final String name,
		final String value, final boolean needed)
	{
		final String option = "--" + name + " " + value;
		line.append(' ').append(needed ? option : "[" + option + "]");
	}

	private static String placeholder(final Input input) {
		if (input.isFolder()) return "FOLDER";
		return input.isPath() || input.isImage() ? "FILE" : "VALUE";
	}
}
