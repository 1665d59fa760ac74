package sc.fiji.superres.step;

import java.util.Map;

import ij.measure.ResultsTable;

/** Thrown when a step compared what should be equal, and it is not. */
public final class Different extends Incomplete {

	private static final long serialVersionUID = 1;

	/**
	 * Creates the verdict.
	 *
	 * @param message what differs, and by how much
	 * @param table where
	 */
	public Different(final String message, final ResultsTable table) {
		this(message, table, Map.of());
	}

	private Different(final String message, final ResultsTable table,
		final Map<String, Object> outputs)
	{
		super(message, table, outputs);
	}

	@Override
	Different with(final Map<String, Object> made) {
		return new Different(getMessage(), table(), made);
	}
}
