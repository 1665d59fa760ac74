package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.image.EnlargeSettings.Colors;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.quality.PublishedProtocol;
import sc.fiji.superres.quality.Quality;

class ImageQualityTest {

	@Test
	void slicesAreMeasuredByTheRangeOfTheStack() {
		final ImageProcessor[] a = { ReportImages.shorts(40, 30, 100, 900, 1),
			ReportImages.shorts(40, 30, 500, 3000, 2), //
			ReportImages.shorts(40, 30, 0, 700, 3) };
		final ImageProcessor[] b = { ReportImages.shorts(40, 30, 120, 930, 1),
			ReportImages.shorts(40, 30, 500, 3000, 2), //
			ReportImages.shorts(40, 30, 0, 65535, 4) };
		final ResultsTable table = of(ReportImages.stack("a", a), ReportImages.stack(
			"b", b), 2, "luma").table().table();
		double low = Double.POSITIVE_INFINITY;
		double high = 0;
		for (final ImageProcessor plane : a) {
			low = Math.min(low, plane.getStats().min);
			high = Math.max(high, plane.getStats().max);
		}
		assertEquals(5, table.size());
		double psnr = 0;
		double mae = 0;
		double squared = 0;
		for (int i = 0; i < 3; i++) {
			final Quality wanted = Quality.of(plane(a[i]), plane(b[i]), 2, high -
				low);
			assertEquals("b", table.getStringValue("Image", i));
			assertEquals(Integer.toString(i + 1), table.getStringValue("Slice", i));
			assertEquals("gray", table.getStringValue("Channel", i));
			assertEquals(high - low, Double.parseDouble(table.getStringValue("Peak",
				i)));
			assertEquals(wanted.ssim(), table.getValue("SSIM", i), 1e-12);
			assertEquals(wanted.uniform(), table.getValue("SSIM 8x8", i), 1e-12);
			assertEquals(wanted.pearson(), table.getValue("Pearson", i), 1e-12);
			assertEquals(Double.NaN, table.getValue("MS-SSIM", i));
			squared += Math.pow(10, -wanted.psnr() / 10) / 3;
			if (i == 1) continue;
			assertEquals(wanted.psnr(), table.getValue("PSNR (dB)", i), 1e-12);
			psnr += wanted.psnr() / 2;
			mae += wanted.mae() / 2;
		}
		assertEquals("inf", table.getStringValue("PSNR (dB)", 1));
		assertEquals("all", table.getStringValue("Slice", 3));
		assertEquals(-10 * Math.log10(squared), table.getValue("PSNR (dB)", 3),
			1e-9);
		assertEquals(mae * 2 / 3, table.getValue("MAE", 3), 1e-9);
		assertEquals("mean", table.getStringValue("Slice", 4));
		assertEquals("1 identical", table.getStringValue("Channel", 4));
		assertEquals(psnr, table.getValue("PSNR (dB)", 4), 1e-12);
		assertEquals(mae, table.getValue("MAE", 4), 1e-9);
		assertEquals(
			"border 2, peak 255 (8-bit, RGB) or max-min of the original's channel",
			table.getStringValue("Protocol", 0));
	}

	/** Signed samples are stored with 32768 added, which is no part of the values. */
	@Test
	void signedSamplesAreMeasuredAsTheirValues() {
		final ImagePlus[] signed = new ImagePlus[2];
		final ImagePlus[] values = new ImagePlus[2];
		for (int i = 0; i < 2; i++) {
			final ImageProcessor stored = ReportImages.shorts(40, 30, 32768 - 900,
				32768 + 1500, 1 + i);
			signed[i] = new ImagePlus("signed", stored);
			signed[i].getCalibration().setSigned16BitCalibration();
			final ImageProcessor real = stored.convertToFloat();
			real.subtract(32768);
			values[i] = new ImagePlus("signed", real);
		}
		final ResultsTable found = of(signed[0], signed[1], 2, "luma").table()
			.table();
		final ResultsTable wanted = of(values[0], values[1], 2, "luma").table()
			.table();
		for (final String measure : List.of("PSNR (dB)", "SSIM", "NRMSE", "Pearson"))
			assertEquals(wanted.getValue(measure, 0), found.getValue(measure, 0), 1e-12,
				measure);
		assertTrue(found.getValue("NRMSE", 0) > 0.1, found::toString);
	}

