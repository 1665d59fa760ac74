package sc.fiji.superres.frontend.imagej1;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.IJ;
import ij.Menus;

import sc.fiji.superres.build.PluginsConfig;

/** Knows the commands by the lines of the plugins.config, as ImageJ does. */
public final class PlainBridge {

	private static final Pattern LINE = Pattern.compile(
		"[^,\n]*>[^,]*, \"(.+?)\", (.+)");

	private PlainBridge() {
		// Static methods only.
	}

	/** Runs macros, each without open images. */
	public static void runMacros(final List<String> macros) {
		final String config;
		try (Context context = new Context(CommandService.class)) {
			config = PluginsConfig.text(context);
		}
		for (final String macro : macros) {
			// This builds the table of commands, too.
			IJ.run("Close All");
			final Matcher lines = LINE.matcher(config);
			while (lines.find()) {
				Menus.getCommands().put(lines.group(1), lines.group(2));
			}
			IJ.runMacro(macro);
		}
	}
}
