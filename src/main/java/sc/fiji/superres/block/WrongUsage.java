package sc.fiji.superres.block;

/**
 * Thrown where a value that the user set cannot be used: it is unknown,
 * malformed, out of range, or contradicts another. The message names it.
 * Problems with a file, an image or a model cause other exceptions, because the
 * same values may be valid for the next one.
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
