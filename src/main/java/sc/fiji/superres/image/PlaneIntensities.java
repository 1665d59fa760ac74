package sc.fiji.superres.image;

import java.util.List;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;

/**
 * The intensities of one channel for a plane that was made of it: noise and blur
 * are those of the plane.
 *
 * @param channel range, percentiles and moments
 * @param plane what is computed
 */
record PlaneIntensities(Intensities channel, Plane plane) implements
	Intensities
{

	@Override
	public double low() {
		return channel.low();
	}

	@Override
	public double high() {
		return channel.high();
	}

	@Override
	public double percentile(final double percent) {
		return channel.percentile(percent);
	}

	@Override
	public double mean() {
		return channel.mean();
	}

	@Override
	public double standardDeviation() {
		return channel.standardDeviation();
	}

	@Override
	public List<Plane> planes() {
		final int width = Math.min(SIDE, plane.width());
		final int height = Math.min(SIDE, plane.height());
		return List.of(plane.crop((plane.width() - width) / 2, (plane.height() -
			height) / 2, width, height).shares(low(), high()));
	}
}
