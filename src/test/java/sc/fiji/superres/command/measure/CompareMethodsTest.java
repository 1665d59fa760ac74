package sc.fiji.superres.command.measure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.command.CommandModule;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.command.DegradeImage;
import sc.fiji.superres.command.ResampleImage;
import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.command.UpscaleImage;
import sc.fiji.superres.compare.Comparison;
import sc.fiji.superres.compare.ComparisonJournal;
import sc.fiji.superres.compare.ComparisonProtocol;
import sc.fiji.superres.compare.ComparisonRow;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.measure.HighImage;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.quality.Score;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;
import sc.fiji.superres.step.Incomplete;
import sc.fiji.superres.step.Step;

/** Tests {@link CompareMethods} as a script calls it. */
class CompareMethodsTest extends ScriptTest {

	private static final String HEADER =
		"image,slice,method,scale,psnr,ssim,seconds,megapixels";

	@TempDir
	private Path folder;

	private Path csv;
	private Path plots;

	@BeforeEach
	void choosePlaces() {
		csv = folder.resolve("scores.csv");
		plots = folder.resolve("figures/x2");
	}

	@Test
	void scoresAnImage() throws Exception {
		final ImagePlus image = noise(16, 40, 30);
		final float[] before = samples(image).clone();
		final Path network = TestNetworks.writeSmall(folder);
		final ResultsTable table = compare("image", image, "scale", 2, "models",
			"lanczos3, bspline," + network, "csv", csv.toFile(), "plots", plots
				.toFile());
		final List<String> models = List.of("lanczos3", "bspline", network
			.toString());
		final List<ComparisonRow> rows = Comparison.image(image, 2, models,
			Progress.NONE).rows();
		final List<String> lines = Files.readAllLines(csv);
		assertEquals(HEADER, lines.get(0));
		assertEquals(4, lines.size());
		for (int i = 0; i < 3; i++) {
			assertEquals(models.get(i), table.getStringValue("Method", i));
			assertEquals(rows.get(i).psnr(), table.getValue("PSNR (dB)", i), 1e-9);
			assertTrue(lines.get(i + 1).startsWith("noise.tif,1," + models.get(i) +
				",2," + String.format(Locale.ROOT, "%.6f", rows.get(i).psnr())), lines
					.get(i + 1));
		}
		assertEquals(List.of("noise-x2.png", "psnr-distribution-x2.plot.png",
			"psnr-time-x2.plot.png", "ssim-distribution-x2.plot.png"), Stream.of(plots
				.toFile().list()).sorted().toList());
		assertArrayEquals(before, samples(image));
	}

	/** Against what Upscale Image maps, where methods have bounds. */
	@Test
	void comparesBoundsWithErrors() throws Exception {
		final ImagePlus image = noise(32, 40, 30);
		final Path network = TestNetworks.writeSmall(folder);
		final CommandModule module = run(CompareMethods.class, "image", image,
			"models", "bicubic," + network, "bounds", true, "range", "0,1", "csv", csv
				.toFile(), "plots", plots.toFile());
		final ImagePlus low = (ImagePlus) run(DegradeImage.class, "image", image)
			.getOutput("output");
		final CommandModule upscaled = run(UpscaleImage.class, "image", low, "model",
			"bicubic", "range", "0,1", "bound", true);
		final float[] result = samples((ImagePlus) upscaled.getOutput("output"));
		final float[] bound = samples((ImagePlus) upscaled.getOutput("error"));
		final float[] truth = samples(image);
		final double within = IntStream.range(0, truth.length).filter(i -> Math.abs(
			result[i] - truth[i]) <= bound[i]).count() / (double) truth.length;
		final ResultsTable table = (ResultsTable) module.getOutput("output");
		assertEquals(within, table.getValue("Within 90 %", 0), 2.0 / truth.length);
		assertTrue(Double.isNaN(table.getValue("Within 90 %", 1)));
		final List<String> lines = Files.readAllLines(csv);
		final List<String> names = List.of(lines.get(0).split(","));
		assertEquals(HEADER, String.join(",", names.subList(0, 8)));
		assertEquals(within, Double.parseDouble(lines.get(1).split(",")[names.indexOf(
			"within90")]), 2.0 / truth.length);
		assertEquals("", lines.get(2).split(",", -1)[names.indexOf("rank")]);
		assertNotNull(module.getOutput("calibration"));
		assertNotNull(module.getOutput("sparsification"));
		assertTrue(Files.exists(plots.resolve("calibration-x2.plot.png")));
		assertTrue(Files.exists(plots.resolve("sparsification-x2.plot.png")));
		fails(CompareMethods.class, new Object[] { "image", image, "bounds", true,
			"axis", "z" }, "bounds=true", "axis=plane");
	}

