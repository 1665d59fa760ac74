package sc.fiji.superres.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;

class TemporaryFolderTest {

	private static final String KIND = "superres-test-" + System.nanoTime();

	@Test
	void nextOneTakesAwayWhatAKilledProcessLeft() throws IOException {
		try (TemporaryFolder mine = TemporaryFolder.make(KIND)) {
			final Path parent = mine.path().getParent();
			final Path left = Files.createDirectory(parent.resolve(KIND + "-" +
				TestOwner.dead() + "-123"));
			Files.writeString(left.resolve("weights.pt"), "unpacked");
			final Path other = Files.createDirectory(parent.resolve(KIND + "-mine"));
			try (TemporaryFolder next = TemporaryFolder.make(KIND)) {
				assertTrue(Files.notExists(left));
				assertTrue(Files.isDirectory(mine.path()));
				assertEquals(next.path().toRealPath(), next.path());
			}
			finally {
				Files.delete(other);
			}
		}
	}
}
