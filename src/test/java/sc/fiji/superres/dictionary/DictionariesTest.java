package sc.fiji.superres.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.file.TestZips;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.model.Checksums;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.model.TrainingData;

class DictionariesTest {

	private static Dictionary dictionary;

	@TempDir
	private Path folder;

	private Path written;

	@BeforeAll
	static void train() {
		dictionary = TestDictionaries.small(2);
	}

	@BeforeEach
	void write() throws IOException {
		written = folder.resolve("small-x2");
		write(false);
	}

	@Test
	void citesWhatItsSettingsAreOf() {
		assertEquals(List.of("10.1007/978-3-319-16817-3_8"), dois(
			Clustering.KMEANS, Association.APLUS));
		assertEquals(List.of("10.1109/ICCV.2013.241", "10.1109/TSP.2006.881199"),
			dois(Clustering.KSVD, Association.ANR));
		assertEquals(List.of("10.1109/38.988747"), dois(Clustering.KMEANS,
			Association.PAIR));
	}

	private static List<String> dois(final Clustering clustering,
		final Association association)
	{
		return new DictionarySettings(Feature.DERIVATIVES, 3, 16, clustering,
			association, 1000, 1).cite().stream().map(Citation::doi).toList();
	}

	@Test
	void comesBackBitForBit() throws IOException {
		assertEquals(dictionary, Dictionaries.open(written));
	}

	@Test
	void comesBackFromAZip() throws IOException {
		final Path zip = TestZips.write(written, folder.resolve("small-x2.zip"));
		assertTrue(ArrayPackage.isPackage(zip) && !ModelPackage.isPackage(zip));
		assertEquals(dictionary, Dictionaries.open(zip));
	}

	@Test
	void regressorsTakeTwoBytesEach() throws IOException {
		assertEquals(128 + 2L * dictionary.regressors().values().length, Files.size(
			written.resolve("regressors.npy")));
	}

	@Test
	void packageTellsWhatItIs() throws IOException {
		final ArrayPackage arrays = ArrayPackage.read(written);
		assertEquals(about(), arrays.about());
		assertEquals(provenance(), arrays.provenance().orElseThrow());
		final String card = Files.readString(written.resolve("README.md"));
		for (final String words : List.of("# small-x2", "| Set5 | PSNR (dB) | 33.66 |",
			"superres train-dictionary --scale=2", "| CC0 | 1 |", "3 x 3 pixels",
			"24 anchors", "10.1007/978-3-319-16817-3_8"))
			assertTrue(card.contains(words), words + " is not in " + card);
		assertTrue(Files.readString(written.resolve("training-data.csv")).contains(
			"a.png,photo,Ada Lovelace,CC0"));
	}

	@Test
	void packageThatIsThereIsReplacedOnlyWhereAllowed() throws IOException {
		assertThrows(FileAlreadyExistsException.class, () -> write(false));
		write(true);
		final Path other = Files.createDirectory(folder.resolve("photos"));
		Files.writeString(other.resolve("a.png"), "precious");
		assertThrows(FileAlreadyExistsException.class, () -> Dictionaries.write(
			dictionary, about(), provenance(), data(), other, true));
		assertTrue(Files.exists(other.resolve("a.png")));
	}

	@ParameterizedTest
	@CsvSource({ "features", "anchors", "regressors" })
	void missingArray(final String name) throws IOException {
		Files.delete(written.resolve(name + ".npy"));
		Files.delete(written.resolve(Checksums.FILE));
		refused("lacks the file " + name + ".npy");
		final Path description = written.resolve(ArrayPackage.FILE);
		Files.writeString(description, Files.readString(description).replace(name +
			": " + name + ".npy", "more: features.npy").replace("more: features.npy, ",
				""));
		if (!name.equals("features")) Files.writeString(description, Files
			.readString(description).replace(", more: features.npy", ""));
		refused("arrays." + name + " is missing");
	}

	@ParameterizedTest
	@CsvSource({ "features", "anchors", "regressors" })
	void wrongShape(final String name) throws IOException {
		Npy.write(new Tensor(new int[] { 5, 7 }, new float[35]), written.resolve(
			name + ".npy"));
		Files.delete(written.resolve(Checksums.FILE));
		refused("[5, 7]");
	}

	@Test
	void changedArray() throws IOException {
		Npy.write(dictionary.regressors(), written.resolve("regressors.npy"));
		refused("SHA-256");
	}

	@ParameterizedTest
	@CsvSource({ "type: dictionary, type: model, must be dictionary",
		"format_version: '1.0', format_version: '9.0', only 1.0",
		"scale: 2, scale: 0, at least 1", "scale: 2, scale: two, must be a number",
		"patch: 3, patch: 5, must have" })
	void wrongDescription(final String entry, final String other,
		final String words) throws IOException
	{
		final Path description = written.resolve(ArrayPackage.FILE);
		final String text = Files.readString(description);
		assertTrue(text.contains(entry), text);
		Files.writeString(description, text.replace(entry, other));
		Files.delete(written.resolve(Checksums.FILE));
		refused(words);
	}

	@Test
	void nothingIsWrittenWhereTheLicenceIsMissing() {
		final Path other = folder.resolve("other-x2");
		final About about = about();
		assertThrows(IllegalArgumentException.class, () -> Dictionaries.write(
			dictionary, new About(about.name(), "", about.authors(), "", About.CARD,
				List.of(), List.of(), about.timestamp()), provenance(), data(), other,
			false));
		assertFalse(Files.exists(other));
	}

	private void refused(final String words) {
		final IOException e = assertThrows(IOException.class, () -> Dictionaries
			.open(written));
		assertTrue(e.getMessage().contains(words), e.getMessage());
	}

	private void write(final boolean overwrite) throws IOException {
		Dictionaries.write(dictionary, about(), provenance(), data(), written,
			overwrite);
	}

	private static About about() {
		return new About("small-x2", "Enlarges images by 2", List.of(
			"Ada Lovelace"), "CC-BY-4.0", About.CARD, TestDictionaries
				.settings(24).cite(), List.of("dictionary"), "2026-01-02T03:04:05Z");
	}

	private static Provenance provenance() {
		return new Provenance("superres train-dictionary --scale=2", 1, "photos",
			"antialiased bicubic, scale 2", Map.of("atoms", 24), List.of(new Figure(
				"Set5", "PSNR (dB)", 33.66, 36.5)));
	}

	private static TrainingData data() {
		return new TrainingData(List.of(new TrainingData.Image("a.png", "photo",
			"Ada Lovelace", "CC0")));
	}
}
