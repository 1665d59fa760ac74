package sc.fiji.superres.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.file.ImageFiles;

class AxialProfileTest {

	/** Slices of the stack that is to be restored are 0.4 micron apart. */
	private static final double SLICE = 0.4;

	@TempDir
	Path folder;

	private Path file;
	private ImagePlus image;

	@BeforeEach
	void start() {
		file = folder.resolve("bead.tif");
		image = new ImagePlus("stack", new ByteProcessor(5, 5));
		scale(image, SLICE, "micron");
	}

	/** A Gaussian comes back, whatever the slices of the bead and its place. */
	@ParameterizedTest
	@CsvSource({ "0.4, micron, 0.4, 1, 4, 12.3", "0.1, micron, 0.1, 1, 4, 30.5",
		"0.4, micron, 0.4, 1.5, 3, 11", "0.6, micron, 0.6, 2, 10, 14.8",
		"0.2, micron, 0.2, 0.7, 2, 16", "0.1, um, 0.1, 1, 4, 30.5",
		"100, nm, 0.1, 1, 4, 30.5", "1e-4, mm, 0.1, 1, 4, 30.5" })
	void gaussianComesBack(final double depth, final String unit,
		final double distance, final double sigma, final int scale,
		final double place) throws IOException
	{
		bead(depth, unit, sigma * SLICE / distance, place);
		final Plane profile = AxialProfile.read(file, image, scale);
		assertEquals(1, profile.width());
		assertEquals(1, profile.height() % 2);
		final double[] moments = moments(profile);
		assertEquals(0, moments[0], 0.05);
		assertEquals(sigma * scale, moments[1], 0.06 * sigma * scale);
	}

	/** Without a common unit, slices of the bead are those of the stack. */
	@Test
	void slicesWithoutAUnitHaveTheSameDistance() throws IOException {
		bead(1, "pixel", 1.2, 12);
		assertEquals(1.2 * 4, moments(AxialProfile.read(file, image, 4))[1], 0.25);
		bead(7, "inch", 1.2, 12);
		assertEquals(1.2 * 4, moments(AxialProfile.read(file, image, 4))[1], 0.25);
	}

	@Test
	void refusesWhatShowsNoBead() throws IOException {
		final ImageStack flat = new ImageStack(9, 9);
		for (int z = 0; z < 5; z++)
			flat.addSlice(new FloatProcessor(9, 9));
		save(new ImagePlus("flat", flat));
		requireRefused("shows no bead");
		save(new ImagePlus("plane", new ByteProcessor(9, 9)));
		requireRefused("has 1 slices");
	}

	// -- Helper methods --

	private void requireRefused(final String words) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> AxialProfile.read(file, image, 4)).getMessage();
		assertTrue(message.contains(words), message);
	}

	/** Saves a bead above a background, with sigma and place in its slices. */
	private void bead(final double distance, final String unit,
		final double sigma, final double place) throws IOException
	{
		final ImageStack stack = new ImageStack(11, 9);
		for (int z = 0; z < 2 * place + 3; z++) {
			final ImageProcessor slice = new FloatProcessor(11, 9);
			for (int y = 0; y < 9; y++)
				for (int x = 0; x < 11; x++)
					slice.setf(x, y, (float) (50 + 1000 * Math.exp(-((x - 6) * (x - 6) +
						(y - 4) * (y - 4)) / 4.0 - (z - place) * (z - place) / (2 * sigma *
							sigma))));
			stack.addSlice(slice);
		}
		final ImagePlus bead = new ImagePlus("bead", stack);
		scale(bead, distance, unit);
		save(bead);
	}

	private void save(final ImagePlus bead) throws IOException {
		bead.setDimensions(1, bead.getStackSize(), 1);
		ImageFiles.save(bead, file, true, Progress.NONE);
	}

	private static void scale(final ImagePlus image, final double depth,
		final String unit)
	{
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 0.1;
		image.getCalibration().pixelDepth = depth;
		image.getCalibration().setUnit(unit);
	}

	/** Returns the center of mass from the middle, and the standard deviation. */
	private static double[] moments(final Plane profile) {
		double sum = 0;
		double first = 0;
		double second = 0;
		for (int i = 0; i < profile.height(); i++) {
			final double at = i - profile.height() / 2;
			sum += profile.samples()[i];
			first += at * profile.samples()[i];
			second += at * at * profile.samples()[i];
		}
		final double mean = first / sum;
		return new double[] { mean, Math.sqrt(second / sum - mean * mean) };
	}
}
