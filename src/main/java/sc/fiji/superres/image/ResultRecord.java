package sc.fiji.superres.image;

import ij.ImagePlus;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a result says of its making, in two lines of its Info property: facts
 * that were known then, and the command that makes it again.
 *
 * <pre>
 * SuperRes: made with version=1.0.0; model=1c2d...; acquisition=noise of ...
 * SuperRes: superres upscale --model=edsr-natural-x2 --tile=0 ...
 * </pre>
 *
 * @param facts texts by name, without semicolons
 * @param command the command line
 */
public record ResultRecord(Map<String, String> facts, String command) {

	private static final String MADE = "made with ";
	private static final String COMMAND = "superres ";
	private static final String END = "; ";

	/** An option, whose value may be quoted as for a shell. */
	private static final Pattern OPTION = Pattern.compile(
		" --([a-z]+)=((?:'[^']*'|\\\\'|[^' ])*)(?= --|$)");

	public ResultRecord {
		facts = new LinkedHashMap<>(facts);
	}

	/**
	 * Reads the record of what was done last to an image.
	 *
	 * @return empty if the image does not say it was made by the suite; without
	 *         facts if there are none
	 */
	public static Optional<ResultRecord> of(final ImagePlus image) {
		final String info = image.getInfoProperty();
		if (info == null) return Optional.empty();
		Map<String, String> facts = Map.of();
		Optional<ResultRecord> last = Optional.empty();
		for (final String line : info.lines().toList()) {
			if (!line.startsWith(Metadata.PROVENANCE)) continue;
			final String text = line.substring(Metadata.PROVENANCE.length());
			if (text.startsWith(MADE)) facts = facts(text.substring(MADE.length()));
			else {
				last = Optional.of(new ResultRecord(facts, text));
				facts = Map.of();
			}
		}
		return last.filter(record -> record.command.startsWith(COMMAND));
	}

	/** Returns the lines without their prefix, as {@link EnlargeSettings} has them. */
	public String lines() {
		return MADE + facts.entrySet().stream().map(fact -> fact.getKey() + "=" + fact
			.getValue()).collect(Collectors.joining(END)) + "\n" + command;
	}

	/** Returns the verb of the command. */
	public String verb() {
		final String[] words = command.split(" ", 3);
		return words.length > 1 ? words[1] : "";
	}

	/**
	 * Returns the options of the command by name.
	 *
	 * @throws IllegalArgumentException if it is not a command line of the suite;
	 *           the message quotes it
	 */
	public Map<String, String> options() {
		final Map<String, String> options = new LinkedHashMap<>();
		final Matcher option = OPTION.matcher(command);
		int at = COMMAND.length() + verb().length();
		while (at < command.length()) {
			if (!option.find(at) || option.start() != at)
				throw new IllegalArgumentException("The command line '" + command +
					"' is damaged from '" + command.substring(at) + "'");
			options.put(option.group(1), option.group(2).replace("'\\''", "\0")
				.replace("'", "").replace('\0', '\''));
			at = option.end();
		}
		return options;
	}

	// -- Helper methods --

	private static Map<String, String> facts(final String text) {
		final Map<String, String> facts = new LinkedHashMap<>();
		for (final String fact : text.split(END)) {
			final int end = fact.indexOf('=');
			if (end > 0) facts.put(fact.substring(0, end), fact.substring(end + 1));
		}
		return facts;
	}
}
