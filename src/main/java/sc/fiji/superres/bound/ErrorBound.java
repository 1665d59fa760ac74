package sc.fiji.superres.bound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.RowBands;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.SafeYaml;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.file.YamlMap;
import sc.fiji.superres.model.Attachment;

/**
 * Bounds the error of each pixel of an enlarged plane: the true value lies
 * within the bound of the result in a given share of the pixels, its level,
 * averaged over images like those it was calibrated on.
 * <p>
 * The score of a pixel is a weighted sum of the logarithms of its
 * {@link PixelFeatures}, as shares of the intensity range r:
 * </p>
 *
 * <pre>
 * score = sum of weight * log(feature / r + 1/4096)
 * </pre>
 * <p>
 * A table holds, for scores in rising order, the bound of each level, as a share
 * of r; between two scores it is interpolated linearly, beyond the first and the
 * last it is that of these. Bounds never fall with the score. The table is
 * fitted by {@link BoundFit}.
 * </p>
 * <p>
 * The bound promises nothing for a single pixel, nor for detail that was invented
 * below the resolution of the source, and does not hold on images of another
 * kind.
 * </p>
 *
 * @param weights of the features, of {@link PixelFeatures}, in their order
 * @param table rows x scores: the scores, then the bounds of each of
 *          {@link #LEVELS}
 * @param images number of images that it was calibrated on
 */
public record ErrorBound(List<Double> weights, Tensor table, int images) {

	/** Levels in percent. */
	public static final List<Integer> LEVELS = List.of(50, 60, 70, 80, 90, 95);

	/** The default level. */
	public static final int USUAL = 90;

	/** The entry of a package's {@code config} that holds a bound. */
	private static final String KEY = "superres_errors";

	/** The name of the table in a package. */
	private static final String TABLE = "errors";

	/** The bounds of interpolations, made by the build tool InterpolationErrors. */
	private static final String INTERPOLATIONS = "interpolations.yaml";

	/** Features below this share of the range do not matter. */
	private static final double LEAST = 1.0 / 4096;

	private static final int TILE = 512;
	private static final int ROWS = 16;

	/**
	 * Checks the table.
	 *
	 * @throws IllegalArgumentException if its size is another, scores or bounds
	 *           fall, or a value is negative or not finite
	 */
	public ErrorBound {
		weights = List.copyOf(weights);
		final int[] shape = table.shape();
		if (weights.size() != PixelFeatures.NAMES.size() || shape.length != 2 ||
			shape[0] != LEVELS.size() + 1 || shape[1] < 1)
			throw new IllegalArgumentException("A table of errors has a score, and " +
				"the bounds of " + LEVELS.size() + " levels, for each column, and " +
				PixelFeatures.NAMES.size() + " weights, but this has the shape " +
				Arrays.toString(shape) + " and " + weights.size() + " weights");
		for (int i = 0; i < table.values().length; i++) {
			final float value = table.values()[i];
			if (!Float.isFinite(value) || i >= shape[1] && value < 0 || i % shape[1] > 0 &&
				value < table.values()[i - 1]) throw new IllegalArgumentException(
					"The table of errors is damaged: its value " + i + " is " + value);
		}
	}

	/**
	 * Reads the bound of a model.
	 *
	 * @param folderOrZip its package
	 * @return empty if it was not calibrated
	 * @throws IOException if the bound is damaged, or of other features or levels
	 */
	public static Optional<ErrorBound> read(final Path folderOrZip)
		throws IOException
	{
		final Optional<Attachment> found = Attachment.read(folderOrZip, KEY);
		if (found.isEmpty()) return Optional.empty();
		final YamlMap values = new YamlMap(folderOrZip.toString(), KEY, found.get()
			.values());
		if (!values.list("features").equals(PixelFeatures.NAMES) || !values.list(
			"levels").equals(LEVELS)) throw values.wrong("features",
				"this version knows " + PixelFeatures.NAMES + " and the levels " +
					LEVELS + ": calibrate the model again");
		final Tensor table = found.get().arrays().get(TABLE);
		if (table == null) throw values.wrong("has no array " + TABLE);
		return Optional.of(of(values, table));
	}

	/**
	 * Returns the bound of an interpolation, calibrated on microscopy images and
	 * photographs with and without blur and noise.
	 *
	 * @param kernel its name
	 * @param scale by which it enlarges
	 * @return empty for scales other than 2, 3 and 4
	 * @throws IOException if it cannot be read
	 */
	public static Optional<ErrorBound> ofInterpolation(final String kernel,
		final String scale) throws IOException
	{
		try (InputStream text = Objects.requireNonNull(ErrorBound.class
			.getResourceAsStream(INTERPOLATIONS)))
		{
			final YamlMap all = SafeYaml.parse(Path.of(INTERPOLATIONS), new String(text
				.readAllBytes(), StandardCharsets.UTF_8));
			final String name = kernel + "-x" + scale;
			if (!all.has(name)) return Optional.empty();
			final YamlMap values = all.map(name);
			final List<Object> table = values.list(TABLE);
			final Tensor tensor = new Tensor(new int[] { LEVELS.size() + 1, table
				.size() / (LEVELS.size() + 1) }, new float[table.size()]);
			for (int i = 0; i < table.size(); i++)
				tensor.values()[i] = (float) YamlMap.number(table.get(i));
			return Optional.of(of(values, tensor));
		}
	}

