package sc.fiji.superres;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;

import ij.IJ;
import ij.Macro;
import ij.Menus;
import ij.WindowManager;
import ij.plugin.PlugIn;

import sc.fiji.superres.command.Input;
import sc.fiji.superres.command.Step;

/**
 * Runs a command from ImageJ's macro language as Fiji does: in a thread of
 * SciJava's pool, with the active image, and going on after an exception.
 */
public class MacroBridge implements PlugIn {

	private static final Context CONTEXT = new Context();

	/** Registers the commands and runs a macro. */
	public static void runMacro(final String macro) {
		IJ.run("Close All");
		for (final Step step : Step.all(CONTEXT)) {
			Menus.getCommands().put(step.label(), MacroBridge.class.getName() +
				"(\"" + step.verb() + "\")");
		}
		IJ.runMacro(macro);
	}

	@Override
	public void run(final String verb) {
		final String options = Macro.getOptions();
		final Map<String, Object> values = new HashMap<>();
		for (final Input input : Step.named(CONTEXT, verb).inputs()) {
			final String text = options == null ? null : Macro.getValue(options,
				input.name(), null);
			if (input.isImage()) values.put(input.name(), WindowManager
				.getCurrentImage());
			else if (text != null) values.put(input.name(), input.read(text));
		}
		final CommandService commands = CONTEXT.service(CommandService.class);
		final CommandInfo command = commands.getCommands().stream().filter(
			info -> verb.equals(info.getName())).findFirst().orElseThrow();
		try {
			commands.run(command, true, values).get();
		}
		catch (final ExecutionException | InterruptedException e) {
			IJ.log("Logged: " + e);
		}
	}
}
