package sc.fiji.superres.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.scijava.Context;
import org.scijava.command.CommandService;

import sc.fiji.superres.step.Step;

/**
 * Writes the menu of plain ImageJ, a {@code plugins.config}, from the
 * declarations of the commands. The build packs it into a jar of its own, as
 * the menu would be doubled in Fiji.
 */
public final class PluginsConfig {

	/** The menu of the suite. */
	static final String MENU = "Plugins > Super Resolution > ";

	/** Where it adds a reader. */
	private static final String IMPORT = "File > Import > ";

	private PluginsConfig() {
		// Static methods only.
	}

	/** Writes the file that is the argument. */
	public static void main(final String... args) throws IOException {
		final Path file = Path.of(args[0]);
		Files.createDirectories(file.getParent());
		try (Context context = new Context(CommandService.class)) {
			Files.writeString(file, text(context));
		}
	}

	/** Returns the text: a line for each step, in the order of the menu. */
	public static String text(final Context context) {
		final StringBuilder text = new StringBuilder();
		for (final Step step : Step.all(context)) {
			if (isOfSuite(step)) text.append(String.join(">", step.menu().subList(0, step
				.menu().size() - 1)) + ", \"" + step.label() +
				"\", sc.fiji.superres.frontend.imagej1.SuperResPlugIn(\"" + step
					.verb() + "\")\n");
		}
		return text.toString();
	}

	/** Returns whether users have a step; the tests have some in another menu. */
	static boolean isOfSuite(final Step step) {
		final String menu = String.join(" > ", step.menu());
		return menu.startsWith(MENU) || menu.startsWith(IMPORT);
	}
}
