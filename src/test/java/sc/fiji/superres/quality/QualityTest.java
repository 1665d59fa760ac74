package sc.fiji.superres.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.superres.block.Plane;

class QualityTest {

	static Stream<QualityFixtures.Pair> pairs() {
		// Of the smallest, the border leaves less than a window.
		return QualityFixtures.load().stream().filter(pair -> Math.min(pair.width(), pair
			.height()) - 2 * pair.border() >= 11);
	}

	@ParameterizedTest
	@MethodSource("pairs")
	void errorsEqualScikitImageAndSciPy(final QualityFixtures.Pair pair) {
		final Quality quality = Quality.of(new Plane(pair.a(), pair.width(), pair
			.height()), new Plane(pair.b(), pair.width(), pair.height()), pair
				.border(), pair.range());
		assertEquals(pair.psnr(), quality.psnr(), 1e-8);
		assertEquals(pair.mae(), quality.mae(), 1e-10 * pair.range());
		assertEquals(pair.nrmse(), quality.nrmse(), 1e-10);
		assertEquals(pair.pearson(), quality.pearson(), 1e-10);
		assertEquals(Ssim.gaussian(pair.range()).of(pair.a(), pair.b(), pair
			.width(), pair.height(), pair.border()), quality.ssim());
		assertEquals(Ssim.uniform(pair.range()).of(pair.a(), pair.b(), pair.width(),
			pair.height(), pair.border()), quality.uniform());
		assertEquals(Double.NaN, quality.multi(), "no 176 x 176 pixels");
		assertFalse(quality.identical());
	}

	@Test
	void largePlanesHaveAllMeasures() {
		final float[] a = new float[180 * 176];
		final float[] b = new float[a.length];
		for (int i = 0; i < a.length; i++) {
			a[i] = i * 7 % 251;
			b[i] = a[i] + i % 5;
		}
		assertEquals(MultiScaleSsim.of(a, b, 180, 176, 0, 255), Quality.of(
			new Plane(a, 180, 176), new Plane(b, 180, 176), 0, 255).multi());
	}

	@Test
	void identicalPlanes() {
		final float[] samples = QualityFixtures.load().get(0).a();
		final Plane plane = new Plane(samples, 53, 41);
		final Quality quality = Quality.of(plane, plane, 0, 255);
		assertTrue(quality.identical());
		assertEquals(new Quality(Double.POSITIVE_INFINITY, 1, 1, Double.NaN, 0, 0,
			1), quality);
	}

	@Test
	void constantPlanes() {
		final Plane constant = constant(7);
		final Quality same = Quality.of(constant, constant, 0, 0);
		assertEquals(Double.POSITIVE_INFINITY, same.psnr());
		assertEquals(1, same.ssim());
		assertEquals(1, same.uniform());
		assertEquals(1, same.multi());
		assertEquals(Double.NaN, same.pearson());
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Quality.of(constant, constant(8), 0, 0)).getMessage();
		assertTrue(message.contains("7.0 everywhere") && message.contains("8.0"),
			message);
		// 8-bit images have a peak all the same.
		assertEquals(20 * Math.log10(255), Quality.of(constant, constant(8), 0, 255)
			.psnr(), 1e-12);
		assertEquals(Double.POSITIVE_INFINITY, Quality.of(constant(0), constant(1),
			0, 255).nrmse());
	}

	@Test
	void refusesOtherSizesAndNaN() {
		final Plane plane = constant(1);
		final String sizes = assertThrows(IllegalArgumentException.class,
			() -> Quality.of(plane, plane.crop(180, 170), 0, 255)).getMessage();
		assertTrue(sizes.contains("180 x 180 pixels with 180 x 170"), sizes);
		final Plane bad = constant(1);
		bad.samples()[5] = Float.NaN;
		assertThrows(IllegalArgumentException.class, () -> Quality.of(plane, bad, 0,
			255));
	}

	private static Plane constant(final float value) {
		final float[] samples = new float[180 * 180];
		Arrays.fill(samples, value);
		return new Plane(samples, 180, 180);
	}
}
