package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.measure.ResultsTable;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.figure.Chart;
import sc.fiji.superres.file.Csv;
import sc.fiji.superres.filter.HalfTransform;
import sc.fiji.superres.filter.PixelSize;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.quality.FourierRing;

/**
 * The resolution of every plane of an image by {@link FourierRing} correlation,
 * against another image of the same object or, without one, between two halves
 * of its own pixels. Lengths are in the unit of the pixel size. RGB is measured
 * by its luma, 16-bit and 32-bit by stored values.
 * <p>
 * Planes along z are measured together, for each channel and frame: by the
 * frequencies near the z axis, so that it is the resolution along z. Lengths in
 * pixels are those of z, and constant planes, as beside the object, are left out.
 * </p>
 */
public final class ImageResolution {

	private static final String PAIR = "two images";
	private static final String HALVES = "checkerboard halves";
	private static final int DIGITS = 4;

	/** Buffers besides the two transforms: both planes, and both apodized. */
	private static final int BUFFERS = 4;

	private final ImagePlus image;
	private final String method;
	private final String unit;
	private final double pixel;
	private final List<FourierRing> rings = new ArrayList<>();

	/** Whether the halves of each plane show its interpolation only. */
	private final List<Boolean> interpolated = new ArrayList<>();

	/**
	 * @param turned whether its planes are those along z
	 */
	private ImageResolution(final ImagePlus image, final boolean turned,
		final String method)
	{
		this.image = image;
		this.method = turned ? method + ", along z" : method;
		unit = image.getCalibration().getUnit();
		pixel = turned ? image.getCalibration().pixelHeight : image
			.getCalibration().pixelWidth;
	}

	/**
	 * Measures an image.
	 *
	 * @param image not changed
	 * @param second an image of the same object with independent noise, and of
	 *          the same size, type and dimensions; null, or the image itself, to
	 *          compare its halves
	 * @param view the planes to measure
	 * @param progress updated after each plane, checked before each
	 * @throws IllegalArgumentException if the images differ in size, type or
	 *           dimensions, or a plane is too small, constant or not finite; the
	 *           message names it
	 * @throws IllegalStateException if there is not enough memory; nothing was
	 *           computed
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static ImageResolution of(final ImagePlus image,
		final ImagePlus second, final StackPlanes view, final Progress progress)
	{
		final boolean pair = second != null && second != image;
		if (pair) new ImagePair(image, second);
		return of(view.of(image), pair ? view.of(second) : null,
			view != StackPlanes.XY, progress);
	}

	/**
	 * @param second null for none
	 * @param turned whether the planes are those along z
	 */
	private static ImageResolution of(final ImagePlus image,
		final ImagePlus second, final boolean turned, final Progress progress)
	{
		final boolean pair = second != null;
		final ImageResolution resolution = new ImageResolution(image, turned, pair
			? PAIR : HALVES);
		final ImagePlanes planes = ImagePlanes.of(image, progress);
		final ImagePlanes others = pair ? ImagePlanes.of(second, progress) : null;
		final Calibration calibration = image.getCalibration();
		if (!calibration.getXUnit().equals(calibration.getYUnit()))
			throw new IllegalArgumentException("The pixel size of \"" + image.getTitle() +
				"\" is in " + calibration.getXUnit() + " along one side and in " +
				calibration.getYUnit() + " along the other: set the same unit in " +
				"Image > Properties");
		final PixelSize pixel = new PixelSize(calibration.pixelWidth,
			calibration.pixelHeight);
		Memory.require("The resolution of " + image.getWidth() + " x " + image
			.getHeight() + " pixels", 2 * HalfTransform.memory(image.getWidth(), image
				.getHeight()) + (long) BUFFERS * Float.BYTES * image.getWidth() * image
					.getHeight(), 0);
		if (turned) {
			resolution.volumes(planes, others, pixel, progress);
			return resolution;
		}
		for (int i = 0; i < planes.count(); i++) {
			progress.check();
			try {
				final Plane plane = plane(image, planes, i);
				final FourierRing ring = pair ? FourierRing.of(plane, plane(second, others,
					i), pixel) : FourierRing.of(plane, pixel);
				resolution.rings.add(ring);
				resolution.interpolated.add(!pair && (ImageEnlarger.isEnlarged(image) ||
					FourierRing.isOversampled(plane, ring, planes.step(i))));
			}
			catch (final IllegalArgumentException exc) {
				throw new IllegalArgumentException("Slice " + (i + 1) + " of \"" + image
					.getTitle() + "\": " + exc.getMessage(), exc);
			}
			progress.update((i + 1.0) / planes.count(), "plane " + (i + 1) + " of " +
				planes.count());
		}
		return resolution;
	}

