package sc.fiji.superres.network.values;

import java.util.List;

import sc.fiji.superres.block.Intensities;

/**
 * The map of sample values into and out of a network: a chain of
 * {@code clip(gain * value + offset)} for each direction.
 */
public final class ValueMap {

	/** One link: {@code min(max(gain * value + offset, low), high)}. */
	record Link(double gain, double offset, double low, double high) {

		static Link linear(final double gain, final double offset) {
			return new Link(gain, offset, Double.NEGATIVE_INFINITY,
				Double.POSITIVE_INFINITY);
		}

		double map(final double value) {
			return Math.min(Math.max(gain * value + offset, low), high);
		}

		/** Returns the inverse of this link, without its limits. */
		Link inverse() {
			return linear(1 / gain, -offset / gain);
		}
	}

	private final List<Link> forth;
	private final List<Link> back;

	ValueMap(final List<Link> forth, final List<Link> back) {
		this.forth = forth;
		this.back = back;
	}

	/** Maps low to 0 and high to 1; a constant channel becomes 0. */
	static Link range(final double low, final double high) {
		final double width = high > low ? high - low : 1;
		return Link.linear(1 / width, -low / width);
	}

	/** Returns the map of the range of a channel to 0 to 1. */
	public static ValueMap range(final Intensities channel) {
		final Link link = range(channel.low(), channel.high());
		return new ValueMap(List.of(link), List.of(link.inverse()));
	}

	/** Maps samples {@code start} to {@code end - 1} in place. */
	public void toNetwork(final float[] samples, final int start, final int end) {
		map(forth, samples, start, end);
	}

	/** Maps samples {@code start} to {@code end - 1} in place. */
	public void fromNetwork(final float[] samples, final int start, final int end) {
		map(back, samples, start, end);
	}

	private static void map(final List<Link> links, final float[] samples,
		final int start, final int end)
	{
		for (final Link link : links) {
			for (int i = start; i < end; i++)
				samples[i] = (float) link.map(samples[i]);
		}
	}
}
