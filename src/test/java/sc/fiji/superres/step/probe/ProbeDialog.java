package sc.fiji.superres.step.probe;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.IJ;

import sc.fiji.superres.step.SuperResCommand;

/**
 * Stands for the dialog of Fiji, which asks for every input that is open: tells
 * so where a macro would stop for one that has a default, or that is missing.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_LOW)
public class ProbeDialog extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!IJ.isMacro() || !(module
			.getDelegateObject() instanceof SuperResCommand)) return;
		for (final ModuleItem<?> input : module.getInfo().inputs()) {
			if (!module.isInputResolved(input.getName()) && (!input.isRequired() ||
				module.getInput(input.getName()) == null)) System.out.println(
					"asked for " + input.getName());
		}
	}
}
