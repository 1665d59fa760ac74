package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Reads and writes YAML that consists only of maps, lists, strings, numbers and
 * booleans.
 * <p>
 * Tags that would create other objects are refused, and so are duplicate keys,
 * more than 3 MiB, more than 50 aliases or levels, and recursive structures.
 * Dates are read as strings.
 * </p>
 */
public final class SafeYaml {

	private static final int LONGEST = 3 << 20;
	private static final int DEEPEST = 50;

	private SafeYaml() {
		// Static methods only.
	}

	/**
	 * Reads a file.
	 *
	 * @throws IOException if it is not YAML, is unsafe, or is not a map; the
	 *           message names the file and says why
	 */
	public static YamlMap read(final Path file) throws IOException {
		if (Files.size(file) > LONGEST) throw new IOException(file +
			" is longer than 3 MiB, which no description is");
		try {
			return parse(file, Files.readString(file));
		}
		catch (final CharacterCodingException e) {
			throw new IOException("Cannot read " + file + ": it is not UTF-8 text",
				e);
		}
	}

	/**
	 * Reads a text, which JSON may be as well.
	 *
	 * @param file where it is from, for messages
	 * @throws IOException as {@link #read} does
	 */
	public static YamlMap parse(final Path file, final String text)
		throws IOException
	{
		final Object content;
		try {
			content = yaml().load(text);
		}
		catch (final YAMLException e) {
			throw new IOException("Cannot read " + file + ", its YAML is unsafe or " +
				"damaged: " + e.getMessage(), e);
		}
		if (!(content instanceof Map<?, ?> map)) throw new IOException(file +
			" is not a description: it must contain entries of the form \"key: " +
			"value\"");
		try {
			return new YamlMap(file.getFileName().toString(), "", copy(map));
		}
		catch (final IllegalArgumentException e) {
			throw new IOException("Cannot read " + file + ": " + e.getMessage(), e);
		}
	}

	/** Returns a map as YAML text. */
	public static String toText(final Map<String, Object> map) {
		final DumperOptions options = new DumperOptions();
		options.setDefaultFlowStyle(DumperOptions.FlowStyle.AUTO);
		options.setSplitLines(false);
		// Copied because an object that occurs twice would become an alias.
		return new Yaml(new Representer(options), options).dump(copy(map));
	}

	/** Copies a map, and checks that it contains only what is described above. */
	public static Map<String, Object> copy(final Map<?, ?> map) {
		return map(map, 0);
	}

	// -- Helper methods --

	private static Yaml yaml() {
		final LoaderOptions loader = new LoaderOptions();
		loader.setAllowDuplicateKeys(false);
		loader.setMaxAliasesForCollections(DEEPEST);
		loader.setNestingDepthLimit(DEEPEST);
		loader.setCodePointLimit(LONGEST);
		final DumperOptions dumper = new DumperOptions();
		return new Yaml(new SafeConstructor(loader), new Representer(dumper),
			dumper, loader, new DateAsText());
	}

	private static Map<String, Object> map(final Map<?, ?> map, final int depth) {
		final Map<String, Object> copy = new LinkedHashMap<>();
		map.forEach((key, value) -> copy.put(String.valueOf(key), value(value,
			depth + 1)));
		return Collections.unmodifiableMap(copy);
	}

	private static List<Object> list(final List<?> list, final int depth) {
		final List<Object> copy = new ArrayList<>(list.size());
		list.forEach(value -> copy.add(value(value, depth + 1)));
		return Collections.unmodifiableList(copy);
	}

	private static Object value(final Object value, final int depth) {
		if (depth > DEEPEST) throw new IllegalArgumentException(
			"it has more than " + DEEPEST + " levels, or holds itself");
		if (value instanceof Map<?, ?> map) return map(map, depth);
		if (value instanceof List<?> list) return list(list, depth);
		if (value instanceof Long number && number == number.intValue())
			return number.intValue();
		if (value instanceof Float number) return number.doubleValue();
		if (value instanceof Date date) return date.toInstant().toString();
		if (value == null || value instanceof String || value instanceof Number ||
			value instanceof Boolean) return value;
		throw new IllegalArgumentException("it holds a " + value.getClass()
			.getSimpleName() + ", which descriptions must not contain");
	}

	/** Reads an unquoted date as a string. */
	private static final class DateAsText extends Resolver {

		@Override
		public void addImplicitResolver(final Tag tag, final Pattern pattern,
			final String first, final int limit)
		{
			if (!Tag.TIMESTAMP.equals(tag)) super.addImplicitResolver(tag, pattern,
				first, limit);
		}
	}
}
