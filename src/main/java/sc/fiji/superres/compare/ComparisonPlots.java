package sc.fiji.superres.compare;

import ij.ImagePlus;
import ij.gui.Plot;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.bound.Reliability;
import sc.fiji.superres.figure.Chart;

/**
 * Plots of the scores of a comparison: their distribution by method, PSNR
 * against time, for each stack the score over the slice index, and where bounds
 * of errors were compared, what they claim and what they are worth. Identical
 * planes, whose PSNR is infinite, are gaps.
 */
public final class ComparisonPlots {

	private static final String PSNR = "PSNR (dB)";
	private static final String SSIM = "SSIM";

	/** ImageJ places the legend where there is most room. */
	private static final String LEGEND = "auto";

	/** Half the width of a box, where boxes are 1 apart. */
	private static final double HALF = 0.22;

	/** Horizontal spread of the points, so that equal ones stay visible. */
	private static final double JITTER = 0.13;

	/** Fewest points that a box is drawn of. */
	private static final int BOX = 5;

	/** Markers that differ without their colors. */
	private static final int[] SHAPES = { Plot.CIRCLE, Plot.BOX, Plot.TRIANGLE,
		Plot.DIAMOND };

	/** Factor between the extreme times and the ends of their axis. */
	private static final double ROOM = 1.2;

	/**
	 * Upper end of the PSNR axis over slices unless most are above 50 dB: higher
	 * values belong to nearly empty slices and would hide the differences of the
	 * others.
	 */
	private static final double HIGHEST = 60;
	private static final double HIGH = 50;

	private static final Color INK = new Color(0x404040);

	/** Points of the curve of errors of the most certain pixels. */
	private static final int TENTHS = 10;

	private final List<ComparisonRow> rows;
	private final Map<Series, List<ComparisonRow>> series;

	/** The same for means: the planes that all methods share. */
	private final Map<Series, List<ComparisonRow>> shared;
	private final List<Integer> scales;

	/** Shown in titles and axis labels. */
	private final String scale;
	private final ComparisonFiles files;
	private final Map<String, ComparisonPlot> drawn = new HashMap<>();

	private ComparisonPlots(final List<ComparisonRow> rows) {
		this.rows = rows;
		series = Series.of(rows);
		shared = Series.shared(rows);
		scales = rows.stream().map(ComparisonRow::scale).distinct().toList();
		scale = scales.stream().map(s -> "x" + s).collect(Collectors.joining(", "));
		files = new ComparisonFiles(rows.isEmpty() ? 1 : scales.get(0));
	}

	/** Returns plots that are drawn when they are first asked for. */
	public static ComparisonPlots of(final List<ComparisonRow> rows) {
		return new ComparisonPlots(rows);
	}

	/** Draws PSNR by method, as a live plot; null without scores. */
	public ImagePlus distribution() {
		return rows.isEmpty() ? null : distribution("psnr", PSNR,
			ComparisonRow::psnr).image();
	}

	/** Draws PSNR against time, as a live plot; null without scores. */
	public ImagePlus time() {
		return rows.isEmpty() ? null : againstTime().image();
	}

	/** Draws PSNR over the slices of the first stack; null without a stack. */
	public ImagePlus slices() {
		return stacks().entrySet().stream().findFirst().map(stack -> slices(stack
			.getKey(), stack.getValue(), "psnr", PSNR, ComparisonRow::psnr).image())
			.orElse(null);
	}

	/**
	 * Draws the share of pixels within the bound of their error against that which
	 * the bound claims, as a live plot; null if no bounds were compared.
	 */
	public ImagePlus calibration() {
		return hasBounds() ? calibrated().image() : null;
	}

	/**
	 * Draws the RMSE of what is left when the least certain pixels are taken away, as
	 * a live plot; null if no bounds were compared.
	 */
	public ImagePlus sparsification() {
		return hasBounds() ? sparsified().image() : null;
	}

	/** Draws all plots, of both scores and of each stack, for each scale. */
	List<ComparisonPlot> all() {
		if (scales.size() > 1) return scales.stream().flatMap(one -> of(rows
			.stream().filter(row -> row.scale() == one).toList()).all().stream())
			.toList();
		final List<ComparisonPlot> plots = new ArrayList<>();
		if (rows.isEmpty()) return plots;
		plots.add(distribution("psnr", PSNR, ComparisonRow::psnr));
		plots.add(distribution("ssim", SSIM, ComparisonRow::ssim));
		plots.add(againstTime());
		if (hasBounds()) plots.addAll(List.of(calibrated(), sparsified()));
		stacks().forEach((image, all) -> {
			plots.add(slices(image, all, "psnr", PSNR, ComparisonRow::psnr));
			plots.add(slices(image, all, "ssim", SSIM, ComparisonRow::ssim));
		});
		return plots;
	}

