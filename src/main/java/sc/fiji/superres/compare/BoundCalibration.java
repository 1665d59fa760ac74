package sc.fiji.superres.compare;

import ij.measure.ResultsTable;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.bound.BoundFit;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.bound.KindFit;
import sc.fiji.superres.bound.Reliability;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.network.ComputeSettings;

/**
 * Calibrates the bound of a method's errors, and checks it.
 *
 * @param model name of a method, or path of a package
 * @param source how images are degraded, at the scale of the model
 */
public record BoundCalibration(String model, DegradationSource source) {

	private static final int DIGITS = 3;

	/** Tenths of the pixels that are left out. */
	private static final int MOST_CERTAIN = 2;

	/**
	 * Calibrates the model, and stores the bound in its package; where that does
	 * not hold the kind of the model's images yet, that of these, too.
	 *
	 * @param files the images
	 * @param how what was done, for the package
	 * @param progress updated after each image
	 * @throws IOException if an image cannot be read, or the package not be
	 *           written
	 */
	public void calibrate(final List<Path> files, final String how,
		final Progress progress) throws IOException
	{
		fitted(files, progress).write(Methods.path(model), how);
		if (Methods.kind(model).isPresent()) return;
		final Optional<ImageKind> kind = kind(files, progress);
		if (kind.isPresent()) kind.get().write(Methods.path(model), how);
	}

	/**
	 * Measures the kind of images, without enlarging them, and stores it in the
	 * package.
	 *
	 * @see #calibrate
	 * @throws IllegalArgumentException if they show nothing
	 */
	public void describe(final List<Path> files, final String how,
		final Progress progress) throws IOException
	{
		kind(files, progress).orElseThrow(() -> new WrongUsage("The " + files
			.size() + " images are too few, too small or too uniform to tell their " +
			"kind: add larger ones")).write(Methods.path(model), how);
	}

	/** Returns the bound of a method, calibrated on images. */
	public ErrorBound fitted(final List<Path> files, final Progress progress)
		throws IOException
	{
		final BoundFit fit = new BoundFit();
		try (OpenMethod method = open(progress)) {
			for (final CalibrationImages.Sample sample : new CalibrationImages(files,
				source).enlarged(method, progress))
				fit.add(sample.low(), sample.result(), sample.truth(), sample
					.intensities());
		}
		return fit.fit();
	}

	/**
	 * Compares the bounds with the errors on images.
	 *
	 * @return a row for each folder of the images, the means of its images
	 * @throws IOException if an image or the package cannot be read
	 * @throws IllegalArgumentException if the model is not calibrated
	 */
	public ResultsTable check(final List<Path> files, final Progress progress)
		throws IOException
	{
		final Optional<ErrorBound> found = Methods.bound(model, "");
		final ErrorBound bound = found.orElseThrow(() -> new WrongUsage(
			"The errors of " + model + " are not known: calibrate it first, by images"));
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		try (OpenMethod method = open(progress)) {
			for (final Map.Entry<String, List<Path>> folder : CalibrationImages
				.byFolder(files).entrySet())
			{
				final List<Reliability> planes = new ArrayList<>();
				for (final CalibrationImages.Sample sample : new CalibrationImages(
					folder.getValue(), source).enlarged(method, progress))
				{
					progress.check();
					planes.add(sample.reliability(bound));
				}
				table.addRow();
				table.addValue("Images", folder.getKey());
				table.addValue("Parts", Integer.toString(planes.size()));
				add(table, Reliability.mean(planes));
			}
		}
		return table;
	}

	// -- Helper methods --

	private OpenMethod open(final Progress progress) throws IOException {
		return OpenMethod.open(model, source.wanted(), ComputeSettings.DEFAULT,
			progress);
	}

	private Optional<ImageKind> kind(final List<Path> files,
		final Progress progress) throws IOException
	{
		final KindFit fit = new KindFit();
		new CalibrationImages(files, source).lows(fit::add, progress);
		return fit.fit();
	}

	/** Adds how well bounds hold to the last row of a table. */
	static void add(final ResultsTable table, final Reliability mean) {
		for (final int level : ErrorBound.LEVELS)
			add(table, "Within " + level + " %", mean.coverage(level));
		add(table, "Rank correlation", mean.correlation());
		add(table, "RMSE of 80 %", mean.sparsification().get(MOST_CERTAIN));
	}

	private static void add(final ResultsTable table, final String column,
		final double value)
	{
		table.addValue(column, value);
		table.setDecimalPlaces(table.getColumnIndex(column), DIGITS);
	}
}
