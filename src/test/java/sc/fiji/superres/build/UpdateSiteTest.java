package sc.fiji.superres.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.build.SiteIndex.Entry;
import sc.fiji.superres.build.SiteIndex.Previous;

/** Tests {@link UpdateSite} on a small distribution. */
class UpdateSiteTest {

	private static final String MINE = "jars/superres/superres-0.1.0.jar";

	@TempDir
	Path folder;

	private Path home;
	private Path natives;
	private Path site;

	@BeforeEach
	void writeDistribution() throws IOException {
		home = folder.resolve("home");
		natives = folder.resolve("natives");
		site = folder.resolve("site");
		for (final String name : new String[] { "superres-0.1.0", "api-0.35.1",
			"pytorch-engine-0.35.1", "pytorch-jni-2.7.1-0.35.1", "JTransforms-3.2",
			"JLargeArrays-1.7", "ij-1.54p", "scijava-common-2.100.1", "gson-2.10.1",
			"picocli-4.7.7", "slf4j-nop-2.0.17",
			"pytorch-native-cpu-2.7.1-linux-x86_64" })
			writeJar(home.resolve("lib/" + name + ".jar"), "class of " + name);
		for (final String platform : new String[] { "linux-x86_64",
			"linux-aarch64", "osx-aarch64", "win-x86_64" })
			writeJar(natives.resolve("pytorch-native-cpu-2.7.1-" + platform +
				".jar"), platform);
		write("models/net-x2/weights.pt", "weights");
		write("macros/upscale_folder.ijm", "run();");
		write("licenses/MIT.txt", "MIT");
		write("LICENSE", "BSD");
	}

	@Test
	void siteIsWhole() throws IOException {
		build("2026-01-02T03:04:05Z", Optional.empty());
		final SiteIndex index = SiteCheck.check(site);
		assertEquals(new TreeSet<>(List.of("jars/superres/JLargeArrays-1.7.jar",
			"jars/superres/JTransforms-3.2.jar", "jars/superres/api-0.35.1.jar",
			"jars/superres/pytorch-engine-0.35.1.jar",
			"jars/superres/pytorch-jni-2.7.1-0.35.1.jar",
			"jars/superres/pytorch-native-cpu-linux64-2.7.1.jar",
			"jars/superres/pytorch-native-cpu-linux-arm64-2.7.1.jar",
			"jars/superres/pytorch-native-cpu-macos-arm64-2.7.1.jar",
			"jars/superres/pytorch-native-cpu-win64-2.7.1.jar", MINE,
			"licenses/superres/LICENSE", "licenses/superres/MIT.txt", "macros/superres/upscale_folder.ijm",
			"models/net-x2/weights.pt")), index.entries().stream().map(
				Entry::filename).collect(Collectors.toCollection(TreeSet::new)));
		final Entry mine = entry(index, MINE);
		assertEquals(20260102030405L, mine.current().orElseThrow().timestamp());
		assertTrue(mine.dependencies().containsAll(List.of("jars/ij.jar",
			"jars/scijava-common.jar", "jars/superres/api.jar",
			"jars/superres/pytorch-jni.jar")), mine::toString);
		assertTrue(mine.dependencies().stream().noneMatch(name -> name.contains(
			"picocli")), mine::toString);
		for (final Entry entry : index.entries()) {
			final boolean engine = entry.filename().contains("native");
			assertEquals(engine ? Optional.of(entry.filename().replaceFirst(
				".*-cpu-(.*)-2.7.1.jar", "$1")) : Optional.empty(), entry.platform());
		}
	}

