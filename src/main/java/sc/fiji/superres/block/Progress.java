package sc.fiji.superres.block;

import java.util.concurrent.CancellationException;

/**
 * How a long computation tells how far it is, and learns that it should stop.
 */
public interface Progress {

	/** Reports nothing and never stops. */
	Progress NONE = new Progress() {

		@Override
		public void update(final double fraction, final String what) {
			// Nobody listens.
		}

		@Override
		public boolean cancelled() {
			return false;
		}
	};

	/**
	 * Reports how far the computation is.
	 *
	 * @param fraction 0 to 1
	 * @param what what is being done, for the user to read
	 */
	void update(double fraction, String what);

	/** Returns whether the user asked to stop. */
	boolean cancelled();

	/**
	 * Says something that the user should know of the result, such as a warning;
	 * unlike {@link #update}, it stays readable.
	 *
	 * @param line one line of text
	 */
	default void note(final String line) {
		// For those who listen.
	}

	/**
	 * Leaves the computation where the user asked to stop.
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
	 * @param count number of parts, all of one length
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
