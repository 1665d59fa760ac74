package sc.fiji.superres.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.model.ModelDescription.Range;
import sc.fiji.superres.model.ModelDescription.Size;

class RdfTest {

	/** The example of format 0.4, with the unquoted date of many packages. */
	private static final String FOUR = """
		format_version: 0.4.10
		type: model
		name: EDSR x2
		description: enlarges
		authors: [{name: A. Author, affiliation: nowhere}]
		license: CC0-1.0
		documentation: README.md
		timestamp: 2026-01-02T03:04:05Z
		inputs:
		- name: input
		  axes: bcyx
		  data_type: float32
		  data_range: [0, inf]
		  shape: {min: [1, 1, 32, 48], step: [0, 0, 1, 16]}
		  preprocessing:
		  - name: scale_range
		    kwargs: {mode: per_sample, axes: yx, eps: 1e-6}
		outputs:
		- name: output
		  axes: bcyx
		  data_type: float32
		  shape:
		    reference_tensor: input
		    scale: [1, 1, 2, 2]
		    offset: [0, 0, -1.5, -1.5]
		  halo: [0, 0, 16, 12]
		test_inputs: [in.npy]
		test_outputs: [out.npy]
		weights: {torchscript: {source: weights.pt}}
		""";

	/** The example of format 0.5. */
	private static final String FIVE = """
		format_version: 0.5.7
		name: EDSR x3
		inputs:
		- id: raw
		  axes:
		  - {type: batch}
		  - {type: channel, channel_names: [r, g, b]}
		  - {type: space, id: y, size: {min: 32, step: 2}, scale: 0.5}
		  - {type: space, id: x, size: 64, scale: 0.5}
		  data: {type: float32, range: [0, null]}
		  preprocessing: [{id: scale_linear, kwargs: {gain: 2.0}}]
		  test_tensor: {source: in.npy}
		outputs:
		- id: big
		  axes:
		  - {type: batch}
		  - {type: channel, channel_names: [r, g, b]}
		  - {type: space, id: y, size: {tensor_id: raw, axis_id: y, offset: -2}, scale: 0.1666}
		  - {type: space, id: x, size: {tensor_id: raw, axis_id: x, offset: -2}, scale: 0.1666}
		weights:
		  torchscript: {source: weights.pt, pytorch_version: 1.13.1, sha256: AB}
		""";

	@TempDir
	private Path folder;

	@Test
	void readsFormat4() throws IOException {
		final ModelDescription d = read("rdf.yaml", FOUR);
		assertEquals("EDSR x2", d.about().name());
		assertEquals(List.of("A. Author"), d.about().authors());
		assertEquals("2026-01-02T03:04:05Z", d.about().timestamp());
		assertEquals(1, d.input().channels());
		assertEquals(new Size(32, 1), d.input().height());
		assertEquals(new Size(48, 16), d.input().width());
		assertEquals(Optional.of(new Range(0, Double.POSITIVE_INFINITY)), d.input()
			.range());
		final Processing step = d.input().preprocessing().get(0);
		assertEquals(List.of("y", "x"), step.kwargs().get("axes"));
		assertEquals(1e-6, step.number("eps", 0));
		assertEquals(2, d.output().scaleY());
		// 0.4: the size of the output is input * scale + 2 * offset.
		assertEquals(-3, d.output().offset());
		assertEquals(OptionalInt.of(16), d.output().halo());
		assertEquals(Optional.of("in.npy"), d.input().test());
		assertEquals(Optional.of("out.npy"), d.output().test());
		assertEquals("weights.pt", d.weights().source());
	}

	/** PyYAML writes infinity with a point, other programs without. */
	@Test
	void readsInfiniteSettings() {
		final Processing clip = new Processing("clip", Map.of("min", "-inf", "max",
			Double.POSITIVE_INFINITY));
		assertEquals(Double.NEGATIVE_INFINITY, clip.number("min", 0));
		assertEquals(Double.POSITIVE_INFINITY, clip.number("max", 0));
		assertThrows(IllegalArgumentException.class, () -> new Processing("clip",
			Map.of("min", "none")).number("min", 0));
	}

