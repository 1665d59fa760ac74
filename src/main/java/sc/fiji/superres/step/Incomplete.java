package sc.fiji.superres.step;

import java.util.Map;

import ij.measure.ResultsTable;

/**
 * Thrown when a step did only part of its work; lists the parts that failed.
 * What was done is in its outputs, which are shown and saved all the same.
 */
public class Incomplete extends Exception {

	private static final long serialVersionUID = 1;

	private final transient ResultsTable table;
	private final transient Map<String, Object> outputs;

	/**
	 * Creates the failure.
	 *
	 * @param message what is incomplete, and what to do about it
	 * @param table a line for each part that failed
	 */
	public Incomplete(final String message, final ResultsTable table) {
		this(message, table, Map.of());
	}

	Incomplete(final String message, final ResultsTable table,
		final Map<String, Object> outputs)
	{
		super(message);
		this.table = table;
		this.outputs = outputs;
	}

	/** Returns a copy with the outputs of the step by their names. */
	Incomplete with(final Map<String, Object> made) {
		return new Incomplete(getMessage(), table, made);
	}

	/** Returns a line for each part that failed. */
	public ResultsTable table() {
		return table;
	}

	/** Returns the outputs that were made, by their names. */
	public Map<String, Object> outputs() {
		return outputs;
	}
}
