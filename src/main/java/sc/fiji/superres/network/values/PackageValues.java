package sc.fiji.superres.network.values;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.Processing;
import sc.fiji.superres.network.values.ValueMap.Link;

/**
 * Turns the pre- and postprocessing that a package declares into a
 * {@link ValueMap}, its statistics taken once over the whole channel.
 * <p>
 * A package without preprocessing gets 0 to 1 of the channel's range. Without
 * postprocessing the linear part of the preprocessing is undone.
 * </p>
 */
public final class PackageValues {

	/**
	 * Added to a standard deviation or range if the package does not state it.
	 */
	private static final double EPS = 1e-6;

	/**
	 * Larger settings, or those with a larger inverse, exceed the precision of
	 * float.
	 */
	private static final double LARGEST = 1e12;

	private PackageValues() {
		// Static methods only.
	}

	/**
	 * @throws IllegalArgumentException if the package declares an unknown step;
	 *           the message names it
	 */
	public static Function<Intensities, ValueMap> of(final ModelDescription model) {
		final List<Processing> before = model.input().preprocessing();
		final List<Processing> after = model.output().postprocessing();
		for (final Processing step : before)
			checkAxes(step, model.input().channels());
		for (final Processing step : after)
			checkReference(step, model.input().name());
		links(before, Intensities.unit());
		links(after, Intensities.unit());
		return intensities -> {
			final List<Link> forth = before.isEmpty() ? List.of(ValueMap.range(
				intensities.low(), intensities.high())) : links(before, intensities);
			final List<Link> back = after.isEmpty() ? undone(forth) : links(after,
				intensities);
			return new ValueMap(forth, back);
		};
	}

	private static List<Link> undone(final List<Link> links) {
		final List<Link> undone = new ArrayList<>();
		for (final Link link : links)
			undone.add(link.inverse());
		Collections.reverse(undone);
		return undone;
	}

	private static List<Link> links(final List<Processing> steps,
		final Intensities channel)
	{
		final List<Link> links = new ArrayList<>();
		Intensities values = channel;
		for (final Processing step : steps) {
			if (step.name().equals("ensure_dtype")) continue;
			final Link link = link(step, values);
			links.add(link);
			values = new MappedIntensities(values, link);
		}
		return links;
	}

	private static Link link(final Processing step, final Intensities channel) {
		switch (step.name()) {
			case "scale_linear":
				return Link.linear(factor(step, "gain", 1), finite(step, "offset", 0));
			case "scale_range":
				final double from = finite(step, "min_percentile", 0);
				final double to = finite(step, "max_percentile", 100);
				require(from >= 0 && from < to && to <= 100, step, "percentiles " +
					from + " to " + to, "two values from 0 to 100 in ascending order");
				final double low = channel.percentile(from);
				return normalised(low, channel.percentile(to) - low + factor(step,
					"eps", EPS));
			case "zero_mean_unit_variance":
				return normalised(channel.mean(), channel.standardDeviation() +
					factor(step, "eps", EPS));
			case "fixed_zero_mean_unit_variance":
				return normalised(finite(step, "mean", 0), factor(step, "std", 1));
			case "clip":
				final double min = step.number("min", Double.NEGATIVE_INFINITY);
				final double max = step.number("max", Double.POSITIVE_INFINITY);
				require(min < max, step, "limits " + min + " to " + max,
					"two values in ascending order");
				return new Link(1, 0, min, max);
			default:
				throw new IllegalArgumentException("The package asks for the step " +
					step.name() + ", which is not supported: supported are scale_linear, " +
					"scale_range, zero_mean_unit_variance, " +
					"fixed_zero_mean_unit_variance and clip");
		}
	}

	/** Returns a setting by which values are multiplied or divided. */
	private static double factor(final Processing step, final String key,
		final double fallback)
	{
		final double value = finite(step, key, fallback);
		final boolean signed = key.equals("gain");
		final double size = signed ? Math.abs(value) : value;
		require(size >= 1 / LARGEST, step, key + " " + value, signed
			? "different from 0" : "above 0");
		return value;
	}

	private static double finite(final Processing step, final String key,
		final double fallback)
	{
		final double value = step.number(key, fallback);
		require(Math.abs(value) <= LARGEST, step, key + " " + value,
			"a number of magnitude at most " + LARGEST);
		return value;
	}

	private static void require(final boolean valid, final Processing step,
		final String found, final String wanted)
	{
		if (!valid) throw new IllegalArgumentException("The package has the step " +
			step.name() + " with " + found + ", but it must be " + wanted +
			": correct its description, or get the package again");
	}

	private static Link normalised(final double centre, final double width) {
		return Link.linear(1 / width, -centre / width);
	}

	/** Returns whether a step uses statistics of a tensor. */
	private static boolean measures(final Processing step) {
		return step.name().equals("scale_range") || step.name().equals(
			"zero_mean_unit_variance");
	}

	/** Statistics are taken per channel; those over all channels differ. */
	private static void checkAxes(final Processing step, final int channels) {
		final Object axes = step.kwargs().get("axes");
		final boolean together = axes == null || axes instanceof List<?> list &&
			list.contains("channel");
		if (measures(step) && channels > 1 && together)
			throw new IllegalArgumentException("The package normalizes its " +
				channels + " channels together by " + step.name() +
				", which is not supported: only each channel on its own is");
	}

	/** The output is computed tile by tile, so its statistics are never known. */
	private static void checkReference(final Processing step,
		final String input)
	{
		if (measures(step) && !input.equals(step.kwargs().get("reference_tensor")))
			throw new IllegalArgumentException("The package normalizes its output " +
				"by " + step.name() + " of that output, which is not possible tile " +
				"by tile: only statistics of the input (reference_tensor: " + input +
				") are");
	}
}
