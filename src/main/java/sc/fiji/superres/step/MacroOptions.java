package sc.fiji.superres.step;

import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.superres.block.WrongUsage;

/**
 * Options in the syntax of ImageJ's macro language:
 * {@code model=[/my models/x2] scale=2 antialias=false}.
 * <p>
 * A value with spaces stands in square brackets, which may contain further
 * pairs, or in single quotes. Parsing is strict: what ImageJ's own parser would
 * silently ignore is refused.
 * </p>
 */
public final class MacroOptions {

	private final String text;
	private int at;

	private MacroOptions(final String text) {
		this.text = text;
	}

	/**
	 * Parses options.
	 *
	 * @return the values by their keys, in the given order
	 * @throws IllegalArgumentException if a key has no value or two, or a bracket
	 *           is not closed; the message quotes the options
	 */
	public static Map<String, String> parse(final String text) {
		return new MacroOptions(text.strip()).parse();
	}

	/**
	 * Formats one option so that {@link #parse} and ImageJ read the same value.
	 *
	 * @throws IllegalArgumentException if the syntax cannot hold the value
	 */
	public static String format(final String key, final String value) {
		final String plain = key + "=" + value;
		if (value.matches("[^\\s\\[\\]']+")) return plain;
		final String option = key + "=[" + value + "]";
		try {
			if (Map.of(key, value).equals(parse(option))) return option;
		}
		catch (final IllegalArgumentException e) {
			// Reported below.
		}
		throw new IllegalArgumentException(plain + ": a macro cannot hold a " +
			"value with unpaired square brackets");
	}

	// -- Helper methods --

	private Map<String, String> parse() {
		final Map<String, String> options = new LinkedHashMap<>();
		for (skipSpace(); at < text.length(); skipSpace()) {
			final String key = key();
			if (options.put(key, value()) != null) throw new WrongUsage(
				"The options '" + text + "' give " + key + " twice");
		}
		return options;
	}

	private void skipSpace() {
		while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
			at++;
		}
	}

	private String key() {
		final int start = at;
		while (at < text.length() && Character.isLetterOrDigit(text.charAt(at))) {
			at++;
		}
		final String key = text.substring(start, at);
		if (key.isEmpty() || at == text.length() || text.charAt(at) != '=')
			throw new WrongUsage("The options '" + text +
				"' cannot be read at '" + text.substring(start) +
				"': write key=value, or key=[a value with spaces]");
		at++;
		return key;
	}

	private String value() {
		final char first = at < text.length() ? text.charAt(at) : ' ';
		if (first == '[') return enclosed('[', ']');
		if (first == '\'') return enclosed('\'', '\'');
		final int start = at;
		while (at < text.length() && !Character.isWhitespace(text.charAt(at))) {
			at++;
		}
		return text.substring(start, at);
	}

	private String enclosed(final char open, final char close) {
		final int start = at + 1;
		int depth = 0;
		for (; at < text.length(); at++) {
			final char c = text.charAt(at);
			if (c == close && depth > 0) depth--;
			else if (c == open) depth++;
			if (depth == 0) return text.substring(start, at++);
		}
		throw new WrongUsage("The options '" + text +
			"' lack the " + close + " that closes '" + text.substring(start - 1) +
			"'");
	}
}
