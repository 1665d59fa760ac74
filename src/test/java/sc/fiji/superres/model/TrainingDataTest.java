package sc.fiji.superres.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.file.Csv;
import sc.fiji.superres.model.TrainingData.Image;

class TrainingDataTest {

	@TempDir
	private Path folder;
	private Path photos;

	@BeforeEach
	void setUp() throws IOException {
		photos = Files.createDirectories(folder.resolve("train/photos"));
	}

	@Test
	void findsTheNearestTable() throws IOException {
		Files.writeString(folder.resolve(TrainingData.SOURCES), "\ufeff" + """
			file,original,author,source,licence\r
			train/photos/a.png,scene 1,"Lovelace, ""Ada""\","x, y",CC0\r
			train/photos/b.png,scene 2,,z,CC-BY-4.0
			""");
		Files.writeString(photos.resolve(TrainingData.SOURCES), """
			licence,file
			MIT,b.png
			""");
		final TrainingData data = TrainingData.of(List.of(photos.resolve("c.png"),
			photos.resolve("b.png"), photos.resolve("../photos/a.png")));
		assertEquals(List.of(new Image("c.png", "", "", ""), new Image("b.png", "",
			"", "MIT"), new Image("train/photos/a.png", "scene 1",
				"Lovelace, \"Ada\"", "CC0")), data.images());
		assertEquals(Map.of("", 1, "CC0", 1, "MIT", 1), data.licences());
	}

	@Test
	void comesBackFromText() throws IOException {
		final TrainingData data = new TrainingData(List.of(new Image("a,b.png",
			"line\nbreak", "\"A\"", "CC0")));
		assertEquals(List.of(List.of("file", "original", "author", "licence"), List
			.of("a,b.png", "line\nbreak", "\"A\"", "CC0")), Csv.parse(data
				.toText()));
	}

	@Test
	void refusesDamagedTables() throws IOException {
		final Path file = photos.resolve(TrainingData.SOURCES);
		for (final String text : List.of("name,licence\na.png,CC0\n",
			"file,licence\n\"a.png,CC0\n", ""))
		{
			Files.writeString(file, text);
			final IOException e = assertThrows(IOException.class, () -> TrainingData
				.of(List.of(photos.resolve("a.png"))));
			assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
		}
	}
}