	@Test
	void readsFormat5() throws IOException {
		final ModelDescription d = read("bioimageio.yaml", FIVE);
		assertEquals(3, d.input().channels());
		assertEquals(new Size(32, 2), d.input().height());
		assertEquals(new Size(64, 0), d.input().width());
		assertEquals(Optional.of(new Range(0, Double.POSITIVE_INFINITY)), d.input()
			.range());
		assertEquals(List.of(new Processing("scale_linear", Map.of("gain", 2.0))), d
			.input().preprocessing());
		// 0.5: the scale is that of the input axis over that of the output axis.
		assertEquals(3, d.output().scaleY());
		assertEquals(-2, d.output().offset());
		assertEquals(OptionalInt.empty(), d.output().halo());
		assertEquals("1.13.1", d.weights().pytorch());
		assertEquals(Optional.of("AB"), d.weights().sha256());
	}

	@Test
	void readsFixedShapes() throws IOException {
		final ModelDescription four = read("rdf.yaml", FOUR.replaceFirst(
			"shape: .*", "shape: [1, 1, 64, 32]").replaceFirst(
				"(?s)shape:\n.*?halo", "shape: [1, 1, 192, 96]\n  halo"));
		assertEquals(new Size(64, 0), four.input().height());
		assertEquals(new Size(32, 0), four.input().width());
		assertEquals(3, four.output().scaleY());
		assertEquals(0, four.output().offset());
		final ModelDescription five = read("bioimageio.yaml", FIVE.replace(
			"{min: 32, step: 2}", "32").replaceFirst("size: \\{tensor_id.*?}",
				"size: 128").replaceFirst("size: \\{tensor_id.*?}", "size: 256"));
		assertEquals(4, five.output().scaleY());
	}

	@Test
	void prefersFormat5() throws IOException {
		Files.writeString(folder.resolve("rdf.yaml"), FOUR);
		assertEquals("EDSR x3", read("bioimageio.yaml", FIVE).about().name());
	}

	@ParameterizedTest
	@CsvSource({ "1, 1", "2, 1", "3, 1", "4, 8", "2, 0", "1.5, 1" })
	void comesBackFromBothFormats(final double scale, final int step)
		throws IOException
	{
		final ModelDescription d = RdfWriter.valid(TestDescriptions.full(scale, new Size(64,
			step), new Size(96, step)));
		RdfWriter.write(d, folder);
		assertEquals(d, read());
		Files.delete(folder.resolve("bioimageio.yaml"));
		assertEquals(d, read());
	}

	@ParameterizedTest
	@CsvSource({ // scale, halo, minimum, valid halo, valid minimum
		"2, 16, 32, 16, 32", "2, 13, 32, 16, 32", "3, 13, 32, 18, 32",
		"4, 0, 1, 0, 1", "1, 5, 4, 6, 13", "2, 38, 1, 40, 41" })
	void makesHaloAndMinimumValid(final int scale, final int halo,
		final int minimum, final int validHalo, final int validMinimum)
	{
		final ModelDescription d = RdfWriter.valid(ModelDescription.of(TestDescriptions
			.about(), 1, minimum, scale, scale, OptionalInt.of(halo), "1.13.1", TestDescriptions.provenance()));
		assertEquals(validHalo, d.output().halo().getAsInt());
		assertEquals(validMinimum, d.input().height().min());
	}

