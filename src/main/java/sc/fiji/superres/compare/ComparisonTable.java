package sc.fiji.superres.compare;

import ij.measure.ResultsTable;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import sc.fiji.superres.bound.Reliability;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.measure.Moments;

/**
 * The rows of a comparison as text and as a table.
 * <p>
 * The text has a line for each row, with a header, decimal points, an infinite
 * PSNR spelled {@code inf}, and names in double quotes where they hold a comma,
 * a quote or a line break (RFC 4180, but with line feeds).
 * </p>
 * <p>
 * The table has a line for each method and scale: means and sample standard
 * deviations over all planes but the identical ones, which are counted, the time
 * per megapixel of output, and the {@link MethodCost}. Where z is enlarged, there
 * is the PSNR of whole volumes, too, identical planes included. Where the bounds of
 * errors were compared, both have the {@link Reliability}.
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
	private static final String VOLUME = "PSNR of volumes (dB)";
	private static final String TIME = "Seconds per megapixel";
	private static final String MEMORY = "Estimated peak memory (MiB)";

	private static final int DIGITS = 4;

	/** Fields of a row before those of the bounds. */
	private static final int FIELDS = HEADER.split(",").length;
	private static final double MEBIBYTE = 1 << 20;

	private ComparisonTable() {
		// Static methods only.
	}

	/** Returns the rows as comma-separated values. */
	public static String csv(final List<ComparisonRow> rows) {
		final boolean bounds = rows.stream().anyMatch(row -> row.bounds()
			.isPresent());
		final StringBuilder text = new StringBuilder(HEADER).append(bounds ? "," +
			String.join(",", Reliability.names()) : "").append('\n');
		for (final ComparisonRow row : rows) {
			final List<String> fields = new ArrayList<>(fields(row));
			if (bounds && row.bounds().isEmpty()) Reliability.names().forEach(
				name -> fields.add(""));
			text.append(Csv.line(fields));
		}
		return text.toString();
	}

	/**
	 * Returns the means of each method at each scale, in the order of the rows.
	 *
	 * @param protocol how images were degraded and scored
	 */
	public static ResultsTable summary(final ComparisonResult result,
		final ComparisonProtocol protocol)
	{
		final ResultsTable table = empty();
		final Map<Series, List<ComparisonRow>> shared = Series.shared(result
			.rows());
		Series.of(result.rows()).forEach((series, rows) -> {
			add(table, rows, shared.get(series));
			reliability(rows).ifPresent(mean -> BoundCalibration.add(table, mean));
			if (protocol.axial()) table.addValue(VOLUME, volume(rows));
			result.costs().stream().filter(cost -> cost.series().equals(series))
				.forEach(cost -> {
					table.addValue("Parameters", cost.parameters());
					table.addValue(MEMORY, cost.memory() / MEBIBYTE);
				});
			table.addValue("Protocol", protocol.describe(series.scale()));
		});
		decimals(table, DIGITS, PSNR, PSNR_SD, SSIM, SSIM_SD, TIME, VOLUME);
		decimals(table, 0, "Parameters");
		decimals(table, 1, MEMORY);
		return table;
	}

	/** Returns a line for each image and scale, with the means of each method. */
	public static ResultsTable images(final List<ComparisonRow> rows) {
		final ResultsTable table = empty();
		final Map<List<Object>, List<ComparisonRow>> images =
			new LinkedHashMap<>();
		for (final ComparisonRow row : rows)
			images.computeIfAbsent(List.of(row.image(), row.scale()),
				key -> new ArrayList<>()).add(row);
		images.forEach((image, all) -> {
			table.addRow();
			table.addValue("Image", all.get(0).image());
			table.addValue("Scale", all.get(0).scale());
			Series.shared(all).forEach((series, group) -> {
				add(table, series.method() + " " + PSNR, psnr(group).mean(), group);
				add(table, series.method() + " " + SSIM, ssim(group).mean(), group);
			});
		});
		return table;
	}

	/** Returns a line for each thing that could not be compared. */
	public static ResultsTable failures(final List<String> failures) {
		final ResultsTable table = empty();
		for (final String failure : failures) {
			table.addRow();
			table.addValue("Not compared", failure);
		}
		return table;
	}

	/** Returns the fields of a row. */
	static List<String> fields(final ComparisonRow row) {
		final List<String> fields = new ArrayList<>(List.of(row.image(), Integer
			.toString(row.slice()), row.method(), Integer.toString(row.scale()), row
				.identical() ? INFINITE : decimal(row.psnr()), decimal(row.ssim()),
			decimal(row.seconds()), decimal(row.megapixels())));
		row.bounds().ifPresent(bounds -> bounds.values().forEach(value -> fields.add(
			decimal(value))));
		return fields;
	}

	/**
	 * Reads the fields of a line.
	 *
	 * @throws IOException if it is not a line of scores
	 */
	static ComparisonRow row(final List<String> fields) throws IOException {
		try {
			return new ComparisonRow(fields.get(0), Integer.parseInt(fields.get(1)),
				fields.get(2), Integer.parseInt(fields.get(3)), INFINITE.equals(fields
					.get(4)) ? Double.POSITIVE_INFINITY : Double.parseDouble(fields.get(
						4)), Double.parseDouble(fields.get(5)), Double.parseDouble(fields
							.get(6)), Double.parseDouble(fields.get(7)), fields
								.size() > FIELDS ? Optional.of(Reliability.of(fields.subList(
									FIELDS, fields.size()).stream().map(Double::valueOf).toList()))
									: Optional.empty());
		}
		catch (final IndexOutOfBoundsException | NumberFormatException exc) {
			throw new IOException("'" + String.join(",", fields) +
				"' is no line of scores: delete the file that it is in", exc);
		}
	}

	// -- Helper methods --

	/** Returns how well the bounds of a method hold on average; empty for none. */
	static Optional<Reliability> reliability(final List<ComparisonRow> rows) {
		final List<Reliability> bounds = rows.stream().flatMap(row -> row.bounds()
			.stream()).toList();
		return bounds.isEmpty() ? Optional.empty() : Optional.of(Reliability.mean(
			bounds));
	}

	/** Returns a table whose empty cells are NaN instead of 0. */
	private static ResultsTable empty() {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		table.setNaNEmptyCells(true);
		return table;
	}

	/** Returns the mean over the planes that differ. */
	public static Moments psnr(final List<ComparisonRow> rows) {
		return Moments.of(rows.stream().filter(row -> !row.identical())
			.mapToDouble(ComparisonRow::psnr));
	}

	/** Returns the mean over the planes that differ. */
	public static Moments ssim(final List<ComparisonRow> rows) {
		return Moments.of(rows.stream().filter(row -> !row.identical())
			.mapToDouble(ComparisonRow::ssim));
	}

	/**
	 * Returns the PSNR of the mean squared error over all planes of an image, and
	 * its mean over the images.
	 */
	static double volume(final List<ComparisonRow> rows) {
		return rows.stream().collect(Collectors.groupingBy(ComparisonRow::image,
			Collectors.averagingDouble(row -> Math.pow(10, -row.psnr() / 10))))
			.values().stream().mapToDouble(error -> -10 * Math.log10(error)).average()
			.orElse(Double.NaN);
	}

	/** Returns the seconds per megapixel of output. */
	static double time(final List<ComparisonRow> rows) {
		return rows.stream().mapToDouble(ComparisonRow::seconds).sum() / rows
			.stream().mapToDouble(ComparisonRow::megapixels).sum();
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

	/** Adds a mean; if all planes are identical, their common value. */
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

	private static String decimal(final double value) {
		return String.format(Locale.ROOT, "%.6f", value);
	}
}
