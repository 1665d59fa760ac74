package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.ResultsTable;

import java.util.Arrays;
import java.util.Locale;

import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.quality.Consistency;
import sc.fiji.superres.quality.NoiseLevel;

/**
 * Maps where an enlarged image disagrees with its source, plane by plane
 * ({@link Consistency}): black where they agree, bright where structure was
 * invented or lost.
 * <p>
 * Values are compared, calibrated if the image is, for RGB the luma; NaN and
 * infinite samples are replaced by the mean of their neighbors. The noise is given,
 * or estimated from each plane of the image ({@link NoiseLevel}); it is at least the
 * rounding noise of integers, 1 / sqrt(12) of the difference of neighboring values,
 * and for 32-bit samples 1e-6 of the range of their channel.
 * </p>
 */
public final class ConsistencyMap {

	/** Standard deviation of the rounding noise of integers. */
	private static final double ROUNDING = Math.sqrt(1.0 / 12);

	/** The least noise of 32-bit samples, as a fraction of the range. */
	private static final double PRECISION = 1e-6;

	/**
	 * White is at least this many times the noise, so that mere noise stays dark.
	 */
	private static final int VISIBLE = 10;

	/**
	 * Planes of the result's size: the result, blurred, and the basis of the
	 * noise estimate.
	 */
	private static final int BUFFERS = 3;

	private static final int DIGITS = 4;

	private static final String DISAGREEMENT = "Mean disagreement";
	private static final String NOISE = "Noise";
	private static final String BEYOND = "Pixels beyond noise (%)";

	/**
	 * If the result leaves the noise out, the mean disagreement is sqrt(2 / pi)
	 * of the noise's standard deviation; below this fraction, the noise was
	 * enlarged with the image.
	 */
	private static final double FITTED = 0.25;

	/** Noise is worth a remark above this many times the least noise. */
	private static final int REAL = 3;

	private final ImagePlus image;
	private final ImageStack maps;
	private final ResultsTable table = new ResultsTable();
	private float most;

	private ConsistencyMap(final ImagePlus image) {
		this.image = image;
		maps = new ImageStack(image.getWidth(), image.getHeight());
		table.showRowNumbers(false);
	}

	/**
	 * Returns the scale factor by which an image was enlarged.
	 *
	 * @throws IllegalArgumentException if the result is not larger by the same
	 *           whole number along x and y
	 */
	public static int scale(final ImagePlus image, final ImagePlus result) {
		final int scale = result.getWidth() / image.getWidth();
		if (scale < 1 || result.getWidth() != (long) scale * image.getWidth() ||
			result.getHeight() != (long) scale * image.getHeight())
			throw new IllegalArgumentException("The result \"" + result.getTitle() +
				"\" (" + result.getWidth() + " x " + result.getHeight() +
				" pixels) was not made from \"" + image.getTitle() + "\" (" + image
					.getWidth() + " x " + image.getHeight() +
				" pixels): it must be larger by the same whole number along x and y");
		return scale;
	}

	/**
	 * Checks, before an image is enlarged, that its consistency can be mapped.
	 *
	 * @throws IllegalArgumentException if the scale of the method is not a whole
	 *           number
	 */
	public static void check(final BlockOperation upscaler) {
		final double scale = upscaler.scale(0);
		if (upscaler.axes() == 3) throw new WrongUsage("There is no consistency " +
			"map of a model that enlarges z: choose verify=false");
		if (scale < 1 || scale != Math.rint(scale))
			throw new WrongUsage("There is no consistency map at a " +
				"scale of " + scale + ": choose a whole number, or verify=false");
	}

	/**
	 * Maps an image, or its selection, by the default degradation of the scale and
	 * the estimated noise.
	 *
	 * @param region what was enlarged: {@link EnlargeSettings#IMAGE} or
	 *          {@link EnlargeSettings#SELECTION}
	 * @see #of(ImagePlus, ImagePlus, Degradation, double, Progress)
	 */
	public static ConsistencyMap of(final ImagePlus image,
		final EnlargeSettings.Region region,
		final ImagePlus result, final Progress progress)
	{
		final ImagePlus low = ImageEnlarger.part(image, region);
		return of(low, result, Degradation.of(scale(low, result)), 0, progress);
	}

