package sc.fiji.superres.filter;

/**
 * The gains of a filter at the frequencies of a plane's cosines: cosine k of n
 * pixels has k / (2 n) cycles per pixel. Used by many threads at once.
 */
final class Transfer {

	private final FourierSettings settings;
	private final int width;
	private final double[] along;
	private final Rolloff.Line cutoff;

	/** Only used for a band. */
	private final Rolloff.Line upper;

	/** Prepares the gains for planes of one size. */
	Transfer(final FourierSettings settings, final int width,
		final int height)
	{
		this.settings = settings;
		this.width = width;
		along = new double[height];
		for (int y = 0; y < height; y++)
			along[y] = frequency(y, height, settings.pixel().height());
		cutoff = line(settings.cutoff());
		upper = settings.pass() == FourierSettings.Pass.BAND ? line(settings
			.upper()) : null;
	}

	/** Returns the gain of the mean. */
	float mean() {
		if (settings.mean()) return 1;
		final double passed = settings.pass() == FourierSettings.Pass.LOW ? 1 : 0;
		return (float) (settings.gain() > 0 ? 1 + settings.gain() * passed
			: passed);
	}

	/**
	 * Computes the gains of a column.
	 *
	 * @param gains where they go
	 * @param spare is overwritten
	 */
	void column(final int x, final double[] gains, final double[] spare) {
		fill(cutoff, settings.cutoff(), x, gains);
		switch (settings.pass()) {
			case LOW -> {
				// Already the low-pass.
			}
			case HIGH -> {
				for (int y = 0; y < gains.length; y++)
					gains[y] = 1 - gains[y];
			}
			case BAND -> {
				fill(upper, settings.upper(), x, spare);
				for (int y = 0; y < gains.length; y++)
					gains[y] = spare[y] - gains[y];
			}
		}
		if (settings.gain() > 0) for (int y = 0; y < gains.length; y++)
			gains[y] = 1 + settings.gain() * gains[y];
		if (x == 0) gains[0] = mean();
	}

	private Rolloff.Line line(final double frequency) {
		final double[] squares = new double[along.length];
		for (int y = 0; y < squares.length; y++)
			squares[y] = square(along[y] / frequency);
		return settings.rolloff().line(squares);
	}

	private void fill(final Rolloff.Line line, final double frequency,
		final int x, final double[] gains)
	{
		line.fill(square(frequency(x, width, settings.pixel().width()) / frequency),
			gains);
	}

	private static double frequency(final int index, final int size,
		final double pixel)
	{
		return index / (2.0 * size * pixel);
	}

	private static double square(final double value) {
		return value * value;
	}
}
