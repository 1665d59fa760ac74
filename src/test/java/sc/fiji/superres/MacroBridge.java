package sc.fiji.superres;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import net.imagej.patcher.EssentialLegacyHooks;
import net.imagej.patcher.LegacyInjector;

import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.convert.ConvertService;
import org.scijava.module.ModuleItem;
import org.scijava.thread.ThreadService;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.Menus;
import ij.WindowManager;
import ij.plugin.PlugIn;

import sc.fiji.superres.command.UpscaleImage;
import sc.fiji.superres.step.Step;

/**
 * Runs a command from ImageJ's macro language as Fiji does: in a thread of
 * SciJava's pool, with the image of an open window unless the command sees to it
 * ({@link sc.fiji.superres.step.probe.ProbeActiveImage}), without a look at
 * choices and limits, and going on after an exception.
 */
public class MacroBridge implements PlugIn {

	private static final Context CONTEXT = new Context();

	/** Registers the commands and runs macros, each without open images. */
	public static void runMacros(final List<String> macros) {
		LegacyInjector.installHooks(MacroBridge.class.getClassLoader(),
			new Hooks());
		for (final String macro : macros) {
			// This builds the table of commands, too.
			IJ.run("Close All");
			for (final Step step : Step.all(CONTEXT)) {
				Menus.getCommands().put(step.label(), MacroBridge.class.getName() +
					"(\"" + step.verb() + "\")");
			}
			Menus.getCommands().put("Caller...", Caller.class.getName());
			IJ.runMacro(macro);
		}
	}

	@Override
	public void run(final String verb) {
		final String options = Macro.getOptions();
		final CommandService commands = CONTEXT.service(CommandService.class);
		final CommandInfo command = commands.getCommands().stream().filter(
			info -> verb.equals(info.getName())).findFirst().orElseThrow();
		final Map<String, Object> values = new HashMap<>();
		final long images = StreamSupport.stream(command.inputs().spliterator(),
			false).filter(input -> input.getType() == ImagePlus.class).count();
		for (final ModuleItem<?> input : command.inputs()) {
			final String text = options == null ? null : Macro.getValue(options, input
				.getName(), null);
			if (input.getType() == ImagePlus.class) {
				// ImageJ2 hands over an empty image for the title of none.
				if (images > 1) values.put(input.getName(), text == null
					? WindowManager.getCurrentImage() : Objects.requireNonNullElseGet(
						WindowManager.getImage(text), ImagePlus::new));
			}
			else if (text != null) values.put(input.getName(), CONTEXT.service(
				ConvertService.class).convert(text, input.getType()));
		}
		try {
			commands.run(command, true, values).get();
		}
		catch (final ExecutionException | InterruptedException e) {
			IJ.log("Logged: " + e);
		}
	}

	/** A plug-in with options of its own that calls a command. */
	public static class Caller implements PlugIn {

		@Override
		public void run(final String argument) {
			try {
				CONTEXT.service(CommandService.class).run(UpscaleImage.class, true, "model",
					"bicubic",
					"image", WindowManager.getCurrentImage(), "scale", "3").get();
			}
			catch (final ExecutionException | InterruptedException e) {
				IJ.log("Logged: " + e);
			}
		}
	}

	/** Lets SciJava's threads read the line of the macro that called them. */
	private static class Hooks extends EssentialLegacyHooks {

		@Override
		public Iterable<Thread> getThreadAncestors() {
			final ThreadService threads = CONTEXT.service(ThreadService.class);
			return Stream.iterate(threads.getParent(null), Objects::nonNull,
				threads::getParent).limit(9).toList();
		}
	}
}