	@Test
	void keepsProvenance() throws IOException {
		RdfWriter.write(TestDescriptions.description(), folder);
		assertEquals(Optional.of(TestDescriptions.provenance()), read().provenance());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"axes: bcyx              | axes: bczyx            | bczyx",
		"axes: bcyx              | axes: byxc             | byxc",
		"format_version: 0.4.10  | format_version: 0.3.6  | 0.3.6",
		"type: model             | type: dataset          | dataset",
		"scale: [1, 1, 2, 2]     | scale: [1, 1, 2, 3]    | y by 2.0 and x by 3.0",
		"scale: [1, 1, 2, 2]     | scale: [1, 3, 2, 2]    | 3.0 channels",
		"scale: [1, 1, 2, 2]     | scale: [1, 1, 0, 0]    | enlarges by 0.0",
		"scale: [1, 1, 2, 2]     | scale: [1, 1, .nan, .nan] | NaN",
		"reference_tensor: input | reference_tensor: mask | mask",
		"weights: {torchscript   | weights: {keras_hdf5   | only torchscript",
		"step: [0, 0, 1, 16]     | step: [0, 0, 1]        | inputs[0].shape.step",
		"min: [1, 1, 32, 48]     | min: [1, 1, 0, 48]     | at least 0",
		"halo: [0, 0, 16, 12]    | halo: [0, 0, -1, 12]   | halo of -1",
		"name: EDSR x2           | nom: EDSR x2           | name is missing" })
	void refusesWhatCannotRun(final String old, final String bad,
		final String reason)
	{
		assertTrue(FOUR.contains(old));
		final IOException e = assertThrows(IOException.class, () -> read(
			"rdf.yaml", FOUR.replace(old, bad)));
		assertTrue(e.getMessage().startsWith("rdf.yaml: "), e.getMessage());
		assertTrue(e.getMessage().contains(reason), e.getMessage());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"inputs:                | inputs: [{id: a}, {id: b}] | 2 inputs",
		"outputs:               | outputs: [{id: a}, {id: b}] | 2 outputs" })
	void refusesSeveralImages(final String key, final String bad,
		final String reason)
	{
		for (final String text : List.of(FOUR, FIVE)) {
			final String several = text.replaceFirst("(?ms)^" + key +
				"\n.*?(?=^[a-z])", bad + "\n");
			final IOException e = assertThrows(IOException.class, () -> read(
				"rdf.yaml", several));
			assertTrue(e.getMessage().contains(reason), e.getMessage());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "name: !!javax.script.ScriptEngineManager []",
		"name: !!java.net.URL [\"http://localhost/\"]", "name: a\nname: b",
		"- a list", "name: [", "a: &a {b: *a}", "\0" })
	void refusesUnsafeYaml(final String text) {
		final IOException e = assertThrows(IOException.class, () -> read(
			"rdf.yaml", text));
		assertTrue(e.getMessage().contains("rdf.yaml"), e.getMessage());
	}

	@Test
	void refusesAliasesThatGrow() {
		final StringBuilder text = new StringBuilder("a0: &a0 [x, x]\n");
		for (int i = 1; i < 60; i++) {
			text.append("a%d: &a%d [*a%d, *a%d]\n".formatted(i, i, i - 1, i - 1));
		}
		assertThrows(IOException.class, () -> read("rdf.yaml", text.toString()));
	}

	@Test
	void refusesFolderWithoutDescription() {
		final IOException e = assertThrows(IOException.class, this::read);
		assertTrue(e.getMessage().contains("not a BioImage.IO package"), e
			.getMessage());
	}

	@Test
	void refusesToWriteAnInvalidName() {
		final About about = TestDescriptions.about();
		final IllegalArgumentException e = assertThrows(
			IllegalArgumentException.class, () -> RdfWriter.valid(ModelDescription.of(
				new About("x/2", "", about.authors(), "MIT", "", List.of(), List.of(),
					""), 1, 32, 2, 2, OptionalInt.of(0), "1.13.1", TestDescriptions.provenance())));
		assertTrue(e.getMessage().contains("x/2"), e.getMessage());
	}

	/** A network that enlarges y alone, in both formats. */
	@ParameterizedTest
	@ValueSource(strings = { "bioimageio.yaml", "rdf.yaml" })
	void oneAxisIsEnlarged(final String file) throws IOException {
		final ModelDescription axial = RdfWriter.valid(ModelDescription.of(
			TestDescriptions.about(), 1, 1, 1, 4, OptionalInt.of(60), "1.13.1",
			TestDescriptions.provenance()));
		RdfWriter.write(axial, folder);
		// Format 0.5 is read first where both are there.
		if (file.equals("rdf.yaml")) Files.delete(folder.resolve("bioimageio.yaml"));
		final ModelDescription.Output output = read().output();
		assertEquals(1, output.scaleX());
		assertEquals(4, output.scaleY());
		assertTrue(output.isAxial());
		// 15 input pixels, made even.
		assertEquals(64, output.halo().getAsInt());
		assertEquals(16, output.haloX().getAsInt());
	}

	// -- Helper methods --

	private ModelDescription read(final String name, final String text)
		throws IOException
	{
		Files.writeString(folder.resolve(name), text);
		return read();
	}

	private ModelDescription read() throws IOException {
		try (final PackageFiles files = PackageFiles.open(folder)) {
			return RdfReader.read(files);
		}
	}
}
