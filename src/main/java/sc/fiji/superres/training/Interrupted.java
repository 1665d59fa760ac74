package sc.fiji.superres.training;

import java.util.concurrent.CancellationException;

/**
 * A training that the user stopped before its end, but can continue; the message says what
 * has been reached, and how to go on.
 */
public final class Interrupted extends CancellationException {

	private static final long serialVersionUID = 1L;

	public Interrupted(final String message) {
		super(message);
	}
}
