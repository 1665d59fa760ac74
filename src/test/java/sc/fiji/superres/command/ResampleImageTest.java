package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.ImagePlus;

import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.Border;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** Tests {@link ResampleImage} as a script calls it. */
class ResampleImageTest extends ScriptTest {

	@ParameterizedTest
	@CsvSource({ "8, lanczos3, 1.5, 1.5, 1.5", "16, bspline, 2x0.5, 2, 0.5",
		"32, area, 0.25, 0.25, 0.25" })
	void resamplesByAScale(final int depth, final String kernel,
		final String scale, final double x, final double y) throws Exception
	{
		final ImagePlus image = noise(depth);
		final ImagePlus output = resample(image, "kernel", kernel, "scale", scale);
		assertArrayEquals(resampled(image, Resampler.by(Sampling.of(Kernel.named(
			kernel)), x, y)), samples(output));
		assertEquals(0.5 / x, output.getCalibration().pixelWidth, 1e-12);
		assertEquals(2 / y, output.getCalibration().pixelHeight, 1e-12);
		assertEquals("mm", output.getCalibration().getUnit());
	}

	@Test
	void resamplesToASize() throws Exception {
		final ImagePlus image = noise(16);
		final ImagePlus output = resample(image, "width", 5, "height", 20);
		assertEquals(5, output.getWidth());
		assertArrayEquals(resampled(image, Resampler.to(Sampling.of(Kernel.named(
			"bicubic")), new FinalDimensions(WIDTH, HEIGHT), 5, 20)), samples(output));
		assertEquals(0.5 * WIDTH / 5, output.getCalibration().pixelWidth, 1e-12);
	}

	@Test
	void antialiasingAndBorder() throws Exception {
		final ImagePlus image = noise(8);
		assertArrayEquals(resampled(image, Resampler.by(new Sampling(Kernel.named(
			"lanczos4"), false, Border.named("replicate")), 0.4, 0.4)), samples(
				resample(image, "kernel", "lanczos4", "scale", "0.4", "antialias",
					false, "border", "replicate")));
	}

	/** An image alone is enlarged by bicubic, two times, as a whole. */
	@Test
	void defaults() throws Exception {
		final ImagePlus image = noise(16);
		image.setRoi(2, 2, 5, 5);
		final ImagePlus output = resample(image);
		assertArrayEquals(resampled(image, Resampler.by(Sampling.of(Kernel.named(
			"bicubic")), 2, 2)), samples(output));
		assertEquals("noise-x2", output.getTitle());
		assertEquals("SuperRes: superres resample --kernel=bicubic --scale=2 " +
			"--width=0 --height=0 --z=1.0 --antialias=true " +
			"--border=symmetric --region=image", provenance(output));
		assertTrue(output.getInfoProperty().startsWith("Stain: DAPI\n"), output
			.getInfoProperty());
	}

	@Test
	void regionIsTheSelection() throws Exception {
		final ImagePlus image = noise(8);
		image.setRoi(3, 2, 5, 4);
		assertArrayEquals(resampled(image.crop(), Resampler.by(Sampling.of(Kernel
			.named("bicubic")), 0.5, 0.5)), samples(resample(image, "scale", "0.5",
				"region", "selection")));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "kernel | cubic | bicubic, ",
		"border | mirror | symmetric", "region | all | selection",
		"scale | 0 | above 0", "scale | -1 | above 0", "scale | NaN | above 0",
		"scale | 2x | ''", "scale | 2x3x4 | '3x4'",
		"scale | 1,5 | write 1x5", "scale | 1,5 | such as 1.5",
		"scale | 2,0.5 | write 2x0.5",
		"scale | 1000000 | 13000000 x 9000000", "scale | 1e-9 | at least" })
	void badTextIsNamed(final String name, final String value,
		final String words)
	{
		fails(ResampleImage.class, new Object[] { "image", noise(8), name, value },
			words);
	}

	@ParameterizedTest
	@CsvSource({ "5, 0", "0, 5", "-5, -5", "-1, 0" })
	void badSizeIsNamed(final int width, final int height) {
		fails(ResampleImage.class, new Object[] { "image", noise(8), "width", width,
			"height", height }, width + " x " + height, "both");
	}

	@Test
	void missingAndEmptyImages() throws Exception {
		assertTrue(run(ResampleImage.class).isCanceled());
		fails(ResampleImage.class, new Object[] { "image", new ImagePlus() },
			"0 x 0");
	}

	private static ImagePlus resample(final ImagePlus image,
		final Object... inputs) throws Exception
	{
		return enlarge(ResampleImage.class, image, inputs);
	}
}