	@Test
	void colorsByLumaOrByChannel() {
		final ColorProcessor a = ReportImages.colors(40, 30, 1);
		final ColorProcessor b = ReportImages.colors(40, 30, 9);
		final ImagePlus first = new ImagePlus("a", a);
		final ImagePlus second = new ImagePlus("b", b);
		final ResultsTable luma = of(first, second, 0, "luma").table().table();
		assertEquals(2, luma.size());
		assertEquals(Quality.of(new Plane(PublishedProtocol.luma((int[]) a
			.getPixels()), 40, 30), new Plane(PublishedProtocol.luma((int[]) b
				.getPixels()), 40, 30), 0, 255).psnr(), luma.getValue("PSNR (dB)", 0),
			1e-12);
		final ImageQuality channels = of(first, second, 0, "channels");
		final ResultsTable table = channels.table().table();
		// Three channels, all of them, and their mean.
		assertEquals(5, table.size());
		for (int c = 0; c < 3; c++) {
			assertEquals(List.of("red", "green", "blue").get(c), table.getStringValue(
				"Channel", c));
			assertEquals(Quality.of(plane(a.getChannel(c + 1, null)), plane(b
				.getChannel(c + 1, null)), 0, 255).psnr(), table.getValue("PSNR (dB)",
					c), 1e-12);
		}
		assertEquals(3, channels.similarity().getStackSize());
	}

	@Test
	void mapsAreInTheSpaceOfTheOriginal() {
		final ImageProcessor a = ReportImages.floats(40, 30, 0, 1, 1);
		final ImageProcessor b = a.duplicate();
		b.setf(20, 15, a.getf(20, 15) + 0.5f);
		final ImagePlus first = ReportImages.stack("a", a, a.duplicate());
		first.setDimensions(2, 1, 1);
		first.getCalibration().pixelWidth = 0.25;
		first.getCalibration().setUnit("micron");
		final ImagePlus second = ReportImages.stack("b", b, a.duplicate());
		second.setDimensions(2, 1, 1);
		final ImageQuality quality = of(first, second, 0, "luma");
		for (final ImagePlus map : new ImagePlus[] { quality.similarity(), quality
			.difference() })
		{
			assertEquals(2, map.getNChannels());
			assertEquals(32, map.getBitDepth());
			assertEquals(0.25, map.getCalibration().pixelWidth);
			assertEquals("micron", map.getCalibration().getUnit());
		}
		final ImageProcessor difference = quality.difference().getStack()
			.getProcessor(1);
		assertEquals(0.5f, difference.getf(20, 15), 1e-6f);
		assertEquals(0, difference.getf(21, 15));
		// Of two planes of 40 x 30 pixels, one differs.
		assertEquals(4 * 0.5 / Math.sqrt(2 * 40 * 30), quality.difference()
			.getDisplayRangeMax(), 1e-6);
		final ImageProcessor similarity = quality.similarity().getStack()
			.getProcessor(1);
		assertTrue(similarity.getf(20, 15) < 0.9f);
		assertEquals(1, similarity.getf(30, 15), 1e-6f);
		assertTrue(Float.isNaN(similarity.getf(4, 15)));
		final ImageQuality without = ImageQuality.of(first, second, 0, Colors.LUMA,
			StackPlanes.XY, false, Progress.NONE);
		assertNull(without.similarity());
		assertNull(without.difference());
	}

	@Test
	void textHasEveryRowAndTheMean() {
		final ImageProcessor a = ReportImages.bytes(20, 20, 1);
		final ImageProcessor b = a.duplicate();
		b.set(0, 0, a.get(0, 0) + 20);
		final String[] lines = of(ReportImages.stack("a", a, a.duplicate()), ReportImages
			.stack("b, c", b, a.duplicate()), 0, "luma").table().csv().split("\n");
		assertEquals("image,slice,channel,psnr,ssim,ssim8,msssim,mae,nrmse," +
			"pearson,peak", lines[0]);
		assertTrue(lines[1].startsWith("\"b, c\",1,gray,48.130804,1.000000,0.99"), lines[1]);
		assertTrue(lines[1].contains(",nan,0.050000,"), lines[1]);
		assertTrue(lines[1].endsWith(",255"), lines[1]);
		assertEquals("\"b, c\",2,gray,inf,1,1,nan,0,0,1,255", lines[2]);
		// 10 lg(255^2 / 0.5): one pixel of 800 differs, by 20.
		assertTrue(lines[3].startsWith("\"b, c\",all,,51.141104,"), lines[3]);
		assertTrue(lines[4].startsWith("\"b, c\",mean,1 identical,48.130804,"),
			lines[4]);
		assertEquals(5, lines.length);
	}

