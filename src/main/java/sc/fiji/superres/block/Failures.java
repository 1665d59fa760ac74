package sc.fiji.superres.block;

/** Words for what went wrong. */
public final class Failures {

	private Failures() {
		// Static methods only.
	}

	/**
	 * Returns the one line that tells a user why a step failed.
	 *
	 * @return the message of the failure; its kind where it carries none; where
	 *         memory ran out, below whatever, that
	 */
	public static String message(final Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof OutOfMemoryError) return "Java ran out of memory (" +
				cause.getMessage() +
				"): give it more, or work on a smaller image or region";
		}
		final String message = failure.getMessage();
		return message == null || message.isBlank() ? failure.toString() : message
			.strip().replaceAll("\\s*\\R\\s*", " ");
	}
}
