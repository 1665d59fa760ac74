package sc.fiji.superres.dictionary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.TestPairs;

class ExplanationTest {

	private static final int SIZE = 48;
	private static final Dictionary STRIPES = DictionaryTrainer.train(List.of(
		pair(stripes(0)), pair(stripes(1))), Optional.empty(), 2, TestDictionaries
			.settings(32), Progress.NONE);

	@Nested
	class OfAnchors extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Explanation.ANCHOR.of(STRIPES);
		}
	}

	@Nested
	class OfDistances extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return Explanation.DISTANCE.of(STRIPES);
		}
	}

	@Test
	void structureNeverSeenIsFar() {
		final double seen = mean(map(Explanation.DISTANCE, stripes(0)));
		final Random random = new Random(1);
		final Plane noise = stripes(0);
		for (int i = 0; i < noise.samples().length; i++)
			noise.samples()[i] = random.nextFloat();
		final double unseen = mean(map(Explanation.DISTANCE, noise));
		assertTrue(unseen > 0.65 && seen < 0.75 * unseen, seen + " and " + unseen);
	}

	@Test
	void anchorsAreNumberedFrom1() {
		for (final float anchor : map(Explanation.ANCHOR, stripes(0)))
			assertTrue(anchor == (int) anchor && anchor >= 1 && anchor <= 32, () -> String
				.valueOf(anchor));
	}

	/** Stripes along x and along y are served by other anchors. */
	@Test
	void anchorsTellStructuresApart() {
		final float[] x = map(Explanation.ANCHOR, stripes(0));
		final float[] y = map(Explanation.ANCHOR, stripes(1));
		int same = 0;
		for (int i = 0; i < x.length; i++)
			if (x[i] == y[i]) same++;
		assertEquals(0, same, x.length / 50);
	}

	@Test
	void flatPatchesAreLeftOut() {
		final Plane flat = stripes(0);
		for (int i = 0; i < flat.samples().length; i++)
			flat.samples()[i] = 0.5f + flat.samples()[i] / 10_000;
		for (final Explanation explanation : Explanation.values()) {
			for (final float value : map(explanation, flat))
				assertEquals(0, value);
		}
	}

	private static float[] map(final Explanation explanation,
		final Plane plane)
	{
		try (BlockOperation upscaler = explanation.of(STRIPES)) {
			return Tiles.plane(upscaler.prepare(plane.width(), plane.height(),
				Intensities.unit()), plane.samples(), plane.width(), plane.height());
		}
	}

	private static double mean(final float[] values) {
		double sum = 0;
		for (final float value : values)
			sum += value;
		return sum / values.length;
	}

	private static Pair pair(final Plane plane) {
		return TestPairs.of(plane, Degradation.bicubic(2));
	}

	/** Waves along an axis, of growing frequency. */
	private static Plane stripes(final int axis) {
		final float[] samples = new float[SIZE * SIZE];
		for (int i = 0; i < samples.length; i++) {
			final double at = axis == 0 ? i % SIZE : i / SIZE;
			samples[i] = (float) (0.5 + 0.4 * Math.sin(at * (0.4 + at / 200)));
		}
		return new Plane(samples, SIZE, SIZE);
	}
}