	/** Measures all planes of each channel and frame together. */
	private void volumes(final ImagePlanes planes, final ImagePlanes others,
		final PixelSize size, final Progress progress)
	{
		final int channels = image.getNChannels();
		for (int v = 0; v < channels * image.getNFrames(); v++) {
			final int first = v / channels * image.getNSlices() * channels + v %
				channels;
			final Progress part = progress.part(v, channels * image.getNFrames());
			rings.add(FourierRing.alongY(IntStream.range(0, image.getNSlices())
				.mapToObj(i -> {
					part.check();
					part.update((double) i / image.getNSlices(), "plane " + (i + 1));
					final int index = first + i * channels;
					final Plane plane = plane(image, planes, index);
					return others == null ? List.of(plane) : List.of(plane, plane(image,
						others, index));
				}), size));
			interpolated.add(others == null && ImageEnlarger.isEnlarged(image));
		}
	}

	/**
	 * Warns where the halves of a plane share what its pixels were interpolated
	 * from, and not only the object.
	 *
	 * @return one line; empty where there is nothing to warn of
	 */
	public Optional<String> warning() {
		return interpolated.contains(true) ? Optional.of("Warning: \"" + image
			.getTitle() + "\" was enlarged, or holds nothing finer than half of its " +
			"pixels could: the correlation of its halves measures the interpolation, " +
			"not the resolution; measure the original, or give a second image of the " +
			"same object") : Optional.empty();
	}

	/** Returns a row for each plane, or each channel and frame of planes along z. */
	public ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		for (int i = 0; i < rings.size(); i++) {
			final FourierRing ring = rings.get(i);
			table.addRow();
			table.addValue("Image", image.getTitle());
			table.addValue("Slice", Integer.toString(i + 1));
			table.addValue("Resolution", ring.resolution());
			table.addValue("Unit", unit);
			table.addValue("Resolution (pixels)", ring.resolution() / pixel);
			table.addValue("Limit", interpolated.get(i) ? "interpolation" : limit(ring));
			table.addValue("Method", method);
		}
		table.setDecimalPlaces(table.getColumnIndex("Resolution"), DIGITS);
		return table;
	}

	/** Returns the curves of all planes as comma-separated values. */
	public String csv() {
		final StringBuilder text = new StringBuilder(
			"slice,frequency,correlation,smoothed\n");
		for (int i = 0; i < rings.size(); i++) {
			final FourierRing ring = rings.get(i);
			for (int k = 0; k < ring.size(); k++)
				text.append(Csv.line(List.of(Integer.toString(i + 1), decimal(ring
					.frequency(k)), decimal(ring.correlation(k)), decimal(ring.smoothed(
						k)))));
		}
		return text.toString();
	}

	/**
	 * Plots the curve of a row.
	 *
	 * @param index of the row, from 0
	 * @return an image that ImageJ opens as a live plot
	 */
	public ImagePlus plot(final int index) {
		final FourierRing ring = rings.get(index);
		final double[] x = new double[ring.size()];
		final double[] raw = new double[x.length];
		final double[] smooth = new double[x.length];
		Arrays.setAll(x, ring::frequency);
		Arrays.setAll(raw, ring::correlation);
		Arrays.setAll(smooth, ring::smoothed);
		final double last = x[x.length - 1];
		final double length = ring.resolution();
		final String slice = rings.size() == 1 ? "" : ", slice " + (index + 1);
		final Chart chart = new Chart("FRC of " + image.getTitle() + slice,
			"Spatial frequency (1/" + unit + ")", "Fourier ring correlation");
		chart.line("correlation of rings", x, raw, Chart.color(4), 1);
		chart.line("median of five rings", x, smooth, Chart.color(0), 3);
		chart.line("threshold 1/7", new double[] { 0, last }, new double[] {
			FourierRing.THRESHOLD, FourierRing.THRESHOLD }, Chart.color(1), 2);
		if (length > 0) chart.line(String.format(Locale.ROOT,
			"resolution %.4g %s", length, unit), new double[] { 1 / length, 1 /
				length }, new double[] { -1, 1 }, Chart.color(5), 2);
		double least = 0;
		for (final double value : raw)
			least = Math.min(least, value);
		chart.limits(0, last, Math.max(-1, least - 0.05), 1.05);
		// Keep the legend away from the fall of the curve.
		return chart.image(1 / length > last / 2 ? "bottom-left" : "top-right");
	}

	// -- Helper methods --

	private static Plane plane(final ImagePlus image, final ImagePlanes planes,
		final int index)
	{
		return new Plane(planes.read(index), image.getWidth(), image.getHeight());
	}

	private static String limit(final FourierRing ring) {
		if (Double.isNaN(ring.resolution())) return "nothing in common";
		return ring.limitedByPixels() ? "pixel size" : "threshold 1/7";
	}

	private static String decimal(final double value) {
		return String.format(Locale.ROOT, "%.6g", value);
	}
}
