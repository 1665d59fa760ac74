package sc.fiji.superres.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.superres.build.SiteIndex.Entry;
import sc.fiji.superres.build.SiteIndex.Version;

/** Walks a site as Fiji's updater would, and checks all that it relies on. */
final class SiteCheck {

	private SiteCheck() {
		// Static methods only.
	}

	/** Checks a site, and gives its list. */
	static SiteIndex check(final Path site) throws IOException {
		final SiteIndex index = SiteIndex.read(site);
		final Set<String> served = new TreeSet<>(Set.of(SiteIndex.FILE));
		for (final Entry entry : index.entries()) {
			if (entry.current().isEmpty()) continue;
			final Version version = entry.current().get();
			assertTrue(Long.toString(version.timestamp()).matches("20\\d{12}"), entry
				.filename());
			final String name = entry.filename() + "-" + version.timestamp();
			final Path file = site.resolve(name);
			assertTrue(Files.isRegularFile(file), name);
			assertEquals(entry.size(), Files.size(file), name);
			assertEquals(SiteIndex.checksum(entry.filename(), file), version
				.checksum(), name);
			served.add(name);
		}
		try (Stream<Path> files = Files.walk(site)) {
			assertEquals(served, files.filter(Files::isRegularFile).map(
				file -> site.relativize(file).toString().replace('\\', '/')).collect(
					Collectors.toCollection(TreeSet::new)));
		}
		checkAgainstFiji(index);
		return index;
	}

	/** Nothing that Fiji ships is shipped, and all else that is needed is. */
	private static void checkAgainstFiji(final SiteIndex index)
		throws IOException
	{
		final List<String> fiji = Files.readAllLines(UpdateSite.FIJI);
		final Set<String> shipped = index.entries().stream().filter(
			entry -> entry.current().isPresent()).map(entry -> UpdateSite.base(entry
				.filename())).collect(Collectors.toSet());
		for (final String file : shipped) {
			if (!file.endsWith(".jar")) continue;
			assertTrue(file.startsWith(UpdateSite.JARS), file);
			assertFalse(fiji.contains(file.replaceAll(".*/|\\.jar$", "")), file);
		}
		for (final Entry entry : index.entries()) {
			for (final String dependency : entry.dependencies()) {
				assertTrue(shipped.contains(dependency) || fiji.contains(dependency
					.replaceFirst("^jars/(.*)\\.jar$", "$1")), entry.filename() +
						" needs " + dependency);
			}
		}
	}
}
