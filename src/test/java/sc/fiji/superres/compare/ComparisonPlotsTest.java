package sc.fiji.superres.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Plot;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

class ComparisonPlotsTest {

	@Test
	void everyKindIsDrawnInTheColorsOfItsMethods() {
		final List<ComparisonPlot> plots = ComparisonPlots.of(rows(20)).all();
		assertEquals(List.of("psnr-distribution-x2.plot.png",
			"ssim-distribution-x2.plot.png", "psnr-time-x2.plot.png",
			"a_b.tif-psnr-x2.plot.png", "a_b.tif-ssim-x2.plot.png"), plots.stream()
				.map(ComparisonPlot::name).toList());
		for (final ComparisonPlot plot : plots) {
			final ImagePlus picture = plot.picture();
			assertEquals(24, picture.getBitDepth());
			for (final int color : new int[] { 0x0072b2, 0xe69f00 })
				assertTrue(count(picture, color) > 20, plot.name());
			// A live plot, where there is a screen.
			assertNotNull(plot.image().getProperty(Plot.PROPERTY_KEY));
		}
	}

	@Test
	void singlePlanesHaveNoCurve() {
		final ComparisonPlots plots = ComparisonPlots.of(rows(1));
		assertNull(plots.slices());
		assertNotNull(plots.distribution());
		assertEquals("PSNR against time, x2", plots.time().getTitle());
	}

	/** Shown together, written for each scale. */
	@Test
	void severalScales() {
		final List<ComparisonRow> rows = rows(20);
		rows.add(new ComparisonRow("a/b.tif", 1, "bicubic", 4, 25, 0.7, 1, 1));
		final ComparisonPlots plots = ComparisonPlots.of(rows);
		assertEquals("PSNR against time, x2, x4", plots.time().getTitle());
		assertTrue(count(plots.time(), 0x009e73) > 20);
		assertEquals(List.of("psnr-distribution-x2.plot.png",
			"ssim-distribution-x2.plot.png", "psnr-time-x2.plot.png",
			"a_b.tif-psnr-x2.plot.png", "a_b.tif-ssim-x2.plot.png",
			"psnr-distribution-x4.plot.png", "ssim-distribution-x4.plot.png",
			"psnr-time-x4.plot.png"), plots.all().stream().map(ComparisonPlot::name)
				.toList());
	}

	@Test
	void modelsOfOneNameAreToldApart() {
		final List<ComparisonRow> rows = rows(1);
		final Series one = new Series("/models/net", 2);
		assertEquals("net", ComparisonPlots.of(rows).name(one));
		rows.add(new ComparisonRow("a/b.tif", 1, "/other/net", 2, 34, 0.9, 1, 1));
		final ComparisonPlots plots = ComparisonPlots.of(rows);
		assertEquals("/models/net", plots.name(one));
		assertEquals("/other/net", plots.name(new Series("/other/net", 2)));
		rows.add(new ComparisonRow("a/b.tif", 1, "/models/net", 4, 25, 0.7, 1, 1));
		assertEquals("/models/net x2", ComparisonPlots.of(rows).name(one));
		assertEquals("bicubic x2", ComparisonPlots.of(rows).name(new Series(
			"bicubic", 2)));
	}

	@Test
	void identicalPlanesAndNoneAtAll() {
		final ComparisonRow identical = new ComparisonRow("a", 1, "bicubic", 2,
			Double.POSITIVE_INFINITY, 1, 1, 1);
		assertEquals(3, ComparisonPlots.of(List.of(identical)).all().size());
		assertEquals(List.of(), ComparisonPlots.of(List.of()).all());
		assertNull(ComparisonPlots.of(List.of()).time());
	}

	@Test
	void eachPlotIsDrawnOnce() {
		final ComparisonPlots plots = ComparisonPlots.of(rows(3));
		final List<ImagePlus> files = plots.all().stream().map(
			ComparisonPlot::image).toList();
		assertTrue(files.contains(plots.distribution()));
		assertTrue(files.contains(plots.time()));
		assertTrue(files.contains(plots.slices()));
	}

	private static List<ComparisonRow> rows(final int slices) {
		final List<ComparisonRow> rows = new ArrayList<>();
		for (int i = 1; i <= slices; i++) {
			rows.add(new ComparisonRow("a/b.tif", i, "bicubic", 2, 30 + i % 5, 0.9,
				0.01, 1));
			rows.add(new ComparisonRow("a/b.tif", i, "/models/net", 2, i == 7
				? Double.POSITIVE_INFINITY : 33 + i % 3, 0.95, 4, 1));
		}
		return rows;
	}

	private static int count(final ImagePlus picture, final int color) {
		int count = 0;
		for (final int pixel : (int[]) picture.getProcessor().getPixels())
			if ((pixel & 0xffffff) == color) count++;
		return count;
	}
}