	/** As Degrade Image and Resample Image do along z, unrounded in between. */
	@Test
	void scoresStacksAlongZ() throws Exception {
		final ImagePlus image = ReportImages.stack("stack", IntStream.range(0, 12)
			.mapToObj(z -> ReportImages.floats(16, 14, 0, 1, z / 3)).toArray(
				ImageProcessor[]::new));
		image.setDimensions(1, 12, 1);
		final ResultsTable table = compare("image", image, "scale", "2,3", "axis",
			"z", "fwhm", 3, "models", "bicubic");
		assertEquals(2, table.size());
		for (int i = 0; i < 2; i++) {
			final ImagePlus low = (ImagePlus) run(DegradeImage.class, "image", image,
				"axis", "z", "scale", i + 2, "fwhm", 3).getOutput("output");
			final ImagePlus high = (ImagePlus) run(ResampleImage.class, "image", low,
				"scale", "1", "z", i + 2).getOutput("output");
			final ResultsTable quality = (ResultsTable) run(MeasureQuality.class, "image",
				high, "reference", image, "plane", "xz").getOutput("output");
			final int last = quality.size() - 1;
			assertEquals(quality.getValue("PSNR (dB)", last), table.getValue(
				"PSNR (dB)", i), 1e-4);
			assertEquals(quality.getValue("PSNR (dB)", last - 1), table.getValue(
				"PSNR of volumes (dB)", i), 1e-4);
			assertEquals(quality.getValue("SSIM", last), table.getValue("SSIM", i),
				1e-5);
		}
		fails(CompareMethods.class, new Object[] { "image", image, "axis", "y" },
			"axis=y");
		fails(CompareMethods.class, new Object[] { "image", image, "axis", "z",
			"sigma", 1, "fwhm", 2 }, "both given");
		fails(CompareMethods.class, new Object[] { "image", image, "axis", "z",
			"wavelength", 500 }, "axis=z takes no wavelength");
	}

