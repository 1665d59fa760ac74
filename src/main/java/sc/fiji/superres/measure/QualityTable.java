package sc.fiji.superres.measure;

import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import sc.fiji.superres.file.Csv;
import sc.fiji.superres.quality.Quality;

/**
 * The measures of an image as a table and as text: a row for each plane and
 * channel, one for all of a stack together, then their means. All together have
 * the PSNR of the mean squared error, relative to the peak of each channel, and
 * the means of the others over all planes, but no NRMSE and correlation. The means leave out NaN and planes that are
 * identical to the original, whose number is given instead of the channel.
 * Infinite values are spelled {@code inf}.
 */
public final class QualityTable {

	private static final int DIGITS = 4;

	private static final String ALL = "all";
	private static final String MEAN = "mean";

	/** The measures: their names in a table, in text, and their values. */
	private enum Measure {

			PSNR("PSNR (dB)", "psnr", Quality::psnr), //
			SSIM("SSIM", "ssim", Quality::ssim), //
			UNIFORM("SSIM 8x8", "ssim8", Quality::uniform), //
			MULTI("MS-SSIM", "msssim", Quality::multi), //
			MAE("MAE", "mae", Quality::mae), //
			NRMSE("NRMSE", "nrmse", Quality::nrmse), //
			PEARSON("Pearson", "pearson", Quality::pearson);

		private final String title;
		private final String key;
		private final ToDoubleFunction<Quality> value;

		Measure(final String title, final String key,
			final ToDoubleFunction<Quality> value)
		{
			this.title = title;
			this.key = key;
			this.value = value;
		}

		/** Returns the value of all rows together. */
		double whole(final List<QualityRow> rows) {
			return switch (this) {
				case PSNR -> -10 * Math.log10(rows.stream().mapToDouble(row -> Math.pow(
					10, -of(row) / 10)).average().orElseThrow());
				case NRMSE, PEARSON -> Double.NaN;
				default -> rows.stream().mapToDouble(this::of).average().orElseThrow();
			};
		}

		/** Returns the mean over the rows that differ, or over all if none does. */
		double mean(final List<QualityRow> rows) {
			final List<QualityRow> different = differing(rows);
			return different.isEmpty() ? of(rows.get(0)) : Moments.of(different
				.stream().mapToDouble(this::of)).mean();
		}

		double of(final QualityRow row) {
			return value.applyAsDouble(row.quality());
		}
	}

	private final String image;
	private final List<QualityRow> rows;
	private final String protocol;

	/**
	 * @param image title of the image
	 * @param rows at least one
	 * @param protocol how it was measured, in one line
	 */
	QualityTable(final String image, final List<QualityRow> rows,
		final String protocol)
	{
		this.image = image;
		this.rows = rows;
		this.protocol = protocol;
	}

	/** Returns the table, with the protocol in the last column. */
	public ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		for (final QualityRow row : rows) {
			table.addRow();
			table.addValue("Image", row.image());
			table.addValue("Slice", Integer.toString(row.slice()));
			table.addValue("Channel", row.channel());
			for (final Measure measure : Measure.values())
				add(table, measure.title, measure.of(row));
			table.addValue("Peak", number(row.peak()));
			table.addValue("Protocol", protocol);
		}
		if (rows.size() > 1) add(table, ALL, "", measure -> measure.whole(rows));
		add(table, MEAN, identical(), measure -> measure.mean(rows));
		for (final Measure measure : Measure.values())
			table.setDecimalPlaces(table.getColumnIndex(measure.title), DIGITS);
		return table;
	}

	/** Returns comma-separated values, with a header. */
	public String csv() {
		final StringBuilder text = new StringBuilder("image,slice,channel");
		for (final Measure measure : Measure.values())
			text.append(',').append(measure.key);
		text.append(",peak\n");
		for (final QualityRow row : rows) {
			final List<String> line = new ArrayList<>(List.of(row.image(), Integer
				.toString(row.slice()), row.channel()));
			for (final Measure measure : Measure.values())
				line.add(number(measure.of(row)));
			line.add(number(row.peak()));
			text.append(Csv.line(line));
		}
		if (rows.size() > 1) text.append(line(ALL, "", measure -> measure.whole(
			rows)));
		return text.append(line(MEAN, identical(), measure -> measure.mean(rows)))
			.toString();
	}

	// -- Helper methods --

	private static List<QualityRow> differing(final List<QualityRow> rows) {
		return rows.stream().filter(row -> !row.quality().identical()).toList();
	}

	private String identical() {
		return (rows.size() - differing(rows).size()) + " identical";
	}

	private void add(final ResultsTable table, final String what,
		final String channel, final ToDoubleFunction<Measure> value)
	{
		table.addRow();
		table.addValue("Image", image);
		table.addValue("Slice", what);
		table.addValue("Channel", channel);
		for (final Measure measure : Measure.values())
			add(table, measure.title, value.applyAsDouble(measure));
		table.addValue("Peak", "");
		table.addValue("Protocol", protocol);
	}

	private String line(final String what, final String channel,
		final ToDoubleFunction<Measure> value)
	{
		final List<String> line = new ArrayList<>(List.of(image, what, channel));
		for (final Measure measure : Measure.values())
			line.add(number(value.applyAsDouble(measure)));
		line.add("");
		return Csv.line(line);
	}

	private static void add(final ResultsTable table, final String column,
		final double value)
	{
		if (Double.isInfinite(value)) table.addValue(column, "inf");
		else table.addValue(column, value);
	}

	private static String number(final double value) {
		if (Double.isInfinite(value)) return "inf";
		if (Double.isNaN(value)) return "nan";
		return value == Math.rint(value) && Math.abs(value) < 1e9 ? String.format(
			Locale.ROOT, "%.0f", value) : String.format(Locale.ROOT, "%.6f", value);
	}
}
