package sc.fiji.superres.training;

import java.util.Arrays;
import java.util.List;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.quality.Errors;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * The planes that a network is scored on while it is trained, and that it never
 * learns from; of large ones the middle.
 */
public final class HeldOut {

	/** Longest side of what is scored, in high-resolution pixels. */
	private static final int SCORED = 512;

	/** The PSNR of a plane that comes back as it was. */
	private static final double IDENTICAL = 100;

	/** Longest side of a preview, in high-resolution pixels. */
	private static final int PREVIEW = 192;

	private final List<Pair> pairs;
	private final double bicubic;

	/**
	 * @param pairs at least one
	 * @throws IllegalArgumentException if there are none
	 */
	public HeldOut(final List<Pair> pairs) {
		if (pairs.isEmpty()) throw new IllegalArgumentException(
			"There are no held-out images to score the network on: give at least " +
				"one");
		this.pairs = pairs.stream().map(pair -> middle(pair, SCORED)).toList();
		bicubic = this.pairs.stream().mapToDouble(pair -> psnr(pair, bicubic(pair)))
			.average().orElseThrow();
	}

	/** Returns the score of bicubic interpolation: mean PSNR in dB. */
	public double bicubic() {
		return bicubic;
	}

	/**
	 * Scores a network.
	 *
	 * @return mean PSNR in dB, each over all channels and at most 100, peak 1,
	 *         borders of {@code scale} pixels left out
	 * @throws IllegalArgumentException if it does not enlarge as many channels, by
	 *           the scale of the pairs
	 */
	double score(final TorchNetwork network) {
		return pairs.stream().mapToDouble(pair -> psnr(pair, run(network, pair)))
			.average().orElseThrow();
	}

	/** Returns the middle of the first plane: bicubic, enlarged, and as it is. */
	TrainingWatcher.Preview preview(final TorchNetwork network) {
		final Pair pair = middle(pairs.get(0), PREVIEW);
		return new TrainingWatcher.Preview(bicubic(pair), run(network, pair), pair
			.highs());
	}

	private static Pair middle(final Pair pair, final int side) {
		final int scale = scale(pair);
		final int width = Math.min(pair.low().width(), side / scale);
		final int height = Math.min(pair.low().height(), side / scale);
		final int x = (pair.low().width() - width) / 2;
		final int y = (pair.low().height() - height) / 2;
		return new Pair(pair.lows().stream().map(low -> low.crop(x, y, width,
			height)).toList(), pair.highs().stream().map(high -> high.crop(x * scale,
				y * scale, width * scale, height * scale)).toList());
	}

	private static List<Plane> run(final TorchNetwork network,
		final Pair pair)
	{
		final Plane high = pair.high();
		final Tensor output = network.forward(PlaneTensors.tensor(pair.lows()));
		final int[] wanted = { 1, pair.channels(), high.height(), high.width() };
		if (!Arrays.equals(output.shape(), wanted))
			throw new IllegalArgumentException("The network makes " + Arrays.toString(
				output.shape()) + " of " + pair.low() +
				", but the images were degraded by " + scale(pair) +
				": choose a network that enlarges by " + scale(pair));
		return PlaneTensors.of(output);
	}

	private static List<Plane> bicubic(final Pair pair) {
		return pair.lows().stream().map(low -> Resampler.to(Sampling.of(Kernel
			.named("bicubic")), pair.high().width(), pair.high().height()).plane(low)).toList();
	}

	private static double psnr(final Pair pair, final List<Plane> enlarged) {
		final Plane high = pair.high();
		double error = 0;
		for (int c = 0; c < pair.channels(); c++)
			error += Errors.of(pair.highs().get(c).samples(), enlarged.get(c)
				.samples(), high.width(), high.height(), scale(pair)).squared();
		return Math.min(IDENTICAL, Psnr.of(error / pair.channels(), 1));
	}

	private static int scale(final Pair pair) {
		return pair.high().width() / pair.low().width();
	}
}
