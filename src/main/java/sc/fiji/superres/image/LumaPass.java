package sc.fiji.superres.image;

import java.util.List;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;

/**
 * Enlarges RGB as luma and two color differences, tile by tile, and puts them
 * together. The tiles are those of the luma.
 *
 * @param enlargement enlarges the luma
 * @param chroma enlarges each of the differences
 */
record LumaPass(Enlargement enlargement, Enlargement chroma) implements Pass {

	LumaPass {
		if (!Intervals.equalDimensions(enlargement.target(), chroma.target()))
			throw new IllegalArgumentException("The luma would become " + size(
				enlargement) + " pixels, but the chroma " + size(chroma) +
				" pixels: the method rounds sizes in another way, so choose color=" +
				EnlargeSettings.CHANNELS);
	}

	/** Luma, and two differences. */
	@Override
	public int blocks() {
		return 3;
	}

	@Override
	public void run(final long number, final List<Source> sources,
		final List<TargetPlane> targets, final int tile, final Progress progress)
	{
		final Source source = sources.get(0);
		final TargetPlane target = targets.get(0);
		Tiles.run(enlargement.plane(number), 1, tile, (interval, block) -> source
			.read(Component.LUMA, interval, block, 0), //
			(interval, luma) -> target.write(interval, luma, //
				differences(Component.BLUE_DIFFERENCE, source, interval), //
				differences(Component.RED_DIFFERENCE, source, interval)), progress);
	}

	private static String size(final Enlargement enlargement) {
		return enlargement.target().dimension(0) + " x " + enlargement.target()
			.dimension(1);
	}

	private float[] differences(final Component component,
		final Source source, final Interval to)
	{
		final Interval from = chroma.source(to);
		final float[] samples = new float[(int) Intervals.numElements(from)];
		final float[] filled = new float[(int) Intervals.numElements(to)];
		source.read(component, from, samples, 0);
		chroma.fill(samples, from, filled, to);
		return filled;
	}
}
