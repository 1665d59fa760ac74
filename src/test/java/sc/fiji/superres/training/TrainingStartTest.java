package sc.fiji.superres.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.TrainingData;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.network.Networks;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.network.architecture.Architectures;

class TrainingStartTest {

	@TempDir
	private Path folder;

	@Test
	void fromNothing() throws IOException {
		final TrainingStart start = TrainingStart.of(Architectures.named(
			"wdsr-b-5x1"), 3, 1);
		assertEquals("wdsr-b-5x1", start.name());
		assertEquals(Optional.empty(), start.base());
		assertTrue(start.normalized());
		start.write(folder.resolve("start.pt"), 3, 1);
		assertEquals(9, weights(folder.resolve("start.pt")).get("tail_b").length);
		assertThrows(IllegalArgumentException.class, () -> TrainingStart.of(
			Architectures.named("fast"), 5, 1));
		assertTrue(assertThrows(IllegalArgumentException.class, () -> TrainingStart
			.of(Architectures.named("fast"), 2, 2)).getMessage().contains(
				"2 channels together: choose 1 or 3"));
	}

	@Test
	void fromAnyTorchScriptOfTheScale() throws IOException {
		final Path bare = TestNetworks.writeSmall(folder);
		final TrainingStart start = TrainingStart.of(bare, 2, 1, Progress.NONE);
		assertEquals(bare.getFileName().toString(), start.name());
		assertTrue(start.base().get().startsWith(bare.getFileName() + " (sha256 "));
		assertFalse(start.normalized());
		start.write(folder.resolve("start.pt"), 2, 1);
		assertArrayEquals(Files.readAllBytes(bare), Files.readAllBytes(folder
			.resolve("start.pt")));
	}

	@Test
	void bodyOfAnotherScale() throws IOException {
		final Path base = writePackage("edsr-light-4x2", "edsr-light-4x2");
		final TrainingStart start = TrainingStart.of(base, 4, 1, Progress.NONE);
		assertEquals("edsr-light-4x2", start.name());
		final Path file = folder.resolve("start.pt");
		start.write(file, 4, 7);
		final Map<String, float[]> before = weights(base.resolve("weights.pt"));
		final Map<String, float[]> after = weights(file);
		assertEquals(before.keySet(), after.keySet());
		before.forEach((name, values) -> {
			if (name.startsWith("tail")) assertEquals(4 * values.length, after.get(
				name).length);
			else assertArrayEquals(values, after.get(name), name);
		});
		assertTrue(before.get("block1_second_w")[0] != 0);
	}

	@Test
	void scaleThatTheBaseDoesNotHave() throws IOException {
		final Path bare = TestNetworks.writeSmall(folder);
		refuses(bare, 3, bare + " enlarges by 2, not by 3");
		refuses(writePackage("edsr-light-4x2", "edsr-light-4x2"), 5, "by 5");
		refuses(writePackage("edsr-light-4x2", "wdsr-a-9x1"), 4, null);
	}

	/** A network whose package does not say how it was built. */
	@Test
	void architectureThatOnlyTheTensorsShow() throws IOException {
		final Path base = writePackage("wdsr-a-4x2", "our own");
		for (final Path path : new Path[] { base, base.resolve("weights.pt") }) {
			final TrainingStart start = TrainingStart.of(path, 4, 1, Progress.NONE);
			assertEquals("wdsr-a-4x2", start.name());
			assertTrue(start.normalized());
			assertEquals(Architectures.named("wdsr-a-4x2").cite(), start.cite());
			final Path file = Files.createTempDirectory(folder, "new").resolve("start.pt");
			start.write(file, 4, 1);
			assertArrayEquals(weights(base.resolve("weights.pt")).get("head_w"),
				weights(file).get("head_w"));
		}
	}

	/** No tile of it can be enlarged on its own, which its package states. */
	@Test
	void packageOfANetworkThatNeedsTheWholeImage() throws IOException {
		final Path made = writePackage("rcan-64x1x1", "rcan-64x1x1");
		try (ModelPackage model = ModelPackage.open(made)) {
			assertEquals(OptionalInt.empty(), model.description().output().halo());
		}
		try (Upscaler upscaler = Networks.open(made, Progress.NONE)) {
			assertEquals(1, upscaler.prepare(900, 900, Intensities.unit()).tiles(64)
				.size());
		}
	}

	@Test
	void baseOfColors() {
		refuses(Path.of("src/test/resources/network/scripted.pt"), 2,
			"3 channels together, not 1: choose channels=3");
	}

	@Test
	void fromABaseOfColors() throws IOException {
		final TrainingStart start = TrainingStart.of(Path.of(
			"src/test/resources/network/scripted.pt"), 2, 3, Progress.NONE);
		assertEquals(3, start.channels());
	}

	private void refuses(final Path base, final int scale, final String words) {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> TrainingStart.of(base, scale, 1, Progress.NONE).write(folder.resolve("new.pt"),
				scale, 1)).getMessage();
		assertTrue(message.contains(words == null ? "no weights that fit" : words),
			message);
		assertFalse(Files.exists(folder.resolve("new.pt")));
	}

	/** The seed of the packages here is 1, and that of a further training 9. */
	@ParameterizedTest
	@CsvSource(nullValues = "-", value = { "-, -, 1", TrainingStart.SPLIT + ", 5, 5",
		Provenance.SOURCE + ", https://example.org, 9" })
	void setsTheSameImagesAsideAsItsBase(final String setting,
		final String value, final long seed) throws IOException
	{
		final Map<String, Object> settings = setting == null ? Map.of() : Map.of(setting,
			value.length() > 1 ? value : (Object) Integer.valueOf(value));
		assertEquals(seed, TrainingStart.of(writePackage("edsr-light-4x2", settings), 2,
			1, Progress.NONE).split(9));
		assertEquals(9, TrainingStart.of(Architectures.named("fast"), 2, 1).split(9));
	}

	/** Writes a package of x2 that says it is of some architecture. */
	private Path writePackage(final String architecture, final String stated)
		throws IOException
	{
		return writePackage(architecture, Map.of(TrainingStart.NETWORK, stated));
	}

	/** Writes a package of x2. */
	private Path writePackage(final String architecture,
		final Map<String, Object> settings) throws IOException
	{
		final Path work = Files.createTempDirectory(folder, "work");
		Architectures.named(architecture).write(work.resolve(NetworkTrainer.BEST), 2,
			1, 1);
		Files.writeString(work.resolve(NetworkTrainer.LOG), "");
		final Path made = work.resolve("small-x2");
		final float[] samples = new float[30 * 30];
		Arrays.fill(samples, 0.5f);
		NetworkPackage.write(TrainingStart.of(Architectures.named(architecture), 2, 1), 2,
			work, List.of(new Plane(samples, 30, 30)), new About(
			"small-x2", "Small", List.of("Ada Lovelace"), "CC0-1.0", About.CARD, List.of(), List
				.of("test"), "2026-01-02T03:04:05Z"), new Provenance("superres", 1, "",
					"", settings, List.of()), new TrainingData(List.of()), made, false);
		return made;
	}

	private static Map<String, float[]> weights(final Path file)
		throws IOException
	{
		final Map<String, float[]> weights = new LinkedHashMap<>();
		try (TorchNetwork network = TorchNetwork.openForTraining(file, ComputeSettings.on(Device.CPU), Progress.NONE)) {
			network.parameters().forEach((name, array) -> weights.put(name, array
				.toFloatArray()));
		}
		return weights;
	}
}