	/** As it was killed: the rest is computed, and the file of scores complete. */
	@Test
	void goesOnAfterAKill() throws Exception {
		final Path unfinished = folder.resolve("scores.csv.unfinished");
		final ImagePlus image = noise(8, 40, 30);
		try (ComparisonJournal journal = ComparisonJournal.open(csv, null, false)) {
			final Progress stop = new Progress() {

				@Override
				public void update(final double fraction, final String what) {
					// Not shown.
				}

				@Override
				public boolean cancelled() {
					try {
						return Files.exists(unfinished) && Files.readString(unfinished)
							.contains("row,");
					}
					catch (final IOException exc) {
						throw new UncheckedIOException(exc);
					}
				}
			};
			assertThrows(CancellationException.class, () -> Comparison.image(image,
				ComparisonProtocol.of(new Degradation(2, Kernel.named("area"))), List.of("bicubic",
					"nearest"), journal, stop));
		}
		Files.writeString(unfinished, Files.readString(unfinished).replaceFirst(
			"(?m)^row,.*", "row,noise.tif,1,bicubic,2,12.000000,0.900000,0.1,0.1") +
			"row,noise.t");
		final byte[] killed = Files.readAllBytes(unfinished);
		final Object[] inputs = { "image", image, "models", "bicubic,nearest",
			"kernel", "area", "csv", csv.toFile(), "overwrite", true };
		final ResultsTable table = compare(inputs);
		assertEquals(12, table.getValue("PSNR (dB)", 0));
		assertTrue(table.getStringValue("Protocol", 0).startsWith(
			"antialiased area, scale 2"));
		final List<String> lines = Files.readAllLines(csv);
		assertEquals(3, lines.size());
		assertEquals("noise.tif,1,bicubic,2,12.000000,0.900000,0.100000,0.100000",
			lines.get(1));
		assertFalse(Files.exists(unfinished));
		Files.write(unfinished, killed);
		image.getProcessor().set(3, 3, image.getProcessor().get(3, 3) ^ 1);
		fails(CompareMethods.class, inputs, "image noise.tif is ", "delete it");
		image.getProcessor().set(3, 3, image.getProcessor().get(3, 3) ^ 1);
		inputs[5] = "bicubic";
		fails(CompareMethods.class, inputs, "x2 kernel is bicubic, but was area");
		Files.writeString(unfinished, "precious\n");
		fails(CompareMethods.class, inputs, "is not the journal of a comparison");
		assertEquals("precious\n", Files.readString(unfinished));
	}

	/** Whether files may be overwritten or not: inputs are not. */
	@Test
	void inputsAreNeverReplaced() throws Exception {
		final Path a = images().resolve("a.tif");
		final Path figure = images().resolve("a-x2.png");
		for (final Path file : List.of(a, figure)) {
			final ImagePlus image = noise(8, 40, 30);
			image.getCalibration().setUnit("pixel");
			ImageFiles.save(image, file, false, Progress.NONE);
		}
		final Path model = TestNetworks.writeSmall(folder);
		final byte[] before = Files.readAllBytes(figure);
		fails(CompareMethods.class, new Object[] { "images", images().toFile(),
			"plots", images().toFile(), "overwrite", true }, figure +
				" is an input, which is never replaced");
		for (final Path input : List.of(a, model))
			fails(CompareMethods.class, new Object[] { "images", images().toFile(),
				"models", "bicubic," + model, "csv", input.toFile(), "overwrite",
				true }, input + " is an input, which is never replaced");
		assertArrayEquals(before, Files.readAllBytes(figure));
		assertEquals(List.of("a-x2.png", "a.tif"), Stream.of(images().toFile()
			.list()).sorted().toList());
	}

	@Test
	void folderWinsOverTheImage() throws Exception {
		for (final int depth : new int[] { 8, 16 }) {
			ImageFiles.save(noise(depth, 40, 30), images().resolve(depth + ".tif"),
				true, Progress.NONE);
		}
		compare("image", noise(32, 40, 30), "images", images().toFile(), "csv", csv
			.toFile());
		assertEquals(List.of("16.tif,1,bicubic,2", "16.tif,1,lanczos3,2",
			"8.tif,1,bicubic,2", "8.tif,1,lanczos3,2"), Files.readAllLines(csv)
				.stream().skip(1).map(line -> line.replaceFirst("(,[^,]+){4}$", ""))
				.toList());
	}

	/** What could be compared is kept, and the failure is told. */
	@Test
	void imageThatFailsIsNamed() throws Exception {
		ImageFiles.save(noise(8, 40, 30), images().resolve("good.tif"), false,
			Progress.NONE);
		Files.writeString(images().resolve("bad.tif"), "no image");
		fails(CompareMethods.class, new Object[] { "images", images().toFile(),
			"csv", csv.toFile() }, "Not everything could be compared", "bad.tif");
		assertEquals(3, Files.readAllLines(csv).size());
		final Incomplete failure = assertThrows(Incomplete.class, () -> Step.named(
			context(), "compare").run(Map.of("images", images().toFile()),
				Progress.NONE));
		assertEquals(1, failure.table().size());
		assertTrue(failure.table().getStringValue("Not compared", 0).startsWith(
			"bad.tif: Cannot open"));
		assertEquals(2, ((ResultsTable) failure.outputs().get("output")).size());
		assertEquals(1, ((ResultsTable) failure.outputs().get("table")).size());
		assertNotNull(failure.outputs().get("distribution"));
		assertNotNull(failure.outputs().get("time"));
	}

