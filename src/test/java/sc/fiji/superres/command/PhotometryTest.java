package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ij.ImagePlus;
import ij.process.FloatProcessor;

/**
 * Dim spots keep their integrated intensity beside spots that are 500 times
 * brighter, by each shipped model and with nothing but its name given.
 */
class PhotometryTest extends ScriptTest {

	private static final int SPOTS = 4;
	private static final int STEP = 40;
	private static final double BACKGROUND = 100;
	private static final double DIM = 120;
	private static final double RATIO = 500;
	private static final double TOLERANCE = 0.03;

	@ParameterizedTest
	@MethodSource("sc.fiji.superres.method.ShippedModelsTest#models")
	void dimSpotsKeepTheirIntensity(final Path model) throws Exception {
		final String name = model.getFileName().toString();
		final int scale = name.charAt(name.length() - 1) - '0';
		for (final double width : new double[] { 0.7, 1, 1.5 }) {
			// Images for a scale of 1 were enlarged by 2 before.
			final double sigma = scale == 1 ? 2 * width : width;
			final ImagePlus output = upscale(spots(sigma, 0), model);
			for (final boolean dim : new boolean[] { true, false })
				assertEquals(1, kept(output, scale, sigma, dim), TOLERANCE, name +
					", sigma " + sigma + (dim ? ", dim" : ", bright"));
		}
	}

	/** Back-projections would bring back the noise that the network takes away. */
	@Test
	void noneWhereTheImageIsNoisy() throws Exception {
		assertTrue(rounds(upscale(spots(1, 0), Path.of(
			"models/srcnn-natural-x2"))).contains("--iterations=2 "));
		assertTrue(rounds(upscale(spots(1, 3000), Path.of(
			"models/srcnn-natural-x2"))).contains("--iterations=0 "));
		assertTrue(rounds(upscale(spots(1, 0), Path.of("models/srcnn-natural-x2"),
			"iterations", 0)).contains("--iterations=0 "));
		assertTrue(rounds(upscale(spots(1, 0), Path.of("models/srcnn-natural-x2"),
			"range", "0,65535")).contains("--iterations=0 "));
	}

	// -- Helper methods --

	private ImagePlus upscale(final ImagePlus image, final Path model,
		final Object... more) throws Exception
	{
		final Object[] inputs = Stream.concat(Stream.of("image", image, "model", model
			.toString()), Stream.of(more)).toArray();
		return (ImagePlus) run(UpscaleImage.class, inputs).getOutput("output");
	}

	private static String rounds(final ImagePlus output) {
		return output.getInfoProperty();
	}

	/** Every second spot is bright; noise is of all pixels. */
	private static ImagePlus spots(final double sigma, final double noise) {
		final int side = SPOTS * STEP;
		final FloatProcessor plane = new FloatProcessor(side, side);
		final Random random = new Random(1);
		for (int y = 0; y < side; y++) {
			for (int x = 0; x < side; x++) {
				final double far = Math.hypot(x % STEP - STEP / 2, y % STEP - STEP / 2);
				plane.setf(x, y, (float) (BACKGROUND + (isDim(x / STEP, y / STEP) ? DIM
					: RATIO * DIM) * Math.exp(-far * far / (2 * sigma * sigma)) + noise *
						random.nextGaussian()));
			}
		}
		return new ImagePlus("spots", plane);
	}

	private static boolean isDim(final int column, final int row) {
		return (column + row) % 2 == 0;
	}

	/**
	 * Returns the mean share of the integrated intensity that spots kept, above the
	 * mean of the background around each.
	 */
	private static double kept(final ImagePlus output, final int scale,
		final double sigma, final boolean dim)
	{
		final double truth = (dim ? DIM : RATIO * DIM) * 2 * Math.PI * sigma * sigma *
			scale * scale;
		final double radius = Math.max(4 * sigma, 5) * scale;
		double sum = 0;
		int count = 0;
		for (int row = 0; row < SPOTS; row++) {
			for (int column = 0; column < SPOTS; column++) {
				if (isDim(column, row) != dim) continue;
				double core = 0;
				double ring = 0;
				int inside = 0;
				int around = 0;
				for (int y = row * STEP * scale; y < (row + 1) * STEP * scale; y++) {
					for (int x = column * STEP * scale; x < (column + 1) * STEP *
						scale; x++)
					{
						final double far = Math.hypot(x - center(column, scale), y - center(row,
							scale));
						if (far < radius) {
							core += output.getProcessor().getf(x, y);
							inside++;
						}
						else if (far < radius + 2.5 * scale) {
							ring += output.getProcessor().getf(x, y);
							around++;
						}
					}
				}
				sum += (core - inside * ring / around) / truth;
				count++;
			}
		}
		return sum / count;
	}

	/** Pixel centers of the image and of the result do not coincide. */
	private static double center(final int spot, final int scale) {
		return (spot * STEP + STEP / 2 + 0.5) * scale - 0.5;
	}
}
