package sc.fiji.superres.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.training.Checkpoint.State;

class CheckpointTest {

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
		new Checkpoint("srcnn on photographs \u00e4\u4e2d", 12, 9, 33.5, 0.125, 3,
			states).write(file);
	}

	@Test
	void comesBackAsItWas() throws IOException {
		final Checkpoint read = Checkpoint.read(file);
		assertEquals("srcnn on photographs \u00e4\u4e2d", read.task());
		assertEquals(12, read.step());
		assertEquals(9, read.bestStep());
		assertEquals(33.5, read.bestScore());
		assertEquals(0.125, read.loss());
		assertEquals(3, read.losses());
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

	@Test
	void anotherFile() throws IOException {
		Files.writeString(file, "step,loss,psnr,rate\n");
		final String message = assertThrows(IOException.class, () -> Checkpoint
			.read(file)).getMessage();
		assertTrue(message.contains(file + " is not a training checkpoint"),
			message);
	}
}
