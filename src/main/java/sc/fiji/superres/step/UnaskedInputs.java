package sc.fiji.superres.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;

/**
 * Sets the inputs of a command that a macro calls, so that no dialog opens.
 * <p>
 * In the options of a macro, ImageJ2 ignores unknown keys, takes a number that
 * it cannot parse as 0, and finds keys within the brackets of another value.
 * The options are therefore parsed here, as everywhere in the suite, and a
 * macro whose options cannot be parsed is aborted.
 * </p>
 * <p>
 * SciJava opens a dialog for inputs without a value, even in a macro, which
 * would then continue with whatever the user happens to choose. Inputs that a
 * macro leaves out therefore get their defaults; a missing required input
 * aborts the macro.
 * </p>
 * <p>
 * It runs after the preprocessors that fill in the active image and the keys of
 * a macro, and before the dialog.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.LOW)
public class UnaskedInputs extends AbstractPreprocessorPlugin {

	/** Prefix of the names of the threads in which ImageJ runs a macro's call. */
	private static final String LINE = "Run$_";

	@Parameter
	private ThreadService threads;

	@Override
	public void process(final Module module) {
		final Optional<Step> step = Step.of(getContext(), module);
		if (step.isEmpty() || !IJ.isMacro()) return;
		try {
			readLine(step.get(), module);
			checkImages(step.get(), module);
			step.get().checkComplete(module);
		}
		catch (final IllegalArgumentException e) {
			cancel(e.getMessage());
			return;
		}
		for (final ModuleItem<?> input : module.getInfo().inputs()) {
			if (!input.isRequired()) module.resolveInput(input.getName());
		}
	}

	// -- Helper methods --

	/**
	 * Checks that the images are open that the line of a macro names: ImageJ2 hands
	 * over none or an empty one where one is not.
	 */
	private static void checkImages(final Step step, final Module module) {
		final String line = Macro.getOptions();
		if (line == null) return;
		for (final Input input : step.inputs()) {
			if (!input.isImage() || module.getInput(
				input.name()) instanceof final ImagePlus image && image.getWidth() > 0)
				continue;
			final String title = Macro.getValue(line, input.name(), null);
			if (title != null) throw Step.noImage(input.name(), title);
		}
	}

	/**
	 * Sets all inputs but images from the options of a macro, or to their
	 * defaults.
	 */
	private void readLine(final Step step, final Module module) {
		final String line = Macro.getOptions();
		final List<Input> inputs = step.inputs().stream().filter(input -> !input
			.isImage()).toList();
		if (line == null || isOfAnother(line, module, inputs)) return;
		final Map<String, Object> values = step.read(line, Function.identity());
		for (final Input input : inputs) {
			final String name = input.name();
			if (values.containsKey(name)) module.setInput(name, values.get(name));
			else if (module.isInputResolved(name)) module.setInput(name, input
				.initial());
		}
	}

	/**
	 * Returns whether the options belong to another call, which in turn called
	 * this command: a script, which runs in a thread of its own, or a plugin,
	 * which sets values that the options do not.
	 */
	private boolean isOfAnother(final String line, final Module module,
		final List<Input> inputs)
	{
		final Thread caller = threads.getParent(null);
		return caller == null || !caller.getName().startsWith(LINE) || inputs
			.stream().map(Input::name).anyMatch(name -> module.isInputResolved(
				name) && Macro.getValue(line, name, null) == null);
	}
}
