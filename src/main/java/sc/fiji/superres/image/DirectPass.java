package sc.fiji.superres.image;

import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;

/**
 * Enlarges components that are stored as they are: grey, one channel of RGB,
 * red, green and blue together, or luma that becomes grey.
 */
record DirectPass(Enlargement enlargement, Component... components) implements
	Pass
{

	@Override
	public int blocks() {
		return components.length;
	}

	@Override
	public void run(final long number, final Source source,
		final TargetPlane target, final int tile, final Progress progress)
	{
		final boolean finite = source.finite();
		Tiles.run(enlargement.plane(number), components.length, tile, (interval,
			block) -> {
			final int size = (int) Intervals.numElements(interval);
			for (int c = 0; c < components.length; c++)
				source.read(components[c], interval, block, c * size);
		}, (interval, block) -> {
			final int size = (int) Intervals.numElements(interval);
			for (int c = 0; c < components.length; c++)
				target.write(components[c], interval, block, c * size);
			if (!finite) target.restore(source.nearest(), interval);
		}, progress);
	}
}
