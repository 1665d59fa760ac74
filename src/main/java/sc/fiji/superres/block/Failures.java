package sc.fiji.superres.block;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/** Messages of failures. */
public final class Failures {

	/** Largest number of characters of a message. */
	private static final int LONGEST = 400;

	private static final String CUT = " ... ";

	private Failures() {
		// Static methods only.
	}

	/**
	 * Returns one line that tells the user why a step failed.
	 *
	 * @return the message of the failure, or its kind if it has none; if memory
	 *          ran out, at any level of causes, a message that says so
	 */
	public static String message(final Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof OutOfMemoryError) return "Java ran out of memory (" +
				cause.getMessage() +
				"): give it more, or use a smaller image or region";
		}
		final String message = failure instanceof final FileSystemException exc &&
			exc.getReason() == null ? exc.getFile() + " " + reason(exc) : failure
				.getMessage();
		return shortened((message == null || message.isBlank() ? failure.toString()
			: message).strip().replaceAll("\\s*\\R\\s*", " "));
	}

	/** Java names the file alone. */
	private static String reason(final FileSystemException failure) {
		if (failure instanceof NoSuchFileException) return "does not exist";
		if (failure instanceof FileAlreadyExistsException) return "already exists: choose " +
			"another name";
		if (failure instanceof NotDirectoryException) return "is no folder";
		if (failure instanceof AccessDeniedException) return
			"may not be read or written by this user";
		if (failure instanceof FileSystemLoopException) return
			"is a link to a folder that it lies in: remove it";
		return "cannot be read or written (" + failure.getClass().getSimpleName() +
			")";
	}

	/**
	 * Leaves out the middle, as values are at the beginning of a message and
	 * remedies at its end.
	 */
	private static String shortened(final String message) {
		if (message.length() <= LONGEST) return message;
		final int half = (LONGEST - CUT.length()) / 2;
		return message.substring(0, half) + CUT + message.substring(message
			.length() - half);
	}
}
