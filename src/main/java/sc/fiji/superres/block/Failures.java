package sc.fiji.superres.block;

/** Words for what went wrong. */
public final class Failures {

	/** A message holds so many characters at most. */
	private static final int LONGEST = 400;

	private static final String CUT = " ... ";

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
		return shortened((message == null || message.isBlank() ? failure.toString()
			: message).strip().replaceAll("\\s*\\R\\s*", " "));
	}

	/** Leaves out the middle: values begin a message, and remedies end it. */
	private static String shortened(final String message) {
		if (message.length() <= LONGEST) return message;
		final int half = (LONGEST - CUT.length()) / 2;
		return message.substring(0, half) + CUT + message.substring(message
			.length() - half);
	}
}
