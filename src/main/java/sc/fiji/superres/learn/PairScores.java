package sc.fiji.superres.learn;

import java.util.List;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/** The score of a method on pairs of planes that were held out. */
final class PairScores {

	private PairScores() {
		// Static methods only.
	}

	/**
	 * Returns the mean PSNR that a method and bicubic interpolation reach, with a
	 * peak of 1; as many pixels as the scale are left out at each side, at a scale
	 * of 1 two. At a scale of 1, bicubic is the degraded plane itself.
	 *
	 * @param pairs at least one
	 * @param upscaler of one channel, which does not look at intensities
	 * @param progress asked before each pair
	 */
	static Figure of(final List<Pair> pairs, final Upscaler upscaler,
		final Progress progress)
	{
		double bicubic = 0;
		double method = 0;
		for (final Pair pair : pairs) {
			progress.check();
			final Plane low = pair.low();
			final Plane high = pair.high();
			bicubic += psnr(pair, Resampler.to(Sampling.of(Kernel.named("bicubic")),
				high.width(), high.height()).plane(low).samples());
			method += psnr(pair, Tiles.plane(upscaler.prepare(low.width(), low
				.height(), Intensities.unit()), low.samples(), low.width(), low
					.height()));
		}
		return new Figure(pairs.size() + " held-out images", "PSNR (dB)", bicubic /
			pairs.size(), method / pairs.size());
	}

	private static double psnr(final Pair pair, final float[] enlarged) {
		final Plane high = pair.high();
		final int scale = high.width() / pair.low().width();
		return Psnr.of(high.samples(), enlarged, high.width(), high.height(),
			scale == 1 ? Degradation.BLUR : scale, 1);
	}
}