	/** Each model at its own scale, all else at all; the first table has them. */
	@Test
	void severalScales() throws Exception {
		final String network = TestNetworks.writeSmall(folder).toString();
		final CommandModule module = run(CompareMethods.class, "image", noise(8, 80,
			60), "scale", "2, 4,2", "models", "bicubic," + network, "csv", csv
				.toFile(), "plots", plots.toFile());
		final ResultsTable means = (ResultsTable) module.getOutput("output");
		assertEquals(List.of("bicubic 2", network + " 2", "bicubic 4"), IntStream
			.range(0, means.size()).mapToObj(row -> means.getStringValue("Method",
				row) + " " + (int) means.getValue("Scale", row)).toList());
		assertTrue(means.getStringValue("Protocol", 2).startsWith(
			"antialiased bicubic, scale 4, border 4"));
		final ResultsTable images = (ResultsTable) module.getOutput("table");
		assertEquals(2, images.size());
		assertEquals(Double.NaN, images.getValue(network + " PSNR (dB)", 1));
		assertEquals("PSNR (dB) by method, x2, x4", ((ImagePlus) module.getOutput(
			"distribution")).getTitle());
		assertEquals(4, Files.readAllLines(csv).size());
		assertEquals(List.of("noise-x2.png", "noise-x4.png",
			"psnr-distribution-x2.plot.png", "psnr-distribution-x4.plot.png",
			"psnr-time-x2.plot.png", "psnr-time-x4.plot.png",
			"ssim-distribution-x2.plot.png", "ssim-distribution-x4.plot.png"), Stream
				.of(plots.toFile().list()).sorted().toList());
	}

	/** What a model of scale 1 is trained for, not the image itself. */
	@Test
	void modelThatSharpens() throws Exception {
		final ImagePlus image = noise(8, 80, 60);
		image.getProcessor().blurGaussian(1);
		final ResultsTable means = compare("image", image, "scale", 1, "models",
			"bicubic,dictionary-natural-x1", "kernel", "area");
		assertTrue(means.getValue("PSNR (dB)", 1) > means.getValue("PSNR (dB)", 0) +
			1, means.getRowAsString(0) + means.getRowAsString(1));
		assertTrue(means.getStringValue("Protocol", 0).startsWith(
			"antialiased bicubic down and up by 2, antialiased area, scale 1"));
	}

	@Test
	void modelsOfNoneOfTheScales() throws Exception {
		final String network = TestNetworks.writeSmall(folder).toString();
		fails(CompareMethods.class, new Object[] { "image", noise(8, 80, 60),
			"scale", "3,4", "models", "bicubic," + network }, network,
			"enlarges by 2");
		fails(CompareMethods.class, new Object[] { "image", noise(8, 80, 60),
			"scale", "2,4", "models", network }, "None of " + network +
				" enlarges by 4");
	}

