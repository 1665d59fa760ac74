package sc.fiji.superres.network.values;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.network.values.ValueMap.Link;

/**
 * The intensities of a channel after a link of the preprocessing.
 *
 * @param channel before the link
 * @param link the link that is applied to all samples
 */
record MappedIntensities(Intensities channel, Link link) implements
	Intensities
{

	@Override
	public double low() {
		return link.map(link.gain() < 0 ? channel.high() : channel.low());
	}

	@Override
	public double high() {
		return link.map(link.gain() < 0 ? channel.low() : channel.high());
	}

	@Override
	public double percentile(final double percent) {
		return link.map(channel.percentile(link.gain() < 0 ? 100 - percent
			: percent));
	}

	@Override
	public double mean() {
		checkLinear();
		return link.map(channel.mean());
	}

	@Override
	public double standardDeviation() {
		checkLinear();
		return Math.abs(link.gain()) * channel.standardDeviation();
	}

	private void checkLinear() {
		if (link.low() > Double.NEGATIVE_INFINITY || link
			.high() < Double.POSITIVE_INFINITY) throw new IllegalArgumentException(
				"The package uses the mean and variance of clipped values, which are " +
				"not known here: only those of unclipped values are");
	}
}
