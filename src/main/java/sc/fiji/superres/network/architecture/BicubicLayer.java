package sc.fiji.superres.network.architecture;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * Bicubic enlargement (a = -0.5) as a fixed convolution and a pixel shuffle.
 * <p>
 * TorchScript's own {@code upsample_bicubic2d} is fixed at a = -0.75. The layer
 * crops {@link #HALO} pixels from each side of its input and enlarges the rest:
 * (N, C, H + 4, W + 4) to (N, C, s H, s W).
 * </p>
 */
public final class BicubicLayer {

	/** Pixels that the convolution crops from each side. */
	public static final int HALO = 2;

	private static final int SIZE = 2 * HALO + 1;

	private BicubicLayer() {
		// Static methods only.
	}

	/** Adds the layer to a network, applied to one of its variables. */
	public static void add(final ScriptModule net, final String variable,
		final int scale, final int channels)
	{
		net.line(variable, net.fixedConv("bicubic", variable, new int[] { channels *
			scale * scale, channels, SIZE, SIZE }, weights(scale, channels)));
		net.line(variable, "torch.pixel_shuffle(" + variable + ", " + scale + ")");
	}

	/**
	 * Returns the weights of the convolution, with a 5x5 kernel for each channel
	 * and each of its s x s phases.
	 */
	static float[] weights(final int scale, final int channels) {
		final float[] kernels = kernels(scale, scale);
		final int phases = scale * scale;
		final int length = SIZE * SIZE;
		final float[] weights = new float[channels * phases * channels * length];
		for (int c = 0; c < channels; c++) {
			for (int phase = 0; phase < phases; phase++)
				System.arraycopy(kernels, phase * length, weights, ((c * phases +
					phase) * channels + c) * length, length);
		}
		return weights;
	}

	/**
	 * Adds the enlargement of one channel along y alone, from and to a variable:
	 * (N, 1, H + 4, W) to (N, s, H, W), to be interleaved along y.
	 */
	static void addRows(final ScriptModule net, final String variable,
		final int scale)
	{
		final float[] kernels = kernels(1, scale);
		final float[] columns = new float[scale * SIZE];
		for (int i = 0; i < columns.length; i++)
			columns[i] = kernels[i * SIZE + HALO];
		net.line(variable, net.fixedConv("bicubic", variable, new int[] { scale, 1,
			SIZE, 1 }, columns));
	}

	/**
	 * Returns the resampler's response to a single bright pixel, by phase and
	 * tap.
	 */
	private static float[] kernels(final int scaleX, final int scaleY) {
		final int side = 2 * SIZE - 1;
		final float[] impulse = new float[side * side];
		impulse[impulse.length / 2] = 1;
		final float[] response = Resampler.resized(Sampling.of(Kernel.named(
			"bicubic")), new Plane(impulse, side, side), side * scaleX, side * scaleY)
			.samples();
		final float[] kernels = new float[scaleX * scaleY * SIZE * SIZE];
		int i = 0;
		for (int phase = 0; phase < scaleX * scaleY; phase++) {
			for (int tap = 0; tap < SIZE * SIZE; tap++) {
				final int y = (side / 2 + HALO - tap / SIZE) * scaleY + phase / scaleX;
				final int x = (side / 2 + HALO - tap % SIZE) * scaleX + phase % scaleX;
				kernels[i++] = response[y * side * scaleX + x];
			}
		}
		return kernels;
	}
}
