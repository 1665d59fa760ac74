package sc.fiji.superres.training;

/**
 * One tensor of a network during training: the values that Adam updates, the
 * network's values, and the running average of the latter, which is scored and
 * kept.
 * <p>
 * Without normalization, Adam updates the tensor itself. With weight
 * normalization (Salimans and Kingma 2016) each output w of a convolution is g
 * v / |v|, and Adam updates its length g and its direction v; the network
 * itself only has the plain w. Directions start with the length of He's
 * initialization, regardless of the length of w.
 * </p>
 * <p>
 * The average is exponential; its decay after step t is at most (1 + t) / (10 +
 * t), so that the first steps are soon forgotten.
 * </p>
 */
final class TrainedTensor {

	/** The tensor itself, or all g followed by all v. */
	private final float[] moved;
	private final float[] gradient;
	private final float[] plain;
	private final float[] average;
	private final Adam adam;
	/** Number of normalized outputs; 0 for none. */
	private final int rows;

	private TrainedTensor(final float[] moved, final float[] average,
		final Adam adam, final int rows)
	{
		this.moved = moved;
		this.average = average;
		this.adam = adam;
		this.rows = rows;
		plain = rows == 0 ? moved : new float[moved.length - rows];
		gradient = rows == 0 ? null : new float[moved.length];
		compose();
	}

	/**
	 * Starts.
	 *
	 * @param values initial values; not copied
	 * @param rows number of normalized outputs, each with an equal share of the
	 *          values; 0 for none
	 */
	static TrainedTensor of(final float[] values, final int rows) {
		final float[] moved = rows == 0 ? values : split(values, rows);
		return new TrainedTensor(moved, values.clone(), new Adam(moved.length),
			rows);
	}

	/** Continues from a checkpoint; its arrays are not copied. */
	static TrainedTensor of(final Checkpoint.State state, final int rows) {
		return new TrainedTensor(state.values(), state.average(), new Adam(state
			.mean(), state.variance()), rows);
	}

	/** Returns the state for a checkpoint. */
	Checkpoint.State state() {
		return new Checkpoint.State(moved, adam.mean(), adam.variance(), average);
	}

	/**
	 * Takes one step.
	 *
	 * @param slope gradient of the loss with respect to the network's values
	 * @param rate learning rate of this step
	 * @param step number of this step, from 1
	 * @param averaging decay of the average; 0 for none
	 */
	void update(final float[] slope, final double rate, final int step,
		final double averaging)
	{
		adam.update(moved, rows == 0 ? slope : split(slope), rate, step);
		compose();
		final float share = (float) (1 - Math.min(averaging, (1.0 + step) / (10 +
			step)));
		for (int i = 0; i < plain.length; i++)
			average[i] += share * (plain[i] - average[i]);
		if (averaging == 0) System.arraycopy(plain, 0, average, 0, plain.length);
	}

	/** Returns the network's values for training. */
	float[] plain() {
		return plain;
	}

	/** Returns the network's values for scoring and writing. */
	float[] average() {
		return average;
	}

	// -- Weight normalization --

	private static float[] split(final float[] values, final int rows) {
		final int length = values.length / rows;
		final float[] moved = new float[rows + values.length];
		for (int r = 0; r < rows; r++) {
			final double norm = norm(values, r * length, length);
			moved[r] = (float) norm;
			// Weights of He's variance 2 / length have this norm.
			final double factor = norm > 0 ? Math.sqrt(2) / norm : 0;
			for (int i = 0; i < length; i++)
				moved[rows + r * length + i] = norm > 0 ? (float) (factor * values[r *
					length + i]) : (float) Math.sqrt(2.0 / length);
		}
		return moved;
	}

	private void compose() {
		for (int r = 0; r < rows; r++) {
			final int length = plain.length / rows;
			final double factor = moved[r] / norm(moved, rows + r * length, length);
			for (int i = r * length; i < (r + 1) * length; i++)
				plain[i] = (float) (factor * moved[rows + i]);
		}
	}

	/**
	 * Returns the gradient with respect to g and v, from that with respect to w.
	 */
	private float[] split(final float[] slope) {
		final int length = plain.length / rows;
		for (int r = 0; r < rows; r++) {
			final int start = r * length;
			final double norm = norm(moved, rows + start, length);
			double along = 0;
			for (int i = start; i < start + length; i++)
				along += slope[i] * moved[rows + i];
			gradient[r] = (float) (along / norm);
			for (int i = start; i < start + length; i++)
				gradient[rows + i] = (float) (moved[r] / norm * (slope[i] - along /
					norm / norm * moved[rows + i]));
		}
		return gradient;
	}

	private static double norm(final float[] values, final int start,
		final int length)
	{
		double sum = 0;
		for (int i = start; i < start + length; i++)
			sum += (double) values[i] * values[i];
		return Math.sqrt(sum);
	}
}
