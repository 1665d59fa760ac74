package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import java.util.concurrent.ExecutionException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;
import org.scijava.log.LogLevel;
import org.scijava.log.LogService;

import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.step.SuperResCommand;

/** What tests share that call commands as scripts do. */
public abstract class ScriptTest {

	public static final int WIDTH = 13;
	public static final int HEIGHT = 9;

	private static Context context;

	public static Context context() {
		return context;
	}

	@BeforeAll
	static void start() {
		context = new Context();
		// Failures are expected; SciJava logs each with its stack.
		context.service(LogService.class).setLevel(LogLevel.NONE);
	}

	@AfterAll
	static void end() {
		context.dispose();
	}

	public static CommandModule run(final Class<? extends SuperResCommand> command,
		final Object... inputs) throws Exception
	{
		return context.service(CommandService.class).run(command, true, inputs)
			.get();
	}

	/** Runs a command on an image, which must not change. */
	public static ImagePlus enlarge(final Class<? extends SuperResCommand> command,
		final ImagePlus image, final Object... inputs) throws Exception
	{
		final float[] samples = samples(image).clone();
		final Calibration calibration = image.getCalibration().copy();
		final String info = image.getInfoProperty();
		final Object[] all = new Object[inputs.length + 2];
		all[0] = "image";
		all[1] = image;
		System.arraycopy(inputs, 0, all, 2, inputs.length);
		final ImagePlus output = (ImagePlus) run(command, all).getOutput("output");
		assertArrayEquals(samples, samples(image));
		assertTrue(calibration.equals(image.getCalibration()), image
			.getCalibration()::toString);
		assertEquals(info, image.getInfoProperty());
		return output;
	}

	/** Runs a command that has to fail. */
	public static void fails(final Class<? extends SuperResCommand> command,
		final Object[] inputs, final String... words)
	{
		final Throwable failure = assertThrows(ExecutionException.class, () -> run(
			command, inputs)).getCause().getCause();
		for (final String word : words) {
			assertTrue(failure.getMessage().contains(word), failure.getMessage());
		}
	}

	/** Makes noise of 8, 16 or 32 bits with pixels of 0.5 x 2 mm. */
	public static ImagePlus noise(final int depth) {
		return noise(depth, WIDTH, HEIGHT);
	}

	public static ImagePlus noise(final int depth, final int width, final int height) {
		final Random random = new Random(depth);
		final ImageProcessor samples = switch (depth) {
			case 8 -> new ByteProcessor(width, height);
			case 16 -> new ShortProcessor(width, height);
			default -> new FloatProcessor(width, height);
		};
		for (int i = 0; i < width * height; i++) {
			if (depth == 32) samples.setf(i, random.nextFloat() - 0.5f);
			else samples.set(i, random.nextInt(depth == 8 ? 256 : 4096));
		}
		samples.resetMinAndMax();
		final ImagePlus image = new ImagePlus("noise.tif", samples);
		image.getCalibration().setUnit("mm");
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 2;
		image.setProperty("Info", "Stain: DAPI\n");
		return image;
	}

	public static float[] samples(final ImagePlus image) {
		return (float[]) image.getProcessor().convertToFloatProcessor().getPixels();
	}

	/** Returns what a resampler makes of an image, in the image's type. */
	public static float[] resampled(final ImagePlus image, final Resampler resampler) {
		return stored(resampler.plane(samples(image), image.getWidth(), image
			.getHeight()), image.getBitDepth());
	}

	/** Rounds half up and clips to the type, as the result is stored. */
	public static float[] stored(final float[] values, final int depth) {
		if (depth == 32) return values;
		final float[] stored = new float[values.length];
		for (int i = 0; i < values.length; i++) {
			stored[i] = (float) Math.floor(Math.min((1 << depth) - 1, Math.max(0,
				values[i])) + 0.5);
		}
		return stored;
	}

	public static void assertSamePixels(final ImagePlus expected,
		final ImagePlus found)
	{
		assertEquals(expected.getType(), found.getType());
		assertEquals(expected.getWidth(), found.getWidth());
		assertArrayEquals(samples(expected), samples(found));
	}

	/** Returns the line of the Info property that tells what was done. */
	public static String provenance(final ImagePlus image) {
		final String[] lines = image.getInfoProperty().split("\n");
		return lines[lines.length - 1];
	}
}
