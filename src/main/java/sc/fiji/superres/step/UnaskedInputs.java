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
import ij.Macro;

/**
 * Takes a macro at its word, and keeps a dialog from asking for what needs no
 * answer.
 * <p>
 * Of the line of a macro, ImageJ2 passes over keys that it does not know, takes
 * a number that it cannot read as 0, and finds a key inside of the brackets of
 * another. So the line is read here as everywhere in the suite, and a macro
 * whose line cannot be read is aborted.
 * </p>
 * <p>
 * SciJava asks for every input that has no value yet, of a macro, too: one that
 * left out a key would stop at a dialog and go on with what the user happens to
 * choose. So what a macro leaves out is taken as it was declared, or, where
 * there is no default, aborts it.
 * </p>
 * <p>
 * It comes after those who fill in the active image and the keys of a macro,
 * and before the dialog.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.LOW)
public class UnaskedInputs extends AbstractPreprocessorPlugin {

	/** How ImageJ calls the threads that run the line of a macro. */
	private static final String LINE = "Run$_";

	@Parameter
	private ThreadService threads;

	@Override
	public void process(final Module module) {
		final Optional<Step> step = Step.of(getContext(), module);
		if (step.isEmpty() || !IJ.isMacro()) return;
		try {
			readLine(step.get(), module);
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

	/** Sets what the line of a macro says, but for images; else, the defaults. */
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
	 * Returns whether a line calls something else, which in turn called this
	 * command: a script, in a thread of its own, or a plug-in, which gives values
	 * that the line does not.
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
