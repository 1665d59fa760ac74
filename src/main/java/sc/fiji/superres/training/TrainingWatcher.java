package sc.fiji.superres.training;

import java.util.List;
import java.util.function.Supplier;

import sc.fiji.superres.block.Plane;

/** Who wants to see how a training goes, beyond its progress. */
@FunctionalInterface
public interface TrainingWatcher {

	/** Sees nothing. */
	TrainingWatcher NONE = (lines, preview) -> {
		// Nobody watches.
	};

	/**
	 * A part of a validation image, channel by channel.
	 *
	 * @param bicubic its low-resolution image, enlarged by bicubic interpolation
	 * @param network the same, enlarged by the network as it is now
	 * @param high the part itself
	 */
	record Preview(List<Plane> bicubic, List<Plane> network, List<Plane> high) {}

	/**
	 * Told after each score, in the thread of the training.
	 *
	 * @param lines all scores so far
	 * @param preview makes the preview; only to be asked before this returns
	 */
	void scored(List<TrainingLog.Line> lines, Supplier<Preview> preview);
}
