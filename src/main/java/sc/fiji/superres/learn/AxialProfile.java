package sc.fiji.superres.learn;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalDouble;

import ij.ImagePlus;
import ij.measure.Calibration;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;
import sc.fiji.superres.volume.LengthUnit;

/**
 * The profile of a slice, measured from the stack of a bead: the values along z
 * through its brightest voxel, the mean of 3 x 3 pixels of each slice, less the
 * lower of both ends. Its center of mass is its middle.
 */
final class AxialProfile {

	private static final Sampling BICUBIC = Sampling.of(Kernel.named(
		Kernel.BICUBIC));

	/** Values of the profile below this share of the highest one are its end. */
	private static final float END = 0.005f;

	/** Longest profile on either side of the middle, in slices. */
	private static final int REACH = 8;

	private AxialProfile() {
		// Static methods only.
	}

	/**
	 * Reads the profile from the stack of a bead.
	 *
	 * @param file the stack
	 * @param image the stack that was acquired with this profile; slices of the bead
	 *          have its distance, or their own if both have a voxel size in units of
	 *          length
	 * @param scale pixels per slice of the image
	 * @return a column of an odd number of pixels
	 * @throws IOException if the file cannot be read
	 * @throws IllegalArgumentException if there is no bead in it
	 */
	static Plane read(final Path file, final ImagePlus image, final int scale)
		throws IOException
	{
		final ImagePlus bead = ImageFiles.open(file);
		if (bead.getNSlices() < 3 || bead.getStackSize() != bead.getNSlices())
			throw new IllegalArgumentException("psf=" + file + " has " + bead
				.getNSlices() + " slices, " + bead.getNChannels() + " channels and " +
				bead.getNFrames() + " frames: save the stack of one bead, with at " +
				"least 3 slices");
		final float[] profile = profile(bead);
		final double slices = distance(bead.getCalibration(), image
			.getCalibration());
		final Plane fine = Resampler.by(BICUBIC, 1, slices * scale).plane(new Plane(
			profile, 1, profile.length));
		final double center = center(fine.samples());
		final int middle = (int) Math.rint(center);
		return cut(Resampler.moved(BICUBIC, fine, 0, middle - center).samples(),
			middle, REACH * scale, file);
	}

	// -- Helper methods --

	private static float[] profile(final ImagePlus bead) {
		final ImagePlanes planes = ImagePlanes.of(bead, Progress.NONE);
		final int width = bead.getWidth();
		int brightest = 0;
		float highest = Float.NEGATIVE_INFINITY;
		for (int z = 0; z < planes.count(); z++) {
			final float[] plane = planes.read(z);
			for (int i = 0; i < plane.length; i++) {
				if (!(plane[i] > highest)) continue;
				highest = plane[i];
				brightest = i;
			}
		}
		final float[] profile = new float[planes.count()];
		for (int z = 0; z < profile.length; z++)
			profile[z] = around(planes.read(z), width, brightest % width, brightest /
				width);
		final float background = Math.min(profile[0], profile[profile.length - 1]);
		for (int z = 0; z < profile.length; z++)
			profile[z] = Math.max(0, profile[z] - background);
		return profile;
	}

	/** Returns the mean of 3 x 3 pixels, fewer at the border. */
	private static float around(final float[] plane, final int width,
		final int x, final int y)
	{
		final int height = plane.length / width;
		double sum = 0;
		int count = 0;
		for (int v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); v++) {
			for (int u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); u++) {
				sum += plane[v * width + u];
				count++;
			}
		}
		return (float) (sum / count);
	}

	/** Returns the distance of slices of the bead in slices of the image. */
	private static double distance(final Calibration bead,
		final Calibration image)
	{
		final OptionalDouble unit = bead.scaled() && image.scaled() ? LengthUnit.ratio(
			bead.getZUnit(), image.getZUnit()) : OptionalDouble.empty();
		return unit.isPresent() ? Math.abs(unit.getAsDouble() * bead.pixelDepth /
			image.pixelDepth) : 1;
	}

	private static double center(final float[] values) {
		double sum = 0;
		double moment = 0;
		for (int i = 0; i < values.length; i++) {
			sum += values[i];
			moment += (double) i * values[i];
		}
		return moment / sum;
	}

	/** Cuts what lies around the middle, as far as it is above 0. */
	private static Plane cut(final float[] values, final int middle,
		final int most, final Path file)
	{
		if (middle < 0 || middle >= values.length || !(values[middle] > 0))
			throw new IllegalArgumentException("psf=" + file +
				" shows no bead: its brightest pixel does not change along z");
		int reach = Math.min(most, Math.max(middle, values.length - 1 - middle));
		while (reach > 1 && Math.max(at(values, middle - reach), at(values, middle +
			reach)) < END * values[middle])
			reach--;
		final float[] cut = new float[2 * reach + 1];
		for (int i = 0; i < cut.length; i++)
			cut[i] = at(values, middle - reach + i);
		return new Plane(cut, 1, cut.length);
	}

	private static float at(final float[] values, final int index) {
		return index < 0 || index >= values.length ? 0 : Math.max(0,
			values[index]);
	}
}
