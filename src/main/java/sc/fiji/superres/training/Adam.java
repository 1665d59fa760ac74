package sc.fiji.superres.training;

/**
 * Adam (Kingma and Ba 2015, algorithm 1) over one array of parameters, with
 * moments that can be saved.
 * <p>
 * beta1 = 0.9, beta2 = 0.999, epsilon = 1e-8. Parameters live in Java arrays: a
 * network small enough to train on a CPU is copied in well under a millisecond.
 * </p>
 */
final class Adam {

	private static final float BETA1 = 0.9f;
	private static final float BETA2 = 0.999f;
	private static final float EPSILON = 1e-8f;

	private final float[] mean;
	private final float[] variance;

	/** Starts with moments of 0. */
	Adam(final int parameters) {
		this(new float[parameters], new float[parameters]);
	}

	/** Continues with saved moments; the arrays are not copied. */
	Adam(final float[] mean, final float[] variance) {
		this.mean = mean;
		this.variance = variance;
	}

	/**
	 * Takes one step.
	 *
	 * @param values the parameters, changed in place
	 * @param gradient of the loss
	 * @param rate learning rate of this step
	 * @param step number of this step, from 1
	 */
	void update(final float[] values, final float[] gradient, final double rate,
		final long step)
	{
		final float alpha = (float) (rate * Math.sqrt(1 - Math.pow(BETA2, step)) /
			(1 - Math.pow(BETA1, step)));
		final float epsilon = (float) (EPSILON * Math.sqrt(1 - Math.pow(BETA2,
			step)));
		for (int i = 0; i < values.length; i++) {
			final float g = gradient[i];
			mean[i] = BETA1 * mean[i] + (1 - BETA1) * g;
			variance[i] = BETA2 * variance[i] + (1 - BETA2) * g * g;
			values[i] -= alpha * mean[i] / ((float) Math.sqrt(variance[i]) + epsilon);
		}
	}

	/** Returns the first moments, to be saved. */
	float[] mean() {
		return mean;
	}

	/** Returns the second moments, to be saved. */
	float[] variance() {
		return variance;
	}
}
