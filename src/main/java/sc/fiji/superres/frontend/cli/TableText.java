package sc.fiji.superres.frontend.cli;

import java.util.Arrays;

import ij.measure.ResultsTable;

/** Formats a table as lines of aligned columns, separated by two spaces. */
final class TableText {

	private TableText() {
		// Static methods only.
	}

	static String of(final ResultsTable table) {
		final String[] headings = table.getHeadings();
		final String[] lines = new String[table.size() + 1];
		Arrays.fill(lines, "");
		for (final String heading : headings) {
			final String[] cells = new String[lines.length];
			cells[0] = heading;
			for (int row = 0; row < table.size(); row++) {
				cells[row + 1] = table.getStringValue(heading, row);
			}
			final int width = Arrays.stream(cells).mapToInt(String::length).max()
				.getAsInt();
			for (int i = 0; i < lines.length; i++) {
				lines[i] += cells[i] + " ".repeat(width - cells[i].length() + 2);
			}
		}
		return String.join(System.lineSeparator(), Arrays.stream(lines).map(
			String::stripTrailing).toArray(String[]::new));
	}
}