	@Test
	void constantImages() {
		final ImageProcessor constant = new FloatProcessor(20, 20);
		constant.add(3);
		final ImagePlus image = new ImagePlus("a", constant);
		final ResultsTable table = of(image, image, 0, "luma").table().table();
		assertEquals("inf", table.getStringValue("PSNR (dB)", 1));
		assertEquals(1, table.getValue("SSIM", 1));
		final ImageProcessor other = constant.duplicate();
		other.setf(3, 3, 4);
		requireRefused("3.0 everywhere, but the result holds 4.0", image,
			new ImagePlus("b", other));
	}

	@Test
	void imagesThatDifferAreRefusedWithBothNamed() {
		final ImagePlus image = new ImagePlus("a", ReportImages.bytes(40, 30, 1));
		requireRefused("\"a\" (40 x 30 pixels, 8-bit, channels: 1, slices: 1, frames: " +
			"1) with \"b\" (30 x 40 pixels, 8-bit, channels: 1, slices: 1, frames: " +
			"1)", image, new ImagePlus("b", ReportImages.bytes(30, 40, 1)));
		requireRefused("8-bit, channels: 1, slices: 1, frames: 1) with \"b\" (40 x 30" +
			" pixels, 16-bit", image, new ImagePlus("b", ReportImages.shorts(40, 30, 0,
				9, 1)));
		requireRefused("24-bit color", image, new ImagePlus("b", ReportImages.colors(
			40, 30, 1)));
		final ImagePlus two = ReportImages.stack("two", ReportImages.bytes(40, 30, 1),
			ReportImages.bytes(40, 30, 1));
		requireRefused("slices: 2", image, two);
		final ImagePlus channels = ReportImages.stack("channels", ReportImages.bytes(40,
			30, 1), ReportImages.bytes(40, 30, 1));
		channels.setDimensions(2, 1, 1);
		requireRefused("channels: 2, slices: 1", two, channels);
	}

	@Test
	void badValuesAreNamed() {
		final ImagePlus image = new ImagePlus("good", ReportImages.floats(20, 20, 0,
			1, 1));
		final ImageProcessor nan = ReportImages.floats(20, 20, 0, 1, 1);
		nan.setf(3, 3, Float.NaN);
		requireRefused("slice 1 of \"bad\": it contains NaN", image, new ImagePlus(
			"bad", nan));
		requireRefused("slice 1 of \"bad\": it contains NaN", new ImagePlus("bad",
			nan), image);
		assertTrue(assertThrows(IllegalArgumentException.class, () -> of(image,
			image, -1, "luma")).getMessage().contains("border=-1"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> of(image,
			image, 5, "luma")).getMessage().contains("border of 5"));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> of(image,
			image, 0, "grey")).getMessage().contains("color=grey"));
	}

	@Test
	void stopsWhereTheUserWants() {
		final ImagePlus image = new ImagePlus("a", ReportImages.bytes(20, 20, 1));
		assertThrows(CancellationException.class, () -> ImageQuality.of(image,
			image, 0, Colors.LUMA, StackPlanes.XY, false, ReportImages.STOPPED));
	}

	private static void requireRefused(final String words,
		final ImagePlus original, final ImagePlus image)
	{
		final String message = assertThrows(IllegalArgumentException.class, () -> of(
			original, image, 0, "luma")).getMessage();
		assertTrue(message.contains(words), message);
	}

	private static ImageQuality of(final ImagePlus original,
		final ImagePlus image, final int border, final String color)
	{
		return ImageQuality.of(original, image, border, Colors.of(color), StackPlanes.XY, true,
			Progress.NONE);
	}

	private static Plane plane(final ImageProcessor pixels) {
		return new Plane((float[]) pixels.convertToFloat().getPixels(), pixels
			.getWidth(), pixels.getHeight());
	}
}
