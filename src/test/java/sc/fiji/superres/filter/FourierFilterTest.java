package sc.fiji.superres.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

import net.imglib2.util.Intervals;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.filter.FourierSettings.Pass;

class FourierFilterTest {

	/** What the class promises; 1e-5 is needed. */
	private static final double OF_RANGE = 1e-6;

	private static final Rolloff IDEAL = Rolloff.named("ideal", 0);

	/** Range of the planes in the fixtures. */
	private static final double RANGE = 500;

	@Nested
	class HighPass extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return FourierFilter.of(FourierSettings.high(Rolloff.gaussian(), 0.1));
		}
	}

	@Nested
	class Boosted extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return FourierFilter.of(new FourierSettings(Pass.BAND, Rolloff
				.butterworth(2), 0.1, 0.3, PixelSize.ONE, true, 2));
		}
	}

	/** See {@code fourier.py} for what made the expected planes. */
	@ParameterizedTest
	@ValueSource(strings = { "15x21", "16x24", "13x31", "227x3", "1x19", "20x1",
		"1x1", "2x2" })
	void equalsNumPyOnTheMirroredPlane(final String size) throws IOException {
		final List<FourierSettings> filters = List.of( //
			FourierSettings.high(IDEAL, 1 / 4.0), //
			FourierSettings.high(Rolloff.gaussian(), 1 / 8.0), //
			FourierSettings.high(Rolloff.butterworth(2), 1 / 5.0), //
			low(Rolloff.gaussian(), 1 / 6.0), //
			band(Rolloff.butterworth(3), 1 / 16.0, 1 / 4.0), //
			new FourierSettings(Pass.HIGH, Rolloff.gaussian(), 1.2, 0, new PixelSize(
				0.1, 0.3), false, 0), //
			new FourierSettings(Pass.HIGH, Rolloff.butterworth(1), 1 / 8.0, 0,
				PixelSize.ONE, false, 1.5), //
			new FourierSettings(Pass.HIGH, Rolloff.gaussian(), 1 / 8.0, 0,
				PixelSize.ONE, true, 0));
		final Tensor planes = Npy.read(Path.of("src/test/resources/filter/fourier-" +
			size + ".npy"));
		final int height = planes.shape()[1];
		final int width = planes.shape()[2];
		assertEquals(filters.size() + 1, planes.shape()[0]);
		final float[] source = plane(planes, 0);
		for (int i = 0; i < filters.size(); i++) {
			assertArrayEquals(plane(planes, i + 1), FourierFilter.of(filters.get(i))
				.plane(source, width, height), (float) (OF_RANGE * RANGE), filters.get(
					i) + " on " + size);
		}
	}

	@ParameterizedTest
	@CsvSource({ "ideal,64,48", "gaussian,37,53", "butterworth,100,1",
		"gaussian,1000,700",
		"gaussian,127,2039" })
	void lowBandAndHighAddUpToTheImage(final String shape, final int width,
		final int height)
	{
		final Rolloff rolloff = Rolloff.named(shape, 2);
		final float[] source = random(width * height, 3);
		final float[] low = FourierFilter.of(low(rolloff, 0.05))
			.plane(source, width, height);
		final float[] band = FourierFilter.of(band(rolloff, 0.05,
			0.2)).plane(source, width, height);
		final float[] high = FourierFilter.of(FourierSettings.high(rolloff, 0.2))
			.plane(source, width, height);
		final float[] rest = FourierFilter.of(FourierSettings.high(rolloff, 0.05))
			.plane(source, width, height);
		for (int i = 0; i < source.length; i++) {
			// A few roundings of float for each of the parts.
			assertEquals(source[i], low[i] + band[i] + high[i], 1e-6);
			assertEquals(source[i], low[i] + rest[i], 1e-6);
		}
	}

	@Test
	void constantStaysConstantAndHasNoHighFrequencies() {
		for (final int[] size : new int[][] { { 64, 64 }, { 17, 23 }, { 1, 9 }, { 1,
			1 } })
		{
			final float[] source = new float[size[0] * size[1]];
			Arrays.fill(source, 40000.1f);
			for (final Rolloff rolloff : List.of(IDEAL, Rolloff.gaussian(),
				Rolloff.butterworth(4)))
			{
				assertArrayEquals(source, FourierFilter.of(low(rolloff,
					0.1)).plane(source, size[0], size[1]));
				assertArrayEquals(new float[source.length], FourierFilter.of(
					FourierSettings.high(rolloff, 0.1)).plane(source, size[0], size[1]));
				assertArrayEquals(source, FourierFilter.of(new FourierSettings(
					Pass.HIGH, rolloff, 0.1, 0, PixelSize.ONE, true, 0)).plane(source,
						size[0], size[1]));
			}
		}
	}

	@Test
	void theMeanIsKeptOrDropped() {
		final float[] source = random(90 * 70, 5);
		for (final boolean kept : new boolean[] { false, true }) {
			final float[] result = FourierFilter.of(new FourierSettings(Pass.HIGH,
				Rolloff.gaussian(), 0.1, 0, PixelSize.ONE, kept, 0)).plane(source, 90,
					70);
			assertEquals(kept ? mean(source) : 0, mean(result), 1e-6);
		}
	}

	/** A ramp doesn't match across opposite borders, where a plain FFT rings. */
	@Test
	void rampDoesNotWrapAround() {
		final int side = 128;
		final float[] ramp = new float[side * side];
		for (int i = 0; i < ramp.length; i++)
			ramp[i] = i % side;
		final float[] high = FourierFilter.of(FourierSettings.high(Rolloff
			.gaussian(), 1 / 8.0)).plane(ramp, side, side);
		for (int i = 0; i < ramp.length; i++) {
			final int x = i % side;
			// By wrapping, the border would have half of the jump of 127.
			assertTrue(Math.abs(high[i]) < (x < 8 || x >= side - 8 ? 1.1 : 1e-2),
				high[i] + " at " + x);
		}
	}

	/** Waves of 0.8 units are dropped in all directions, those of 0.2 kept. */
	@Test
	void cutOffIsTheSameInAllPhysicalDirections() {
		final int side = 80;
		final PixelSize pixel = new PixelSize(0.05, 0.1);
		final FourierFilter filter = FourierFilter.of(new FourierSettings(Pass.HIGH,
			IDEAL, 1 / 0.4, 0, pixel, false, 0));
		for (int axis = 0; axis < 2; axis++) {
			final double size = axis == 0 ? pixel.width() : pixel.height();
			for (final double wavelength : new double[] { 0.8, 0.2 }) {
				final float[] wave = new float[side * side];
				for (int i = 0; i < wave.length; i++)
					wave[i] = (float) Math.cos(2 * Math.PI * ((axis == 0 ? i % side : i /
						side) + 0.5) * size / wavelength);
				assertArrayEquals(wavelength < 0.4 ? wave : new float[wave.length],
					filter.plane(wave, side, side), 1e-5f, axis + ": " + wavelength);
			}
		}
	}

	@Test
	void thePlaneIsOneTileOfTheSameSize() {
		final PreparedOperation enlargement = FourierFilter.of(FourierSettings.high(
			Rolloff.gaussian(), 0.1)).prepare(30, 20);
		assertEquals(1, enlargement.tiles(5).size());
		assertTrue(Intervals.equals(Intervals.createMinSize(0, 0, 30, 20),
			enlargement.source(Intervals.createMinSize(3, 4, 1, 1))));
	}

	@Test
	void impossibleSizesAreRefused() {
		final FourierFilter filter = FourierFilter.of(FourierSettings.high(Rolloff
			.gaussian(), 0.1));
		for (final long[] size : new long[][] { { 0, 5 }, { 5, 0 }, { 1 << 20,
			1 << 20 } })
		{
			final String message = assertThrows(IllegalArgumentException.class,
				() -> filter.prepare(size[0], size[1])).getMessage();
			assertTrue(message.contains(size[0] + " x " + size[1]), message);
		}
	}

	/** Keeps what is below a cut-off, in cycles per pixel. */
	static FourierSettings low(final Rolloff rolloff, final double cutoff) {
		return new FourierSettings(Pass.LOW, rolloff, cutoff, 0, PixelSize.ONE,
			false, 0);
	}

	/** Keeps what is between two cut-offs, in cycles per pixel. */
	static FourierSettings band(final Rolloff rolloff, final double cutoff,
		final double upper)
	{
		return new FourierSettings(Pass.BAND, rolloff, cutoff, upper,
			PixelSize.ONE, false, 0);
	}

	private static float[] plane(final Tensor planes, final int index) {
		final int size = planes.shape()[1] * planes.shape()[2];
		return Arrays.copyOfRange(planes.values(), index * size, (index + 1) *
			size);
	}

	private static double mean(final float[] plane) {
		double sum = 0;
		for (final float value : plane)
			sum += value;
		return sum / plane.length;
	}

	private static float[] random(final int size, final long seed) {
		final Random random = new Random(seed);
		final float[] plane = new float[size];
		for (int i = 0; i < size; i++)
			plane[i] = random.nextFloat();
		return plane;
	}
}
