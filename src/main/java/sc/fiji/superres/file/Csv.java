package sc.fiji.superres.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Comma-separated values as in RFC 4180: fields with commas, quotes or line
 * breaks are quoted, and quotes in them are doubled.
 */
public final class Csv {

	private Csv() {
		// Static methods only.
	}

	/** Formats one line, with its line break. */
	public static String line(final List<String> fields) {
		final StringBuilder line = new StringBuilder();
		for (final String field : fields) {
			if (line.length() > 0) line.append(',');
			final boolean quoted = field.chars().anyMatch(c -> c == ',' ||
				c == '"' || c == '\n' || c == '\r');
			line.append(quoted ? '"' + field.replace("\"", "\"\"") + '"' : field);
		}
		return line.append('\n').toString();
	}

	/**
	 * Parses all lines; empty ones are skipped.
	 *
	 * @throws IOException if a quote is not closed
	 */
	public static List<List<String>> parse(final String text)
		throws IOException
	{
		final List<List<String>> lines = new ArrayList<>();
		List<String> line = new ArrayList<>();
		final StringBuilder field = new StringBuilder();
		boolean quoted = false;
		for (int i = text.startsWith("\ufeff") ? 1 : 0; i < text.length(); i++) {
			final char c = text.charAt(i);
			if (c == '"') {
				final boolean doubled = quoted && i + 1 < text.length() && text.charAt(
					i + 1) == '"';
				if (doubled) {
					field.append(c);
					i++;
				}
				else quoted = !quoted;
			}
			else if (quoted) field.append(c);
			else if (c == ',') add(line, field);
			else if (c == '\n') {
				add(line, field);
				if (!blank(line)) lines.add(line);
				line = new ArrayList<>();
			}
			else if (c != '\r') field.append(c);
		}
		if (quoted) throw new IOException("a quote is not closed");
		add(line, field);
		if (!blank(line)) lines.add(line);
		return lines;
	}

	// -- Helper methods --

	private static void add(final List<String> line, final StringBuilder field) {
		line.add(field.toString());
		field.setLength(0);
	}

	private static boolean blank(final List<String> line) {
		return line.size() == 1 && line.get(0).isEmpty();
	}
}
