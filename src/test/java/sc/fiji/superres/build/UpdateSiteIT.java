package sc.fiji.superres.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.build.SiteIndex.Entry;

/** Tests the update site that {@code mvn -Pupdate-site package} leaves. */
class UpdateSiteIT {

	private static final Path SITE = Path.of("target", "update-site");

	@Test
	void siteIsWhole() throws Exception {
		assumeTrue(Files.isDirectory(SITE), "built with -Pupdate-site only");
		final SiteIndex index = SiteCheck.check(SITE);
		assertEquals(Set.of("linux64", "linux-arm64", "win64", "macos-arm64"), index
			.entries().stream().map(Entry::platform).flatMap(Optional::stream)
			.collect(Collectors.toSet()));
		for (final String file : new String[] { "macros/superres/upscale_folder.ijm",
			"models/srcnn-natural-x2/weights.pt",
			"licenses/superres/THIRD-PARTY.txt" })
		{
			assertTrue(index.entries().stream().anyMatch(entry -> entry.filename()
				.equals(file)), file);
		}
		// The menu of plain ImageJ would be a second one in Fiji.
		assertTrue(index.entries().stream().noneMatch(entry -> entry.filename()
			.contains("SuperRes_")));
	}
}
