package sc.fiji.superres.report;

import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import sc.fiji.superres.model.Csv;

/**
 * The rows of a comparison as text and as a table.
 * <p>
 * The text has a line for each row, with a header, decimal points, an infinite
 * PSNR spelled {@code inf}, and names in double quotes where they hold a comma,
 * a quote or a line break (RFC 4180, but with line feeds).
 * </p>
 * <p>
 * The table has a line for each method and scale: means over all planes but
 * the identical ones, which are counted, and the time for a megapixel of output
 * over all planes.
 * </p>
 */
public final class ComparisonTable {

	/** The first line of the text. */
	public static final String HEADER =
		"image,slice,method,scale,psnr,ssim,seconds,megapixels";

	private static final int DIGITS = 4;

	private ComparisonTable() {
		// Static methods only.
	}

	/** Gives the rows as comma-separated values. */
	public static String csv(final List<ComparisonRow> rows) {
		final StringBuilder text = new StringBuilder(HEADER).append('\n');
		for (final ComparisonRow row : rows) {
			text.append(Csv.line(List.of(row.image(), Integer.toString(row.slice()),
				row.method(), Integer.toString(row.scale()), row.identical() ? "inf"
					: decimal(row.psnr()), decimal(row.ssim()), decimal(row.seconds()),
				decimal(row.megapixels()))));
		}
		return text.toString();
	}

	/** Gives the means of each method, in the order of the rows. */
	public static ResultsTable summary(final List<ComparisonRow> rows) {
		final Map<String, List<ComparisonRow>> groups = new LinkedHashMap<>();
		for (final ComparisonRow row : rows) {
			groups.computeIfAbsent(row.scale() + " " + row.method(),
				key -> new ArrayList<>()).add(row);
		}
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		groups.values().forEach(group -> add(table, group));
		return table;
	}

	// -- Helper methods --

	private static void add(final ResultsTable table,
		final List<ComparisonRow> group)
	{
		final List<ComparisonRow> different = group.stream().filter(row -> !row
			.identical()).toList();
		final boolean none = different.isEmpty();
		final ComparisonRow first = group.get(0);
		table.incrementCounter();
		table.addValue("Method", first.method());
		table.addValue("Scale", first.scale());
		table.addValue("Images", group.stream().map(ComparisonRow::image).distinct()
			.count());
		table.addValue("Planes", group.size());
		table.addValue("Identical", group.size() - different.size());
		if (none) table.addValue("PSNR (dB)", "inf");
		else table.addValue("PSNR (dB)", different.stream().mapToDouble(
			ComparisonRow::psnr).average().getAsDouble());
		table.addValue("SSIM", none ? 1 : different.stream().mapToDouble(
			ComparisonRow::ssim).average().getAsDouble());
		table.addValue("Seconds per megapixel", group.stream().mapToDouble(
			ComparisonRow::seconds).sum() / group.stream().mapToDouble(
				ComparisonRow::megapixels).sum());
		table.addValue("Protocol", protocol(first.scale()));
		for (final String column : new String[] { "PSNR (dB)", "SSIM",
			"Seconds per megapixel" })
			table.setDecimalPlaces(table.getColumnIndex(column), DIGITS);
	}

	/** Tells in one line how the scores of a scale were measured. */
	private static String protocol(final int scale) {
		return "antialiased bicubic 1/" + scale + ", border " + scale +
			", RGB as luma 16-235, peak 255 (8-bit, RGB) or max-min of the stack";
	}

	private static String decimal(final double value) {
		return String.format(Locale.ROOT, "%.6f", value);
	}
}