	/** As by Degrade Image, Upscale Image and the measures, one after another. */
	@ParameterizedTest
	@CsvSource({ "8, ''", "16, ''", "32, ''", "24, ''", "16, '0,65535'" })
	void degradesAsDegradeImage(final int depth, final String range)
		throws Exception
	{
		final ImagePlus image = depth == 24 ? new ImagePlus("noise", ReportImages
			.colors(80, 60, 1)) : noise(depth, 80, 60);
		final Object[] acquisition = { "kernel", "binning", "sigma", 0.8,
			"photons", 50, "noise", 0.02, "offset", 0.01, "seed", 7, "range", range };
		final List<Object> inputs = new ArrayList<>(List.of(acquisition));
		inputs.addAll(List.of("image", image));
		final ResultsTable table = compare(inputs.toArray());
		inputs.addAll(List.of("depth", depth == 24 ? "same" : "32-bit"));
		final ImagePlus low = (ImagePlus) run(DegradeImage.class, inputs.toArray())
			.getOutput("output");
		final HighImage high = new HighImage(image, IntensityRange.parse(range),
			Progress.NONE);
		final Plane small = new HighImage(low, Optional.empty(), Progress.NONE)
			.plane(0);
		final Plane large = high.result(List.of(Resampler.resized(Sampling.of(Kernel
			.named("bicubic")), small, 80, 60)));
		// Degrade Image rounds RGB, and the luma of it is rounded again.
		assertEquals(Score.of(high.plane(0), large, 2, high.peak(0)).psnr(), table
			.getValue("PSNR (dB)", 0), depth == 24 ? 0.02 : 1e-9);
		assertTrue(table.getStringValue("Protocol", 0).startsWith(
			"Gaussian blur of sigma 0.8 pixels, antialiased area, scale 2, " +
				"50 photons at full range"), table.getRowAsString(0));
	}

	/** What a model was trained for is drawn for each plane, again alike. */
	@Test
	void degradesAsTheModelWasTrained() throws Exception {
		final ImagePlus image = noise(8, 80, 60);
		final Object[] inputs = { "image", image, "models",
			"bicubic,edsr-noise-x2,edsr-blur-x2", "acquisition", "model" };
		final ResultsTable table = compare(inputs);
		assertEquals("antialiased bicubic or area, scale 2, 8-20000 photons at " +
			"full range, read noise of 0.001-0.06 of the range, no blur and no noise " +
			"in 20 % of the patches each, border 2, RGB as luma 16-235, peak 255 " +
			"(8-bit, RGB) or max-min of the stack", table.getStringValue("Protocol",
				0));
		assertEquals(table.getValue("PSNR (dB)", 0), compare(inputs).getValue(
			"PSNR (dB)", 0));
		final List<Object> other = new ArrayList<>(List.of(inputs));
		other.addAll(List.of("seed", 2));
		assertNotEquals(table.getValue("PSNR (dB)", 0), compare(other.toArray())
			.getValue("PSNR (dB)", 0));
		assertTrue(compare("image", image, "models", "edsr-natural-x2",
			"acquisition", "model").getStringValue("Protocol", 0).startsWith(
				"antialiased bicubic, scale 2, border 2"));
	}

	/** Each plane gets the model that fits it, and the scores depend on all. */
	@Test
	void autoChoosesByThePlane() throws Exception {
		final ImagePlus nuclei = ImageFiles.open(Path.of("src/main/samples",
			"nuclei.png"));
		final Object[] inputs = { "image", nuclei, "models",
			"bicubic,auto,edsr-noise-x2", "photons", 50, "csv", csv.toFile() };
		final ResultsTable table = compare(inputs);
		assertEquals("auto", table.getStringValue("Method", 1));
		assertEquals(table.getValue("PSNR (dB)", 2), table.getValue("PSNR (dB)",
			1));
		assertTrue(table.getValue("PSNR (dB)", 1) > table.getValue("PSNR (dB)", 0) +
			5, table.getRowAsString(1));
	}

	@Test
	void acquisitionsThatAreNotKnown() {
		final ImagePlus image = noise(8, 40, 30);
		fails(CompareMethods.class, new Object[] { "image", image, "acquisition",
			"model" }, "none of the models bicubic,lanczos3 was trained at scale 2");
		fails(CompareMethods.class, new Object[] { "image", image, "acquisition",
			"mine" }, "acquisition=mine: choose one of given, model");
		image.getCalibration().setUnit("pixel");
		fails(CompareMethods.class, new Object[] { "image", image, "wavelength", 520,
			"aperture", 1.4 }, "Image > Properties");
		fails(CompareMethods.class, new Object[] { "image", image, "wavelength", 520,
			"aperture", 1.4, "sigma", 1 }, "More than one blur");
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 0.1;
		image.getCalibration().setUnit("micron");
		assertDoesNotThrow(() -> compare("image", image, "wavelength", 520,
			"aperture", 1.4));
	}

