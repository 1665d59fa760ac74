package sc.fiji.superres.step;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

import org.scijava.command.CommandModule;
import org.scijava.module.ModuleItem;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import ij.process.LUT;

/**
 * The input images of a command as they are when it starts: while it runs, the
 * user may close them, scroll through them and change their selections.
 * <p>
 * Closing an image in ImageJ releases its planes even if others still use it. A
 * snapshot shares the pixel arrays but not the objects that contain them, so it
 * needs no memory. The planes of a virtual stack are still read on demand;
 * closing does not affect them.
 * </p>
 */
final class Snapshot implements AutoCloseable {

	private final CommandModule module;
	private final Map<String, ImagePlus> images = new HashMap<>();

	/** Replaces the images of a command by snapshots until it is closed. */
	Snapshot(final CommandModule module) {
		this.module = module;
		for (final ModuleItem<?> item : module.getInfo().inputs()) {
			if (module.getInput(item.getName()) instanceof final ImagePlus image)
				images.put(item.getName(), image);
		}
		// An image that is taken twice stays one.
		final Map<ImagePlus, ImagePlus> copies = new IdentityHashMap<>();
		images.forEach((name, image) -> module.setInput(name, copies
			.computeIfAbsent(image, Snapshot::of)));
	}

	@Override
	public void close() {
		images.forEach(module::setInput);
	}

	/**
	 * Returns a copy of an image that shares its pixels; an empty image itself.
	 */
	static ImagePlus of(final ImagePlus image) {
		final ImageProcessor plane = image.getProcessor();
		if (plane == null) return image;
		final ImagePlus copy = (ImagePlus) image.clone();
		if (image.getStackSize() > 1 && !image.getStack().isVirtual()) copy.setStack(
			shared(image.getStack(), plane));
		copy.setProcessor((ImageProcessor) plane.clone());
		if (image instanceof final CompositeImage composite) separate(composite,
			(CompositeImage) copy);
		final Roi roi = image.getRoi();
		if (roi != null) copy.setRoi((Roi) roi.clone(), false);
		return copy;
	}

	/** Copies the LUTs, which closing would release, too. */
	private static void separate(final CompositeImage image,
		final CompositeImage copy)
	{
		final LUT[] luts = image.getLuts();
		copy.completeReset();
		copy.setLuts(luts);
	}

	private static ImageStack shared(final ImageStack stack,
		final ImageProcessor plane)
	{
		final ImageStack copy = new ImageStack(stack.getWidth(), stack.getHeight());
		for (int i = 1; i <= stack.size(); i++)
			copy.addSlice(stack.getSliceLabel(i), stack.getPixels(i));
		copy.update(plane);
		return copy;
	}
}
