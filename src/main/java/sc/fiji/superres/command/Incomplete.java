package sc.fiji.superres.command;

import ij.measure.ResultsTable;

/** Tells that a step did only a part of its work, and lists the rest. */
public class Incomplete extends Exception {

	private static final long serialVersionUID = 1;

	private final transient ResultsTable table;

	/**
	 * Makes the failure.
	 *
	 * @param message what is incomplete, and what to do about it
	 * @param table a line for each part that failed
	 */
	public Incomplete(final String message, final ResultsTable table) {
		super(message);
		this.table = table;
	}

	/** Gives a line for each part that failed. */
	public ResultsTable table() {
		return table;
	}
}
