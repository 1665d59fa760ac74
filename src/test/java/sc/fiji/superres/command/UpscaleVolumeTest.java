package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import net.imglib2.util.Intervals;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.measure.Calibration;
import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.StackStatistics;

import sc.fiji.superres.volume.zarr.OmeZarr;
import sc.fiji.superres.image.file.ZarrImage;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.step.Step;
import sc.fiji.superres.volume.ZarrVolume;
import sc.fiji.superres.volume.zarr.SampleType;

class UpscaleVolumeTest extends ScriptTest {


	@TempDir
	private Path folder;

	private Path input;
	private Path output;

	@BeforeEach
	void paths() {
		input = folder.resolve("in.tif");
		output = folder.resolve("out.zarr");
	}

	/** Chunks divide neither the image nor the blocks of the method. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { //
		"8  | upscale  | model=bicubic scale=2", //
		"16 | upscale  | model=lanczos3 scale=1.7", //
		"32 | upscale  | model=bicubic scale=3", //
		"16 | upscale  | model=dictionary-natural-x2", //
		"8  | resample | kernel=bicubic scale=2 z=2.5", //
		"16 | resample | kernel=area scale=0.5", //
		"16 | edges    | method=unsharp sigma=2", //
		"16 | edges    | method=log", //
		"8  | highpass | cutoff=5", //
		"16 | degrade  | scale=2 sigma=1 photons=50 noise=0.01" })
	void equalsTheStepOnTheWholeStack(final int depth, final String verb,
		final String options) throws Exception
	{
		final ImagePlus image = stack(depth);
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("command", verb, "options", options, "chunk", "29,17,3");
		assertSame(step(verb, image, options), 0);
	}

	/** The error map, too, though blocks cut it. */
	@ParameterizedTest
	@CsvSource({ "8, bicubic, 2", "16, lanczos3, 3", "32, dictionary-natural-x2, 2" })
	void boundsAreThoseOfUpscaleImage(final int depth, final String model,
		final String scale) throws Exception
	{
		final ImagePlus image = stack(depth);
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("model", model, "scale", scale, "bound", true, "level", 80, "chunk",
			"29,17,3");
		assertSame(step("upscale", image, "model=" + model + " scale=" + scale), 0);
		final ImagePlus map = step("upscale", image, "model=" + model + " scale=" +
			scale + " bound=true level=80", "error");
		assertSame(map, output.resolve("error"), 1e-4 * new StackStatistics(map).max);
	}

	@Test
	void boundsAreFilledByJobs() throws Exception {
		final ImagePlus image = stack(16);
		ImageFiles.save(image, input, true, Progress.NONE);
		final Object[] task = { "model", "bicubic", "bound", true, "chunk", "16,16,1" };
		volume(with(task, "stage", "plan"));
		for (int i = 0; i < 3; i++)
			volume(with(task, "stage", "blocks", "index", i, "count", 3));
		assertThrows(IOException.class, () -> ZarrVolume.open(output.resolve(
			"error")));
		volume(with(task, "stage", "finish"));
		final ImagePlus map = step("upscale", image, "model=bicubic bound=true",
			"error");
		assertSame(map, output.resolve("error"), 1e-4 * new StackStatistics(map).max);
	}

