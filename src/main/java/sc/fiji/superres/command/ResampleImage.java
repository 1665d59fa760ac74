package sc.fiji.superres.command;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.image.Outline;
import sc.fiji.superres.method.ScaleFactor;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;
import sc.fiji.superres.step.BlockCommand;

/** Enlarges or shrinks an image by interpolation. */
@Plugin(type = Command.class, name = "resample", headless = true,
	label = "Resample Image...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Resample Image...",
			weight = 1) },
	description = "Enlarges or shrinks an image by interpolation.")
public class ResampleImage extends BlockCommand {

	@Parameter(label = "Image", description = "The image to resample; not changed",
		persist = false)
	private ImagePlus image;

	@Parameter(label = "Interpolation", choices = { Kernel.NEAREST, Kernel.AREA,
		Kernel.BILINEAR, Kernel.BICUBIC, Kernel.BICUBIC_OPENCV, Kernel.MITCHELL,
		Kernel.BSPLINE, Kernel.LANCZOS2, Kernel.LANCZOS3, Kernel.LANCZOS4 },
			description = "bicubic: a = -0.5, as MATLAB; bicubic-opencv: " +
			"a = -0.75; area: the average over the area of a pixel",
		persist = false, required = false)
	private String kernel = Kernel.BICUBIC;

	@Parameter(label = "Scale factor", description = "New pixels per old pixel: " +
		"one number for both axes, or two as in 2x0.5; below 1 shrinks",
		persist = false, required = false)
	private String scale = "2";

	@Parameter(label = "Width", min = "0",
		description = "Width of the result in pixels; 0 to use the scale factor",
		persist = false, required = false)
	private int width = 0;

	@Parameter(label = "Height", min = "0",
		description = "Height of the result in pixels; 0 to use the scale factor",
		persist = false, required = false)
	private int height = 0;

	@Parameter(label = "Slices", min = "0", description = "New slices per old " +
		"slice; 1 to keep the slices; frames are never resampled",
		persist = false, required = false)
	private double z = 1;

	@Parameter(label = "Antialiasing", description = "Stretch the kernel when " +
		"shrinking, so that fine structure is averaged instead of aliased",
		persist = false, required = false)
	private boolean antialias = true;

	@Parameter(label = "Border", choices = { "symmetric", "replicate" },
		description = "What lies outside of the image: its mirror image, or its " +
			"outermost pixels repeated", persist = false, required = false)
	private String border = "symmetric";

	@Parameter(label = "Region", choices = { EnlargeSettings.IMAGE,
		EnlargeSettings.SELECTION }, description = "Resample the whole image, or " +
			"the bounding box of the selection", persist = false, required = false)
	private String region = EnlargeSettings.IMAGE;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		output = fill(progress);
	}

	@Override
	protected ImagePlus image() {
		return image;
	}

	@Override
	protected Task task(final Progress progress) {
		return new Task(resampler(new Sampling(Kernel.named(kernel), antialias, Border
			.named(border))), new EnlargeSettings(commandLine(), 0, Optional.empty(),
				region, EnlargeSettings.CHANNELS));
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "scale" -> width == 0 && height == 0;
			case "z" -> image == null || image.getNSlices() > 1;
			case "region" -> hasSelection(image);
			default -> true;
		};
	}

	@Override
	protected boolean hasPreview() {
		return true;
	}

	@Override
	protected String outlook() {
		if (image == null) return "";
		final Sampling sampling = Sampling.of(Kernel.named("nearest"));
		try (Resampler resampler = resampler(sampling)) {
			return Outline.of(image, resampler, EnlargeSettings.Region.of(
				region)).describe();
		}
	}

	// -- Helper methods --

	private Resampler resampler(final Sampling sampling) {
		if (width == 0 && height == 0) {
			final double[] factors = ScaleFactor.parsePair(scale);
			return Resampler.by(sampling, factors[0], factors[1]).withSlices(z);
		}
		if (width < 1 || height < 1) throw new WrongUsage(String
			.format(Locale.ROOT, "The result cannot have %d x %d pixels: give both " +
				"width and height, or neither", width, height));
		final Rectangle box = ImageEnlarger.box(image, EnlargeSettings.Region.of(
			region));
		return Resampler.to(sampling, new FinalDimensions(box.width, box.height),
			width, height).withSlices(z);
	}
}
