package sc.fiji.superres.step;

import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

import org.scijava.module.ModuleItem;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.macro.Interpreter;
import ij.measure.ResultsTable;

/**
 * Shows the results of a step in ImageJ; nothing else in the suite does.
 * <p>
 * Images get unique titles; {@code output} is shown last and is therefore the
 * active one, also in batch mode and without a window. Measurements are
 * appended to ImageJ's Results, like ImageJ's own. A list (a table declared
 * with the style {@value #LIST}) goes to a window titled with its label, and
 * replaces the previous one. Values and texts go to the Log.
 * </p>
 */
public final class ShownResults {

	/** The style of a table that holds no measurements. */
	static final String LIST = "list";

	private static final String MAIN_OUTPUT = "output";
	private static final String RESULTS = "Results";

	/** Title of the list of the parts of a step that failed. */
	private static final String FAILURES = "Failures";

	private ShownResults() {
		// Static methods only.
	}

	/**
	 * Shows results.
	 *
	 * @param items the declared outputs
	 * @param outputs their values by name; missing ones were not made
	 * @param caller the thread of the macro that waits for them; null for this
	 *          thread
	 */
	public static void show(final Iterable<ModuleItem<?>> items,
		final Map<String, Object> outputs, final Thread caller)
	{
		if (!isVisible()) return;
		final List<ModuleItem<?>> all = StreamSupport.stream(items.spliterator(),
			false).sorted((a, b) -> Boolean.compare(isMain(a), isMain(b))).toList();
		for (final ModuleItem<?> item : all) {
			final Object output = outputs.get(item.getName());
			if (output instanceof ImagePlus image) show(image, caller);
			else if (output instanceof ResultsTable table) {
				if (LIST.equals(item.getWidgetStyle())) list(table, item.getLabel());
				else append(table);
			}
			else if (output != null) IJ.log(item.getName() + ": " + output);
		}
	}

	/** Lists the parts of a step that failed. */
	public static void show(final Incomplete failure) {
		if (isVisible()) list(failure.table(), FAILURES);
	}

	// -- Helper methods --

	/** Without a window, only macros can use the results. */
	private static boolean isVisible() {
		return IJ.getInstance() != null || IJ.isMacro();
	}

	private static boolean isMain(final ModuleItem<?> item) {
		return MAIN_OUTPUT.equals(item.getName());
	}

	private static void show(final ImagePlus image, final Thread caller) {
		final String title = image.getTitle();
		if (WindowManager.getImage(title) != null) image.setTitle(WindowManager
			.getUniqueName(title));
		image.show();
		if (caller == null || IJ.getInstance() != null && !Interpreter
			.isBatchMode()) return;
		// ImageJ keeps the current image of a macro by thread. A thread of a pool
		// must not keep it.
		WindowManager.setTempCurrentImage(null);
		WindowManager.setTempCurrentImage(caller, image);
	}

	private static void list(final ResultsTable table, final String title) {
		if (IJ.getInstance() != null) table.show(title);
	}

	/** Appends to the table that macros can read, even without a screen. */
	private static void append(final ResultsTable table) {
		final ResultsTable results = ResultsTable.getResultsTable();
		results.setNaNEmptyCells(true);
		for (int row = 0; row < table.size(); row++) {
			results.addRow();
			for (final String column : table.getHeadings()) {
				final double value = table.getValue(column, row);
				if (Double.isNaN(value)) results.addValue(column, table
					.getStringValue(column, row));
				else results.addValue(column, value);
			}
		}
		if (table.size() > 0) for (final String column : table.getHeadings()) {
			final String text = table.getStringValue(column, 0);
			results.setDecimalPlaces(results.getColumnIndex(column), text.length() -
				1 - (text.contains(".") ? text.indexOf('.') : text.length() - 1));
		}
		results.show(RESULTS);
	}
}
