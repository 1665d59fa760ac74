package sc.fiji.superres.step.probe;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;

/**
 * Stands for the preprocessor of ImageJ2 that fills in the active image, with
 * its priority: of a macro in batch mode it takes the image of an open window.
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH)
public class ProbeActiveImage extends AbstractPreprocessorPlugin {

	@Override
	public void process(final Module module) {
		if (!IJ.isMacro() || WindowManager.getImageCount() == 0) return;
		for (final ModuleItem<?> input : module.getInfo().inputs()) {
			final String name = input.getName();
			if (input.getType() != ImagePlus.class || module.isInputResolved(name))
				continue;
			module.setInput(name, new ImagePlus("window", new ByteProcessor(5, 5)));
			module.resolveInput(name);
		}
	}
}
