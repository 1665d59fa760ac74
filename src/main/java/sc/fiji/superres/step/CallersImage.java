package sc.fiji.superres.step;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPreprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;

/**
 * Fills in the current image of the calling macro or script.
 * <p>
 * ImageJ keeps the current image of a macro in batch mode, and of
 * {@code IJ.run(image, ...)}, by thread. SciJava runs a command in a thread of
 * its own, where ImageJ2 would take the image of an open window instead. So
 * this runs before ImageJ2 and looks up the image of the calling thread. Where
 * the caller has no image of its own, the active image is left to ImageJ2.
 * </p>
 */
@Plugin(type = PreprocessorPlugin.class, priority = Priority.VERY_HIGH + 1)
public final class CallersImage extends AbstractPreprocessorPlugin {

	/**
	 * The field of ImageJ's current images by thread, which has no public
	 * accessor.
	 */
	private static final String IMAGES = "tempImageTable";

	@Parameter
	private ThreadService threads;

	@Override
	public void process(final Module module) {
		final Optional<Step> step = Step.of(getContext(), module);
		if (step.isEmpty()) return;
		final List<String> images = step.get().inputs().stream().filter(
			Input::isImage).map(Input::name).toList();
		if (images.size() != 1 || module.isInputResolved(images.get(0))) return;
		final ImagePlus image = image(threads.getParent(null));
		if (image == null) return;
		module.setInput(images.get(0), image);
		module.resolveInput(images.get(0));
	}

	/**
	 * Returns the current image of a thread if it has one of its own.
	 *
	 * @param caller the calling thread, or null if it is not known
	 */
	static ImagePlus image(final Thread caller) {
		if (caller == null) return null;
		try {
			final var field = WindowManager.class.getDeclaredField(IMAGES);
			field.setAccessible(true);
			return (ImagePlus) ((Map<?, ?>) field.get(null)).get(caller);
		}
		catch (final ReflectiveOperationException | RuntimeException e) {
			// Another version of ImageJ: correct for macros in batch mode.
			return Interpreter.isBatchMode() ? Interpreter.getLastBatchModeImage()
				: null;
		}
	}
}
