package sc.fiji.superres.step;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
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

	/** Longest line of a message. */
	private static final int LETTERS = 90;

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

	/**
	 * Says in the status bar, and with a window in the Log, what a step has made
	 * and where it is.
	 *
	 * @param values the inputs of the step, by name
	 * @param outputs what it made, by name, after it was shown
	 */
	public static void tell(final Step step, final Map<String, Object> values,
		final Map<String, Object> outputs)
	{
		final String made = made(step, values, outputs);
		if (made.isEmpty()) return;
		IJ.showStatus(made);
		// Without a window, the log is the macro's own standard output.
		if (IJ.getInstance() != null) IJ.log(made);
	}

	/** Returns what was made in a line, or an empty one where nothing was. */
	static String made(final Step step, final Map<String, Object> values,
		final Map<String, Object> outputs)
	{
		final List<String> parts = new ArrayList<>();
		for (final ModuleItem<?> item : step.outputs()) {
			final Object output = outputs.get(item.getName());
			if (output instanceof final ImagePlus image) parts.add(size(image));
			else if (output instanceof ResultsTable) parts.add(LIST.equals(item
				.getWidgetStyle()) ? "the list \"" + item.getLabel() + "\"" : "rows in " +
					RESULTS);
		}
		for (final Input input : step.inputs()) {
			if (input.isWritten() && values.get(input.name()) instanceof final File file)
				parts.add(file.getAbsolutePath());
		}
		return parts.isEmpty() ? "" : step.label().replace("...", "") + " made " +
			String.join(", ", parts);
	}

	private static String size(final ImagePlus image) {
		final int planes = image.getStackSize();
		return "\"" + image.getTitle() + "\" (" + image.getWidth() + " x " + image
			.getHeight() + " pixels" + (planes == 1 ? "" : ", " + planes + " planes") +
			")";
	}

	/** Lists the parts of a step that failed. */
	public static void show(final Incomplete failure) {
		if (isVisible()) list(failure.table(), FAILURES);
	}

	/**
	 * Shows why a step failed, in lines that fit any screen where there is one, and
	 * aborts the macro that called it.
	 *
	 * @param message null if the user canceled it
	 */
	public static void fail(final String title, final String message) {
		final String text = message == null ? title + " was canceled" : message;
		IJ.error(title, IJ.getInstance() == null ? text : wrapped(text));
	}

	// -- Helper methods --

	/** Breaks a text into lines, between words. */
	static String wrapped(final String message) {
		return message.replaceAll("(.{1," + LETTERS + "})(?:\\s+|$)", "$1\n").strip();
	}

	/** Without a window, only macros can use the results. */
	private static boolean isVisible() {
		return IJ.getInstance() != null || IJ.isMacro();
	}

	private static boolean isMain(final ModuleItem<?> item) {
		return MAIN_OUTPUT.equals(item.getName());
	}

	private static void show(final ImagePlus image, final Thread caller) {
		image.setTitle(unique(image.getTitle()));
		// ImageJ then asks whether to save it. What is read from a disk is there.
		image.changes |= !image.getStack().isVirtual();
		image.show();
		if (caller == null || IJ.getInstance() != null && !Interpreter
			.isBatchMode()) return;
		// ImageJ keeps the current image of a macro by thread. A thread of a pool
		// must not keep it.
		WindowManager.setTempCurrentImage(null);
		WindowManager.setTempCurrentImage(caller, image);
	}

	/** ImageJ's own method does not look at the images of batch mode. */
	private static String unique(final String title) {
		String unique = title;
		for (int i = 1; WindowManager.getImage(unique) != null; i++)
			unique = title + "-" + i;
		return unique;
	}

	private static void list(final ResultsTable table, final String title) {
		if (IJ.getInstance() != null) table.show(title);
	}

	/**
	 * Returns whether a column holds texts, by its first and last row: tables of
	 * macros are long.
	 */
	private static boolean isText(final ResultsTable results,
		final String column)
	{
		return results.size() > 0 && IntStream.of(0, results.size() - 1).anyMatch(
			row -> Double.isNaN(results.getValue(column, row)) && !results
				.getStringValue(column, row).matches("|NaN"));
	}

	/** Appends to the table that macros can read, even without a screen. */
	static void append(final ResultsTable table) {
		final ResultsTable results = ResultsTable.getResultsTable();
		results.setNaNEmptyCells(true);
		final List<String> others = new ArrayList<>(List.of(results.getHeadings()));
		others.removeAll(List.of(table.getHeadings()));
		final Map<String, Boolean> texts = new HashMap<>();
		others.forEach(column -> texts.put(column, isText(results, column)));
		for (int row = 0; row < table.size(); row++) {
			results.addRow();
			for (final String column : others) {
				// Otherwise these are 0, which is a measurement.
				if (texts.get(column)) results.addValue(column, "");
				else results.addValue(column, Double.NaN);
			}
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
