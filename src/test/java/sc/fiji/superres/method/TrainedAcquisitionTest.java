package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.model.Provenance;

/** Tests {@link TrainedAcquisition} on the settings of trainings. */
class TrainedAcquisitionTest {

	/** An image does not show whether it is sharp, or blurred by half a pixel. */
	@Test
	void littleBlurIsNone() {
		assertEquals(BlurLevel.SHARP, of(Map.of("scale", 2)).blur());
		assertEquals(BlurLevel.SHARP, of(Map.of("scale", 2, "sigma", List.of(0.0,
			1.0))).blur());
		assertEquals(BlurLevel.SHARP, of(Map.of("scale", 4, "sigma", List.of(0,
			2))).blur());
		assertEquals("sharp images without noise", of(Map.of("scale", 2, "sigma", List
			.of(0.0, 1.0), "read noise", List.of(0.0005, 0.003))).describe());
	}

	@Test
	void blurIsToldByItsRange() {
		assertEquals(BlurLevel.SOFT, of(Map.of("scale", 2, "sigma", 1.0)).blur());
		assertEquals(BlurLevel.SOFT, of(Map.of("scale", 2, "sigma", List.of(0.5,
			1.0))).blur());
		final TrainedAcquisition soft = of(Map.of("scale", 2, "sigma", List.of(0.4,
			1.5)));
		assertEquals(BlurLevel.SOFT, soft.blur());
		assertEquals("slightly blurred images with little noise", soft.describe());
		assertEquals(BlurLevel.BLURRED, of(Map.of("scale", 2, "sigma", 2.0)).blur());
		assertEquals(BlurLevel.BLURRED, of(Map.of("scale", 2, "sigma", List.of(0.0,
			2.0))).blur());
		assertEquals(BlurLevel.BLURRED, of(Map.of("scale", 2, "blur", "psf.tif"))
			.blur());
	}

	@Test
	void severalSamplingsAreKnown() {
		assertTrue(of(Map.of("kernels", List.of("bicubic", "area")))
			.severalSamplings());
		assertFalse(of(Map.of("kernels", List.of("area"))).severalSamplings());
		assertFalse(of(Map.of("kernel", "bicubic")).severalSamplings());
	}

	private static TrainedAcquisition of(final Map<String, Object> settings) {
		return TrainedAcquisition.of(new Provenance("", 1, "", "", settings, List
			.of()));
	}
}
