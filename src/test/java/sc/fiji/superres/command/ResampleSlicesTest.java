package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.step.Step;

class ResampleSlicesTest {

	private Context context;

	@BeforeEach
	void setUp() {
		context = new Context();
	}

	@AfterEach
	void tearDown() {
		context.dispose();
	}

	@Test
	void resamplesSlicesOnRequest() throws Exception {
		final ImagePlus output = run(Map.of("image", image(), "z", 2.0));
		assertEquals(10, output.getNSlices());
		assertEquals(0.4, output.getCalibration().pixelDepth, 1e-12);
		assertEquals(46, output.getWidth());
		assertEquals(5, run(Map.of("image", image())).getNSlices());
	}

	@Test
	void dialogShowsTheResult() {
		assertEquals("46 x 34 x 5 voxels of 0.05000 x 0.05000 x 0.8000 microns",
			outlook(Map.of("image", image())));
		assertEquals("12 x 9 x 5 voxels of 0.2000 x 0.2000 x 0.8000 microns",
			outlook(Map.of("image", image(), "scale", "0.5")));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> outlook(Map
			.of("image", image(), "scale", "zwei"))).getMessage().contains("zwei"));
		assertEquals("", outlook(Map.of()));
	}

	private String outlook(final Map<String, Object> values) {
		return Step.named(context, "resample").outlook(values);
	}

	private ImagePlus run(final Map<String, Object> values) throws Exception {
		return (ImagePlus) Step.named(context, "resample").run(values,
			Progress.NONE).get("output");
	}

	private static ImagePlus image() {
		final ImagePlus image = IJ.createImage("image", "16-bit ramp", 23, 17, 5);
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 0.1;
		image.getCalibration().pixelDepth = 0.8;
		image.getCalibration().setUnit("micron");
		return image;
	}
}
