package sc.fiji.superres.training;

import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.bound.BoundFit;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.quality.Errors;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * The images on which a model is scored, and which it never learns from;
 * networks and dictionaries follow the same rule.
 * <p>
 * The score is the mean over the images of the PSNR of each: over all its
 * channels, with a peak of 1, of the central {@value #SCORED} x
 * {@value #SCORED} pixels, without a border of as many pixels as the scale (two
 * at a scale of 1), and at most {@value #IDENTICAL} dB. At a scale of 1,
 * bicubic is the degraded image itself. Of planes with
 * unknown values, which are NaN, all that is known is scored.
 * </p>
 */
public final class ValidationSet {

	/** Longest side of the scored part, in HR pixels. */
	private static final int SCORED = 512;

	/** The PSNR of a plane that equals the original. */
	private static final double IDENTICAL = 100;

	/** Longest side of a preview, in HR pixels. */
	private static final int PREVIEW = 192;

	private final List<Pair> pairs;
	private final double bicubic;

	/**
	 * @param pairs at least one
	 * @throws IllegalArgumentException if there are none
	 */
	public ValidationSet(final List<Pair> pairs) {
		if (pairs.isEmpty()) throw new IllegalArgumentException(
			"The validation set is empty: add at least one image");
		this.pairs = pairs.stream().map(pair -> middle(pair, SCORED)).toList();
		bicubic = this.pairs.stream().mapToDouble(pair -> psnr(pair, bicubic(pair)))
			.average().orElseThrow();
	}

	/** Returns the score of bicubic interpolation in dB. */
	public double bicubic() {
		return bicubic;
	}

	/**
	 * Returns the score of a method in dB.
	 *
	 * @param method turns LR channels into HR ones
	 * @throws IllegalArgumentException if it does not enlarge that many channels
	 *           by the scale of the pairs
	 */
	public double score(final UnaryOperator<List<Plane>> method) {
		return pairs.stream().mapToDouble(pair -> psnr(pair, enlarged(method,
			pair))).average().orElseThrow();
	}

	/**
	 * Returns the score of a method of one channel in dB.
	 *
	 * @param upscaler a method that ignores intensities
	 * @param progress checked before each image
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public double score(final Upscaler upscaler, final Progress progress) {
		return score(lows -> {
			progress.check();
			return run(upscaler, lows);
		});
	}

	/**
	 * Returns the bound of a method's errors, calibrated on these images.
	 *
	 * @param upscaler a method of as many channels as the images have
	 * @param progress checked before each image
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public ErrorBound bound(final Upscaler upscaler, final Progress progress) {
		final BoundFit fit = new BoundFit();
		for (final Pair pair : pairs) {
			progress.check();
			final List<Plane> results = enlarged(lows -> run(upscaler, lows), pair);
			for (int c = 0; c < pair.channels(); c++)
				fit.add(pair.lows().get(c), results.get(c), pair.highs().get(c),
					Intensities.unit());
		}
		return fit.fit();
	}

	/**
	 * Returns a score for the model card.
	 *
	 * @param score of the model in dB
	 */
	public Figure figure(final double score) {
		return Figure.validation(pairs.size(), bicubic, score);
	}

	/** Returns the center of the first plane: bicubic, enlarged, and original. */
	TrainingWatcher.Preview preview(final UnaryOperator<List<Plane>> method) {
		final Pair pair = middle(pairs.get(0), PREVIEW);
		return new TrainingWatcher.Preview(bicubic(pair), enlarged(method, pair),
			IntStream.range(0, pair.channels()).mapToObj(c -> filled(pair, c)).toList());
	}

	// -- Helper methods --

	/** Enlarges channels together. */
	private static List<Plane> run(final Upscaler upscaler,
		final List<Plane> lows)
	{
		final Plane low = lows.get(0);
		final int size = low.samples().length;
		final float[] source = new float[lows.size() * size];
		for (int c = 0; c < lows.size(); c++)
			System.arraycopy(lows.get(c).samples(), 0, source, c * size, size);
		final PreparedOperation enlargement = upscaler.prepare(low.size(), Intensities
			.units(lows.size()));
		final float[] target = Tiles.plane(enlargement, lows.size(), source, low
			.width(), low.height());
		final int filled = target.length / lows.size();
		final int width = (int) enlargement.target().dimension(0);
		return IntStream.range(0, lows.size()).mapToObj(c -> new Plane(Arrays
			.copyOfRange(target, c * filled, (c + 1) * filled), width, filled /
				width)).toList();
	}

	private static Pair middle(final Pair pair, final int side) {
		final int scaleX = pair.high().width() / pair.low().width();
		final int scaleY = scale(pair);
		final int width = Math.min(pair.low().width(), side / scaleX);
		final int height = Math.min(pair.low().height(), side / scaleY);
		final int x = (pair.low().width() - width) / 2;
		final int y = (pair.low().height() - height) / 2;
		return pair.crop(x, y, width, height);
	}

	private static List<Plane> enlarged(
		final UnaryOperator<List<Plane>> method, final Pair pair)
	{
		final List<Plane> enlarged = method.apply(pair.lows());
		final Plane high = pair.high();
		final Plane found = enlarged.get(0);
		if (enlarged.size() != pair.channels() || found.width() != high.width() ||
			found.height() != high.height()) throw new IllegalArgumentException(
				"The network makes " + enlarged.size() + " channels of " + found +
					" of " + pair.channels() + " of " + pair.low() +
					", but the images were degraded by " + scale(pair) +
					": choose a network that enlarges by " + scale(pair));
		return enlarged;
	}

	private static List<Plane> bicubic(final Pair pair) {
		return pair.lows().stream().map(low -> Resampler.resized(Sampling.of(Kernel
			.named("bicubic")), low, pair.high().width(), pair.high().height()))
			.toList();
	}

	private static double psnr(final Pair pair, final List<Plane> enlarged) {
		final int border = scale(pair) == 1 ? Degradation.BLUR : scale(pair);
		final double error = IntStream.range(0, pair.channels()).mapToDouble(
			c -> squared(pair.highs().get(c), enlarged.get(c), border)).average()
			.orElseThrow();
		return Math.min(IDENTICAL, Psnr.of(error, 1));
	}

	/** Returns the mean squared error; where not all is known, of what is. */
	private static double squared(final Plane high, final Plane found,
		final int border)
	{
		final int[] known = IntStream.range(0, high.samples().length).filter(
			i -> !Float.isNaN(high.samples()[i])).toArray();
		return known.length == high.samples().length ? Errors.of(high.samples(),
			found.samples(), high.width(), high.height(), border).squared() : Errors.of(
				at(known, high), at(known, found), known.length, 1, 0).squared();
	}

	/** Returns what is known of a high-resolution channel, and bicubic elsewhere. */
	private static Plane filled(final Pair pair, final int channel) {
		final Plane high = pair.highs().get(channel);
		final float[] samples = high.samples().clone();
		final float[] rest = bicubic(pair).get(channel).samples();
		for (int i = 0; i < samples.length; i++)
			if (Float.isNaN(samples[i])) samples[i] = rest[i];
		return new Plane(samples, high.width(), high.height());
	}

	private static float[] at(final int[] pixels, final Plane plane) {
		final float[] samples = new float[pixels.length];
		for (int i = 0; i < pixels.length; i++)
			samples[i] = plane.samples()[pixels[i]];
		return samples;
	}

	/** Returns the scale of y, which is that of x or x is not enlarged. */
	private static int scale(final Pair pair) {
		return pair.high().height() / pair.low().height();
	}
}
