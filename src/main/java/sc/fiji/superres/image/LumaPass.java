package sc.fiji.superres.image;

import java.util.List;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.WrongUsage;

/**
 * Computes RGB as luma and two color differences, tile by tile, and joins them.
 * The tiles are those of the luma.
 *
 * @param operation computes the luma
 * @param chroma computes each of the differences
 */
record LumaPass(PreparedOperation operation, PreparedOperation chroma)
	implements Pass
{

	LumaPass {
		if (!Intervals.equalDimensions(operation.target(), chroma.target()))
			throw new WrongUsage("The luma would become " + size(
				operation) + " pixels, but the chroma " + size(chroma) +
				" pixels: the method rounds sizes differently, so choose color=" +
				EnlargeSettings.CHANNELS);
	}

	/** Luma and two differences. */
	@Override
	public int blocks() {
		return 3;
	}

	@Override
	public void run(final long first, final long step,
		final List<ChannelSlices> sources, final List<TargetSlices> targets,
		final int tile, final Progress progress)
	{
		final ChannelSlices source = sources.get(0);
		final TargetSlices target = targets.get(0);
		Tiles.run(operation.numbered(first, step), 1, tile, (interval,
			block) -> source.read(Component.LUMA, interval, block, 0), (interval,
				luma) -> {
				final float[] blue = differences(Component.BLUE_DIFFERENCE, source,
					interval);
				final float[] red = differences(Component.RED_DIFFERENCE, source,
					interval);
				target.write(interval, luma, blue, red);
			}, progress);
	}

	private static String size(final PreparedOperation operation) {
		return operation.target().dimension(0) + " x " + operation.target()
			.dimension(1);
	}

	private float[] differences(final Component component,
		final ChannelSlices source, final Interval to)
	{
		final Interval from = chroma.source(to);
		final float[] samples = new float[(int) Intervals.numElements(from)];
		final float[] filled = new float[(int) Intervals.numElements(to)];
		source.read(component, from, samples, 0);
		chroma.fill(samples, from, filled, to);
		return filled;
	}
}
