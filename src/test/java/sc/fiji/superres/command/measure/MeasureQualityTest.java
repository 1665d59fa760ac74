package sc.fiji.superres.command.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.command.ScriptTest;

/** Tests {@link MeasureQuality} as a script calls it. */
class MeasureQualityTest extends ScriptTest {

	@TempDir
	private Path folder;

	@Test
	void measuresAnImage() throws Exception {
		final Path csv = folder.resolve("scores.csv");
		final ImagePlus original = noise(8, 40, 30);
		final ImagePlus image = original.duplicate();
		image.getProcessor().add(2);
		final CommandModule module = run(MeasureQuality.class, "image", image,
			"reference", original, "border", 2, "maps", true, "csv", csv.toFile());
		final ResultsTable table = (ResultsTable) module.getOutput("output");
		assertEquals(2, table.size());
		assertEquals(20 * Math.log10(255 / 2.0), table.getValue("PSNR (dB)", 0),
			0.1);
		assertEquals(3, Files.readAllLines(csv).size());
		assertEquals(40, ((ImagePlus) module.getOutput("ssim")).getWidth());
		assertEquals(image.getProcessor().get(5, 5) - original.getProcessor().get(5,
			5), ((ImagePlus) module.getOutput("difference")).getProcessor().getf(5,
				5));
		final CommandModule plain = run(MeasureQuality.class, "image", image,
			"reference", original);
		assertNull(plain.getOutput("ssim"));
		assertNull(plain.getOutput("difference"));
	}

	@Test
	void badInputIsNamed() throws Exception {
		final Path csv = folder.resolve("scores.csv");
		final ImagePlus image = noise(8, 40, 30);
		fails(MeasureQuality.class, new Object[] { "image", image, "reference",
			noise(8, 30, 40), "csv", csv.toFile() }, "40 x 30", "30 x 40");
		fails(MeasureQuality.class, new Object[] { "image", image, "reference",
			noise(16, 40, 30), "csv", csv.toFile() }, "8-bit", "16-bit");
		fails(MeasureQuality.class, new Object[] { "image", image, "reference",
			new ImagePlus() }, "0 x 0");
		fails(MeasureQuality.class, new Object[] { "image", image, "reference",
			image, "border", -1 }, "border=-1");
		assertFalse(Files.exists(csv));
		Files.writeString(csv, "precious");
		fails(MeasureQuality.class, new Object[] { "image", image, "reference",
			image, "csv", csv.toFile() }, "already exists");
		assertEquals("precious", Files.readString(csv));
	}
}
