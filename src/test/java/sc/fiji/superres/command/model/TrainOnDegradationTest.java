package sc.fiji.superres.command.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.process.ByteProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.step.Step;

class TrainOnDegradationTest {

	private Context context;

	@TempDir
	Path folder;

	@BeforeEach
	void setUp() {
		context = new Context();
	}

	@AfterEach
	void tearDown() {
		context.dispose();
	}

	@Test
	void degradationIsInThePackageAndItsCard() throws Exception {
		train(Progress.NONE, "sigma", "0.8", "photons", "100", "noise", "0.02");
		final String degradation = "Gaussian blur of sigma 0.8 pixels, antialiased " +
			"bicubic, scale 2, 100 photons at full range, read noise of 0.02 of the " +
			"range, noise seed 1";
		final String card = Files.readString(folder.resolve("noisy net/README.md"));
		assertTrue(card.contains("| Degradation | " + degradation + " |"), card);
		assertTrue(card.contains("| photons | 100.0 |"), card);
		assertTrue(card.contains("--photons=100"), card);
		final String description = Files.readString(folder.resolve("noisy net/rdf.yaml"));
		assertTrue(description.contains("read noise: 0.02"), description);
	}

	/** Or a training that was stopped before an update cannot go on. */
	@Test
	void checkpointsHoldValuesAndNoSentences() throws Exception {
		final SortedMap<String, String> plain = stopped("plain");
		plain.remove("image checksum");
		assertEquals("{averaging=0.999, base=, batch=1, bits=0, channels=1, " +
			"decay=, interval=250, kernel=bicubic, lowres=false, network=srcnn-9-5-5, " +
			"noise=0.0, noise seed=1, normalized=false, offset=0.0, patch=8, " +
			"patience=20, photons=0.0, rate=0.001, scale=2, seed=1, steps=2, " +
			"training images=2, validation images=1, warmup=100}", plain.toString());
		final SortedMap<String, String> range = stopped("range", "photons", "10-50",
			"sigma", "0-1.5", "kernel", "bicubic,area");
		assertEquals("10.0-50.0", range.get("photons"));
		assertEquals("0.0-1.5", range.get("sigma"));
		assertEquals("bicubic,area", range.get("kernel"));
		for (final String value : range.values())
			assertFalse(value.contains(" "), value);
	}

	@Test
	void goesOnWhateverIsSaidAboutIt() throws Exception {
		stopped("net-x2", "photons", "50");
		final Path net = folder.resolve("net-x2");
		final String message = assertThrows(IOException.class, () -> train(
			Progress.NONE, "output", net.toFile(), "photons", "60")).getMessage();
		assertTrue(message.contains("photons is 60.0, but was 50.0"), message);
		train(Progress.NONE, "output", net.toFile(), "photons", "5e1", "author",
			"Ada Lovelace", "license", "CC0-1.0");
		assertTrue(Files.exists(net.resolve("weights.pt")));
	}

	@Test
	void rangesAreDataInThePackage() throws Exception {
		train(Progress.NONE, "sigma", "0-2", "photons", "10-1000", "noise", "0.01",
			"kernel", "bicubic, area", "none", 0.5);
		final String card = Files.readString(folder.resolve("noisy net/README.md"));
		assertTrue(card.contains("| Degradation | Gaussian blur of sigma 0-2 pixels, " +
			"antialiased bicubic or area, scale 2, 10-1000 photons at full range, " +
			"read noise of 0.01 of the range, no blur and no noise in 50 % of the " +
			"patches each, gain 0.3-1 and offset 0-0.05, seed 1 |"), card);
		final String description = Files.readString(folder.resolve(
			"noisy net/rdf.yaml"));
		for (final String line : new String[] { "kernels: [bicubic, area]",
			"photons: [10.0, 1000.0]", "none: 0.5" })
			assertTrue(description.contains(line), description);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "photons | -1 | photons=-1",
		"sigma | -1 | sigma=-1", "sigma | 2-0.5 | sigma=2-0.5",
		"sigma | 1,5 | sigma=1,5", "sigma | 1-2-3 | sigma=1-2-3",
		"photons | 0-100 | begins at 0", "noise | 1e400 | noise=1e400",
		"photons | 10-1e10 | photons=1.0E10", "kernel | cubic | cubic",
		"kernel | '' | interpolation" })
	void refusesWhatIsNoAcquisition(final String name, final String value,
		final String words)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> train(Progress.NONE, name, value)).getMessage();
		assertTrue(message.contains(words), message);
	}

	/** Stops a training after its first step, and returns what it is of. */
	private SortedMap<String, String> stopped(final String name, final Object... values)
		throws IOException
	{
		final Object[] all = { "output", folder.resolve(name).toFile() };
		final Object[] joined = Stream.of(values, all).flatMap(
			Arrays::stream).toArray();
		assertThrows(CancellationException.class, () -> train(new Progress() {

			private boolean stepped;

			@Override
			public void update(final double fraction, final String what) {
				stepped |= what.startsWith("step 1 ");
			}

			@Override
			public boolean cancelled() {
				return stepped;
			}
		}, joined));
		final SortedMap<String, String> task = new TreeMap<>();
		try (DataInputStream in = new DataInputStream(Files.newInputStream(folder
			.resolve(name + ".training/checkpoint.bin"))))
		{
			in.readLong(); // what it is, and its version
			for (int n = in.readInt(); n > 0; n--)
				task.put(in.readUTF(), in.readUTF());
		}
		return task;
	}

	private void train(final Progress progress, final Object... values)
		throws Exception
	{
		final Path images = folder.resolve("images");
		Files.createDirectories(images);
		final Random random = new Random(2);
		for (int i = 0; i < 3; i++) {
			final byte[] pixels = new byte[32 * 32];
			random.nextBytes(pixels);
			assertTrue(new FileSaver(new ImagePlus("", new ByteProcessor(32, 32,
				pixels))).saveAsTiff(images.resolve(i + ".tif").toString()));
		}
		final Map<String, Object> inputs = new HashMap<>(Map.of("images", images
			.toFile(), "steps", 2, "patch", 8, "batch", 1, "network", "srcnn-9-5-5", "output", folder.resolve(
				"noisy net").toFile()));
		for (int i = 0; i < values.length; i += 2)
			inputs.put((String) values[i], values[i + 1]);
		Step.named(context, "train-network").run(inputs, progress);
	}
}
