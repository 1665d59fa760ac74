package sc.fiji.superres.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.figure.Crop;
import sc.fiji.superres.figure.ScaleBar;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.quality.PublishedProtocol;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class ComparisonFigureTest {

	private static final int WHITE = 0xffffffff;

	@Test
	void panelsHoldThePixelsOfTheCrop() throws IOException {
		final ImageProcessor pixels = ReportImages.bytes(40, 30, 1);
		pixels.set(7, 9, 0);
		pixels.set(8, 9, 255);
		final ImagePlus figure = figure(new ImagePlus("a", pixels), "bicubic",
			"nearest");
		// 40 x 30 pixels, 9 times as large, and gaps of 16
		assertEquals(16 + 3 * (360 + 16), figure.getWidth());
		assertEquals(16 + 270 + 68 + 40, figure.getHeight());
		assertEquals(24, figure.getBitDepth());
		assertEquals("a-x2.png", figure.getTitle());
		final float[] high = (float[]) pixels.convertToFloat().getPixels();
		requirePixels(figure, 16, 9, 40, 30, high);
		requirePixels(figure, 16 + 376, 9, 40, 30, enlarged(high, 40, 30,
			"bicubic"));
		requirePixels(figure, 16 + 752, 9, 40, 30, enlarged(high, 40, 30,
			"nearest"));
	}

	@Test
	void greyValuesAreStretchedAlike() throws IOException {
		final ImageProcessor pixels = ReportImages.shorts(20, 20, 1000, 3000, 3);
		final ImagePlus figure = figure(new ImagePlus("a", pixels), "bicubic");
		final double low = pixels.getStats().min;
		final double high = pixels.getStats().max;
		final float[] samples = (float[]) pixels.convertToFloat().getPixels();
		final float[] bicubic = enlarged(samples, 20, 20, "bicubic");
		for (int i = 0; i < samples.length; i++) {
			samples[i] = (float) ((samples[i] - low) * 255 / (high - low));
			bicubic[i] = (float) ((Math.round(bicubic[i]) - low) * 255 / (high -
				low));
		}
		requirePixels(figure, 16, 19, 20, 20, samples);
		requirePixels(figure, 16 + 19 * 20 + 16, 19, 20, 20, bicubic);
	}

	@Test
	void colorsAreOriginalAndByMethod() throws IOException {
		final ImageProcessor pixels = ReportImages.colors(40, 30, 1);
		final ImagePlus figure = figure(new ImagePlus("a", pixels), "nearest");
		final float[] luma = PublishedProtocol.luma((int[]) pixels.getPixels());
		final float[] wanted = enlarged(luma, 40, 30, "nearest");
		final int[] shown = new int[luma.length];
		for (int i = 0; i < shown.length; i++) {
			final int x = 16 + 9 * (i % 40) + 4;
			final int y = 16 + 9 * (i / 40) + 4;
			assertEquals(pixels.get(i % 40, i / 40) | 0xff000000, figure
				.getProcessor().get(x, y) | 0xff000000);
			shown[i] = figure.getProcessor().get(x + 376, y);
		}
		final float[] got = PublishedProtocol.luma(shown);
		// Rounding of luma, of each color, and of luma again.
		for (int i = 0; i < got.length; i++)
			assertEquals(wanted[i], got[i], 1.5);
	}

	@Test
	void largeImagesAreCroppedWhereTextureIs() throws IOException {
		final ImageProcessor pixels = ReportImages.bytes(300, 200, 1);
		for (int y = 0; y < 200; y++) {
			for (int x = 0; x < 300; x++) {
				if (x < 190 || y < 60 || y > 170) pixels.set(x, y, 128);
			}
		}
		final ImagePlus figure = figure(new ImagePlus("a", pixels), "bicubic");
		assertEquals(16 + 2 * (384 + 16), figure.getWidth());
		final Crop crop = Crop.richest(new Plane((float[]) pixels.convertToFloat()
			.getPixels(), 300, 200), 96);
		assertTrue(crop.x() >= 189 && crop.y() >= 59, crop.toString());
		final ImageProcessor part = pixels.duplicate();
		part.setRoi(crop.x(), crop.y(), 96, 96);
		final ImageProcessor cut = part.crop();
		final double low = cut.getStats().min;
		final double high = cut.getStats().max;
		final float[] samples = (float[]) cut.convertToFloat().getPixels();
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) ((samples[i] - low) * 255 / (high - low));
		requirePixels(figure, 16, 4, 96, 96, samples);
	}

	@Test
	void stacksShowTheRichestPlane() throws IOException {
		final ImageProcessor flat = ReportImages.shorts(30, 30, 500, 501, 1);
		final ImageProcessor rich = ReportImages.shorts(30, 30, 0, 1000, 2);
		final ImagePlus both = figure(ReportImages.stack("a", flat, rich, flat),
			"bicubic");
		final Rectangle first = new Rectangle(16, 16, 12 * 30, 12 * 30);
		assertEquals(difference(both, figure(new ImagePlus("b", rich), "bicubic"),
			first), 0);
		assertNotEquals(difference(both, figure(new ImagePlus("b", flat),
			"bicubic"), first), 0);
	}

	@Test
	void manyMethodsGoIntoRows() throws IOException {
		final ImagePlus figure = figure(new ImagePlus("a", ReportImages.bytes(100,
			100, 1)), "bicubic", "nearest", "lanczos2", "lanczos3", "lanczos4");
		assertEquals(16 + 3 * (384 + 16), figure.getWidth());
		assertEquals(2 * (16 + 384 + 68) + 40, figure.getHeight());
	}

	@Test
	void textIsBelowThePanels() throws IOException {
		final ImagePlus figure = figure(new ImagePlus("a", ReportImages.bytes(96, 96,
			1)), "bicubic");
		for (final int x : new int[] { 16, 416 }) {
			assertTrue(ink(figure, new Rectangle(x, 400, 384, 34)) > 100);
			assertTrue(ink(figure, new Rectangle(x, 434, 384, 34)) > 100);
		}
		assertTrue(ink(figure, new Rectangle(16, 468, 784, 40)) > 100);
		// the margins stay empty
		assertEquals(0, ink(figure, new Rectangle(0, 0, 16, 508)));
		assertEquals(0, ink(figure, new Rectangle(800, 0, 16, 508)));
	}

	@Test
	void labelsAreShortenedToTheirPanel() {
		final String name = String.join("", Collections.nCopies(40, "network"));
		final Panel panel = Panel.of(new ComparisonRow("a", 1, "/x/" + name, 2, 30,
			0.9, 1, 1), new int[96 * 96]);
		assertEquals(name, panel.label());
		final ImagePlus figure = new ComparisonFigure("a", "", 96, 96, null, List
			.of(panel, panel)).image();
		assertEquals(0, ink(figure, new Rectangle(400, 400, 16, 68)));
		assertEquals(0, ink(figure, new Rectangle(800, 0, 16, figure
			.getHeight())));
	}

	@Test
	void scoresSayInfinity() {
		assertEquals("inf dB, SSIM 1.000", Panel.of(new ComparisonRow("a", 1, "m",
			2, Double.POSITIVE_INFINITY, 1, 1, 1), new int[1]).score());
		assertEquals("33.66 dB, SSIM 0.930", Panel.of(new ComparisonRow("a", 1, "m",
			2, 33.6571, 0.9299, 1, 1), new int[1]).score());
	}

	@ParameterizedTest
	@CsvSource({ "1, mm, 96, 20 mm, 20", "0.25, µm, 96, 5 µm, 20",
		"0.065, µm, 40, 0.5 µm, 7.6923", "2.4, mm, 96, 50 mm, 20.8333",
		"100, nm, 96, 2000 nm, 20" })
	void scaleBarsAreRound(final double size, final String unit,
		final int width, final String label, final double pixels)
	{
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = size;
		calibration.setUnit(unit);
		final ScaleBar bar = ScaleBar.of(calibration, width);
		assertEquals(label, bar.label());
		assertEquals(pixels, bar.pixels(), 1e-3);
	}

	@Test
	void scaleBarIsDrawnWhereCalibrated() throws IOException {
		assertNull(ScaleBar.of(new Calibration(), 96));
		final ImagePlus image = new ImagePlus("a", ReportImages.bytes(96, 96, 1));
		final ImagePlus without = figure(image, "bicubic");
		image.getCalibration().setUnit("mm");
		final ImagePlus with = figure(image, "bicubic");
		// 20 mm are 80 pixels of the figure, at the corner of the original
		for (int x = 400 - 16 - 80; x < 400 - 16; x++)
			assertEquals(WHITE, with.getProcessor().get(x, 400 - 16 - 3) |
				0xff000000);
		assertEquals(0, difference(with, without, new Rectangle(416, 0, 384, 508)));
		assertEquals(0, difference(with, without, new Rectangle(0, 0, 280, 508)));
	}

	// -- Helper methods --

	private static ImagePlus figure(final ImagePlus image,
		final String... models) throws IOException
	{
		final ComparisonResult result = Comparison.image(image, 2, List.of(models),
			Progress.NONE);
		result.requireComplete();
		assertEquals(1, result.figures().size());
		return result.figures().get(0).image();
	}

	private static float[] enlarged(final float[] high, final int width,
		final int height, final String kernel)
	{
		final Plane low = Degradation.bicubic(2).apply(new Plane(high, width,
			height));
		return Resampler.by(Sampling.of(Kernel.named(kernel)), 2, 2).plane(low
			.samples(), low.width(), low.height());
	}

	/** Every pixel of a panel is that of the crop, magnified. */
	private static void requirePixels(final ImagePlus figure, final int left,
		final int zoom, final int width, final int height, final float[] wanted)
	{
		for (int y = 0; y < height * zoom; y++) {
			for (int x = 0; x < width * zoom; x++) {
				final int rgb = figure.getProcessor().get(left + x, 16 + y);
				final int level = rgb & 0xff;
				assertEquals(level * 0x010101, rgb & 0xffffff);
				final float value = Math.max(0, Math.min(255, wanted[y / zoom * width +
					x / zoom]));
				// Ties may be rounded either way.
				assertEquals(value, level, 0.5001, x + ", " + y);
			}
		}
	}

	private static int difference(final ImagePlus a, final ImagePlus b,
		final Rectangle part)
	{
		int count = 0;
		for (int y = part.y; y < part.y + part.height; y++) {
			for (int x = part.x; x < part.x + part.width; x++) {
				if (a.getProcessor().get(x, y) != b.getProcessor().get(x, y)) count++;
			}
		}
		return count;
	}

	/** Counts the pixels that are not white. */
	private static int ink(final ImagePlus figure, final Rectangle part) {
		int count = 0;
		for (int y = part.y; y < part.y + part.height; y++) {
			for (int x = part.x; x < part.x + part.width; x++) {
				if ((figure.getProcessor().get(x, y) | 0xff000000) != WHITE) count++;
			}
		}
		return count;
	}
}
