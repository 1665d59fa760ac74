package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.plugin.Duplicator;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.StackConverter;

import sc.fiji.superres.block.KeptNotes;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.step.Step;

class IsotropicImageTest extends ScriptTest {

	private static final int SIDE = 40;
	private static final int SLICES = 9;

	@TempDir
	private Path folder;

	/** Temporary files of other processes. */
	private Set<String> others;

	@BeforeEach
	void look() throws IOException {
		others = temporary();
	}

	@Test
	void voxelsBecomeCubes() throws Exception {
		final ImagePlus stack = stack(16, 1);
		final Calibration voxel = stack.getCalibration();
		voxel.zOrigin = 2;
		stack.setSlice(5);
		final Overlay overlay = new Overlay();
		final Roi roi = new Roi(3, 4, 5, 6);
		roi.setPosition(5);
		overlay.add(roi);
		stack.setOverlay(overlay);
		final ImagePlus result = restore(stack);
		assertEquals("stack-isotropic", result.getTitle());
		assertEquals(16, result.getBitDepth());
		assertEquals(SIDE, result.getWidth());
		assertEquals(SIDE, result.getHeight());
		// 9 slices of 0.25 micron by pixels of 0.1.
		assertEquals(23, result.getNSlices());
		final Calibration cube = result.getCalibration();
		assertEquals(0.1, cube.pixelWidth, 1e-12);
		assertEquals(0.1, cube.pixelDepth, 1e-12);
		assertEquals(5, cube.zOrigin, 1e-9);
		assertEquals("micron", cube.getUnit());
		// The middle of slice 5 of 9 is the middle of the stack.
		assertEquals(12, result.getSlice());
		assertEquals(12, result.getOverlay().get(0).getPosition());
		assertTrue(result.getInfoProperty().contains("superres isotropic "), result
			.getInfoProperty());
	}

	/** A brightness that rises with z stays where it was. */
	@Test
	void nothingIsShifted() throws Exception {
		final ImagePlus stack = stack(32, 1);
		for (int z = 0; z < SLICES; z++) {
			final ImageProcessor plane = stack.getStack().getProcessor(z + 1);
			plane.subtract(mean(plane) - 50 * z);
			plane.multiply(0.02);
		}
		final ImagePlus result = restore(stack);
		for (int z = 4; z < 18; z++)
			assertEquals((z + 0.5) / 2.5 - 0.5, mean(result.getStack().getProcessor(z +
				1)), 0.15);
	}

	@Test
	void aPackageRestoresOtherStacks() throws Exception {
		final Path model = folder.resolve("axial-x3");
		final ImagePlus stack = stack(8, 1);
		final ImagePlus result = restore(stack, "factor", 3.0, "model", model
			.toFile());
		assertEquals(3 * SLICES, result.getNSlices());
		try (ModelPackage written = ModelPackage.open(model)) {
			assertTrue(written.description().output().isAxial());
			assertEquals(3, written.description().output().scaleY());
			assertEquals(1, written.description().output().scaleX());
			assertEquals(written.description().input().height(), written
				.description().input().width());
			assertTrue(Files.readString(model.resolve("README.md")).contains(
				"along z by 3"));
		}
		final ImagePlus again = enlarge(UpscaleImage.class, stack, "model", model
			.toString());
		assertEquals(3 * SLICES, again.getNSlices());
		assertEquals(0.25 / 3, again.getCalibration().pixelDepth, 1e-12);
		assertEquals(0.1, again.getCalibration().pixelWidth, 1e-12);
		for (int z = 1; z <= again.getNSlices(); z++)
			assertArrayEquals((byte[]) result.getStack().getPixels(z), (byte[]) again
				.getStack().getPixels(z));
		fails(UpscaleImage.class, new Object[] { "image", stack, "model", model
			.toString(), "scale", "3" }, "by 1x1x3, not by 3");
		fails(UpscaleImage.class, new Object[] { "image", stack, "model", model
			.toString(), "ensemble", true }, "ensemble=false");
		fails(UpscaleImage.class, new Object[] { "image", noise(8), "model", model
			.toString() }, "one slice");
	}

	@Test
	void channelsAndFramesAreKept() throws Exception {
		final ImagePlus stack = stack(8, 4);
		stack.setDimensions(2, SLICES, 2);
		final CompositeImage composite = new CompositeImage(stack,
			IJ.COMPOSITE);
		composite.setOpenAsHyperStack(true);
		final ImagePlus all = restore(composite);
		assertEquals("[40, 40, 2, 23, 2]", text(all));
		final ImagePlus each = restore(composite, "channels", "each");
		assertEquals("[40, 40, 2, 23, 2]", text(each));
		assertTrue(each.isComposite());
	}

