package sc.fiji.superres.report;

import java.util.function.UnaryOperator;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * The mean PSNR that a method and bicubic interpolation reach on pairs of planes;
 * as many pixels as the scale are left out at each side, at a scale of 1 two. At
 * a scale of 1, bicubic is the degraded plane itself.
 */
final class PairScores {

	private final Upscaler upscaler;
	private final Progress progress;
	private double bicubic;
	private double method;
	private int count;

	/**
	 * @param upscaler of one channel, which does not look at intensities
	 * @param progress asked before each pair
	 */
	PairScores(final Upscaler upscaler, final Progress progress) {
		this.upscaler = upscaler;
		this.progress = progress;
	}

	/**
	 * Scores a pair.
	 *
	 * @param peak the highest value that samples could have
	 * @param round what is done to results before they are compared
	 */
	void add(final Pair pair, final double peak,
		final UnaryOperator<Plane> round)
	{
		progress.check();
		final Plane low = pair.low();
		final Plane high = pair.high();
		bicubic += psnr(high, round.apply(low.resampled(Sampling.of(Kernel.named(
			"bicubic")), high.width(), high.height())), pair, peak);
		method += psnr(high, round.apply(new Plane(Tiles.plane(upscaler.prepare(low
			.width(), low.height(), Intensities.unit()), low.samples(), low.width(),
			low.height()), high.width(), high.height())), pair, peak);
		count++;
	}

	/** Gives the means. */
	Figure figure(final String set) {
		return new Figure(set, "PSNR (dB)", bicubic / count, method / count);
	}

	private static double psnr(final Plane high, final Plane enlarged,
		final Pair pair, final double peak)
	{
		final int scale = high.width() / pair.low().width();
		return Psnr.of(high.samples(), enlarged.samples(), high.width(), high
			.height(), scale == 1 ? Degradation.BLUR : scale, peak);
	}
}
