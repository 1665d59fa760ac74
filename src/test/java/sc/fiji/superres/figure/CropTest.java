package sc.fiji.superres.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Rectangle;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Plane;

class CropTest {

	@ParameterizedTest
	@CsvSource({ "17, 13, 5", "6, 30, 8", "9, 9, 9", "1, 1, 4", "20, 3, 3" })
	void findsWhatAFullSearchFinds(final int width, final int height,
		final int side)
	{
		final Random random = new Random(width * 31L + height);
		final float[] samples = new float[width * height];
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextInt(1000);
		final Plane plane = new Plane(samples, width, height);
		final int w = Math.min(side, width);
		final int h = Math.min(side, height);
		Crop best = new Crop(0, 0, w, h, -1);
		for (int y = 0; y + h <= height; y++) {
			for (int x = 0; x + w <= width; x++) {
				final double texture = texture(plane, x, y, w, h);
				if (texture > best.texture()) best = new Crop(x, y, w, h, texture);
			}
		}
		assertEquals(best, Crop.richest(plane, side));
	}

	@Test
	void cutsItsPart() {
		final Plane plane = new Plane(new float[] { 0, 1, 2, 3, 4, 5, 6, 7, 8 }, 3,
			3);
		assertArrayEquals(new float[] { 4, 5, 7, 8 }, new Crop(1, 1, 2, 2, 0).of(
			plane));
	}

	@Test
	void takesASelection() {
		final float[] samples = new float[20 * 10];
		for (int i = 0; i < samples.length; i++)
			samples[i] = i * 37 % 101;
		final Plane plane = new Plane(samples, 20, 10);
		final Crop crop = Crop.of(new Rectangle(15, 4, 30, 3), plane);
		assertEquals(15, crop.x());
		assertEquals(4, crop.y());
		assertEquals(5, crop.width());
		assertEquals(3, crop.height());
		assertEquals(texture(plane, 15, 4, 5, 3), crop.texture(), 1e-9);
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Crop.of(new Rectangle(20, 0, 5, 5), plane)).getMessage();
		assertTrue(message.contains("20 x 10 pixels: move it"), message);
	}

	private static double texture(final Plane plane, final int x0, final int y0,
		final int width, final int height)
	{
		double sum = 0;
		for (int y = y0; y < y0 + height; y++) {
			for (int x = x0; x < x0 + width; x++) {
				final float value = at(plane, x, y);
				sum += Math.abs(at(plane, x + 1, y) - value) + Math.abs(at(plane, x, y +
					1) - value);
			}
		}
		return sum / width / height;
	}

	private static float at(final Plane plane, final int x, final int y) {
		return plane.samples()[Math.min(y, plane.height() - 1) * plane.width() + //
			Math.min(x, plane.width() - 1)];
	}
}
