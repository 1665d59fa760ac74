package sc.fiji.superres.command;

import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.Calibration;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.filter.CutoffUnit;
import sc.fiji.superres.filter.FourierFilter;
import sc.fiji.superres.filter.FourierSettings;
import sc.fiji.superres.filter.FourierSettings.Pass;
import sc.fiji.superres.filter.PixelSize;
import sc.fiji.superres.filter.Rolloff;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.step.BlockCommand;

/** Keeps or amplifies the fine or the coarse structure of an image. */
@Plugin(type = Command.class, name = "highpass", headless = true,
	label = "Fourier High-Pass...", menu = { @Menu(label = "Plugins",
		weight = 8), @Menu(label = "Super Resolution"), @Menu(
			label = "Preprocess", weight = 10), @Menu(
				label = "Fourier High-Pass...", weight = 11) },
	description = "Keeps the fine structure of an image, the coarse " +
		"structure, or a band between, or adds it to the image with a gain.")
public class FourierHighPass extends BlockCommand {

	@Parameter(label = "Image", description = "The image to filter; not changed",
		persist = false)
	private ImagePlus image;

	@Parameter(label = "Pass", choices = { "high", "low", "band" },
		description = "What is kept: structure finer than the cut-off, coarser, or " +
			"between the two cut-offs", persist = false, required = false)
	private String pass = "high";

	@Parameter(label = "Filter shape", choices = { "gaussian", "butterworth",
		"ideal" }, description = "gaussian: never rings, 0.607 of a low-pass at the " +
			"cut-off; butterworth: steeper, 0.5 there; ideal: a step, rings",
		persist = false, required = false)
	private String shape = "gaussian";

	@Parameter(label = "Order", min = "1", description = "Steepness of " +
		"butterworth; other shapes have none", persist = false, required = false)
	private int order = 2;

	@Parameter(label = "Cut-off", description = "Where structure is cut off, " +
		"in the unit below; for a band, the smaller one", persist = false,
		required = false)
	private double cutoff = 8;

	@Parameter(label = "Upper cut-off", description = "The larger cut-off of " +
		"a band; otherwise not used", persist = false,
		required = false)
	private double upper = 32;

	@Parameter(label = "Unit of cut-offs", choices = { "pixels", "calibrated",
		"nyquist" }, description = "pixels: wavelength in pixels, at least 2; " +
			"calibrated: wavelength in the image's unit, the same in all directions; " +
			"nyquist: fraction of the largest frequency, up to 1",
		persist = false, required = false)
	private String unit = "pixels";

	@Parameter(label = "Keep the mean", description = "Restore the mean of " +
		"each plane, which a high-pass or band removes", persist = false,
		required = false)
	private boolean mean = false;

	@Parameter(label = "Gain", min = "0", description = "0: the filtered image " +
		"alone; above 0: the image plus the filtered one times the gain " +
		"(high-boost)", persist = false, required = false)
	private double gain = 0;

	@Parameter(label = "Result", choices = { EnlargeSettings.FLOAT,
		EnlargeSettings.SAME }, description = "32-bit: negative values are kept, " +
			"RGB becomes luma; same: rounded and clipped to the image's type, RGB by " +
			"channels", persist = false, required = false)
	private String depth = EnlargeSettings.FLOAT;

	@Parameter(label = "Region", choices = { EnlargeSettings.IMAGE,
		EnlargeSettings.SELECTION }, description = "Filter the whole image, or the " +
			"bounding box of the selection", persist = false, required = false)
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
		return new Task(FourierFilter.of(settings(image.getCalibration())),
			EnlargeSettings.filter(commandLine(), pass + "pass", region, depth));
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "order" -> "butterworth".equals(shape);
			case "upper" -> "band".equals(pass);
			case "mean" -> !"low".equals(pass);
			case "region" -> hasSelection(image);
			default -> true;
		};
	}

	@Override
	protected boolean hasPreview() {
		return true;
	}

	// -- Helper methods --

	private FourierSettings settings(final Calibration calibration) {
		final Pass kept = Pass.named(pass);
		final CutoffUnit by = CutoffUnit.named(unit);
		if (by == CutoffUnit.CALIBRATED && !calibration.getXUnit().equals(
			calibration.getYUnit())) throw new WrongUsage("unit=" +
				unit + ": x is in " + calibration.getXUnit() + ", but y in " + calibration
					.getYUnit() + "; set the same unit in Image > Properties, or use " +
						"unit=pixels");
		final PixelSize axes = by.axes(calibration.pixelWidth,
			calibration.pixelHeight);
		final double first = by.frequency("cutoff", cutoff, axes);
		final Rolloff rolloff = Rolloff.named(shape, order);
		if (kept != Pass.BAND) return new FourierSettings(kept, rolloff, first,
			first, axes, mean, gain);
		final double second = by.frequency("upper", upper, axes);
		if (cutoff >= upper) throw new WrongUsage("upper=" + upper +
			": the upper cut-off of a band must be above cutoff=" + cutoff);
		return new FourierSettings(kept, rolloff, Math.min(first, second), Math.max(
			first, second), axes, mean, gain);
	}
}