	@Test
	void colorsAreRestoredByTheirBrightness() throws Exception {
		final ImagePlus stack = stack(8, 1);
		new StackConverter(stack).convertToRGB();
		final ImagePlus result = restore(stack);
		assertEquals(ImagePlus.COLOR_RGB, result.getType());
		assertEquals(23, result.getNSlices());
	}

	/** The best network so far restores, and the next run goes on. */
	@Test
	void aStopRestoresAndTheNextRunGoesOn() throws Exception {
		final Path model = folder.resolve("axial");
		final ImagePlus stack = stack(8, 1);
		final int[] asked = { 0 };
		final StringBuilder notes = new StringBuilder();
		final Progress stopped = new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				if (what.startsWith("step")) asked[0]++;
			}

			@Override
			public boolean cancelled() {
				return asked[0] >= 260;
			}

			@Override
			public void note(final String line) {
				notes.append(line).append('\n');
			}
		};
		final Map<String, Object> inputs = inputs(stack, "steps", 300, "model", model
			.toFile());
		final ImagePlus result = (ImagePlus) Step.named(context(), "isotropic").run(
			inputs, stopped).get("output");
		assertEquals(23, result.getNSlices());
		assertTrue(notes.toString().contains("after step 260"), notes.toString());
		final Path work = folder.resolve("axial.training");
		assertTrue(Files.exists(work.resolve("checkpoint.bin")));
		inputs.put("overwrite", true);
		asked[0] = Integer.MIN_VALUE / 2;
		Step.named(context(), "isotropic").run(inputs, stopped);
		assertFalse(Files.exists(work));
		assertTrue(asked[0] - Integer.MIN_VALUE / 2 <= 41);
	}

	/**
	 * Killed after its last step or while it restores, a run goes on there, and makes
	 * what it would have made.
	 */
	@ParameterizedTest
	@ValueSource(booleans = { false, true })
	void killedRunGoesOn(final boolean restoring) throws Exception {
		final ImagePlus stack = stack(32, 1);
		final ImagePlus expected = restore(stack);
		final List<String> told = new ArrayList<>();
		final boolean[] alive = { false };
		final Progress killed = new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				told.add(what);
				final boolean last = what.startsWith("step 3 of 3");
				if (!alive[0] && (restoring ? told.stream().anyMatch(
					line -> line.startsWith("step")) && !what.startsWith("step") : last))
					throw new Killed();
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
		assertThrows(Throwable.class, () -> Step.named(context(), "isotropic").run(
			inputs(stack), killed));
		assertTrue(told.contains(told.stream().filter(line -> line.startsWith(
			"step 3 of 3")).findFirst().orElse("no last step")));
		assertNotNull(left());
		told.clear();
		alive[0] = true;
		final ImagePlus result = (ImagePlus) Step.named(context(), "isotropic").run(
			inputs(stack), killed).get("output");
		assertFalse(told.isEmpty());
		assertEquals(List.of(), told.stream().filter(line -> line.startsWith(
			"step")).toList());
		assertSameVoxels(expected, result, 1, 1);
		assertNull(left());
	}

	/** The network of each channel is that of the channel alone. */
	@Test
	void eachChannelLearnsFromItself() throws Exception {
		final ImagePlus stack = stack(32, 2);
		for (int i = 2; i <= stack.getStackSize(); i += 2)
			stack.getStack().getProcessor(i).sqr();
		stack.setDimensions(2, SLICES, 1);
		final ImagePlus each = restore(stack, "channels", "each");
		for (int c = 1; c <= 2; c++) {
			final ImagePlus channel = new Duplicator().run(stack, c, c, 1, SLICES, 1,
				1);
			assertSameVoxels(restore(channel), each, 1, c);
		}
		final ImagePlus all = restore(stack);
		assertFalse(Arrays.equals((float[]) all.getStack().getPixels(21),
			(float[]) each.getStack().getPixels(21)));
	}

	/** A bead as wide as a Gaussian teaches what the Gaussian does. */
	@Test
	void blurIsThatOfABead() throws Exception {
		final ImageStack bead = new ImageStack(9, 9);
		for (int z = 0; z < 25; z++) {
			final ImageProcessor slice = new FloatProcessor(9, 9);
			for (int i = 0; i < 81; i++)
				slice.setf(i, (float) (1000 * Math.exp(-Math.log(2) * (z - 12) * (z -
					12) / 4.0)));
			bead.addSlice(slice);
		}
		final Path psf = folder.resolve("bead.tif");
		final ImagePlus stack = stack(32, 1);
		// Full width at half maximum: 4 of its slices, 2 of the stack.
		final ImagePlus image = new ImagePlus("bead", bead);
		image.setCalibration(stack.getCalibration().copy());
		image.getCalibration().pixelDepth /= 2;
		ImageFiles.save(image, psf, false, Progress.NONE);
		final Path model = folder.resolve("axial");
		final ImagePlus result = restore(stack, "psf", psf.toFile(), "model", model
			.toFile());
		assertTrue(Files.readString(model.resolve("README.md")).contains(
			"measured point spread function of 1 x "));
		final ImagePlus gaussian = restore(stack, "fwhm", "2");
		final ImagePlus narrow = restore(stack);
		assertTrue(distance(result, gaussian) < 0.2 * distance(narrow, gaussian),
			distance(result, gaussian) + " of " + distance(narrow, gaussian));
		fails(IsotropicImage.class, new Object[] { "image", stack, "psf", psf
			.toFile(), "fwhm", "2" }, "both given");
	}

	/** Stopped before it learned anything, nothing is made or left. */
	@Test
	void stoppedAtOnceItMakesNothing() throws Exception {
		final Progress stopped = new Progress() {

			private boolean steps;

			@Override
			public void update(final double fraction, final String what) {
				steps |= what.startsWith("step");
			}

			@Override
			public boolean cancelled() {
				return steps;
			}
		};
		assertThrows(CancellationException.class, () -> Step.named(context(),
			"isotropic").run(inputs(stack(8, 1), "model", folder.resolve("nothing")
				.toFile()), stopped));
		assertFalse(Files.exists(folder.resolve("nothing")));
	}

	/** A virtual stack gives what the same stack in memory gives. */
	@Test
	void virtualStacksAreReadSliceBySlice() throws Exception {
		final ImagePlus stack = stack(16, 1);
		final Path file = folder.resolve("stack.tif");
		ImageFiles.save(stack, file, false, Progress.NONE);
		final ImagePlus virtual = IJ.openVirtual(file.toString());
		assertNotNull(virtual);
		assertTrue(virtual.getStack().isVirtual());
		final ImagePlus expected = restore(stack);
		final ImagePlus found = restore(virtual);
		for (int z = 1; z <= expected.getNSlices(); z++)
			assertArrayEquals((short[]) expected.getStack().getPixels(z),
				(short[]) found.getStack().getPixels(z));
	}

	@Test
	void badInputIsNamed() throws Exception {
		final ImagePlus plain = stack(8, 1);
		plain.setCalibration(new Calibration());
		refused(plain, "no voxel size", "unit pixel", "Image > Properties");
		refused(noise(8), "one slice", "Image > Properties");
		final ImagePlus fine = stack(8, 1);
		fine.getCalibration().pixelDepth = 0.1;
		refused(fine, "0.1 x 0.1 x 0.1 micron", "a factor of 1", "nothing to learn");
		final ImagePlus far = stack(8, 1);
		far.getCalibration().pixelDepth = 3;
		refused(far, "a factor of 30", "more than 10", "factor=10");
		final ImagePlus units = stack(8, 1);
		units.getCalibration().setZUnit("mm");
		refused(units, "micron, micron and mm");
		final ImagePlus oblong = stack(8, 1);
		oblong.getCalibration().pixelHeight = 0.2;
		refused(oblong, "0.1 x 0.2 x 0.25", "square");
		refusedWith("factor", 11.0, "factor=11.0", "1.2 to 10");
		refusedWith("factor", 1.0, "factor=1.0", "1.2 to 10");
		refusedWith("fwhm", "wide", "fwhm=wide", "or none");
		refusedWith("fwhm", "-1", "fwhm=-1.0", "or none");
		refusedWith("channels", "some", "channels=some", "all, each");
		refusedWith("factor", 10.0, "less than a patch of 80 x 80", "");
		final ImagePlus nan = stack(32, 1);
		for (int z = 1; z < SLICES; z++)
			nan.getStack().getProcessor(z).setf(5, 5, Float.NaN);
		refused(nan, "only 1 plane", "8 of 9 planes of stack.tif are constant, or " +
			"hold NaN");
	}

	@Test
	void nanIsPutBack() throws Exception {
		final ImagePlus stack = stack(32, 1);
		stack.getStack().getProcessor(4).setf(7, 8, Float.NaN);
		final ImagePlus result = restore(stack, "factor", 2.0);
		assertTrue(Float.isNaN(result.getStack().getProcessor(7).getf(7, 8)));
		assertTrue(Float.isNaN(result.getStack().getProcessor(8).getf(7, 8)));
		assertFalse(Float.isNaN(result.getStack().getProcessor(9).getf(7, 8)));
	}

	/** No network is left where none was asked for. */
	@Test
	void temporaryFilesAreDeleted() throws Exception {
		final KeptNotes kept = new KeptNotes();
		Step.named(context(), "isotropic").run(inputs(stack(8, 1)), kept);
		final List<String> notes = kept.lines();
		assertTrue(notes.stream().anyMatch(line -> line.contains("PSNR")), notes
			.toString());
		assertFalse(notes.toString().contains("superres-isotropic-"), notes
			.toString());
		assertNull(left());
	}

	/** A process that ends. */
	private static final class Killed extends Error {

		private static final long serialVersionUID = 1;
	}

	// -- Helper methods --

	/** Returns a temporary file of a run of this test, or null. */
	private String left() throws IOException {
		return temporary().stream().filter(name -> !others.contains(name)).findAny()
			.orElse(null);
	}

	private static Set<String> temporary() throws IOException {
		try (Stream<Path> files = Files.list(Path.of(System.getProperty(
			"java.io.tmpdir"))))
		{
			return files.map(Path::toString).filter(name -> name.contains(
				"superres-isotropic-")).collect(Collectors.toSet());
		}
	}

	private static void assertSameVoxels(final ImagePlus expected, final ImagePlus found,
		final int channel, final int other)
	{
		for (int z = 1; z <= expected.getNSlices(); z++)
			assertArrayEquals((float[]) expected.getStack().getPixels(expected
				.getStackIndex(channel, z, 1)), (float[]) found.getStack().getPixels(
					found.getStackIndex(other, z, 1)));
	}

	/** Returns the mean squared difference. */
	private static double distance(final ImagePlus a, final ImagePlus b) {
		double sum = 0;
		for (int z = 1; z <= a.getStackSize(); z++) {
			final float[] p = (float[]) a.getStack().getPixels(z);
			final float[] q = (float[]) b.getStack().getPixels(z);
			for (int i = 0; i < p.length; i++)
				sum += (p[i] - q[i]) * (p[i] - q[i]) / p.length / a.getStackSize();
		}
		return sum;
	}

	private static void refusedWith(final String input, final Object value,
		final String... words)
	{
		fails(IsotropicImage.class, new Object[] { "image", stack(8, 1), "minutes",
			0.0, "steps", 1, input, value }, words);
	}

	private static void refused(final ImagePlus image, final String... words) {
		fails(IsotropicImage.class, new Object[] { "image", image, "minutes", 0.0, "steps", 1 },
			words);
	}

	private static ImagePlus restore(final ImagePlus image,
		final Object... inputs) throws Exception
	{
		final Map<String, Object> all = inputs(image, inputs);
		return (ImagePlus) Step.named(context(), "isotropic").run(all,
			Progress.NONE).get("output");
	}

	private static Map<String, Object> inputs(final ImagePlus image,
		final Object... inputs)
	{
		final Map<String, Object> all = new HashMap<>(Map.of("image", image,
			"minutes", 0.0, "steps", 3));
		for (int i = 0; i < inputs.length; i += 2)
			all.put((String) inputs[i], inputs[i + 1]);
		return all;
	}

	/** Makes waves with voxels of 0.1 x 0.1 x 0.25 micron. */
	private static ImagePlus stack(final int depth, final int channels) {
		final ImageStack stack = new ImageStack(SIDE, SIDE);
		for (int i = 0; i < SLICES * channels; i++) {
			final ImageProcessor plane = noise(depth, SIDE, SIDE).getProcessor();
			for (int k = 0; k < SIDE * SIDE; k++)
				plane.setf(k, (float) (100 + 50 * Math.sin(0.4 * (k % SIDE) + i) + 40 *
					Math.cos(0.3 * (k / SIDE) - 0.5 * i)));
			stack.addSlice("slice " + i, plane);
		}
		final ImagePlus image = new ImagePlus("stack.tif", stack);
		image.setDimensions(1, SLICES * channels, 1);
		final Calibration voxel = image.getCalibration();
		voxel.setUnit("micron");
		voxel.pixelWidth = 0.1;
		voxel.pixelHeight = 0.1;
		voxel.pixelDepth = 0.25;
		return image;
	}

	private static double mean(final ImageProcessor plane) {
		double sum = 0;
		for (int i = 0; i < plane.getPixelCount(); i++)
			sum += plane.getf(i);
		return sum / plane.getPixelCount();
	}

	private static String text(final ImagePlus image) {
		return Arrays.toString(image.getDimensions());
	}
}
