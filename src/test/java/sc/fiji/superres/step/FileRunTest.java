package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.File;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.command.ScriptTest;

/** Tests {@link FileRun}. */
class FileRunTest extends ScriptTest {

	@TempDir
	private File folder;

	@Test
	void memoryThatRunsOutWhileSaving() {
		final Object large = new Object() {

			@Override
			public String toString() {
				throw new OutOfMemoryError("Java heap space");
			}
		};
		final Path file = folder.toPath().resolve("out.txt");
		final FileRun run = new FileRun(Step.named(context(), "upscale"), Map.of(),
			false);
		assertEquals("Cannot write " + file + ": Java ran out of memory (Java heap " +
			"space): give it more, or use a smaller image or region",
			assertThrows(IllegalStateException.class, () -> run.save(Map.of("output",
				large), Map.of("output", file), Progress.NONE)).getMessage());
		assertEquals(0, folder.list().length);
	}
}
