package sc.fiji.superres.command.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;

import sc.fiji.superres.command.ScriptTest;

class ExplainNetworkTest extends ScriptTest {

	private static final String MODEL = "edsr-fluorescence-x2";

	@Test
	void mapsTheImage() throws Exception {
		final ImagePlus map = enlarge(ExplainNetwork.class, noise(16, 50, 40), "model",
			MODEL);
		assertEquals(50, map.getWidth());
		assertEquals(40, map.getHeight());
		assertEquals(32, map.getBitDepth());
		for (final float value : samples(map))
			assertTrue(value > 95 && value <= 100, () -> "noise is at " + value);
	}

	@Test
	void mistakesAreRefused() {
		fails(ExplainNetwork.class, new Object[] { "image", noise(8, 31, 50), "model",
			MODEL }, "31", "patch");
		fails(ExplainNetwork.class, new Object[] { "image", noise(8, 50, 50), "model",
			"bicubic" }, "model=bicubic", "Calibrate Model");
	}
}
