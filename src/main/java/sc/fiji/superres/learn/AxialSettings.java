package sc.fiji.superres.learn;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import ij.ImagePlus;
import ij.measure.Calibration;

import sc.fiji.superres.block.Decimal;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.network.Device;

/**
 * How the z axis of a stack is restored.
 *
 * @param factor slices of the result per slice, 1.2 to 10
 * @param fwhm full width at half maximum of the profile of a slice, in slices; 0
 *          for none
 * @param psf stack of a bead whose profile that is instead, if there is one
 * @param minutes how long to learn; 0 for as many steps as given
 * @param steps number of steps
 * @param seed of the network and the patches
 * @param device where it learns and restores
 * @param each whether each channel has a network of its own
 * @param output the package to write, if one is wanted
 * @param overwrite whether a package there may be replaced
 * @param command the command line that does the same
 */
public record AxialSettings(double factor, double fwhm, Optional<Path> psf,
	double minutes, int steps, long seed, Device device, boolean each, Optional<Path> output,
	boolean overwrite, String command)
{

	/** Only the samples count: slices without a profile. */
	public static final String NONE = "none";

	private static final double LEAST = 1.2;
	private static final double MOST = 10;

	/** Slices of a profile from here on do not hold what is between them. */
	private static final double MOST_FWHM = 4;

	/** Factors this near below a whole number plus it are reached from there. */
	private static final double ROUNDING = 0.05;

	/** Checks the factor and the profile. */
	public AxialSettings {
		if (!(factor >= LEAST && factor <= MOST)) throw new WrongUsage("factor=" +
			factor + ": choose a number from " + LEAST + " to 10, or 0 for that of " +
			"the voxel size");
		if (!(fwhm >= 0 && fwhm <= MOST_FWHM)) throw new WrongUsage("fwhm=" + fwhm +
			": give the width of a slice's profile in slices, at most 4, or " + NONE);
	}

	/**
	 * Returns the factor that makes the voxels of a stack cubes.
	 *
	 * @param factor what the user chose; 0 to take it from the calibration
	 * @throws IllegalArgumentException if it is no stack, its voxel size is not
	 *           known, or its slices are too near or too far apart
	 */
	public static double factor(final ImagePlus image, final double factor) {
		final String title = "\"" + image.getTitle() + "\"";
		if (image.getNSlices() < 2) throw new IllegalArgumentException(title +
			" has one slice, and thus no z axis: open a stack, or tell which planes " +
			"are slices in Image > Properties");
		if (factor != 0) return factor;
		final Calibration voxel = image.getCalibration();
		final String set = ": set the voxel depth in Image > Properties, in the " +
			"unit of the pixel width, or give the factor";
		if (!voxel.scaled() || voxel.getUnit().startsWith("pixel"))
			throw new IllegalArgumentException(title + " has no voxel size (unit " +
				voxel.getUnit() + ")" + set);
		if (!voxel.getZUnit().equals(voxel.getXUnit()) || !voxel.getYUnit().equals(
			voxel.getXUnit())) throw new IllegalArgumentException(title +
				" has a voxel size in " + voxel.getXUnit() + ", " + voxel.getYUnit() +
				" and " + voxel.getZUnit() + set);
		final String size = " has voxels of " + (float) voxel.pixelWidth + " x " +
			(float) voxel.pixelHeight + " x " + (float) voxel.pixelDepth + " " + voxel
				.getUnit();
		if (!(Math.abs(voxel.pixelWidth / voxel.pixelHeight - 1) < 0.01))
			throw new IllegalArgumentException(title + size +
				": make its pixels square first, by Resample Image with two factors");
		// Some microscopes count slices downwards.
		final double own = Math.abs(voxel.pixelDepth) / voxel.pixelWidth;
		final String by = String.format(Locale.ROOT, ", a factor of %.3g", own);
		if (own < LEAST) throw new IllegalArgumentException(title + size + by +
			": z is not coarser than x and y by 1.2 or more, so there is nothing to " +
			"learn for it");
		if (own > MOST) throw new IllegalArgumentException(title + size + by +
			", which is more than 10: what lies between such slices is not in the " +
			"data; factor=10 restores the slices as far as that");
		return own;
	}

	/**
	 * Reads the width of a slice's profile.
	 *
	 * @param text a number of slices, 0 or empty for one, or {@value #NONE}
	 * @return slices; 0 for none
	 */
	public static double fwhm(final String text) {
		final String word = text.strip();
		if (word.equals(NONE)) return 0;
		try {
			final double width = word.isEmpty() ? 0 : Decimal.parse(word)
				.doubleValue();
			return width == 0 ? 1 : width;
		}
		catch (final NumberFormatException exc) {
			throw new WrongUsage("fwhm=" + text +
				": give a number of slices, such as 1.5, or " + NONE, exc);
		}
	}

	/** Returns the whole scale that the network has. */
	int scale() {
		return (int) Math.max(2, Math.ceil(factor - ROUNDING));
	}

	/** Returns what a network depends on, by name, to compare two runs. */
	Map<String, Object> values() {
		return new TreeMap<>(Map.of("factor", factor, "fwhm", fwhm, "minutes",
			minutes, "steps", steps, "seed", seed, "each", each));
	}
}
