package sc.fiji.superres.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverlapTest {

	@TempDir
	private Path folder;

	@BeforeEach
	void write() throws IOException {
		Files.createDirectories(folder.resolve("a/sub"));
		Files.writeString(folder.resolve("a/sub/in.tif"), "");
		Files.createSymbolicLink(folder.resolve("link"), Path.of("a"));
		Files.createSymbolicLink(folder.resolve("link.tif"), Path.of(
			"a/sub/in.tif"));
	}

	@ParameterizedTest
	@CsvSource({ "a/sub/in.tif, a/sub/in.tif", "a/sub/in.tif, a/./x/../sub/in.tif",
		"a/sub/in.tif, link/sub/in.tif", "link.tif, a/sub/in.tif",
		"a/sub/in.tif, link.tif", "a/sub, a/sub", "a/none, link/none" })
	void outputIsAnInput(final String input, final String output) {
		refuses(input, output, folder.resolve(output) +
			" is an input, which is never replaced: choose another output");
	}

	@ParameterizedTest
	@CsvSource({ "a/sub/in.tif, a", "a/sub, a", "a/sub/in.tif, link",
		"link.tif, a/sub" })
	void inputLiesInAnOutput(final String input, final String output) {
		refuses(input, output, "The input " + folder.resolve(input) + " lies in " +
			folder.resolve(output) + ", which would be replaced: choose another " +
			"output");
	}

	@ParameterizedTest
	@CsvSource({ "a/sub/in.tif, a/sub/out.tif", "a, a/sub/in.tif", "a, ab",
		"a/sub, a/sub2" })
	void apart(final String input, final String output) throws IOException {
		Overlap.refuse(List.of(folder.resolve(input)), List.of(folder.resolve(
			output)), IllegalStateException::new);
	}

	@Test
	void everyPairIsLookedAt() {
		assertThrows(IllegalStateException.class, () -> Overlap.refuse(List.of(folder
			.resolve("b"), folder.resolve("a/sub")), List.of(folder.resolve("c"),
				folder.resolve("a")), IllegalStateException::new));
	}

	// -- Helper methods --

	private void refuses(final String input, final String output,
		final String message)
	{
		assertEquals(message, assertThrows(IllegalStateException.class,
			() -> Overlap.refuse(List.of(folder.resolve(input)), List.of(folder
				.resolve(output)), IllegalStateException::new)).getMessage());
	}
}
