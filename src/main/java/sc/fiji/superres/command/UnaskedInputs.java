package sc.fiji.superres.command;

import java.util.List;
import java.util.stream.StreamSupport;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.IJ;

/**
 * Keeps a dialog from asking for what needs no answer.
 * <p>
 * SciJava asks for every input that has no value yet, of a macro, too: one that
 * left out a key, or cannot give it, as a preview, would stop at a dialog and
 * go on with what the user happens to choose. So what a macro leaves out is
 * taken as it was declared. Without a macro, a dialog that would hold nothing
 * to set is left out.
 * </p>
 * <p>
 * It comes after those who fill in the active image and the keys of a macro,
 * and before the dialog.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.LOW)
public class UnaskedInputs extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!(module.getDelegateObject() instanceof SuperResCommand)) return;
		final List<ModuleItem<?>> open = StreamSupport.stream(module.getInfo()
			.inputs().spliterator(), false).filter(input -> !module.isInputResolved(
				input.getName()) && !input.isRequired()).toList();
		if (IJ.isMacro() || open.stream().noneMatch(Step::isSettable)) open.forEach(
			input -> module.resolveInput(input.getName()));
	}
}
