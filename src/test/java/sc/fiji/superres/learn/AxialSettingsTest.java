package sc.fiji.superres.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.IJ;
import ij.ImagePlus;

class AxialSettingsTest {

	/** Where slices are counted downwards, their distance is negative. */
	@ParameterizedTest
	@ValueSource(doubles = { 0.35, -0.35 })
	void factorIsOfTheDistance(final double depth) {
		final ImagePlus stack = IJ.createImage("stack", 8, 8, 4, 8);
		stack.getCalibration().setUnit("micron");
		stack.getCalibration().pixelWidth = 0.1;
		stack.getCalibration().pixelHeight = 0.1;
		stack.getCalibration().pixelDepth = depth;
		assertEquals(3.5, AxialSettings.factor(stack, 0), 1e-9);
	}
}