	// -- Helper methods --

	/** Returns the rows of each image with several planes. */
	private Map<String, List<ComparisonRow>> stacks() {
		final Map<String, List<ComparisonRow>> stacks = rows.stream().collect(
			Collectors.groupingBy(ComparisonRow::image, LinkedHashMap::new, Collectors
				.toList()));
		stacks.values().removeIf(all -> all.stream().mapToInt(ComparisonRow::slice)
			.distinct().count() < 2);
		return stacks;
	}

	private ComparisonPlot distribution(final String key, final String label,
		final ToDoubleFunction<ComparisonRow> score)
	{
		return once(files.distribution(key), () -> boxes(label, score));
	}

	/** Draws a point for each plane, and a box from the lower to the upper quarter. */
	private ImagePlus boxes(final String label,
		final ToDoubleFunction<ComparisonRow> score)
	{
		final Chart chart = Chart.categories(label + " by method, " + scale, series
			.keySet().stream().map(this::name).toList(), label + " at " + scale);
		int number = 0;
		for (final List<ComparisonRow> all : series.values()) {
			final double[] values = finite(all, score);
			final double[] x = new double[values.length];
			for (int i = 0; i < x.length; i++)
				x[i] = number + JITTER * spread(i);
			chart.points("", x, values, Chart.color(number), values.length > 60 ? 1
				: 2, Plot.CIRCLE);
			if (values.length >= BOX) box(chart, number, values);
			number++;
		}
		final double[] heights = chart.heights();
		chart.limits(-0.6, number - 0.4, heights[0], heights[1]);
		return chart.image("");
	}

	/** Draws quartiles, and whiskers to the 5th and the 95th percentile. */
	private static void box(final Chart chart, final double x,
		final double[] values)
	{
		Arrays.sort(values);
		final double low = percentile(values, 0.25);
		final double high = percentile(values, 0.75);
		final double median = percentile(values, 0.5);
		for (final double y : new double[] { low, high })
			chart.bar(x - HALF, y, x + HALF, y, INK, 2);
		for (final double side : new double[] { x - HALF, x + HALF })
			chart.bar(side, low, side, high, INK, 2);
		chart.bar(x - HALF, median, x + HALF, median, INK, 4);
		chart.bar(x, low, x, percentile(values, 0.05), INK, 2);
		chart.bar(x, high, x, percentile(values, 0.95), INK, 2);
	}

	private ComparisonPlot againstTime() {
		return once(files.time(), this::costs);
	}

	private ImagePlus costs() {
		final Chart chart = new Chart("PSNR against time, " + scale,
			"Seconds per megapixel of output", "Mean " + PSNR + " at " + scale);
		double least = Double.POSITIVE_INFINITY;
		double most = 0;
		int number = 0;
		for (final Map.Entry<Series, List<ComparisonRow>> one : series
			.entrySet())
		{
			final double seconds = ComparisonTable.time(one.getValue());
			least = Math.min(least, seconds);
			most = Math.max(most, seconds);
			chart.points(name(one.getKey()), new double[] { seconds }, new double[] {
				ComparisonTable.psnr(shared.get(one.getKey())).mean() }, Chart.color(
					number), 5, SHAPES[number++ % SHAPES.length]);
		}
		final double[] heights = chart.heights();
		chart.logarithmic();
		chart.limits(Math.pow(10, Math.floor(Math.log10(least / ROOM))), Math.pow(
			10, Math.ceil(Math.log10(most * ROOM))), heights[0], heights[1]);
		return chart.image(LEGEND);
	}

	private boolean hasBounds() {
		return rows.stream().anyMatch(row -> row.bounds().isPresent());
	}

	private ComparisonPlot calibrated() {
		return once(files.bounds("calibration"), () -> {
			final Chart chart = new Chart("Calibration of bounds, " + scale,
				"Claimed: pixels within the bound (%)", "Seen (%)");
			final double[] claimed = ErrorBound.LEVELS.stream().mapToDouble(
				Integer::doubleValue).toArray();
			chart.line("as claimed", claimed, claimed, INK, 1);
			return bounds(chart, claimed, Reliability::coverage);
		});
	}

