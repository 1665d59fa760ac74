package sc.fiji.superres.command;

import java.io.File;
import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.EnlargeSettings.Colors;
import sc.fiji.superres.image.EnlargeSettings.Depth;
import sc.fiji.superres.image.EnlargeSettings.Region;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.measure.AcquisitionSettings;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resliced;
import sc.fiji.superres.step.BlockCommand;

/** Simulates the acquisition by a microscope of lower resolution. */
@Plugin(type = Command.class, name = "degrade", headless = true,
	label = "Degrade Image...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Preprocess",
			weight = 10), @Menu(label = "Degrade Image...", weight = 14) },
	description = "Blurs an image, shrinks it and adds noise, as a microscope " +
		"and camera of lower resolution would.")
public class DegradeImage extends BlockCommand {

	@Parameter(label = "Image", description = "The high-resolution image; not " +
		"changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Scale factor", min = "1", description = "How much smaller " +
		"the result is along x and y, or along z", persist = false,
		required = false)
	private int scale = 2;

	@Parameter(label = "Axis", choices = { AcquisitionSettings.PLANE,
		AcquisitionSettings.Z }, description = "plane: x and " +
		"y are blurred and shrunk; z: the slices of a stack are, as by an " +
		"acquisition of thicker or fewer slices", persist = false, required = false)
	private String axis = AcquisitionSettings.PLANE;

	@Parameter(label = "Down-sampling", choices = { Kernel.NEAREST, Kernel.AREA,
		Kernel.BILINEAR, Kernel.BICUBIC, Kernel.BICUBIC_OPENCV, Kernel.MITCHELL,
		Kernel.BSPLINE, Kernel.LANCZOS2, Kernel.LANCZOS3, Kernel.LANCZOS4,
		AcquisitionSettings.BINNING }, description = "How pixels are combined, " +
			"with antialiasing; binning: the mean of a block of pixels, the same " +
			"as area; along z, how the blurred slices are interpolated, area for " +
			"slices that touch",
		persist = false, required = false)
	private String kernel = Kernel.BICUBIC;

	@Parameter(label = "Blur at scale 1", min = "1", description = "At a " +
		"scale of 1 without other blur, the image is shrunk by this factor and " +
		"enlarged again, both by bicubic; 1 for no blur", persist = false,
		required = false)
	private int blur = Degradation.BLUR;

	@Parameter(label = "Blur (sigma)", min = "0", description = "Gaussian blur in " +
		"pixels of the image, in slices along z; 0 for none", persist = false,
		required = false)
	private double sigma = 0;

	@Parameter(label = "Blur (FWHM)", min = "0", description = "The same by its " +
		"full width at half maximum, 2.355 sigma; 0 for none", persist = false,
		required = false)
	private double fwhm = 0;

	@Parameter(label = "Wavelength (nm)", min = "0", description = "Emission " +
		"wavelength; with the numerical aperture and the pixel size it gives the " +
		"blur of a widefield microscope, sigma = 0.21 wavelength / NA; 0 for none",
		persist = false, required = false)
	private double wavelength = 0;

	@Parameter(label = "Numerical aperture", min = "0", max = "2",
		description = "Used with a wavelength", persist = false, required = false)
	private double aperture = 0;

	@Parameter(label = "Point spread function", style = "open",
		description = "Image of a point source to blur with, of odd width and " +
			"height, at the pixel size of the image; it is normalized",
		persist = false, required = false)
	private File psf;

	@Parameter(label = "Photons", min = "0", max = "1e9",
		description = "Photons per pixel of the result at the upper end of the " +
		"range, for Poisson noise; 0 for none", persist = false, required = false)
	private double photons = 0;

	@Parameter(label = "Read noise", min = "0", description = "Standard " +
		"deviation of Gaussian noise as a fraction of the range: electrons " +
		"divided by photons",
		persist = false, required = false)
	private double noise = 0;

	@Parameter(label = "Offset", description = "Added to all values, as a " +
		"fraction of the range", persist = false, required = false)
	private double offset = 0;

	@Parameter(label = "Bits", min = "0", max = "16", description = "Clips to the " +
		"range and rounds to 2^bits levels: 8, 12 or 16 for most cameras; 0 for " +
		"neither", persist = false, required = false)
	private int bits = 0;

	@Parameter(label = "Seed", description = "Equal seeds give equal noise",
		persist = false, required = false)
	private long seed = 1;

	@Parameter(label = "Intensity range", description = "low,high: the values " +
		"that noise is relative to; empty for 0 to 255 with 8-bit and RGB, else " +
		"for the minimum and maximum of the channel", persist = false,
		required = false)
	private String range = "";

	@Parameter(label = "Type", choices = { EnlargeSettings.SAME,
		EnlargeSettings.FLOAT }, description = "same: rounded and clipped to the " +
			"type of the image; 32-bit: unrounded values, for RGB those of the luma",
		persist = false, required = false)
	private String depth = EnlargeSettings.SAME;

	@Parameter(label = "Region", choices = { EnlargeSettings.IMAGE,
		EnlargeSettings.SELECTION }, description = "Degrade the whole image, or " +
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
	protected Task task(final Progress progress) throws IOException {
		final EnlargeSettings settings = new EnlargeSettings(commandLine(), 0,
			IntensityRange.parse(range), Region.of(region), Colors.CHANNELS, Depth.of(
				depth), "degraded");
		return new Task(isAxial() ? Resliced.xz(acquisition().axial(scale)
			.operation()) : acquisition().degradation(scale, image).operation(),
			settings);
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "region" -> hasSelection(image);
			case "fwhm" -> sigma == 0 && acquisition().uses("sigma", scale == 1);
			case "sigma" -> fwhm == 0 && acquisition().uses("sigma", scale == 1);
			case "blur", "wavelength", "aperture", "psf" -> AcquisitionSettings.PLANE
				.equals(axis) && acquisition().uses(input, scale == 1);
			default -> acquisition().uses(input, scale == 1);
		};
	}

	@Override
	protected boolean hasPreview() {
		return AcquisitionSettings.PLANE.equals(axis);
	}

	// -- Helper methods --

	/**
	 * Returns whether the slices are degraded.
	 *
	 * @throws IllegalArgumentException if there is only one, or both widths of the
	 *           blur are given
	 */
	private boolean isAxial() {
		if (!AcquisitionSettings.isAxial(axis, sigma, fwhm)) return false;
		if (image.getNSlices() > 1) return true;
		throw new IllegalArgumentException("axis=z, but \"" + image.getTitle() +
			"\" has one slice: open a stack, or tell which planes are slices in " +
			"Image > Properties");
	}

	private AcquisitionSettings acquisition() {
		return new AcquisitionSettings(kernel, blur, AcquisitionSettings.sigma(
			sigma, fwhm), wavelength, aperture,
			psf, photons, noise, offset, bits, seed);
	}
}
