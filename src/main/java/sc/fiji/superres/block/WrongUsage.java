package sc.fiji.superres.block;

/**
 * Thrown where a value that the user set cannot be used: it is unknown,
 * malformed, out of range, or contradicts another. The message names it. What is
 * wrong with a file, an image or a model is another exception, as the same
 * values may do for the next one.
 */
public class WrongUsage extends IllegalArgumentException {

	private static final long serialVersionUID = 1;

	public WrongUsage(final String message) {
		super(message);
	}

	public WrongUsage(final String message, final Throwable cause) {
		super(message, cause);
	}
}
