package sc.fiji.superres.command.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

import ij.IJ;
import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.command.UpscaleImage;

/** Tests {@link MeasureResolution} as a script calls it. */
class MeasureResolutionTest extends ScriptTest {

	private static final String SAMPLE = "src/main/samples/nuclei.png";

	@TempDir
	private Path folder;

	@Test
	void measuresOneImageOrTwo() throws Exception {
		final Path csv = folder.resolve("curve.csv");
		final ImagePlus image = noise(16, 80, 64);
		image.getCalibration().pixelHeight = 0.5;
		image.getProcessor().smooth();
		final CommandModule one = run(MeasureResolution.class, "image", image,
			"csv", csv.toFile());
		final ResultsTable table = (ResultsTable) one.getOutput("table");
		assertEquals("checkerboard halves", table.getStringValue("Method", 0));
		assertEquals("mm", table.getStringValue("Unit", 0));
		assertTrue(((ImagePlus) one.getOutput("output")).getWidth() > 700);
		assertTrue(Files.readAllLines(csv).size() > 10);
		final CommandModule two = run(MeasureResolution.class, "image", image,
			"second", image.duplicate());
		final ResultsTable pair = (ResultsTable) two.getOutput("table");
		assertEquals("two images", pair.getStringValue("Method", 0));
		assertEquals(1, pair.getValue("Resolution", 0), 1e-9);
	}

	/** Told by the Info property, or by the spectrum alone. */
	@Test
	void enlargedImagesAreFlagged() throws Exception {
		assertEquals("nothing in common", limit(noise(16, 128, 128)));
		final ImagePlus enlarged = (ImagePlus) run(UpscaleImage.class, "image",
			IJ.openImage(SAMPLE), "model", "bicubic").getOutput("output");
		assertEquals("interpolation", limit(enlarged));
		enlarged.setProperty("Info", null);
		assertEquals("interpolation", limit(enlarged));
		assertEquals("threshold 1/7", limit(IJ.openImage(SAMPLE)));
		final ImagePlus same = noise(16, 128, 128);
		same.setProperty("Info", "SuperRes: superres upscale --model=bicubic " +
			"--scale=1 --tile=0\nSuperRes: superres resample --scale=0.5\n" +
			"SuperRes: superres edges\n");
		assertEquals("nothing in common", limit(same));
		same.setProperty("Info", "SuperRes: superres resample --scale=1.5\n");
		assertEquals("interpolation", limit(same));
	}

	private static String limit(final ImagePlus image) throws Exception {
		return ((ResultsTable) run(MeasureResolution.class, "image", image)
			.getOutput("table")).getStringValue("Limit", 0);
	}

	@Test
	void badInputIsNamed() {
		final Path csv = folder.resolve("curve.csv");
		fails(MeasureResolution.class, new Object[] { "image", noise(8, 20, 20),
			"csv", csv.toFile() }, "20 x 20 pixels", "at least 32 x 32");
		fails(MeasureResolution.class, new Object[] { "image", noise(8, 40, 40),
			"second", noise(8, 40, 41) }, "40 x 40", "40 x 41");
		final ImagePlus flat = noise(8, 40, 40);
		flat.getProcessor().set(7);
		fails(MeasureResolution.class, new Object[] { "image", flat },
			"constant plane, which is 7.0");
		assertFalse(Files.exists(csv));
	}
}
