package sc.fiji.superres.method;

/** Thrown when a method enlarges by another scale than was asked for. */
public final class WrongScale extends IllegalArgumentException {

	private static final long serialVersionUID = 1;

	WrongScale(final String message) {
		super(message);
	}
}
