package sc.fiji.superres.frontend.dialog;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.Context;
import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;

import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Step;

/**
 * Asks for the inputs of the suite's commands in Fiji by the same dialog as in
 * plain ImageJ: SciJava's own dialog always shows every input.
 * <p>
 * It runs after the preprocessors that fill in the active image and the keys of
 * a macro, and before SciJava's dialog, which then has nothing left to ask. No
 * dialog opens in macros, or without ImageJ's window.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.LOW - 1)
public final class StepQuestions extends AbstractPreprocessorPlugin {

	@Parameter
	private Context context;

	@Override
	public void process(final Module module) {
		if (IJ.getInstance() == null || IJ.isMacro()) return;
		final Optional<Step> step = Step.of(context, module);
		if (step.isEmpty()) return;
		final List<Input> inputs = step.get().inputs();
		final Map<String, Object> given = new HashMap<>();
		for (final Input input : inputs) {
			if (module.isInputResolved(input.name())) given.put(input.name(), module
				.getInput(input.name()));
		}
		if (given.size() == inputs.size()) return;
		if (given.values().stream().noneMatch(ImagePlus.class::isInstance) &&
			StepDialog.lacksImage(step.get()))
		{
			cancel(null);
			return;
		}
		final Optional<Map<String, String>> chosen = new StepDialog(step.get(),
			given).ask();
		if (chosen.isEmpty()) {
			cancel(null);
			return;
		}
		step.get().read(chosen.get(), WindowManager::getImage).forEach(module::setInput);
		inputs.forEach(input -> module.resolveInput(input.name()));
	}
}
