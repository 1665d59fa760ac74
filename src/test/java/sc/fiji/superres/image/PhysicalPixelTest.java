package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;

class PhysicalPixelTest {

	@Test
	void eachSideHasItsUnit() {
		final ImagePlus image = IJ.createImage("a", 4, 4, 1, 8);
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 90;
		image.getCalibration().setXUnit("micron");
		image.getCalibration().setYUnit("nm");
		assertEquals(new PhysicalPixel(100, 90), PhysicalPixel.of(image));
		image.getCalibration().setYUnit("pixel");
		assertTrue(assertThrows(IllegalArgumentException.class, () -> PhysicalPixel.of(
			image)).getMessage().contains("is in pixel, not in a unit of length"));
	}
}
