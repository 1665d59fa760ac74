package sc.fiji.superres.method;

import sc.fiji.superres.block.WrongUsage;

/** Thrown when a method does not enlarge by the requested scale. */
public final class WrongScale extends WrongUsage {

	private static final long serialVersionUID = 1;

	WrongScale(final String message) {
		super(message);
	}
}