	/** Each channel has its own range, and each plane its own noise. */
	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "upscale | model=bicubic",
		"resample | z=3", "degrade | photons=20 seed=4" })
	void equalsTheStepOnAHyperstack(final String verb, final String options)
		throws Exception
	{
		final ImagePlus image = stack(16);
		final ImageStack more = new ImageStack(61, 47);
		for (int i = 0; i < 2 * 3 * 2; i++)
			more.addSlice(noise(16, 61, 47).getProcessor());
		for (int i = 1; i <= more.size(); i += 2)
			more.getProcessor(i).multiply(0.1);
		image.setStack(more);
		image.setDimensions(2, 3, 2);
		image.setOpenAsHyperStack(true);
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("command", verb, "options", options, "chunk", "40,40,2");
		assertSame(step(verb, image, options), 0);
	}

	@Test
	void enlargesColorsAsChannels() throws Exception {
		final ImagePlus image = new ImagePlus("colors", noise(8, 61, 47)
			.getProcessor().convertToRGB());
		image.getProcessor().setRoi(3, 4, 20, 20);
		image.getProcessor().setColor(new Color(200, 30, 5));
		image.getProcessor().fill();
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("model", "bicubic");
		final ImagePlus whole = step("resample", image, "");
		final ImagePlus channels = new CompositeImage(whole);
		assertSame(channels, 0);
	}

	/** Wider than what a step measures, so that it sees only the middle. */
	@Test
	void readsOmeZarr() throws Exception {
		ImageFiles.save(new ImagePlus("wide", noise(16, 1100, 40).getProcessor()),
			input, true, Progress.NONE);
		volume("model", "bicubic", "chunk", "300,33,1");
		final ImagePlus twice = ImageFiles.open(output);
		assertEquals(2200, twice.getWidth());
		input = output;
		output = folder.resolve("again.zarr");
		volume("command", "degrade", "options", "photons=30", "chunk", "100,20,1",
			"format", "0.5", "shard", "200,40,1");
		assertSame(step("degrade", twice, "photons=30"), 0);
	}

	@Test
	void equalsANetworkOnTheWholeStack() throws Exception {
		final ImagePlus image = stack(16);
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("model", "srcnn-natural-x2", "chunk", "29,17,3");
		assertSame(step("upscale", image, "model=srcnn-natural-x2"), 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2", "0.5", "0.3x0.7" })
	void marksSamplesThatAreNotFinite(final String scale) throws Exception {
		final ImagePlus image = stack(32);
		for (int i = 1; i <= image.getStackSize(); i++) {
			image.getStack().getProcessor(i).setf(i, 5, Float.NaN);
			image.getStack().getProcessor(i).setf(20, 11, Float.POSITIVE_INFINITY);
		}
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("command", "resample", "options", "scale=" + scale, "chunk", "16,16,2");
		final ImagePlus whole = step("resample", image, "scale=" + scale);
		assertSame(whole, 0);
		for (int i = 1; i <= whole.getStackSize(); i++) {
			int infinite = 0;
			int undefined = 0;
			for (final float value : (float[]) whole.getStack().getPixels(i)) {
				if (Float.isNaN(value)) undefined++;
				else if (Float.isInfinite(value)) infinite++;
			}
			assertTrue(infinite > 0 && undefined > 0, "slice " + i);
		}
	}

	@Test
	void keepsTypeAndCalibration() throws Exception {
		final ImagePlus image = stack(16);
		image.getCalibration().setUnit("micron");
		image.getCalibration().pixelWidth = 0.2;
		image.getCalibration().pixelHeight = 0.3;
		image.getCalibration().pixelDepth = 1.5;
		image.getCalibration().zOrigin = 2;
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("model", "bicubic", "scale", "2");
		final ZarrVolume made = ZarrVolume.open(output);
		assertEquals(SampleType.UINT16, made.type());
		final double[] scale = made.metadata().scale().stream().mapToDouble(
			Double::doubleValue).limit(3).toArray();
		// TIFF holds resolutions as fractions of 32-bit numbers.
		assertArrayEquals(new double[] { 0.1, 0.15, 1.5 }, scale, 1e-6);
		// The center of the first pixel, which is half a pixel from its edge.
		assertEquals(0.05, made.metadata().translation().get(0), 1e-6);
		assertEquals(-2.25, made.metadata().translation().get(2), 1e-6);
		assertEquals("micrometer", made.metadata().units().get(0));
	}

	/** As Upscale Image keeps it, which scales the origin, counted from pixel edges. */
	@Test
	void keepsPositionsAndTime() throws Exception {
		final ImagePlus image = stack(16);
		image.setDimensions(1, 1, 7);
		image.getCalibration().xOrigin = 3;
		image.getCalibration().frameInterval = 5;
		image.getCalibration().setTimeUnit("min");
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("model", "bicubic", "scale", "4");
		final ImagePlus made = ZarrImage.open(OmeZarr.open(output), 0);
		assertEquals(4 * 3, made.getCalibration().xOrigin, 1e-9);
		assertEquals(0, made.getCalibration().yOrigin, 1e-9);
		assertEquals(300, made.getCalibration().frameInterval, 1e-9);
		assertEquals("sec", made.getCalibration().getTimeUnit());
	}

	/** OME-Zarr has no density calibration: values are those of the calibration. */
	@ParameterizedTest
	@CsvSource({ "8,0.5", "16,0.001", "16,-2" })
	void calibratedSamplesAreTheirValues(final int depth, final double slope)
		throws Exception
	{
		final ImagePlus image = stack(depth);
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 3,
			slope }, "ppm");
		image.setDisplayRange(10, 100);
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("command", "highpass", "options", "cutoff=8");
		final ImagePlus made = ZarrImage.open(OmeZarr.open(output), 0);
		final ImagePlus whole = (ImagePlus) run(FourierHighPass.class, "image",
			image.duplicate(), "cutoff", 8.0).getOutput("output");
		for (int z = 1; z <= 7; z++)
			assertArrayEquals((float[]) whole.getStack().getPixels(z), (float[]) made
				.getStack().getPixels(z), (float) Math.abs(slope * 1e-3), "slice " + z);
		assertEquals(3 + slope * (slope > 0 ? 10 : 100), ZarrVolume.open(output)
			.metadata().channels().get(0).window().orElseThrow().start(), 1e-9);
	}

	/** JSON has no infinity. */
	@Test
	void poleOfACalibrationIsNoWindow() throws Exception {
		final ImagePlus image = stack(8);
		image.getCalibration().setFunction(Calibration.POWER, new double[] { 1, -1 },
			"x");
		image.setDisplayRange(0, 255);
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("model", "bicubic", "scale", "1");
		assertTrue(ZarrVolume.open(output).metadata().channels().get(0).window()
			.isEmpty());
	}

	/** Values are in the unit of the range that Upscale Image takes. */
	@Test
	void rangeIsOfCalibratedValues() throws Exception {
		final ImagePlus image = stack(16);
		image.getCalibration().setFunction(Calibration.STRAIGHT_LINE, new double[] { 0,
			0.001 }, "ppm");
		ImageFiles.save(image, input, true, Progress.NONE);
		volume("model", "srcnn-natural-x2", "range", "2,4");
		final ImagePlus made = ZarrImage.open(OmeZarr.open(output), 0);
		final ImagePlus whole = (ImagePlus) run(UpscaleImage.class, "image", image
			.duplicate(), "model", "srcnn-natural-x2", "range", "2,4").getOutput(
				"output");
		for (int i = 0; i < 100; i++)
			assertEquals(0.001 * whole.getStack().getProcessor(3).getf(i), made.getStack()
				.getProcessor(3).getf(i), 6e-4);
	}

	/** ImageJ has the limits of signed samples as those of unsigned ones. */
	@Test
	void signedAndInvertedImagesAreShownAsBefore() throws Exception {
		final ImagePlus signed = stack(16);
		signed.getCalibration().setSigned16BitCalibration();
		signed.setDisplayRange(31768, 34477);
		ImageFiles.save(signed, input, true, Progress.NONE);
		volume("model", "bicubic", "scale", "2");
		final ImagePlus made = ZarrImage.open(OmeZarr.open(output), 0);
		assertEquals(31768, made.getDisplayRangeMin());
		assertEquals(34477, made.getDisplayRangeMax());

		final ImagePlus inverted = stack(8);
		inverted.getProcessor().invertLut();
		ImageFiles.save(inverted, input, true, Progress.NONE);
		volume("model", "bicubic", "scale", "1", "output", output.resolveSibling(
			"inverted.zarr").toFile());
		assertEquals(0xffffff, ZarrVolume.open(output.resolveSibling(
			"inverted.zarr")).metadata().channels().get(0).color().orElseThrow());
	}

	/** Another worker, with other models or a GPU, must not take another. */
	@Test
	void planNamesWhatAutoTook() throws Exception {
		ImageFiles.save(IJ.createImage("ramp", "8-bit ramp", 40, 40, 1), input, true,
			Progress.NONE);
		volume("scale", "3", "stage", "plan");
		final String plan = Files.readString(output.resolve(".superres/plan.json"));
		assertTrue(plan.contains("\"model\": \"srcnn-natural-x3\""), plan);
		assertTrue(plan.contains("checksum of srcnn-natural-x3"), plan);
		assertTrue(plan.contains("\"device\": \"cpu\""), plan);
		Files.writeString(output.resolve(".superres/plan.json"), plan.replace(
			"srcnn-natural-x3", "bicubic").replaceAll(".*checksum of .*\n", "").replace(
				"\"range\": \"\"", "\"range\": \"0,255\""));
		volume("scale", "3", "range", "0,255", "stage", "blocks");
		fails(UpscaleVolume.class, inputs("model", "bicubic", "scale", "3", "range",
			"0,255", "stage", "blocks"), "requested model is not given, but was auto");
	}

	/** A worker that looks at one plane alone may see no dim spots. */
	@Test
	void planCountsBackProjections() throws Exception {
		final FloatProcessor spots = new FloatProcessor(96, 96);
		for (int i = 0; i < 96 * 96; i++)
			spots.setf(i, (float) ((i / 24 % 2 == 0 ? 60000 : 120) * Math.exp(-(Math.pow(
				i % 24 - 12, 2) + Math.pow(i / 96 % 24 - 12, 2)) / 2)));
		final ImageStack stack = new ImageStack(96, 96);
		stack.addSlice(spots);
		stack.addSlice(new FloatProcessor(96, 96));
		stack.addSlice(new FloatProcessor(96, 96));
		final ImagePlus image = new ImagePlus("spots", stack);
		ImageFiles.save(image, input, true, Progress.NONE);
		final Object[] task = { "model", "srcnn-natural-x2" };
		volume(with(task, "stage", "plan"));
		final String plan = Files.readString(output.resolve(".superres/plan.json"));
		assertTrue(plan.contains("\"iterations\": \"2\""), plan);
		volume(with(task, "stage", "blocks"));
		volume(with(task, "stage", "finish"));
		assertSame(step("upscale", image, "model=srcnn-natural-x2"), 0.1);
	}

	/** Jobs may be many, and the volume large: only the plan looks at it. */
	@Test
	void jobsReadTheirBlocksAlone() throws Exception {
		ImageFiles.save(new ImagePlus("wide", noise(16, 550, 350).getProcessor()),
			input, true, Progress.NONE);
		volume("model", "bicubic", "scale", "2", "chunk", "64,64,1");
		input = output;
		output = folder.resolve("again.zarr");
		final Object[] task = { "model", "bicubic", "scale", "2" };
		volume(with(task, "stage", "plan"));
		// In the part that is looked at where something is to be measured.
		Files.writeString(input.resolve("0/2/12"), "damaged");
		volume(with(task, "stage", "blocks", "index", 0, "count", 100));
		fails(UpscaleVolume.class, inputs(with(task, "stage", "blocks")), "0/2/12",
			"cannot be read");
	}

	/** Jobs that share a folder and nothing else, each stopped in between. */
	@Test
	void jobsShareAVolume() throws Exception {
		final ImagePlus image = stack(16);
		ImageFiles.save(image, input, true, Progress.NONE);
		final Object[] task = { "model", "bicubic", "scale", "2", "chunk", "16,16,1" };
		fails(UpscaleVolume.class, inputs(with(task, "stage", "blocks")), "stage=plan");
		volume(with(task, "stage", "plan"));
		for (int i = 0; i < 3; i++) {
			assertThrows(IOException.class, () -> ZarrVolume.open(output));
			if (i == 1) fails(UpscaleVolume.class, inputs(with(task, "stage", "finish")),
				"not done", "stage=blocks");
			volume(with(task, "stage", "blocks", "index", i, "count", 3));
		}
		volume(with(task, "stage", "finish"));
		assertSame(step("upscale", image, "model=bicubic scale=2"), 0);
	}

	/** As after a kill before the plan was written, when no block was filled. */
	@Test
	void startsAnewWithoutAPlan() throws Exception {
		final ImagePlus image = stack(8);
		ImageFiles.save(image, input, true, Progress.NONE);
		final Object[] task = { "model", "bicubic", "scale", "2" };
		volume(with(task, "stage", "plan"));
		Files.delete(output.resolve(".superres/plan.json"));
		final Object[] other = with(task, "chunk", "29,17,3", "format", "0.5");
		fails(UpscaleVolume.class, inputs(other), "has blocks but no plan");
		AtomicFiles.delete(output.resolve(".superres/blocks"));
		volume(other);
		assertFalse(Files.exists(output.resolve(".zattrs")));
		assertSame(step("upscale", image, "model=bicubic scale=2"), 0);
	}

	/** Workers do not look for changes, as there may be thousands of them. */
	@Test
	void finishRefusesAChangedInput() throws Exception {
		ImageFiles.save(stack(8), input, true, Progress.NONE);
		final Object[] task = { "model", "bicubic", "scale", "2" };
		volume(with(task, "stage", "plan"));
		ImageFiles.save(noise(8, 61, 47), input, true, Progress.NONE);
		fails(UpscaleVolume.class, inputs(with(task, "stage", "blocks")),
			"input size");
		final ImagePlus changed = stack(8);
		changed.getProcessor().set(1, 2, 3);
		ImageFiles.save(changed, input, true, Progress.NONE);
		volume(with(task, "stage", "blocks"));
		fails(UpscaleVolume.class, inputs(with(task, "stage", "finish")),
			"input samples");
	}

	@Test
	void refusesAnotherTask() throws Exception {
		ImageFiles.save(stack(8), input, true, Progress.NONE);
		volume("model", "bicubic", "scale", "2", "stage", "plan");
		fails(UpscaleVolume.class, inputs("model", "bicubic", "scale", "3"), "scale",
			"3", "choose another output");
		ImageFiles.save(stack(16), input, true, Progress.NONE);
		fails(UpscaleVolume.class, inputs("model", "bicubic", "scale", "2"),
			"input samples", "choose another output");
	}

	@Test
	void neverTouchesWhatIsNotItsOwn() throws Exception {
		ImageFiles.save(stack(8), input, true, Progress.NONE);
		Files.createDirectory(output);
		final Path own = Files.writeString(output.resolve("notes.txt"), "mine");
		fails(UpscaleVolume.class, inputs("model", "bicubic"), "already exists");
		assertEquals("mine", Files.readString(own));
		assertEquals(1, output.toFile().list().length);
	}

	@Test
	void refusesWhatCannotBeDone() throws Exception {
		ImageFiles.save(stack(8), input, true, Progress.NONE);
		fails(UpscaleVolume.class, inputs("chunk", "0,1,1"), "chunk=0,1,1",
			"three whole numbers");
		fails(UpscaleVolume.class, inputs("shard", "128,128,32"), "format=0.5");
		fails(UpscaleVolume.class, inputs("format", "0.6"), "format", "0.6", "0.5");
		fails(UpscaleVolume.class, inputs("compressor", "lzma"), "compressor", "lzma",
			"zstd");
		fails(UpscaleVolume.class, inputs("model", "bicubic", "stage", "some"), "stage=some", "finish");
		fails(UpscaleVolume.class, inputs("options", "precision=auto"),
			"precision=auto", "float32 or bfloat16");
		fails(UpscaleVolume.class, inputs("command", "quality"), "block by block",
			"upscale");
		fails(UpscaleVolume.class, inputs("command", "edges", "options",
			"region=selection"), "region=selection");
		fails(UpscaleVolume.class, inputs("command", "edges", "options",
			"method=none"), "method = 'none'");
		assertFalse(Files.exists(output));
	}

	// -- Helper methods --

	/** A stack with structure, of sides that nothing divides. */
	private static ImagePlus stack(final int depth) {
		final ImageStack stack = new ImageStack(61, 47);
		for (int z = 0; z < 7; z++)
			stack.addSlice(noise(depth, 61, 47).getProcessor());
		final ImagePlus image = new ImagePlus("stack", stack);
		image.setDimensions(1, 7, 1);
		return image;
	}

	private Object[] inputs(final Object... more) {
		return with(new Object[] { "image", input.toFile(), "output", output
			.toFile() }, more);
	}

	private static Object[] with(final Object[] some, final Object... more) {
		final List<Object> all = new ArrayList<>(Arrays.asList(some));
		all.addAll(Arrays.asList(more));
		return all.toArray();
	}

	private void volume(final Object... more) throws Exception {
		run(UpscaleVolume.class, inputs(more));
	}

	private static ImagePlus step(final String verb, final ImagePlus image,
		final String options) throws Exception
	{
		return step(verb, image, options, "output");
	}

	private static ImagePlus step(final String verb, final ImagePlus image,
		final String options, final String made) throws Exception
	{
		final Step step = Step.named(
			context(), verb);
		final Map<String, Object> values = step.read(options, title -> null);
		values.put("image", image);
		return (ImagePlus) step.run(values, Progress.NONE).get(made);
	}

	private void assertSame(final ImagePlus expected, final double tolerance)
		throws IOException
	{
		assertSame(expected, output, tolerance);
	}

	private static void assertSame(final ImagePlus expected, final Path folder,
		final double tolerance) throws IOException
	{
		final ZarrVolume made = ZarrVolume.open(folder);
		assertArrayEquals(new long[] { expected.getWidth(), expected.getHeight(),
			expected.getNSlices(), expected.getNChannels(), expected.getNFrames() }, made
				.size());
		final float[] plane = new float[expected.getWidth() * expected.getHeight()];
		for (int i = 1; i <= expected.getStackSize(); i++) {
			final int[] at = expected.convertIndexToPosition(i);
			made.source(at[0] - 1, at[2] - 1).read(Intervals.createMinSize(0, 0, at[1] -
				1, expected.getWidth(), expected.getHeight(), 1), plane);
			final float[] wanted = (float[]) expected.getStack().getProcessor(i)
				.convertToFloatProcessor().getPixels();
			assertArrayEquals(wanted, plane, (float) tolerance, "plane " + i);
		}
	}
}
