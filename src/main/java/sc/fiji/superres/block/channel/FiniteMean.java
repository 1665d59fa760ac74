package sc.fiji.superres.block.channel;

import java.util.function.DoubleSupplier;

/**
 * What stands for a sample that is NaN or infinite: the mean of the finite ones
 * among its eight neighbors in the plane, or the channel's low if there are none.
 * It does not depend on how an image is cut into blocks.
 */
public final class FiniteMean {

	private FiniteMean() {
		// Static methods only.
	}

	/**
	 * Returns the value that stands for a sample.
	 *
	 * @param samples planes of samples, row by row
	 * @param at index of the sample
	 * @param row number of samples from one row to the next
	 * @param left whether the sample has a neighbor on its left
	 * @param right whether it has one on its right
	 * @param above whether it has one above
	 * @param below whether it has one below
	 * @param low returns the channel's low
	 */
	public static float of(final float[] samples, final int at, final int row,
		final boolean left, final boolean right, final boolean above,
		final boolean below, final DoubleSupplier low)
	{
		double sum = 0;
		int count = 0;
		for (int v = above ? -1 : 0; v <= (below ? 1 : 0); v++) {
			for (int u = left ? -1 : 0; u <= (right ? 1 : 0); u++) {
				final float value = samples[at + v * row + u];
				if (!Float.isFinite(value)) continue;
				sum += value;
				count++;
			}
		}
		return (float) (count == 0 ? low.getAsDouble() : sum / count);
	}
}
