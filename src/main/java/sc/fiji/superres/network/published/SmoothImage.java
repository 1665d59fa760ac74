package sc.fiji.superres.network.published;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * A smooth image, which every trained network enlarges much like bicubic
 * interpolation. One whose weights are for another range of values, or for an option
 * that the tensors do not show, does not.
 */
final class SmoothImage {

	/** Trained networks are closer than this, as a share of the range. */
	private static final double FAR = 0.1;

	private static final int SIDE = 64;
	private static final double PERIOD = 40;

	/** Share of the sides that is left out, since networks pad with zeros. */
	private static final int MARGIN = 4;

	private SmoothImage() {
		// Static methods only.
	}

	/**
	 * Measures how far a network is from bicubic interpolation.
	 *
	 * @param running makes (1, channels, scale x height, scale x width) of (1,
	 *          channels, height, width)
	 * @param network what it takes
	 * @return root mean square of the difference in the middle, as a share of the range
	 */
	static double difference(final UnaryOperator<Tensor> running,
		final PublishedNetwork network)
	{
		final int channels = network.channels();
		final int step = network.step();
		final int side = (Math.max(SIDE, network.minimum()) + step - 1) / step * step;
		final Tensor input = input(channels, side);
		final float[] output = running.apply(input).values();
		final int scale = network.scale();
		final Resampler bicubic = Resampler.by(Sampling.of(Kernel.named(
			Kernel.BICUBIC)), scale, scale);
		final int size = side * scale;
		final int margin = size / MARGIN;
		double squares = 0;
		for (int c = 0; c < channels; c++) {
			final float[] expected = bicubic.plane(Arrays.copyOfRange(input.values(), c *
				side * side, (c + 1) * side * side), side, side);
			for (int y = margin; y < size - margin; y++) {
				for (int x = margin; x < size - margin; x++) {
					final double difference = output[(c * size + y) * size + x] -
						expected[y * size + x];
					squares += difference * difference;
				}
			}
		}
		final int middle = size - 2 * margin;
		return Math.sqrt(squares / ((double) channels * middle * middle));
	}

	/**
	 * Returns what to warn of.
	 *
	 * @param difference as measured
	 */
	static Optional<String> warning(final double difference) {
		return difference < FAR ? Optional.empty() : Optional.of(String.format(
			Locale.ROOT, "Warning: a smooth image enlarged by this network is %.0f %% " +
				"of the range away from bicubic interpolation: the weights may be for " +
				"another range of values, or for an option that the tensors do not " +
				"show. Compare its results with those of its authors", 100 * difference));
	}

	private static Tensor input(final int channels, final int side) {
		final float[] values = new float[channels * side * side];
		for (int i = 0; i < values.length; i++) {
			final int c = i / (side * side);
			values[i] = (float) (0.5 + 0.3 * Math.sin(2 * Math.PI * (i % side) / PERIOD +
				c) * Math.cos(2 * Math.PI * (i / side % side) / PERIOD - c));
		}
		return new Tensor(new int[] { 1, channels, side, side }, values);
	}
}