	/**
	 * Maps an image.
	 *
	 * @param image the image that was enlarged; not changed
	 * @param result the enlarged image, with as many planes; not changed
	 * @param degradation the acquisition, without noise, with the scale between
	 *          the two
	 * @param noise standard deviation of the noise of {@code image} in gray
	 *          values; 0 to estimate it
	 * @param progress updated after each plane, checked before each
	 * @throws IllegalArgumentException if the images do not belong together, or
	 *           the noise is negative
	 * @throws IllegalStateException if there is not enough memory; nothing was
	 *           computed
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static ConsistencyMap of(final ImagePlus image,
		final ImagePlus result, final Degradation degradation, final double noise,
		final Progress progress)
	{
		if (!(noise >= 0 && noise < Double.POSITIVE_INFINITY))
			throw new WrongUsage("noise=" + noise +
				": choose a standard deviation in gray values, or 0 to estimate it");
		final ImagePlanes planes = ImagePlanes.of(image, progress);
		final ImagePlanes results = ImagePlanes.of(result, progress);
		if (planes.count() != results.count() || planes.color() != results.color())
			throw new IllegalArgumentException("The result \"" + result.getTitle() +
				"\" (" + results.count() + " planes, " + result.getBitDepth() +
				"-bit) was not made from \"" + image.getTitle() + "\" (" + planes
					.count() + " planes, " + image.getBitDepth() + "-bit)");
		Memory.require("The consistency of " + planes.count() + " planes", (long) image
			.getWidth() * image.getHeight() * Float.BYTES * (planes.count() +
				(long) BUFFERS * degradation.scale() * degradation.scale()), 0);
		final ConsistencyMap map = new ConsistencyMap(image);
		for (int i = 0; i < planes.count(); i++) {
			progress.check();
			final Plane low = new Plane(planes.finite(i), image.getWidth(), image
				.getHeight());
			final double least = least(planes.step(i), planes.intensities(i).high() -
				planes.intensities(i).low());
			map.add(Consistency.of(low, new Plane(results.finite(i), result
				.getWidth(), result.getHeight()), degradation, noise > 0 ? noise : Math
					.max(least, NoiseLevel.of(low.samples(), low.width(), low
						.height()))), least);
			progress.update((i + 1.0) / planes.count(), "plane " + (i + 1) + " of " +
				planes.count());
		}
		return map;
	}

	/** Returns the maps, 32-bit, with the dimensions of the image. */
	public ImagePlus image() {
		return Maps.image("Consistency of " + image.getTitle(), maps, image,
			Maps.FIRE, 0, most);
	}

	/**
	 * Returns, for each plane, the mean disagreement, the noise, the percentage
	 * of pixels that disagree by more than the noise explains, and a remark if
	 * the disagreement is so small that the result must have fitted the noise.
	 */
	public ResultsTable table() {
		return table;
	}

	/** Returns the same, of all planes, in a line. */
	public String summary() {
		return String.format(Locale.ROOT, "\"%s\" and the result, shrunk again, " +
			"disagree by %.4g on average (noise: %.4g); %.3g %% of the pixels by " +
			"more than the noise explains", image.getTitle(), mean(DISAGREEMENT),
			mean(NOISE), mean(BEYOND));
	}

	// -- Helper methods --

	private double mean(final String column) {
		return Arrays.stream(table.getColumn(column)).average().orElseThrow();
	}

	/**
	 * @param step between the values of integers; 0 of 32-bit samples
	 */
	private static double least(final double step, final double range) {
		return step > 0 ? ROUNDING * step : PRECISION * (range > 0 ? range : 1);
	}

	private void add(final Consistency found, final double least) {
		for (final float value : found.map().samples())
			most = Math.max(most, value);
		most = Math.max(most, VISIBLE * (float) found.noise());
		maps.addSlice(null, found.map().samples());
		table.addRow();
		table.addValue("Image", image.getTitle());
		table.addValue("Slice", Integer.toString(maps.getSize()));
		table.addValue(DISAGREEMENT, found.mean());
		table.addValue(NOISE, found.noise());
		table.addValue(BEYOND, 100 * found.share());
		table.addValue("Remark", found.noise() > REAL * least && found
			.mean() < FITTED * found.noise() ? "noise was fitted" : "");
		for (final String column : new String[] { DISAGREEMENT, NOISE, BEYOND })
			table.setDecimalPlaces(table.getColumnIndex(column), DIGITS);
	}
}
