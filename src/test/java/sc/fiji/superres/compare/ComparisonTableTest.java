package sc.fiji.superres.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.measure.ResultsTable;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Locale;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.bound.Reliability;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.network.ComputeSettings;

class ComparisonTableTest {

	private static final double INF = Double.POSITIVE_INFINITY;

	@Test
	void textIsTheSameInAllCountries() {
		final Locale usual = Locale.getDefault();
		try {
			Locale.setDefault(Locale.GERMANY);
			assertEquals("""
				image,slice,method,scale,psnr,ssim,seconds,megapixels
				brain.tif,12,bicubic,2,35.462284,0.970148,0.000589,0.038880
				brain.tif,13,bicubic,2,inf,1.000000,1234.500000,12.000000
				""", ComparisonTable.csv(List.of(row("brain.tif", 12, "bicubic",
				35.4622841, 0.9701479, 0.000589, 0.03888), row("brain.tif", 13,
					"bicubic", INF, 1, 1234.5, 12))));
		}
		finally {
			Locale.setDefault(usual);
		}
	}

	@Test
	void namesAreQuotedWhereNeeded() {
		assertEquals("""
			image,slice,method,scale,psnr,ssim,seconds,megapixels
			"a, ""b"" 100%.tif",1,"/x,y/net.pt",2,30.000000,0.900000,1.000000,2.000000
			plain name.tif,1,bicubic,2,30.000000,0.900000,1.000000,2.000000
			""", ComparisonTable.csv(List.of( //
			row("a, \"b\" 100%.tif", 1, "/x,y/net.pt", 30, 0.9, 1, 2), //
			row("plain name.tif", 1, "bicubic", 30, 0.9, 1, 2))));
	}

	@Test
	void noRowsAreOnlyTheHeader() {
		assertEquals(ComparisonTable.HEADER + "\n", ComparisonTable.csv(List.of()));
		assertEquals(0, summary().size());
	}

	/** Else the mean of the one would be of other planes than that of the other. */
	@Test
	void meansLeaveOutWhatAnotherMethodMadeIdentical() {
		final ResultsTable table = summary( //
			row("a", 1, "bicubic", 30, 0.8, 1, 2), //
			row("a", 1, "net", 32, 0.9, 1, 2), //
			row("a", 2, "bicubic", INF, 1, 1, 2), //
			row("a", 2, "net", 80, 0.99, 1, 2));
		assertEquals(32, table.getValue("PSNR (dB)", 1), 1e-12);
		assertEquals(0.9, table.getValue("SSIM", 1), 1e-12);
		assertEquals(2, table.getValue("Planes", 1));
		assertEquals(1, table.getValue("Identical", 0));
		assertEquals(0, table.getValue("Identical", 1));
	}

	@Test
	void meansLeaveOutIdenticalPlanes() {
		final ResultsTable table = summary( //
			row("a", 1, "bicubic", 30, 0.8, 1, 2), //
			row("a", 1, "net", 36, 0.96, 5, 2), //
			row("a", 2, "bicubic", INF, 1, 3, 2), //
			row("b", 1, "bicubic", 33, 0.9, 2, 4));
		assertEquals(2, table.size());
		assertEquals("bicubic", table.getStringValue("Method", 0));
		assertEquals(2, table.getValue("Scale", 0));
		assertEquals(2, table.getValue("Images", 0));
		assertEquals(3, table.getValue("Planes", 0));
		assertEquals(1, table.getValue("Identical", 0));
		assertEquals(31.5, table.getValue("PSNR (dB)", 0), 1e-12);
		assertEquals(0.85, table.getValue("SSIM", 0), 1e-12);
		assertEquals(6 / 8.0, table.getValue("Seconds per megapixel", 0), 1e-12);
		assertEquals("antialiased bicubic, scale 2, border 2, RGB as luma 16-235, " +
			"peak 255 (8-bit, RGB) or max-min of the stack", table.getStringValue(
				"Protocol", 0));
		assertEquals("net", table.getStringValue("Method", 1));
		assertEquals(36, table.getValue("PSNR (dB)", 1), 1e-12);
		assertEquals(1.5 * Math.sqrt(2), table.getValue("PSNR SD", 0), 1e-12);
		assertEquals(0.05 * Math.sqrt(2), table.getValue("SSIM SD", 0), 1e-12);
		assertEquals(Double.NaN, table.getValue("PSNR SD", 1));
		assertEquals(57281, table.getValue("Parameters", 1));
		assertEquals(3, table.getValue("Estimated peak memory (MiB)", 1));
	}

