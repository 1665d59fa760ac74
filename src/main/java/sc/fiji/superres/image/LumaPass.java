package sc.fiji.superres.image;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;

/**
 * Enlarges RGB as luma and two color differences, tile by tile, and puts them
 * together. The tiles are those of the luma.
 */
record LumaPass(Enlargement enlargement, Enlargement blueDifference,
	Enlargement redDifference) implements Pass
{

	LumaPass {
		if (!Intervals.equalDimensions(enlargement.target(), blueDifference
			.target())) throw new IllegalArgumentException(
				"The chroma would become " + size(blueDifference) +
					" pixels, but the luma " + size(enlargement) +
					": both need the same scale");
	}

	/** Luma, and two differences. */
	@Override
	public int blocks() {
		return 3;
	}

	@Override
	public void run(final SourcePlane source, final TargetPlane target,
		final int tile, final Progress progress)
	{
		Tiles.run(enlargement, 1, tile, (interval, block) -> source.read(
			Component.LUMA, interval, block, 0), //
			(interval, luma) -> target.write(interval, luma, //
				fill(blueDifference, Component.BLUE_DIFFERENCE, source, interval), //
				fill(redDifference, Component.RED_DIFFERENCE, source, interval)),
			progress);
	}

	private static String size(final Enlargement enlargement) {
		return enlargement.target().dimension(0) + " x " + enlargement.target()
			.dimension(1);
	}

	private static float[] fill(final Enlargement chroma,
		final Component component, final SourcePlane source, final Interval to)
	{
		final Interval from = chroma.source(to);
		final float[] samples = new float[(int) Intervals.numElements(from)];
		final float[] filled = new float[(int) Intervals.numElements(to)];
		source.read(component, from, samples, 0);
		chroma.fill(samples, from, filled, to);
		return filled;
	}
}
