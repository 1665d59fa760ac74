package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {

	@TempDir
	private Path folder;

	/** What it leads to is listed already. */
	@Test
	void aLinkThatClosesALoopIsPassedOver() throws IOException {
		final Path below = Files.createDirectory(folder.resolve("below"));
		Files.createFile(folder.resolve("a.tif"));
		Files.createFile(below.resolve("b.tif"));
		Files.createSymbolicLink(below.resolve("loop"), folder);
		assertEquals(List.of(Path.of("a.tif"), Path.of("below/b.tif")), ImageFolder
			.list(folder, "", true, folder.resolve("out")));
	}
}