	private ComparisonPlot sparsified() {
		return once(files.bounds("sparsification"), () -> {
			final Chart chart = new Chart("Error of the most certain pixels, " + scale,
				"Most certain pixels that are left (%)", "Their RMSE (% of all)");
			return bounds(chart, IntStream.range(0, TENTHS).mapToDouble(i -> 100.0 *
				(TENTHS - i) / TENTHS).toArray(), Reliability::sparsification);
		});
	}

	/** Draws a curve, in percent, for each method that has bounds. */
	private ImagePlus bounds(final Chart chart, final double[] x,
		final Function<Reliability, List<Double>> shares)
	{
		int number = 0;
		for (final Map.Entry<Series, List<ComparisonRow>> one : series.entrySet()) {
			final Color color = Chart.color(number);
			final int shape = SHAPES[number++ % SHAPES.length];
			ComparisonTable.reliability(one.getValue()).ifPresent(mean -> {
				final double[] y = shares.apply(mean).stream().mapToDouble(share -> 100 *
					share).toArray();
				chart.line("", x, y, color, 2);
				chart.points(name(one.getKey()), x, y, color, 5, shape);
			});
		}
		final double[] heights = chart.heights();
		chart.limits(Arrays.stream(x).min().orElse(0), 100, heights[0], Math.max(100,
			heights[1]));
		return chart.image(LEGEND);
	}

	private ComparisonPlot slices(final String image,
		final List<ComparisonRow> all, final String key, final String label,
		final ToDoubleFunction<ComparisonRow> score)
	{
		return once(files.slices(image, key), () -> lines(image, all, label,
			score));
	}

	private ImagePlus lines(final String image, final List<ComparisonRow> all,
		final String label, final ToDoubleFunction<ComparisonRow> score)
	{
		final Chart chart = new Chart(label + " of " + image + ", " + scale,
			"Slice index", label + " at " + scale);
		final int last = all.stream().mapToInt(ComparisonRow::slice).max()
			.getAsInt();
		int number = 0;
		for (final Series one : series.keySet()) {
			final double[] x = new double[last];
			final double[] y = new double[last];
			Arrays.setAll(x, i -> i + 1.0);
			Arrays.fill(y, Double.NaN);
			for (final ComparisonRow row : all)
				if (one.has(row) && !row.identical()) y[row.slice() - 1] = score
					.applyAsDouble(row);
			chart.line(name(one), x, y, Chart.color(number++), 2);
		}
		final double[] heights = chart.heights();
		final double[] sorted = finite(all, score);
		Arrays.sort(sorted);
		final boolean low = sorted.length == 0 || percentile(sorted, 0.5) < HIGH;
		chart.limits(1, Math.max(2, last), heights[0], low ? Math.min(HIGHEST,
			heights[1]) : heights[1]);
		return chart.image(LEGEND);
	}

	private ComparisonPlot once(final String name,
		final Supplier<ImagePlus> draw)
	{
		return drawn.computeIfAbsent(name, key -> new ComparisonPlot(key, draw
			.get()));
	}

	/** Returns the scores of the planes that are not identical. */
	private static double[] finite(final List<ComparisonRow> rows,
		final ToDoubleFunction<ComparisonRow> score)
	{
		return rows.stream().filter(row -> !row.identical()).mapToDouble(score)
			.toArray();
	}

	/** Returns well-spread numbers from -1 to 1 (golden ratio sequence). */
	private static double spread(final int i) {
		final double golden = (Math.sqrt(5) - 1) / 2;
		return 2 * (i * golden % 1) - 1;
	}

	/** Interpolates between ranks, as NumPy does. */
	private static double percentile(final double[] sorted,
		final double share)
	{
		final double at = share * (sorted.length - 1);
		final int below = (int) at;
		final int above = Math.min(below + 1, sorted.length - 1);
		return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
	}

	/**
	 * Shortens the path of a method to its file name unless that is ambiguous;
	 * without commas.
	 */
	String name(final Series one) {
		final String last = last(one.method());
		final boolean unique = series.keySet().stream().map(Series::method).filter(
			other -> last(other).equals(last)).distinct().count() == 1;
		return (unique ? last : one.method()).replace(',', ';') + (scales
			.size() > 1 ? " x" + one.scale() : "");
	}

	private static String last(final String method) {
		return Path.of(method).getFileName().toString();
	}
}
