package sc.fiji.superres.report;

import ij.measure.ResultsTable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.model.Csv;

/**
 * The rows of a comparison as text and as a table.
 * <p>
 * The text has a line for each row, with a header, decimal points, an infinite
 * PSNR spelled {@code inf}, and names in double quotes where they hold a comma,
 * a quote or a line break (RFC 4180, but with line feeds).
 * </p>
 * <p>
 * The table has a line for each method: means over all planes but
 * the identical ones, which are counted, standard deviations of a sample, the
 * time for a megapixel of output over all planes, and what the method needs
 * ({@link MethodCost}).
 * </p>
 */
public final class ComparisonTable {

	/** The first line of the text. */
	public static final String HEADER =
		"image,slice,method,scale,psnr,ssim,seconds,megapixels";

	/** How an infinite PSNR is spelled. */
	private static final String INFINITE = "inf";

	private static final String PSNR = "PSNR (dB)";
	private static final String PSNR_SD = "PSNR SD";
	private static final String SSIM = "SSIM";
	private static final String SSIM_SD = "SSIM SD";
	private static final String TIME = "Seconds per megapixel";

	private static final int DIGITS = 4;
	private static final double MEBIBYTE = 1 << 20;

	private ComparisonTable() {
		// Static methods only.
	}

	/** Gives the rows as comma-separated values. */
	public static String csv(final List<ComparisonRow> rows) {
		final StringBuilder text = new StringBuilder(HEADER).append('\n');
		for (final ComparisonRow row : rows)
			text.append(line(row));
		return text.toString();
	}

	/**
	 * Gives the means of each method, in the order of the rows.
	 *
	 * @param degradation what the images were shrunk by
	 */
	public static ResultsTable summary(final ComparisonResult result,
		final Degradation degradation)
	{
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		final Map<String, List<ComparisonRow>> shared = shared(result.rows());
		methods(result.rows()).forEach((method, rows) -> {
			add(table, rows, shared.get(method));
			result.costs().stream().filter(cost -> cost.method().equals(method))
				.forEach(cost -> {
					table.addValue("Parameters", cost.parameters());
					table.addValue("Peak memory (MiB)", cost.memory() / MEBIBYTE);
				});
			table.addValue("Protocol", protocol(degradation));
		});
		decimals(table, DIGITS, PSNR, PSNR_SD, SSIM, SSIM_SD, TIME);
		decimals(table, 0, "Parameters");
		decimals(table, 1, "Peak memory (MiB)");
		return table;
	}

	/** Gives a line for each image, with the means of each method. */
	public static ResultsTable images(final List<ComparisonRow> rows) {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		final Map<String, List<ComparisonRow>> images = new LinkedHashMap<>();
		for (final ComparisonRow row : rows)
			images.computeIfAbsent(row.image(), key -> new ArrayList<>()).add(row);
		images.forEach((image, all) -> {
			table.addRow();
			table.addValue("Image", image);
			shared(all).forEach((method, group) -> {
				add(table, method + " " + PSNR, psnr(group).mean(), group);
				add(table, method + " " + SSIM, ssim(group).mean(), group);
			});
		});
		return table;
	}

	/** Gives the line of a row. */
	static String line(final ComparisonRow row) {
		return Csv.line(List.of(row.image(), Integer.toString(row.slice()), row
			.method(), Integer.toString(row.scale()), row.identical() ? INFINITE
				: decimal(row.psnr()), decimal(row.ssim()), decimal(row.seconds()),
			decimal(row.megapixels())));
	}

	/**
	 * Reads the fields of a line.
	 *
	 * @throws IOException if it is no line of scores
	 */
	static ComparisonRow row(final List<String> fields) throws IOException {
		try {
			return new ComparisonRow(fields.get(0), Integer.parseInt(fields.get(1)),
				fields.get(2), Integer.parseInt(fields.get(3)), INFINITE.equals(fields
					.get(4)) ? Double.POSITIVE_INFINITY : Double.parseDouble(fields.get(
						4)), Double.parseDouble(fields.get(5)), Double.parseDouble(fields
							.get(6)), Double.parseDouble(fields.get(7)));
		}
		catch (final IndexOutOfBoundsException | NumberFormatException exc) {
			throw new IOException("'" + String.join(",", fields) +
				"' is no line of scores: delete the file that it is in", exc);
		}
	}

