package sc.fiji.superres.command.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandModule;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;
import ij.process.ShortProcessor;

import sc.fiji.superres.command.DegradeImage;
import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.step.MacroOptions;

/** Tests {@link MeasureAcquisition} as a script calls it. */
class MeasureAcquisitionTest extends ScriptTest {

	@Test
	void optionsReproduceTheAcquisition() throws Exception {
		final ImagePlus noisy = (ImagePlus) run(DegradeImage.class, "image", sample(),
			"kernel", "area", "photons", 80.0, "noise", 0.01).getOutput("output");
		final CommandModule measured = run(MeasureAcquisition.class, "image", noisy);
		final ResultsTable table = (ResultsTable) measured.getOutput("table");
		assertEquals(1, table.size());
		assertEquals(80, Double.parseDouble(table.getStringValue("Photons", 0)), 24);
		final String options = (String) measured.getOutput("options");
		assertTrue(options.startsWith("scale=2 kernel=area "), options);
		assertEquals(80, Double.parseDouble(MacroOptions.parse(options).get(
			"photons")), 24, options);
		final ImagePlus again = (ImagePlus) run(DegradeImage.class, "image",
			sample(), "kernel", "area", "photons", Double.valueOf(MacroOptions.parse(
				options).get("photons"))).getOutput("output");
		assertEquals(noisy.getWidth(), again.getWidth());
		assertTrue(((ImagePlus) measured.getOutput("output")).getWidth() > 700);
	}

	@Test
	void beadsGiveTheBlurAndThePointSpreadFunction() throws Exception {
		final ShortProcessor plane = new ShortProcessor(200, 200);
		final Random random = new Random(3);
		for (int k = 0; k < 36; k++) {
			final double x = 22 + k % 6 * 30 + random.nextDouble();
			final double y = 22 + k / 6 * 30 + random.nextDouble();
			for (int i = 0; i < plane.getPixelCount(); i++)
				plane.set(i, plane.get(i) + (int) Math.round(9000 * Math.exp(-(Math.pow(
					i % 200 - x, 2) + Math.pow(i / 200 - y, 2)) / (2 * 1.3 * 1.3))));
		}
		for (int i = 0; i < plane.getPixelCount(); i++)
			plane.set(i, (int) (plane.get(i) + 500 + 20 * random.nextGaussian()));
		final CommandModule measured = run(MeasureAcquisition.class, "image",
			new ImagePlus("beads", plane), "beads", true);
		final ResultsTable table = (ResultsTable) measured.getOutput("table");
		assertEquals(1.3, Double.parseDouble(table.getStringValue("Blur (pixels)",
			0)), 0.03);
		assertEquals(2.6, Double.parseDouble(MacroOptions.parse((String) measured
			.getOutput("options")).get("sigma")), 0.06);
		final ImagePlus psf = (ImagePlus) measured.getOutput("psf");
		assertEquals(13, psf.getWidth());
		assertEquals(1, psf.getProcessor().getStatistics().mean * 169, 1e-4);
		fails(MeasureAcquisition.class, new Object[] { "image", noise(16, 100, 100),
			"beads", true }, "noise.tif", "0 isolated spots");
	}

	@Test
	void channelsHaveARowEach() throws Exception {
		final ImageStack stack = new ImageStack(128, 128);
		for (int i = 0; i < 6; i++)
			stack.addSlice(noise(16, 128, 128).getProcessor());
		final ImagePlus image = new ImagePlus("two", stack);
		image.setDimensions(2, 3, 1);
		final ResultsTable table = (ResultsTable) run(MeasureAcquisition.class,
			"image", image).getOutput("table");
		assertEquals(2, table.size());
		assertEquals("2", table.getStringValue("Channel", 1));
		// Uniform noise from 0 to 4095: a deviation of 1 / sqrt(12) of the range. One
		// brightness does not tell which kind of noise it is.
		assertEquals(0.289, Double.parseDouble(table.getStringValue("Noise at mean",
			0)), 0.03);
		assertEquals("not measurable", table.getStringValue("Blur (pixels)", 0));
	}

	@Test
	void badInputIsNamed() {
		final ImagePlus flat = noise(8, 100, 100);
		flat.getProcessor().set(7);
		fails(MeasureAcquisition.class, new Object[] { "image", flat }, "noise.tif",
			"0 blocks");
		fails(MeasureAcquisition.class, new Object[] { "image", noise(8, 20, 20) },
			"noise.tif", "larger images");
		fails(MeasureAcquisition.class, new Object[] { "image", noise(8, 100, 100),
			"scale", 0 }, "scale=0");
	}

	private static ImagePlus sample() {
		return IJ.openImage("src/main/samples/nuclei.png");
	}
}
