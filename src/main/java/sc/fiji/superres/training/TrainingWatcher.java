package sc.fiji.superres.training;

import java.util.List;
import java.util.function.Supplier;

import sc.fiji.superres.block.Plane;

/** An observer of a training's scores and results. */
@FunctionalInterface
public interface TrainingWatcher {

	/** Ignores everything. */
	TrainingWatcher NONE = (lines, preview) -> {
		// Ignored.
	};

	/**
	 * A part of a validation image, channel by channel.
	 *
	 * @param bicubic its LR image, enlarged by bicubic interpolation
	 * @param network the same, enlarged by the current network
	 * @param high the original
	 */
	record Preview(List<Plane> bicubic, List<Plane> network, List<Plane> high) {}

	/**
	 * Called after each score, in the thread of the training.
	 *
	 * @param lines all scores so far
	 * @param preview computes the preview; must not be called after this returns
	 */
	void scored(List<TrainingLog.Line> lines, Supplier<Preview> preview);
}
