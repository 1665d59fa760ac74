package sc.fiji.superres.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Optional;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.measure.HighImage;
import sc.fiji.superres.resample.Kernel;

class DegradedPlaneTest {

	/** What auto measures has the colors and the range that a user's image has. */
	@ParameterizedTest
	@CsvSource({ "8-bit, 8", "16-bit, 16", "32-bit, 32", "RGB, 24" })
	void lowImageIsOfTheOriginalsType(final String type, final int depth) {
		final ImagePlus image = IJ.createImage("ramp", type + " ramp", 40, 30, 1);
		final ImagePlus low = new DegradedPlane(new HighImage(image, Optional.empty(),
			Progress.NONE), 0, new Degradation(2, Kernel.named("bicubic"), Blur.NONE,
				Noise.NONE)).lowImage();
		assertEquals(depth, low.getBitDepth());
		assertEquals(20, low.getWidth());
		if (depth == 8) assertEquals(131, low.getPixel(10, 7)[0], 1);
		if (depth == 24) assertArrayEquals(new int[] { 131, 131, 131 }, Arrays.copyOf(low
			.getPixel(10, 7), 3));
	}
}
