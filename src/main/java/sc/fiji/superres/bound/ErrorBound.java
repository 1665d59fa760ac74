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
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.bound.PixelFeatures.Part;
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
	private static final float LEAST = 1f / 4096;

	private static final int TILE = 512;

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
		final PreparedBound prepared = new PreparedBound(this, level, low.size(),
			result.size());
		final float[] bounds = new float[result.samples().length];
		for (final Interval tile : Tiles.grid(result.size(), side, side)) {
			progress.check();
			prepared.fill(Part.of(low), Part.of(result), intensities, tile, bounds,
				(int) (tile.min(1) * result.width() + tile.min(0)), result.width());
		}
		return new Plane(bounds, result.width(), result.height());
	}

	/** Returns the bounds of a whole plane at all levels, in its units. */
	List<float[]> all(final Plane low, final Plane result,
		final Intensities intensities)
	{
		final double range = intensities.high() - intensities.low();
		final float[] scores = new float[result.samples().length];
		score(features(low, result, intensities), 0, range, scores);
		return IntStream.rangeClosed(1, LEVELS.size()).mapToObj(row -> {
			final float[] bounds = new float[scores.length];
			bounds(scores, row, range, bounds, 0);
			return bounds;
		}).toList();
	}

	/** Returns the logarithms of the features of a whole plane, by feature. */
	static float[][] logarithms(final Plane low, final Plane result,
		final Intensities intensities)
	{
		final float[][] features = features(low, result, intensities);
		final float unit = unit(intensities.high() - intensities.low());
		for (final float[] feature : features)
			for (int i = 0; i < feature.length; i++)
				feature[i] = logarithm(feature[i], unit);
		return features;
	}

	/** Returns the factor that makes values in the units of the image shares. */
	static float unit(final double range) {
		return range > 0 ? (float) (1 / range) : 1;
	}

	/** Returns the logarithm of a value in the units of the image. */
	static float logarithm(final float value, final float unit) {
		return FastLogarithm.of(value * unit + LEAST);
	}

	/** Computes the scores of adjacent pixels. */
	void score(final float[][] features, final int first,
		final double range, final float[] scores)
	{
		final float unit = unit(range);
		Arrays.fill(scores, 0);
		for (int k = 0; k < features.length; k++) {
			final float[] feature = features[k];
			final float weight = weights.get(k).floatValue();
			for (int i = 0; i < scores.length; i++)
				scores[i] += weight * logarithm(feature[first + i], unit);
		}
	}

	/**
	 * Looks up the bounds of scores.
	 *
	 * @param row of the table
	 * @param range that bounds are shares of
	 * @param bounds where they go
	 * @param to where the first of them goes
	 */
	void bounds(final float[] scores, final int row, final double range,
		final float[] bounds, final int to)
	{
		final int columns = table.shape()[1];
		final float[] values = table.values();
		final int start = row * columns;
		// Neighbors have similar scores, most of them between the same columns.
		int above = 0;
		float least = Float.NaN;
		float most = Float.NaN;
		float slope = 0;
		float constant = 0;
		for (int i = 0; i < scores.length; i++) {
			final float score = scores[i];
			if (!(score > least && score <= most)) {
				while (above > 0 && score <= values[above - 1])
					above--;
				while (above < columns && score > values[above])
					above++;
				least = above == 0 ? Float.NEGATIVE_INFINITY : values[above - 1];
				most = above == columns ? Float.POSITIVE_INFINITY : values[above];
				final double upper = values[start + Math.min(above, columns - 1)];
				final double lower = values[start + Math.max(above - 1, 0)];
				final double step = (upper - lower) / ((double) most - least);
				slope = (float) (range * step);
				constant = (float) (range * (upper - (step == 0 ? 0 : step * most)));
			}
			bounds[to + i] = constant + slope * score;
		}
	}

	// -- Helper methods --

	private static ErrorBound of(final YamlMap values, final Tensor table)
		throws IOException
	{
		return new ErrorBound(DoubleStream.of(values.numbers("weights",
			PixelFeatures.NAMES.size())).boxed().toList(), table, values.integer(
				"images"));
	}

	/** Returns the features of a whole plane. */
	private static float[][] features(final Plane low, final Plane result,
		final Intensities intensities)
	{
		return new PixelFeatures(low.size(), result.size()).of(Part.of(low), Part.of(
			result), intensities.low(), new FinalInterval(result.size()));
	}
}