	// -- Helper methods --

	/** Sorts rows by their methods, in the order in which these come. */
	static Map<String, List<ComparisonRow>> methods(
		final List<ComparisonRow> rows)
	{
		final Map<String, List<ComparisonRow>> groups = new LinkedHashMap<>();
		for (final ComparisonRow row : rows)
			groups.computeIfAbsent(row.method(), key -> new ArrayList<>()).add(row);
		return groups;
	}

	/** Gives the mean over the planes that differ. */
	static Moments psnr(final List<ComparisonRow> rows) {
		return Moments.of(rows.stream().filter(row -> !row.identical())
			.mapToDouble(ComparisonRow::psnr));
	}

	/** Gives the mean over the planes that differ. */
	static Moments ssim(final List<ComparisonRow> rows) {
		return Moments.of(rows.stream().filter(row -> !row.identical())
			.mapToDouble(ComparisonRow::ssim));
	}

	/** Gives the seconds that a megapixel of output takes. */
	static double time(final List<ComparisonRow> rows) {
		return rows.stream().mapToDouble(ComparisonRow::seconds).sum() / rows
			.stream().mapToDouble(ComparisonRow::megapixels).sum();
	}

	/**
	 * Sorts rows by their methods, without the planes that another method made
	 * identical to the original: a mean over those that are left would else be of
	 * other planes for each method. Where none would be left, all are.
	 */
	static Map<String, List<ComparisonRow>> shared(
		final List<ComparisonRow> rows)
	{
		final Set<String> identical = rows.stream().filter(
			ComparisonRow::identical).map(ComparisonTable::plane).collect(Collectors
				.toSet());
		final Map<String, List<ComparisonRow>> groups = methods(rows);
		groups.replaceAll((method, all) -> {
			final List<ComparisonRow> shared = all.stream().filter(row -> row
				.identical() || !identical.contains(plane(row))).toList();
			return shared.isEmpty() ? all : shared;
		});
		return groups;
	}

	private static String plane(final ComparisonRow row) {
		return row.slice() + " of " + row.image();
	}

	private static void add(final ResultsTable table,
		final List<ComparisonRow> all, final List<ComparisonRow> group)
	{
		final ComparisonRow first = all.get(0);
		final Moments psnr = psnr(group);
		final Moments ssim = ssim(group);
		table.addRow();
		table.addValue("Method", first.method());
		table.addValue("Scale", first.scale());
		table.addValue("Images", all.stream().map(ComparisonRow::image).distinct()
			.count());
		table.addValue("Planes", all.size());
		table.addValue("Identical", all.stream().filter(
			ComparisonRow::identical).count());
		add(table, PSNR, psnr.mean(), group);
		table.addValue(PSNR_SD, psnr.deviation());
		add(table, SSIM, ssim.mean(), group);
		table.addValue(SSIM_SD, ssim.deviation());
		table.addValue(TIME, time(all));
	}

	/** Adds a mean; where all planes are identical, what they have. */
	private static void add(final ResultsTable table, final String column,
		final double mean, final List<ComparisonRow> group)
	{
		if (psnr(group).count() > 0) table.addValue(column, mean);
		else if (column.endsWith(PSNR)) table.addValue(column, INFINITE);
		else table.addValue(column, 1);
		table.setDecimalPlaces(table.getColumnIndex(column), DIGITS);
	}

	private static void decimals(final ResultsTable table, final int digits,
		final String... columns)
	{
		for (final String column : columns)
			if (table.columnExists(column)) table.setDecimalPlaces(table
				.getColumnIndex(column), digits);
	}

	/** Tells in one line how the scores were measured. */
	private static String protocol(final Degradation degradation) {
		return "antialiased " + degradation.kernel() + " 1/" + degradation.scale() +
			", border " + degradation.scale() +
			", RGB as luma 16-235, peak 255 (8-bit, RGB) or max-min of the stack";
	}

	private static String decimal(final double value) {
		return String.format(Locale.ROOT, "%.6f", value);
	}
}
