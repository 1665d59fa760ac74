package sc.fiji.superres.image;

import java.util.List;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;

/**
 * Computes components that are stored as they are: gray, one channel of RGB,
 * red, green and blue together, the grays of several channels together, or luma
 * that becomes gray.
 *
 * @param components of the plane, or one of each channel's plane
 */
record DirectPass(PreparedOperation operation, Component... components)
	implements Pass
{

	@Override
	public int blocks() {
		return components.length;
	}

	@Override
	public void run(final long first, final long step,
		final List<ChannelSlices> sources, final List<TargetSlices> targets,
		final int tile, final Progress progress)
	{
		Tiles.run(operation.numbered(first, step), components.length, tile, (
			interval, block) -> {
			for (int c = 0; c < components.length; c++)
				of(sources, c).read(components[c], interval, block, at(c, interval));
		}, (interval, block) -> {
			for (int c = 0; c < components.length; c++)
				of(targets, c).write(components[c], interval, block, at(c, interval));
			for (int i = 0; i < sources.size(); i++)
				targets.get(i).restore(sources.get(i), interval);
		}, progress);
	}

	/**
	 * Returns the slices of a component: those of its channel, or the only ones.
	 */
	private static <T> T of(final List<T> slices, final int component) {
		return slices.get(slices.size() == 1 ? 0 : component);
	}

	private static int at(final int component, final Interval interval) {
		return component * (int) Intervals.numElements(interval);
	}
}
