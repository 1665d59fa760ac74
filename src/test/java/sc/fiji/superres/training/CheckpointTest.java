package sc.fiji.superres.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.training.Checkpoint.State;

class CheckpointTest {

	private static final SortedMap<String, String> TASK = new TreeMap<>(Map.of(
		"network", "srcnn", "images", "photographs \u00e4\u4e2d"));

	@TempDir
	private Path folder;

	private Path file;

	@BeforeEach
	void write() throws IOException {
		final Map<String, State> states = new LinkedHashMap<>();
		states.put("z_w", new State(new float[] { 1, -0f, Float.MIN_VALUE },
			new float[] { 4, 5, 6 }, new float[] { 7, 8, Float.MAX_VALUE },
			new float[] { 9 }));
		states.put("a_b", new State(new float[0], new float[0], new float[0],
			new float[0]));
		file = folder.resolve("checkpoint.bin");
		new Checkpoint(TASK, 12, 9, 33.5, 0.125, 3, 61.5, List.of(
			new Decay(10, 30), new Decay(20, 25)), states).write(file);
	}

	@Test
	void comesBackAsItWas() throws IOException {
		final Checkpoint read = Checkpoint.read(file);
		assertEquals(TASK, read.task());
		assertEquals(12, read.step());
		assertEquals(9, read.bestStep());
		assertEquals(33.5, read.bestScore());
		assertEquals(0.125, read.loss());
		assertEquals(3, read.losses());
		assertEquals(61.5, read.seconds());
		assertEquals("10-30,20-25", Decay.text(read.decays()));
		assertEquals(List.of("z_w", "a_b"), List.copyOf(read.states().keySet()));
		final State state = read.states().get("z_w");
		assertArrayEquals(new float[] { 1, -0f, Float.MIN_VALUE }, state.values());
		assertArrayEquals(new float[] { 4, 5, 6 }, state.mean());
		assertArrayEquals(new float[] { 7, 8, Float.MAX_VALUE }, state.variance());
		assertArrayEquals(new float[] { 9 }, state.average());
	}

	@Test
	void truncatedAnywhere() throws IOException {
		final byte[] bytes = Files.readAllBytes(file);
		for (int length = 0; length < bytes.length; length++) {
			Files.write(file, Arrays.copyOf(bytes, length));
			final String message = assertThrows(IOException.class, () -> Checkpoint
				.read(file)).getMessage();
			assertTrue(message.contains(file + " is a truncated"), message);
		}
	}

	/** Of the suite before checkpoints had a version, and of a later one. */
	@Test
	void anotherVersion() throws IOException {
		final byte[] bytes = Files.readAllBytes(file);
		bytes[7]++;
		for (final byte[] other : new byte[][] { bytes, "SRCQ sentence".getBytes(
			StandardCharsets.US_ASCII) })
		{
			Files.write(file, other);
			final String message = assertThrows(IOException.class, () -> Checkpoint
				.read(file)).getMessage();
			assertTrue(message.contains(file + " is the training checkpoint of " +
				"another version") && message.contains("delete it"), message);
		}
	}

	@Test
	void anotherFile() throws IOException {
		Files.writeString(file, "step,loss,psnr,rate\n");
		final String message = assertThrows(IOException.class, () -> Checkpoint
			.read(file)).getMessage();
		assertTrue(message.contains(file + " is not a training checkpoint"),
			message);
	}
}