	@Test
	void siteIsUpdatedWithItsHistory() throws IOException {
		build("2026-01-02T03:04:05Z", Optional.empty());
		final Path first = Files.move(site, folder.resolve("first"));
		final String old = entry(SiteIndex.read(first), MINE).current()
			.orElseThrow().checksum();
		Files.delete(home.resolve("lib/superres-0.1.0.jar"));
		writeJar(home.resolve("lib/superres-0.2.0.jar"), "new");
		Files.delete(home.resolve("models/net-x2/weights.pt"));
		build("2026-05-06T07:08:09Z", Optional.of(first));
		final SiteIndex index = SiteCheck.check(site);
		final Entry mine = entry(index, "jars/superres/superres-0.2.0.jar");
		assertEquals(20260506070809L, mine.current().orElseThrow().timestamp());
		assertEquals(List.of(new Previous(new SiteIndex.Version(MINE,
			20260102030405L, old), 20260506070809L)), mine.previous());
		// What has not changed is not downloaded again.
		final Entry api = entry(index, "jars/superres/api-0.35.1.jar");
		assertEquals(20260102030405L, api.current().orElseThrow().timestamp());
		assertEquals(List.of(), api.previous());
		final Entry gone = entry(index, "models/net-x2/weights.pt");
		assertEquals(Optional.empty(), gone.current());
		assertEquals(1, gone.previous().size());
		// A third site goes on from the second.
		final Path second = Files.move(site, folder.resolve("second"));
		write("models/net-x2/weights.pt", "better");
		build("2026-09-10T11:12:13Z", Optional.of(second));
		final SiteIndex third = SiteCheck.check(site);
		assertEquals(1, entry(third, "models/net-x2/weights.pt").previous().size());
		assertEquals(mine, entry(third, mine.filename()));
	}

	@Test
	void unknownLibraryIsRefused() throws IOException {
		writeJar(home.resolve("lib/surprise-1.0.jar"), "");
		assertTrue(assertThrows(IllegalStateException.class, () -> build(
			"2026-01-02T03:04:05Z", Optional.empty())).getMessage().contains(
				"surprise-1.0.jar is new"));
		assertTrue(Files.notExists(site));
	}

	@Test
	void missingEngineIsRefused() throws IOException {
		Files.delete(natives.resolve("pytorch-native-cpu-2.7.1-win-x86_64.jar"));
		assertTrue(assertThrows(IllegalStateException.class, () -> build(
			"2026-01-02T03:04:05Z", Optional.empty())).getMessage().contains(
				"0 engines for win-x86_64"));
	}

	/** A new build of the same classes is the same file for the updater. */
	@Test
	void checksumOfAJar() throws IOException {
		final Path jar = folder.resolve("a.jar");
		write(jar, "META-INF/MANIFEST.MF", "Built: today\n", "a.properties",
			"#today\nk=v\n", "B.class", "code");
		final Path same = folder.resolve("b.jar");
		write(same, "B.class", "code", "META-INF/MANIFEST.MF", "Built: now\n",
			"a.properties", "#now\nk=v\n");
		final String sum = SiteIndex.checksum("jars/a.jar", jar);
		assertEquals(sum, SiteIndex.checksum("jars/b.jar", same));
		// printf 'B.classcodeMETA-INF/MANIFEST.MFa.properties\nk=v\n' | sha1sum
		assertEquals("1144fccdb5bc53548932f3c635ea9f0403a193ca", sum);
		final Path other = folder.resolve("c.jar");
		write(other, "META-INF/MANIFEST.MF", "", "a.properties", "#\nk=w\n",
			"B.class", "code");
		assertNotEquals(sum, SiteIndex.checksum("jars/c.jar", other));
		// printf 'models/m.pt''weights' | sha1sum
		final Path plain = Files.writeString(folder.resolve("m.pt"), "weights");
		assertEquals("d33cafdd9344d6a09a97f4dbbafb869e9857c300", SiteIndex.checksum("models/m.pt", plain));
	}

	// -- Helper methods --

	private void build(final String instant, final Optional<Path> previous)
		throws IOException
	{
		UpdateSite.build(home, natives, site, previous, Clock.fixed(Instant.parse(
			instant), ZoneOffset.UTC));
	}

	private static Entry entry(final SiteIndex index, final String filename) {
		return index.entries().stream().filter(entry -> entry.filename().equals(
			filename)).findFirst().orElseThrow();
	}

	private void write(final String name, final String text)
		throws IOException
	{
		final Path file = home.resolve(name);
		Files.createDirectories(file.getParent());
		Files.writeString(file, text);
	}

	private static void writeJar(final Path jar, final String content)
		throws IOException
	{
		Files.createDirectories(jar.getParent());
		write(jar, "META-INF/MANIFEST.MF", "Manifest-Version: 1.0\n", "A.class",
			content);
	}

	private static void write(final Path jar, final String... namesAndTexts)
		throws IOException
	{
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(
			jar)))
		{
			for (int i = 0; i < namesAndTexts.length; i += 2) {
				zip.putNextEntry(new ZipEntry(namesAndTexts[i]));
				zip.write(namesAndTexts[i + 1].getBytes(StandardCharsets.UTF_8));
			}
		}
	}
}