	@Test
	void imagesHaveALineEach() {
		final ResultsTable table = ComparisonTable.images(List.of( //
			row("a", 1, "bicubic", 30, 0.8, 1, 2), row("a", 1, "net", 36, 0.9, 1, 2),
			row("a", 2, "bicubic", 34, 0.9, 1, 2), row("b", 1, "bicubic", INF, 1, 1,
				2)));
		assertEquals(2, table.size());
		assertEquals("a", table.getStringValue("Image", 0));
		assertEquals(32, table.getValue("bicubic PSNR (dB)", 0), 1e-12);
		assertEquals(0.85, table.getValue("bicubic SSIM", 0), 1e-12);
		assertEquals(36, table.getValue("net PSNR (dB)", 0), 1e-12);
		assertEquals("inf", table.getStringValue("bicubic PSNR (dB)", 1));
		assertEquals(1, table.getValue("bicubic SSIM", 1));
	}

	/** What is missing is not 0 dB. */
	@Test
	void missingScoresAndSeveralScales() {
		final List<ComparisonRow> rows = List.of(row("a", 1, "bicubic", 30, 0.8, 1,
			2), row("b", 1, "net", 36, 0.9, 1, 2), new ComparisonRow("a", 1,
				"bicubic", 4, 25, 0.7, 1, 2));
		final ResultsTable images = ComparisonTable.images(rows);
		assertEquals(3, images.size());
		assertEquals(Double.NaN, images.getValue("net PSNR (dB)", 0));
		assertEquals(Double.NaN, images.getValue("bicubic PSNR (dB)", 1));
		assertEquals(4, images.getValue("Scale", 2));
		assertEquals(25, images.getValue("bicubic PSNR (dB)", 2));
		final ResultsTable means = summary(rows.toArray(ComparisonRow[]::new));
		assertEquals(3, means.size());
		assertEquals(30, means.getValue("PSNR (dB)", 0));
		assertEquals(25, means.getValue("PSNR (dB)", 2));
		assertEquals(Double.NaN, means.getValue("Parameters", 0));
	}

	@Test
	void linesAreReadBack() throws IOException {
		for (final ComparisonRow row : List.of(row("a, \"b\".tif", 7, "/x,y", 30.5,
			0.8, 1, 2), row("c", 1, "bicubic", INF, 1, 1, 2)))
			assertEquals(row, ComparisonTable.row(Csv.parse(Csv.line(ComparisonTable
				.fields(row))).get(0)));
		assertThrows(IOException.class, () -> ComparisonTable.row(List.of("a",
			"b")));
	}

	@Test
	void identicalPlanesAloneHaveNoMean() {
		final ResultsTable table = summary(row("a", 1, "bicubic", INF, 1, 1,
			2));
		assertEquals("inf", table.getStringValue("PSNR (dB)", 0));
		assertEquals(1, table.getValue("SSIM", 0));
		assertEquals(1, table.getValue("Identical", 0));
	}

	private static ResultsTable summary(final ComparisonRow... rows) {
		return ComparisonTable.summary(new ComparisonResult(List.of(rows), List.of(),
			List.of(), List.of(new MethodCost(new Series("net", 2), 57281, 3 <<
				20))), new ComparisonProtocol(List.of(DegradationSource.of(Degradation
					.bicubic(2)), DegradationSource.of(Degradation.bicubic(4))),
				Optional.empty(), ComputeSettings.DEFAULT));
	}

	@Test
	void readsTheBoundsThatItWrote() throws IOException {
		final ComparisonRow row = new ComparisonRow("a", 1, "net", 2, 30, 0.9, 1, 1,
			Optional.of(new Reliability(List.of(0.5, 0.6, 0.7, 0.8, 0.9, 0.95), 0.25,
				List.of(1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1))));
		assertEquals(row, ComparisonTable.row(ComparisonTable.fields(row)));
		assertThrows(IOException.class, () -> ComparisonTable.row(ComparisonTable
			.fields(row).subList(0, 12)));
	}

	private static ComparisonRow row(final String image, final int slice,
		final String method, final double psnr, final double ssim,
		final double seconds, final double megapixels)
	{
		return new ComparisonRow(image, slice, method, 2, psnr, ssim, seconds,
			megapixels);
	}
}
