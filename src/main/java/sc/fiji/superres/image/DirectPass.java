package sc.fiji.superres.image;

import java.util.List;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;

/**
 * Enlarges components that are stored as they are: grey, one channel of RGB,
 * red, green and blue together, the greys of several channels together, or luma
 * that becomes grey.
 *
 * @param components of the plane, or one of each channel's plane
 */
record DirectPass(Enlargement enlargement, Component... components) implements
	Pass
{

	@Override
	public int blocks() {
		return components.length;
	}

	@Override
	public void run(final long number, final List<Source> sources,
		final List<TargetPlane> targets, final int tile, final Progress progress)
	{
		final boolean[] finite = new boolean[sources.size()];
		for (int i = 0; i < finite.length; i++)
			finite[i] = sources.get(i).finite();
		Tiles.run(enlargement.plane(number), components.length, tile, (interval,
			block) -> {
			for (int c = 0; c < components.length; c++)
				of(sources, c).read(components[c], interval, block, at(c, interval));
		}, (interval, block) -> {
			for (int c = 0; c < components.length; c++)
				of(targets, c).write(components[c], interval, block, at(c, interval));
			for (int i = 0; i < finite.length; i++)
				if (!finite[i]) targets.get(i).restore(sources.get(i).nearest(),
					interval);
		}, progress);
	}

	/** Returns the plane of a component: its channel's, or the only one. */
	private static <T> T of(final List<T> planes, final int component) {
		return planes.get(planes.size() == 1 ? 0 : component);
	}

	private static int at(final int component, final Interval interval) {
		return component * (int) Intervals.numElements(interval);
	}
}
