package sc.fiji.superres.measure;

import ij.ImagePlus;

import java.io.File;
import java.io.IOException;
import java.util.stream.Stream;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.image.PhysicalPixel;
import sc.fiji.superres.image.file.PointSpread;
import sc.fiji.superres.resample.Kernel;

/**
 * How images are acquired at low resolution, as commands take it, not yet
 * checked: the blur may depend on the pixel size of an image.
 *
 * @param kernel name of a down-sampling kernel, or {@value #BINNING}
 * @param factor at a scale of 1 without another blur, the image is shrunk by
 *          this and enlarged again
 * @param sigma of a Gaussian blur in pixels of the image; 0 for none
 * @param wavelength of the emitted light in nanometers; 0 for none
 * @param aperture numerical aperture, given with a wavelength; 0 for none
 * @param psf image of a point to blur with; null for none
 * @param photons see {@link Noise}, as are the others
 */
public record AcquisitionSettings(String kernel, int factor, double sigma,
	double wavelength, double aperture, File psf, double photons, double noise,
	double offset, int bits, long seed)
{

	/** The words for the axes that are degraded: x and y, or z. */
	public static final String PLANE = "plane";
	public static final String Z = "z";

	/** What microscopists call the kernel that averages blocks of pixels. */
	public static final String BINNING = "binning";

	/**
	 * Returns the standard deviation of a Gaussian blur.
	 *
	 * @param sigma used without the other width
	 * @param fwhm full width at half maximum; 0 if not given
	 */
	public static double sigma(final double sigma, final double fwhm) {
		return fwhm == 0 ? sigma : fwhm / Degradation.FWHM;
	}

	/**
	 * Returns whether slices are degraded, and not x and y.
	 *
	 * @param axis {@value #PLANE} or {@value #Z}
	 * @param sigma width of the blur; 0 if not given
	 * @param fwhm the same as full width at half maximum
	 * @throws IllegalArgumentException if it is neither, or both widths are given
	 */
	public static boolean isAxial(final String axis, final double sigma,
		final double fwhm)
	{
		if (sigma != 0 && fwhm != 0) throw new WrongUsage("sigma=" + sigma +
			" and fwhm=" + fwhm + " are both given: choose one");
		if (!PLANE.equals(axis) && !Z.equals(axis)) throw new WrongUsage("axis=" +
			axis + ": choose one of " + PLANE + ", " + Z);
		return Z.equals(axis);
	}

	/**
	 * Returns the degradation of an image.
	 *
	 * @param scale the scale factor
	 * @param image whose pixel size the wavelength needs
	 * @throws IOException if the point spread function cannot be read
	 * @throws IllegalArgumentException if a value is not valid, more than one blur
	 *           is given, or the pixel size is not known
	 */
	public Degradation degradation(final int scale, final ImagePlus image)
		throws IOException
	{
		return new Degradation(scale, kernelNamed(kernel), blur(scale, image), camera());
	}

	/**
	 * Returns what is done to the slices of a stack, on y of its xz planes; sigma is
	 * that of a slice's profile, in slices.
	 *
	 * @param scale the scale factor
	 * @throws IllegalArgumentException if a value is not valid, or another blur is
	 *           given
	 */
	public Degradation axial(final int scale) {
		if (isPhysical() || psf != null) throw new WrongUsage("axis=z takes no " +
			(psf == null ? "wavelength" : "psf") +
			": give the profile of a slice by sigma or fwhm");
		return new Degradation(scale, true, kernelNamed(kernel), sigma == 0 ? Blur.NONE : Blur
			.gaussian(0, sigma), camera());
	}

	/** Returns whether the blur depends on the pixel size of an image. */
	public boolean isPhysical() {
		return wavelength != 0 || aperture != 0;
	}

	/** Returns the same without wavelength and aperture. */
	public AcquisitionSettings withoutOptics() {
		requireOneBlur();
		return new AcquisitionSettings(kernel, factor, sigma, 0, 0, psf, photons,
			noise, offset, bits, seed);
	}

	/**
	 * Returns whether an input has an effect beside the values of the others.
	 *
	 * @param sameSize whether images are degraded at a scale of 1
	 */
	public boolean uses(final String input, final boolean sameSize) {
		return switch (input) {
			case "blur" -> sameSize && sigma == 0 && wavelength == 0 && psf == null;
			case "sigma" -> wavelength == 0 && psf == null;
			case "wavelength" -> sigma == 0 && psf == null;
			case "aperture" -> wavelength != 0;
			case "psf" -> sigma == 0 && wavelength == 0;
			case "seed" -> photons != 0 || noise != 0;
			case "range" -> photons != 0 || noise != 0 || offset != 0 || bits != 0;
			default -> true;
		};
	}

	/**
	 * Returns how an acquisition combines pixels.
	 *
	 * @param kernel name of an interpolation, or {@value #BINNING}
	 * @throws IllegalArgumentException if there is none; the message lists them
	 */
	public static Kernel kernelNamed(final String kernel) {
		return Kernel.named(BINNING.equals(kernel) ? Kernel.AREA : kernel);
	}

	// -- Helper methods --

	private Noise camera() {
		final boolean random = photons != 0 || noise != 0;
		return new Noise(photons, noise, offset, bits, random ? seed : 0);
	}

	private Blur blur(final int scale, final ImagePlus image)
		throws IOException
	{
		requireOneBlur();
		if (sigma != 0) return Blur.gaussian(sigma);
		if (psf != null) return Blur.measured(PointSpread.read(psf));
		if (!isPhysical()) return scale == 1 ? Blur.downAndUp(factor) : Blur.NONE;
		final PhysicalPixel pixel = PhysicalPixel.of(image);
		return Blur.widefield(wavelength, aperture, pixel.width(), pixel.height());
	}

	private void requireOneBlur() {
		if (Stream.of(sigma != 0, isPhysical(), psf != null).filter(
			given -> given).count() > 1) throw new WrongUsage(
				"More than one blur is given: choose one of sigma, wavelength with " +
					"aperture, and psf");
	}
}
