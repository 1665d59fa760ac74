package sc.fiji.superres.block;

import java.util.concurrent.CancellationException;

/**
 * Receives the progress of a long computation, and says whether it should stop.
 */
public interface Progress {

	/** Reports nothing and never stops. */
	Progress NONE = new Progress() {

		@Override
		public void update(final double fraction, final String what) {
			// Ignored.
		}

		@Override
		public boolean cancelled() {
			return false;
		}
	};

	/**
	 * Reports the progress of the computation.
	 *
	 * @param fraction 0 to 1
	 * @param what a description of the current work for the user
	 */
	void update(double fraction, String what);

	/** Returns whether the user asked to stop. */
	boolean cancelled();

	/**
	 * Reports something that the user should know about the result, such as a
	 * warning; unlike {@link #update}, it is kept.
	 *
	 * @param line one line of text
	 */
	default void note(final String line) {
		// Ignored by default.
	}

	/**
	 * Ends the computation if the user asked to stop.
	 *
	 * @throws CancellationException if {@link #cancelled()}
	 */
	default void check() {
		if (cancelled()) throw new CancellationException("Stopped by the user");
	}

	/**
	 * Returns the progress of one part of this computation.
	 *
	 * @param index number of the part, from 0
	 * @param count number of parts, all of equal length
	 */
	default Progress part(final long index, final long count) {
		final Progress whole = this;
		return new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				whole.update((index + fraction) / count, what);
			}

			@Override
			public boolean cancelled() {
				return whole.cancelled();
			}

			@Override
			public void note(final String line) {
				whole.note(line);
			}
		};
	}
}