	@Test
	void existingScoresAreKept() throws Exception {
		Files.writeString(csv, "precious");
		final Object[] inputs = { "image", noise(8, 40, 30), "csv", csv.toFile(),
			"plots", plots.toFile() };
		fails(CompareMethods.class, inputs, csv.toString(), "already exists");
		assertEquals("precious", Files.readString(csv));
		assertFalse(Files.exists(plots));
		compare("image", noise(8, 40, 30), "csv", csv.toFile(), "overwrite", true);
		assertEquals(HEADER, Files.readAllLines(csv).get(0));
	}

	/** Told before the work: nothing is written, and no model opened. */
	@ParameterizedTest
	@ValueSource(strings = { "noise-x2.png", "noise-x4.png",
		"psnr-time-x2.plot.png", "ssim-distribution-x4.plot.png",
		"noise.tif-ssim-x2.plot.png" })
	void existingFigureIsKept(final String name) throws Exception {
		final Path figure = Files.createDirectories(plots).resolve(name);
		Files.writeString(figure, "precious");
		final Path junk = Files.createFile(folder.resolve("junk.pt"));
		final Object[] inputs = { "image", noise(8, 40, 30), "plots", plots
			.toFile(), "csv", csv.toFile(), "models", junk.toString(), "scale",
			"2,4" };
		fails(CompareMethods.class, inputs, figure.toString(), "already exists");
		assertEquals("precious", Files.readString(figure));
		assertEquals(List.of(name), List.of(plots.toFile().list()));
		assertEquals(List.of("figures", "junk.pt"), Stream.of(folder.toFile()
			.list()).sorted().toList());
	}

	@Test
	void scoresThatAreAFolder() throws Exception {
		fails(CompareMethods.class, new Object[] { "image", noise(8, 40, 30), "csv",
			images().toFile(), "overwrite", true }, "is a folder");
		assertEquals(List.of("images"), List.of(folder.toFile().list()));
	}

	/** Told before the work: no scores are written. */
	@ParameterizedTest
	@CsvSource({ "file", "file/below" })
	void figuresBelowAFile(final String place) throws IOException {
		Files.writeString(folder.resolve("file"), "precious");
		final File bad = folder.resolve(place).toFile();
		fails(CompareMethods.class, new Object[] { "image", noise(8, 40, 30), "csv",
			csv.toFile(), "plots", bad }, bad.toString(),
			"choose another folder");
		assertFalse(Files.exists(csv));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "models | bicubik | 'bicubik'",
		"models | '' | No model is given", "models | 'bicubic,,area' | No model",
		"scale | 0 | scale of 0", "scale | -2 | scale=-2: give whole numbers",
		"scale | 2.5 | scale=2.5", "scale | '' | scale=: give",
		"scale | 2,0 | scale of 0", "scale | 64 | larger image" })
	void badValueIsNamed(final String name, final String value,
		final String words)
	{
		fails(CompareMethods.class, new Object[] { "image", noise(8, 40, 30), "csv",
			csv.toFile(), name, value }, words);
	}

	@Test
	void noImagesAtAll() throws IOException {
		fails(CompareMethods.class, new Object[0], "no image");
		fails(CompareMethods.class, new Object[] { "image", new ImagePlus() },
			"0 x 0");
		fails(CompareMethods.class, new Object[] { "images", images().toFile() },
			images().toString(), "contains no images");
	}

	// -- Helper methods --

	private static ResultsTable compare(final Object... inputs)
		throws Exception
	{
		return (ResultsTable) run(CompareMethods.class, inputs).getOutput(
			"output");
	}

	private Path images() throws IOException {
		return Files.createDirectories(folder.resolve("images"));
	}
}
