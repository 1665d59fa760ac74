package sc.fiji.superres.bound;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.Random;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.Tensor;

class ErrorBoundTest {

	private static final ErrorBound BOUND = BoundFitTest.fit(3, 1);

	@ParameterizedTest
	@CsvSource({ "40, 31, 80, 62", "40, 31, 100, 78", "40, 31, 40, 31",
		"1, 1, 3, 3", "1, 9, 2, 18" })
	void tiledEqualsUntiled(final int width, final int height,
		final int resultWidth, final int resultHeight)
	{
		final Plane low = random(width, height);
		final Plane result = random(resultWidth, resultHeight);
		final float[] whole = BOUND.of(low, result, BoundFitTest.range(1), 90, Progress.NONE).samples();
		for (final int side : new int[] { 7, 16, 33 })
			assertArrayEquals(whole, BOUND.of(low, result, BoundFitTest.range(1), 90, side, Progress.NONE)
				.samples(), 1e-5f);
	}

	@Test
	void higherLevelsAreWider() {
		final Plane low = random(20, 20);
		final Plane result = random(40, 40);
		double before = 0;
		for (final int level : ErrorBound.LEVELS) {
			final float[] bounds = BOUND.of(low, result, BoundFitTest.range(1), level, Progress.NONE)
				.samples();
			double sum = 0;
			for (final float bound : bounds)
				sum += bound;
			assertTrue(sum > before, "level " + level);
			before = sum;
		}
	}

	@Test
	void boundsHaveTheUnitsOfTheImage() {
		final Plane low = random(20, 20);
		final Plane result = random(40, 40);
		final float[] one = BOUND.of(low, result, BoundFitTest.range(1), 90, Progress.NONE).samples();
		final float[] many = BOUND.of(low.scaled(1000, 0), result.scaled(1000, 0),
			BoundFitTest.range(1000), 90, Progress.NONE).samples();
		for (int i = 0; i < one.length; i++)
			assertEquals(1000 * one[i], many[i], 0.05);
	}

	@Test
	void constantPlanesHaveBounds() {
		final Plane low = new Plane(new float[9], 3, 3);
		final Plane result = new Plane(new float[36], 6, 6);
		for (final float bound : BOUND.of(low, result, BoundFitTest.range(0), 90, Progress.NONE)
			.samples())
			assertTrue(Float.isFinite(bound) && bound >= 0, "bound of " + bound);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 49, 91, 100 })
	void otherLevelsAreRefused(final int level) {
		final Plane plane = random(4, 4);
		assertTrue(assertThrows(WrongUsage.class, () -> BOUND.of(plane, plane,
			BoundFitTest.range(1), level, Progress.NONE)).getMessage().contains("level=" + level));
	}

	@Test
	void damagedTablesAreRefused() {
		for (final float value : new float[] { Float.NaN, -1, 1e9f }) {
			final Tensor table = new Tensor(BOUND.table().shape(), BOUND.table()
				.values().clone());
			table.values()[table.shape()[1] + 1] = value;
			assertThrows(IllegalArgumentException.class, () -> new ErrorBound(BOUND
				.weights(), table, 3), () -> "a bound of " + value);
		}
		assertThrows(IllegalArgumentException.class, () -> new ErrorBound(
			Collections.nCopies(1, 1.0), BOUND.table(), 3));
	}

	@Test
	void isStopped() {
		final Plane plane = random(4, 4);
		final Progress stopped = new Progress() {

			@Override
			public void update(final double fraction, final String message) {
				// Nothing is shown.
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> BOUND.of(plane, plane, BoundFitTest
			.range(1), 90,
			stopped));
	}

	private static Plane random(final int width, final int height) {
		final float[] samples = new float[width * height];
		final Random random = new Random(width);
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextFloat();
		return new Plane(samples, width, height);
	}
}
