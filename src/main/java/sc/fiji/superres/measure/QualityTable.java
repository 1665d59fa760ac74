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
 * channel, then their means. The means leave out NaN and planes that are
 * identical to the original, whose number is given instead of the channel.
 * Infinite values are spelled {@code inf}.
 */
public final class QualityTable {

	private static final int DIGITS = 4;

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
		table.addRow();
		table.addValue("Image", image);
		table.addValue("Slice", "mean");
		table.addValue("Channel", identical());
		for (final Measure measure : Measure.values())
			add(table, measure.title, measure.mean(rows));
		table.addValue("Peak", "");
		table.addValue("Protocol", protocol);
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
		final List<String> means = new ArrayList<>(List.of(image, "mean",
			identical()));
		for (final Measure measure : Measure.values())
			means.add(number(measure.mean(rows)));
		means.add("");
		return text.append(Csv.line(means)).toString();
	}

	// -- Helper methods --

	private static List<QualityRow> differing(final List<QualityRow> rows) {
		return rows.stream().filter(row -> !row.quality().identical()).toList();
	}

	private String identical() {
		return (rows.size() - differing(rows).size()) + " identical";
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
