package sc.fiji.superres.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.YamlMap;
import sc.fiji.superres.model.About.Citation;

/**
 * The entries of a description that say what a model is and who made it, as in
 * the BioImage.IO specification.
 */
final class AboutYaml {

	private static final Pattern NAME = Pattern.compile(
		"[A-Za-z0-9_+\\- ()]{5,128}");

	private AboutYaml() {
		// Static methods only.
	}

	static Map<String, Object> toMap(final About about) {
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("name", about.name());
		map.put("description", about.description());
		map.put("authors", about.authors().stream().map(name -> Map.of("name",
			name)).toList());
		map.put("license", about.license());
		map.put("documentation", about.documentation());
		map.put("timestamp", about.timestamp());
		map.put("cite", citations(about.cite()));
		map.put("tags", about.tags());
		return map;
	}

	static About read(final YamlMap root) throws IOException {
		final List<String> authors = new ArrayList<>();
		for (final YamlMap author : root.maps("authors")) {
			authors.add(author.text("name"));
		}
		final List<Citation> cite = new ArrayList<>();
		for (final YamlMap entry : root.maps("cite")) {
			cite.add(new Citation(entry.text("text", ""), entry.text("doi", ""), entry
				.text("url", "")));
		}
		return new About(root.text("name"), root.text("description", ""), authors,
			root.text("license", ""), root.text("documentation", ""), cite, root.list(
				"tags").stream().map(String::valueOf).toList(), root.text("timestamp",
					""));
	}

	/**
	 * Checks the statements about a model.
	 *
	 * @throws IllegalArgumentException if the specification does not allow one of
	 *           them
	 */
	static void check(final About about) {
		if (!NAME.matcher(about.name()).matches()) throw new WrongUsage(
			"The model's name is \"" + about.name() + "\", but must be 5 to 128 " +
				"characters long: letters, digits, spaces and _ + - ( )");
		require(!about.authors().isEmpty(), "list of authors", about.authors(),
			"at least one");
		require(!about.license().isBlank(), "license", about.license(),
			"an SPDX identifier, for example CC-BY-4.0");
		require(!about.timestamp().isBlank(), "timestamp", about.timestamp(),
			"a time as ISO 8601");
		for (final Citation cite : about.cite()) {
			require(!cite.doi().isEmpty() || !cite.url().isEmpty(), "citation", cite
				.text(), "given with a DOI or a URL");
		}
	}

	/** Refuses a value that the specification does not allow. */
	static void require(final boolean good, final String what,
		final Object value, final String wanted)
	{
		if (!good) throw new IllegalArgumentException("The model's " + what +
			" is \"" + value + "\", but must be " + wanted);
	}

	// -- Helper methods --

	private static List<Object> citations(final List<Citation> cite) {
		final List<Object> list = new ArrayList<>();
		for (final Citation citation : cite) {
			final Map<String, Object> map = new LinkedHashMap<>();
			map.put("text", citation.text());
			if (!citation.doi().isEmpty()) map.put("doi", citation.doi());
			if (!citation.url().isEmpty()) map.put("url", citation.url());
			list.add(map);
		}
		return list;
	}
}
