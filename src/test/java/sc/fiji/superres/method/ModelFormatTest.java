package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.TestZips;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.network.TestPackages;

class ModelFormatTest {

	@TempDir
	private Path home;

	@Test
	void formatsAreRecognized() throws IOException {
		final Path folder = home.resolve("net");
		TestPackages.writeSmall(folder);
		assertEquals(ModelFormat.NETWORK, ModelFormat.of(folder));
		assertEquals(ModelFormat.NETWORK, ModelFormat.of(zip(folder)));
		assertEquals(ModelFormat.TORCHSCRIPT, ModelFormat.of(TestNetworks
			.writeSmall(home)));
		assertEquals(ModelFormat.DICTIONARY, ModelFormat.of(Path.of("models",
			"dictionary-natural-x2")));
	}

	/** With weights that cannot be opened, the description is read all the same. */
	@Test
	void descriptionsAreReadWithoutTheWeights() throws IOException {
		final Path folder = home.resolve("net");
		TestPackages.writeSmall(folder);
		Files.write(folder.resolve("weights.pt"), new byte[] { 1 });
		for (final Path path : new Path[] { folder, zip(home, folder) }) {
			final InstalledModel model = InstalledModel.of("net", path);
			assertEquals("", model.problem());
			assertEquals("2", model.scale());
			assertEquals(1, model.channels());
			assertTrue(model.verified().problem().contains("weights.pt"), model
				.verified()::toString);
			final Method method = new LearnedMethod("net", path);
			assertEquals(2, method.scale(""));
			assertThrows(WrongScale.class, () -> method.open("3"));
			assertThrows(IOException.class, () -> method.open("2"));
		}
	}

	/** A bare file is opened once, then refused by what it showed. */
	@Test
	void scalesOfBareFilesAreRemembered() throws IOException {
		final Path file = TestNetworks.writeSmall(home);
		final Method method = new LearnedMethod("net", file);
		assertEquals(Double.NaN, method.scale(""));
		assertThrows(WrongScale.class, () -> method.open("3"));
		assertEquals(2, method.scale(""));
		assertThrows(WrongScale.class, () -> method.scale("3"));
		method.open("2").close();
	}

	@Test
	void descriptionsAreReadOnceUntilTheyChange() throws IOException {
		final Path folder = home.resolve("net");
		TestPackages.writeSmall(folder);
		final InstalledModel model = InstalledModel.of("net", folder);
		assertSame(model, InstalledModel.of("net", folder));
		Files.setLastModifiedTime(ModelFormat.described(folder), FileTime.fromMillis(
			0));
		assertNotSame(model, InstalledModel.of("net", folder));
	}

	/** The numbers of a dictionary are those of its arrays, unread. */
	@Test
	void dictionariesCountTheirNumbers() throws IOException {
		final Path folder = Path.of("models", "dictionary-natural-x2");
		assertEquals(Long.toString(ModelFormat.DICTIONARY.open(folder, ComputeSettings.DEFAULT,
			Progress.NONE)
			.parameters()), InstalledModel.of("any", folder).parameters());
	}

	/** A folder's name is cut to the words that the model is named after. */
	@Test
	void domainsAreInPlainWords() {
		for (final String name : new String[] { "wdsr-natural-x2", "edsr-mri-x2" })
			assertEquals(name.split("-")[1], InstalledModel.of(name, Path.of("models",
				name)).domain());
		assertEquals("natural-scales-3", InstalledModel.of("other", Path.of("models",
			"wdsr-natural-x2")).domain());
	}

	private static Path zip(final Path folder) throws IOException {
		return TestZips.write(folder, folder.resolveSibling("net.zip"));
	}

	/** Zips what is damaged, which a package itself refuses. */
	private static Path zip(final Path home, final Path folder)
		throws IOException
	{
		final Path zip = home.resolve("damaged.zip");
		try (var out = new ZipOutputStream(Files.newOutputStream(
			zip)); var files = Files.list(folder))
		{
			for (final Path file : files.toList()) {
				out.putNextEntry(new ZipEntry("net/" + file
					.getFileName()));
				Files.copy(file, out);
			}
		}
		return zip;
	}
}
