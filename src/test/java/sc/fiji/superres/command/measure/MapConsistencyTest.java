package sc.fiji.superres.command.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandModule;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.command.UpscaleImage;
import sc.fiji.superres.step.Step;

/** Tests {@link MapConsistency} as a script calls it. */
class MapConsistencyTest extends ScriptTest {

	@Test
	void mapsAResult() throws Exception {
		final ImagePlus image = noise(16, 40, 30);
		final ImagePlus result = enlarge(UpscaleImage.class, image, "model",
			"nearest", "scale", "2");
		final CommandModule module = run(MapConsistency.class, "image", image,
			"result", result, "kernel", "area", "noise", 2);
		// Pixels that are repeated have themselves as their mean.
		assertEquals(0, ((ImagePlus) module.getOutput("output")).getStatistics().max,
			1e-3);
		final ResultsTable table = (ResultsTable) module.getOutput("table");
		assertEquals(0, table.getValue("Pixels beyond noise (%)", 0));
		assertEquals(2, table.getValue("Noise", 0));
		final ImagePlus blurred = (ImagePlus) run(MapConsistency.class, "image",
			image, "result", result, "kernel", "area", "sigma", 1.5).getOutput(
				"output");
		assertTrue(blurred.getStatistics().mean > 100);
	}

	/** As in Degrade Image, also where choices are checked. */
	@Test
	void binningIsAChoice() {
		assertEquals("binning", Step.named(context(), "consistency").read(new HashMap<>(
			Map.of("kernel", "binning")), title -> null).get("kernel"));
	}

	@Test
	void badInputIsNamed() {
		final ImagePlus image = noise(8, 40, 30);
		fails(MapConsistency.class, new Object[] { "image", image, "result", noise(8,
			70, 60) }, "70 x 60 pixels", "40 x 30 pixels");
		fails(MapConsistency.class, new Object[] { "image", image, "result", noise(8,
			80, 60), "noise", -3 }, "noise=-3");
		fails(MapConsistency.class, new Object[] { "image", image, "result", noise(8,
			80, 60), "sigma", -3 }, "sigma -3");
		fails(MapConsistency.class, new Object[] { "image", image, "result", noise(8,
			80, 60), "kernel", "cubic" }, "'cubic'");
	}
}
