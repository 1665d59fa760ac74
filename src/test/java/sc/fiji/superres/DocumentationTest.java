package sc.fiji.superres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Tests that the documentation points at what is there. */
class DocumentationTest {

	private static final Pattern LINK = Pattern.compile("\\]\\(([^)]+)\\)");

	/** A class of the suite, in code: two capitals or more, each with letters. */
	private static final Pattern CLASS = Pattern.compile(
		"`(?:[a-z0-9]+\\.)*([A-Z][a-z0-9]+[A-Z]?\\w*)`");

	@Test
	void linksLeadSomewhere() throws IOException {
		final List<String> broken = new ArrayList<>();
		int links = 0;
		for (final Path page : pages()) {
			final Matcher link = LINK.matcher(Files.readString(page));
			while (link.find()) {
				final String[] target = link.group(1).split("#", 2);
				if (target[0].contains(":")) continue;
				links++;
				final Path file = target[0].isEmpty() ? page : page.toAbsolutePath()
					.resolveSibling(target[0]).normalize();
				if (!Files.exists(file) || target.length > 1 && !anchors(file).contains(
					target[1])) broken.add(page + ": " + link.group(1));
			}
		}
		assertEquals(List.of(), broken);
		assertTrue(links > 20, "only " + links + " links were read");
	}

	/** Pages for developers name classes, which move. */
	@Test
	void classesExist() throws IOException {
		final Set<String> classes;
		try (Stream<Path> sources = Files.walk(Path.of("src"))) {
			classes = sources.map(file -> file.getFileName().toString()).filter(
				name -> name.endsWith(".java")).map(name -> name.replace(".java", ""))
				.collect(Collectors.toSet());
		}
		final List<String> missing = new ArrayList<>();
		for (final String page : List.of("docs/architecture.md", "docs/java.md",
			"CONTRIBUTING.md"))
		{
			final Matcher name = CLASS.matcher(Files.readString(Path.of(page)));
			while (name.find()) {
				if (!classes.contains(name.group(1))) missing.add(page + ": " + name
					.group(1));
			}
		}
		missing.removeIf(line -> line.matches(".*: (Img|ImagePlus|Context)"));
		assertEquals(List.of(), missing);
	}

	private static Set<String> anchors(final Path page) throws IOException {
		return Files.readAllLines(page).stream().filter(line -> line.startsWith(
			"#")).map(line -> line.replaceFirst("#+ ", "").toLowerCase().replaceAll(
				"[^\\w -]", "").replace(' ', '-')).collect(Collectors.toSet());
	}

	private static List<Path> pages() throws IOException {
		final List<Path> pages = new ArrayList<>();
		for (final String folder : List.of(".", "docs", "update-site")) {
			try (Stream<Path> files = Files.list(Path.of(folder))) {
				files.filter(file -> file.toString().endsWith(".md")).forEach(
					pages::add);
			}
		}
		return pages;
	}
}
