package sc.fiji.superres.quality;

/** Small systems of linear equations. */
public final class LinearEquations {

	private LinearEquations() {
		// Static methods only.
	}

	/**
	 * Solves linear equations whose matrix is symmetric and positive definite.
	 *
	 * @param m n rows of the matrix, each followed by the value on the right-hand
	 *          side; overwritten
	 * @return the n unknowns
	 */
	public static double[] solve(final double[][] m) {
		final int n = m.length;
		for (int i = 0; i < n; i++) {
			for (int k = 0; k < n; k++) {
				if (k == i) continue;
				final double factor = m[k][i] / m[i][i];
				for (int j = i; j <= n; j++)
					m[k][j] -= factor * m[i][j];
			}
		}
		final double[] solution = new double[n];
		for (int i = 0; i < n; i++)
			solution[i] = m[i][n] / m[i][i];
		return solution;
	}
}
