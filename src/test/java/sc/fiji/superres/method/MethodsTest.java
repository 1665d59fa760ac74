package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import net.imglib2.Dimensions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.file.TestZips;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.network.TestPackages;
import sc.fiji.superres.resample.Kernel;

class MethodsTest {

	private static final List<String> HOMES = List.of("superres.home", "fiji.dir",
		"imagej.dir", "ij.dir");

	@TempDir
	private Path home;

	private final Map<String, String> before = new HashMap<>();
	private Path models;

	@BeforeEach
	void moveIn() throws IOException {
		HOMES.forEach(home -> before.put(home, System.clearProperty(home)));
		System.setProperty("superres.home", home.toString());
		models = Files.createDirectory(home.resolve("models"));
	}

	@AfterEach
	void moveOut() {
		before.forEach((home, value) -> {
			if (value == null) System.clearProperty(home);
			else System.setProperty(home, value);
		});
	}

	@Test
	void namesAreInterpolationsAndInstalledPackages() throws IOException {
		install("zebra");
		install("ant");
		Files.writeString(models.resolve("notes.txt"), "no package");
		Files.createDirectory(models.resolve("empty"));
		final List<String> expected = new ArrayList<>(Methods.unlearned());
		expected.add("ant");
		expected.add("zebra");
		assertEquals(expected, Methods.names());
		assertTrue(expected.contains("bicubic") && expected.contains("lanczos3"));
	}

	@Test
	void namesWithoutAHome() {
		HOMES.forEach(System::clearProperty);
		assertEquals(Methods.unlearned(), Methods.names());
		System.setProperty("superres.home", home.resolve("absent").toString());
		assertEquals(Set.of(), Methods.installed());
	}

	@Test
	void packagesOfFijiAreFoundToo(@TempDir final Path fiji)
		throws IOException
	{
		install("ours");
		Files.createDirectory(fiji.resolve("models"));
		TestPackages.writeSmall(fiji.resolve("models").resolve("theirs"));
		System.setProperty("fiji.dir", fiji.toString());
		System.setProperty("imagej.dir", fiji.toString());
		assertEquals(Set.of("ours", "theirs"), Methods.installed());
		check("theirs", "", 2);
	}

	@Test
	void zipsAreNamedWithoutTheirExtension() throws IOException {
		final Path plain = home.resolve("plain");
		TestPackages.writeSmall(plain);
		TestZips.write(plain, models.resolve("small.zip"));
		assertEquals(Set.of("small"), Methods.installed());
		check("small", "", 2);
		check("small.zip", "", 2);
	}

	@ParameterizedTest
	@CsvSource({ "'', 2", "3, 3", "1.5, 2", "1e1, 10" })
	void interpolations(final String scale, final int enlarged)
		throws IOException
	{
		check("bicubic", scale, enlarged);
	}

	@Test
	void installedPackage() throws IOException {
		install("small");
		check("small", "", 2);
		check("small", "2", 2);
		check("small", " 2.0 ", 2);
	}

