package sc.fiji.superres.degrade;

import java.util.List;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.PairSampler.Pair;

/** LR/HR pairs of one channel for tests. */
public final class TestPairs {

	private TestPairs() {
		// Static methods only.
	}

	/** Returns a pair of two planes. */
	public static Pair of(final Plane low, final Plane high) {
		return new Pair(List.of(low), List.of(high));
	}

	/** Returns a plane, cropped as needed, paired with its low-resolution version. */
	public static Pair of(final Plane high, final Degradation degradation) {
		return Pair.of(List.of(high), degradation, 0);
	}
}