	/**
	 * Writes the bound of a model into its package, in place of an older one.
	 *
	 * @param folder the package
	 * @param images what it was calibrated on, in one line
	 * @throws IOException as {@link Attachment#write} does
	 */
	public void write(final Path folder, final String images)
		throws IOException
	{
		final Map<String, Object> values = new LinkedHashMap<>();
		values.put("features", PixelFeatures.NAMES);
		values.put("weights", weights);
		values.put("levels", LEVELS);
		values.put("images", this.images);
		values.put("calibration", images);
		new Attachment(values, Map.of(TABLE, table)).write(folder, KEY);
	}

	/**
	 * Checks a level.
	 *
	 * @throws IllegalArgumentException if it is not one of {@link #LEVELS}
	 */
	public static void check(final int level) {
		if (!LEVELS.contains(level)) throw new WrongUsage("level=" + level +
			": choose one of " + LEVELS.stream().map(String::valueOf).collect(
				Collectors.joining(", ")));
	}

	/**
	 * Returns the bound of each pixel.
	 *
	 * @param low the plane that was enlarged, all finite
	 * @param result the enlarged plane, all finite
	 * @param intensities whose low and high are black and white
	 * @param level one of {@link #LEVELS}
	 * @param progress checked before each tile
	 * @return a plane of the size of the result, in its units
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public Plane of(final Plane low, final Plane result,
		final Intensities intensities, final int level, final Progress progress)
	{
		return of(low, result, intensities, level, TILE, progress);
	}

	/** Does the same with tiles of another side. */
	Plane of(final Plane low, final Plane result,
		final Intensities intensities, final int level, final int side, final Progress progress)
	{
		check(level);
		final PixelFeatures features = new PixelFeatures(low, result, intensities
			.low());
		final double range = intensities.high() - intensities.low();
		final float[] bounds = new float[result.samples().length];
		final int row = LEVELS.indexOf(level) + 1;
		for (final Interval tile : Tiles.grid(result.size(), side, side)) {
			progress.check();
			final float[][] found = features.of(tile);
			final int width = (int) tile.dimension(0);
			RowBands.forEach((int) tile.dimension(1), ROWS, (first, end) -> {
				for (int y = first; y < end; y++) {
					final int to = (int) ((tile.min(1) + y) * result.width() + tile.min(
						0));
					for (int x = 0; x < width; x++)
						bounds[to + x] = (float) (range * bound(score(found, y * width +
							x, range), row));
				}
			});
		}
		return new Plane(bounds, result.width(), result.height());
	}

	/** Returns the bounds of a whole plane at all levels, in its units. */
	List<double[]> all(final Plane low, final Plane result,
		final Intensities intensities)
	{
		final float[][] found = logarithms(low, result, intensities);
		final double range = intensities.high() - intensities.low();
		final double[] scores = new double[result.samples().length];
		for (int i = 0; i < scores.length; i++)
			for (int k = 0; k < found.length; k++)
				scores[i] += weights.get(k) * found[k][i];
		return IntStream.rangeClosed(1, LEVELS.size()).mapToObj(row -> DoubleStream
			.of(scores).map(score -> range * bound(score, row)).toArray()).toList();
	}

	/** Returns the logarithms of the features of a whole plane, by feature. */
	static float[][] logarithms(final Plane low, final Plane result,
		final Intensities intensities)
	{
		final float[][] features = new PixelFeatures(low, result, intensities
			.low()).of(new FinalInterval(result.size()));
		final double range = intensities.high() - intensities.low();
		for (final float[] feature : features)
			for (int i = 0; i < feature.length; i++)
				feature[i] = (float) logarithm(feature[i], range);
		return features;
	}

	/** Returns the logarithm of a value with the units of the image. */
	static double logarithm(final double value, final double range) {
		return Math.log(value / (range > 0 ? range : 1) + LEAST);
	}

	/**
	 * Returns the bound of a score, as a share of the range.
	 *
	 * @param row of the table
	 */
	double bound(final double score, final int row) {
		final int columns = table.shape()[1];
		final float[] values = table.values();
		final int found = Arrays.binarySearch(values, 0, columns, (float) score);
		final int start = row * columns;
		if (found >= 0) return values[start + found];
		final int above = -found - 1;
		if (above == 0) return values[start];
		if (above == columns) return values[start + columns - 1];
		final double share = (score - values[above - 1]) / (values[above] -
			values[above - 1]);
		return values[start + above - 1] + share * (values[start + above] -
			values[start + above - 1]);
	}

	// -- Helper methods --

	private static ErrorBound of(final YamlMap values, final Tensor table)
		throws IOException
	{
		return new ErrorBound(DoubleStream.of(values.numbers("weights",
			PixelFeatures.NAMES.size())).boxed().toList(), table, values.integer(
				"images"));
	}

	private double score(final float[][] features, final int pixel,
		final double range)
	{
		double score = 0;
		for (int k = 0; k < features.length; k++)
			score += weights.get(k) * logarithm(features[k][pixel], range);
		return score;
	}
}