	@Test
	void path() throws IOException {
		final Path file = TestNetworks.writeSmall(home);
		check(file.toString(), "", 2);
		final Path folder = home.resolve("elsewhere");
		TestPackages.writeSmall(folder);
		check(folder.toString(), "2", 2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bicubik", "models/small", "Small", "a\0b", "*?|" })
	void unknownNamesListTheChoices(final String model) throws IOException {
		install("small");
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Methods.named(model)).getMessage();
		assertTrue(message.contains("'" + model + "'"), message);
		assertTrue(message.contains("bicubic, ") && message.contains("small") &&
			message.contains("path of a model file"), message);
	}

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", "  " })
	void noName(final String model) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Methods.named(model)).getMessage();
		assertTrue(message.contains("No model is given") && message.contains(
			"bicubic, "), message);
	}

	/** What lies beside the folder is found as a path, or not at all. */
	@ParameterizedTest
	@ValueSource(strings = { "../beside", "sub/../../beside", "sub/deep", ".",
		".." })
	void namesStayInTheModelsFolder(final String model) throws IOException {
		TestPackages.writeSmall(home.resolve("beside"));
		Files.createDirectory(models.resolve("sub"));
		TestPackages.writeSmall(models.resolve("sub").resolve("deep"));
		if (Files.exists(Path.of(model))) {
			assertFalse(((LearnedMethod) Methods.named(model)).path().toAbsolutePath()
				.startsWith(home));
			return;
		}
		assertThrows(IllegalArgumentException.class, () -> Methods.named(model));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "NaN", "abc", "1,5", "Infinity" })
	void badScales(final String scale) throws IOException {
		install("small");
		for (final String model : new String[] { "bicubic", "small" }) {
			final String message = assertThrows(IllegalArgumentException.class,
				() -> Methods.named(model).open(scale)).getMessage();
			assertTrue(message.contains("'" + scale + "'"), message);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "3", "2.5" })
	void scaleThatIsNotTheModels(final String scale) throws IOException {
		install("small");
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Methods.named("small").open(scale)).getMessage();
		assertTrue(message.contains("small enlarges by 2, not by " + scale),
			message);
	}

	@Test
	void modelsDescribeThemselves() throws IOException {
		install("ant");
		install("bee");
		Files.write(models.resolve("bee").resolve("weights.pt"), new byte[] { 1 });
		final List<InstalledModel> found = Methods.models().stream().map(
			InstalledModel::verified).toList();
		assertEquals(List.of("ant", "bee"), found.stream().map(
			InstalledModel::name).toList());
		assertEquals("2", found.get(0).scale());
		assertEquals("test", found.get(0).domain());
		assertEquals("", found.get(0).problem());
		assertTrue(found.get(1).problem().contains("weights.pt"), found
			.toString());
	}

	/** The shipped SRCNN, where the tests run. */
	@Test
	void figureIsThatOfTheBenchmark() {
		System.setProperty("superres.home", Path.of("").toAbsolutePath()
			.toString());
		final InstalledModel model = Methods.models().stream().filter(m -> m.name()
			.equals("srcnn-natural-x2")).findFirst().orElseThrow();
		assertEquals("natural", model.domain());
		assertEquals("set5: 36.61 dB (bicubic 33.66)", model.figure());
	}

	// -- Installing --

	@Test
	void installsFoldersAndZips(@TempDir final Path other) throws IOException {
		TestPackages.writeSmall(other.resolve("bee"));
		TestZips.write(other.resolve("bee"), other.resolve("wasp.zip"));
		assertEquals("2", Methods.install(other.resolve("bee"), false, Progress.NONE).scale());
		assertEquals(models.toAbsolutePath().resolve("wasp"), Methods.install(other
			.resolve("wasp.zip"), false, Progress.NONE).path());
		assertEquals(Set.of("bee", "wasp"), Methods.installed());
		Methods.named("wasp").open("2").close();
		final String message = assertThrows(IOException.class, () -> Methods.install(
			other.resolve("bee"), false, Progress.NONE)).getMessage();
		assertTrue(message.contains("bee"), message);
		Methods.install(other.resolve("bee"), true, Progress.NONE);
	}

	@Test
	void refusesWhatCannotBeRun(@TempDir final Path other) throws IOException {
		TestPackages.writeSmall(other.resolve("bicubic"));
		refuses(other.resolve("bicubic"), "another meaning where models are named");
		refuses(other.resolve("none"), "none");
		refuses(TestNetworks.writeSmall(other), "not a model package");
		final Path damaged = other.resolve("bee");
		TestPackages.writeSmall(damaged);
		Files.write(damaged.resolve("test_output.npy"), Files.readAllBytes(damaged
			.resolve("test_input.npy")));
		refuses(damaged, "test_output.npy");
		// Without checksums, its own test images tell.
		Files.delete(damaged.resolve("checksums.sha256"));
		refuses(damaged, "test output");
		assertEquals(Set.of(), Methods.installed());
	}

	/**
	 * The network enlarges by 2, as its test tensors say. Its description states
	 * another scale, by its inverse, with and without them.
	 */
	@ParameterizedTest
	@ValueSource(strings = { "0.25", "1.0", "2.0", "0.4" })
	void refusesAnotherScale(final String scale, @TempDir final Path other)
		throws IOException
	{
		final Path bee = other.resolve("bee");
		TestPackages.writeSmall(bee);
		Files.delete(bee.resolve("checksums.sha256"));
		final Path description = bee.resolve("bioimageio.yaml");
		final String text = Files.readString(description);
		final String stated = text.replaceAll("(?m)^(\\s*scale: )0[.]5$", "$1" + scale);
		assertFalse(stated.equals(text), text);
		Files.writeString(description, stated);
		refuses(bee, "");
		final String untested = stated.replaceAll(
			"(?m)^\\s*test_tensor: .*\\R", "");
		assertFalse(untested.equals(stated), stated);
		Files.writeString(description, untested);
		refuses(bee, "");
		Files.writeString(description, untested.replaceAll(
			"(?m)^(\\s*scale: ).*$", "$10.5"));
		assertEquals("2", Methods.install(bee, false, Progress.NONE).scale());
	}

	/** A link could lead to any file of the user. */
	@ParameterizedTest
	@ValueSource(strings = { "weights.pt", "test_input.npy", "README.md",
		"bioimageio.yaml" })
	void refusesLinks(final String name, @TempDir final Path other)
		throws IOException
	{
		final Path bee = other.resolve("bee");
		TestPackages.writeSmall(bee);
		final Path moved = Files.move(bee.resolve(name), other.resolve(name));
		Files.createSymbolicLink(bee.resolve(name), moved);
		refuses(bee, "link");
		assertEquals(Set.of(), Methods.installed());
	}

	@Test
	void installingNeedsAHome(@TempDir final Path other) throws IOException {
		TestPackages.writeSmall(other.resolve("bee"));
		HOMES.forEach(System::clearProperty);
		refuses(other.resolve("bee"), "folder is unknown");
	}

	@Test
	void learnedModelsHaveAPath() throws IOException {
		install("ant");
		assertEquals(models.resolve("ant").toAbsolutePath(), Methods.path("ant"));
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Methods.path("bicubic")).getMessage();
		assertTrue(message.contains("is an interpolation") && message.contains(
			"ant"), message);
	}

	private static void refuses(final Path source, final String words) {
		final String message = assertThrows(Exception.class, () -> Methods.install(
			source, false, Progress.NONE)).getMessage();
		assertTrue(message.contains(words), message);
	}

	private void install(final String name) throws IOException {
		TestPackages.writeSmall(models.resolve(name));
		try (var files = Files.list(models)) { // the weights it was packed from
			for (final Path file : files.filter(f -> f.toString().endsWith(".pt"))
				.toList())
				Files.delete(file);
		}
	}

	private static void check(final String model, final String scale,
		final int enlarged) throws IOException
	{
		final Method method = Methods.named(model);
		assertEquals(model, method.name());
		try (Upscaler upscaler = method.open(scale)) {
			final Dimensions target = upscaler.prepare(1, 1, Intensities.unit())
				.target();
			assertEquals(enlarged, target.dimension(0));
			assertEquals(enlarged, target.dimension(1));
		}
	}
}
