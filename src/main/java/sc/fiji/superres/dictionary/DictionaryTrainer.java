package sc.fiji.superres.dictionary;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.file.Half;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * Trains a {@link Dictionary} on pairs of planes.
 * <p>
 * Samples are 0 to 1. Equal pairs, settings and seed give equal dictionaries,
 * on any number of threads. If the pairs have fewer patches than requested,
 * smaller copies of the images are added, in at most 11 sizes, each 0.98 of the
 * previous one (R. Timofte, V. De Smet, L. Van Gool, A+: Adjusted anchored
 * neighborhood regression for fast super-resolution, 2014).
 * </p>
 */
public final class DictionaryTrainer {

	private static final int SIZES = 12;
	private static final double SMALLER = 0.98;

	/** Number of matrices of moments in memory while features are computed. */
	private static final int MATRICES = 20;

	private DictionaryTrainer() {
		// Static methods only.
	}

	/**
	 * Trains a dictionary.
	 *
	 * @param pairs LR/HR pairs, all of one scale
	 * @param degradation how the LR planes were made, to make smaller images;
	 *          empty if they were measured
	 * @param scale high-resolution pixels per low-resolution pixel
	 * @param settings how it is trained
	 * @param progress receives the progress, and says whether to stop
	 * @return the dictionary; its regressors are float16 numbers
	 * @throws IllegalArgumentException if there are too few patches, all are
	 *           constant, or a plane is smaller than a patch; the message says
	 *           which
	 * @throws IllegalStateException if there is not enough memory
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static Dictionary train(final List<Pair> pairs,
		final Optional<DegradationRange> degradation, final int scale,
		final DictionarySettings settings, final Progress progress)
	{
		final PatchShape shape = settings.shape(scale);
		if (pairs.isEmpty()) throw new IllegalArgumentException(
			"There are no images to learn from: add at least one");
		final long taps = (long) shape.window() * shape.window();
		Memory.require("Learning the features of windows of " + taps + " pixels",
			MATRICES * taps * taps * Double.BYTES, 0);
		progress.update(0, "Collecting patches");
		final List<Pair> all = pyramid(pairs, degradation, shape, settings.patches(),
			progress);
		requireMemory(all, "Comparing the images with interpolation");
		final TrainingPatches patches = new TrainingPatches(all, shape, settings
			.patches(), settings.seed(), progress);
		final Tensor filters = new FeatureFilters(shape, settings.feature()).learn(
			patches, progress.part(0, 4));
		final int dimensions = filters.shape()[0];
		final int outputs = shape.high() * shape.high();
		require(settings.atoms(), dimensions, outputs, patches.count());
		progress.update(0.25, "Computing features");
		final TrainingFeatures features = new TrainingFeatures(patches, filters,
			progress);
		final int structured = features.structured();
		if (structured < settings.atoms()) throw new IllegalArgumentException(
			settings.atoms() + " atoms need at least as many patches with structure, " +
				"but the images have " + structured +
				": add more or larger images, or choose fewer atoms");
		final float[] anchors = settings.clustering().anchors(features, settings
			.atoms(), progress.part(1, 4));
		final float[] regressors = new Regressors(patches, features, anchors,
			outputs).fit(settings.association(), progress.part(1, 2));
		Half.round(regressors);
		return new Dictionary(scale, shape.patch(), filters, new Tensor(new int[] {
			settings.atoms(), dimensions }, anchors), new Tensor(new int[] { settings
				.atoms(), dimensions, shape.high(), shape.high() }, regressors));
	}

	/** Adds smaller images if there are fewer patches than requested. */
	private static List<Pair> pyramid(final List<Pair> pairs,
		final Optional<DegradationRange> degradation, final PatchShape shape,
		final int wanted, final Progress progress)
	{
		final List<Pair> all = new ArrayList<>(pairs);
		long places = 0;
		for (int i = 0; i < pairs.size(); i++)
			places += TrainingPatches.places(pairs.get(i), i, shape);
		for (int size = 1; size < SIZES && degradation.isPresent() &&
			places < wanted; size++)
		{
			final double factor = Math.pow(SMALLER, size);
			requireMemory(pairs, "Adding smaller copies of the images");
			for (final Pair pair : pairs) {
				progress.check();
				final Plane high = pair.source().map(source -> source.highs().get(0))
					.orElse(pair.high());
				final int width = (int) Math.ceil(high.width() * factor);
				final int height = (int) Math.ceil(high.height() * factor);
				if (Math.min(width, height) / shape.scale() < shape.window()) continue;
				final Pair smaller = Pair.of(List.of(Resampler.resized(Sampling.of(Kernel
					.named("bicubic")), high, width, height)), degradation.get(), all
						.size());
				places += TrainingPatches.places(smaller, all.size(), shape);
				all.add(smaller);
			}
		}
		return all;
	}

	/** Checks that memory suffices for another copy of all images. */
	private static void requireMemory(final List<Pair> pairs,
		final String what)
	{
		Memory.requireHeap(what, Float.BYTES * pairs.stream().mapToLong(pair -> (long)
			pair.high().samples().length + pair.low().samples().length).sum(),
			"learn from fewer or smaller images");
	}

	private static void require(final int atoms, final int dimensions,
		final int outputs, final int patches)
	{
		final long regressors = (long) atoms * dimensions * outputs;
		if (regressors > Integer.MAX_VALUE - 8) throw new WrongUsage(
			atoms + " atoms of " + dimensions + " features and " + outputs +
				" pixels make " + regressors + " numbers, more than fit into an array: " +
				"choose fewer atoms or smaller patches");
		Memory.require("Training " + atoms + " atoms of " + dimensions +
			" features on " + patches + " patches", (regressors + (long) dimensions *
				patches) * Float.BYTES, 0);
	}
}
