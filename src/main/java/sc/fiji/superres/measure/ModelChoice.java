package sc.fiji.superres.measure;

import ij.ImagePlus;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.method.BlurLevel;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.TrainedAcquisition;

/**
 * The model that fits an image best, because it was trained on a similar
 * acquisition.
 * <p>
 * Noise and blur are measured ({@link ImageAcquisition}). Among the installed
 * models of the scale, one trained on noise is chosen for a noisy image, and one
 * trained on as much blur for a blurred image ({@link BlurLevel}); a model that was
 * not trained on noise fits a noisy image worst, because it turns noise into
 * structure. A model that knows one way of down-sampling only comes after one that
 * knows several, because an image does not show how it was sampled. Where models of
 * several kinds of images fit equally well, the kind is taken that the patches of the
 * image are most likely of ({@link ImageKind}), and natural images, or else a mixture
 * of kinds, where this cannot be told; within a kind, the model with the largest gain
 * over bicubic. Scans and electron micrographs are gray, so that their models are not
 * taken for RGB images with colors.
 * </p>
 * <p>
 * An image whose original is noisy is treated as noisy, which is right, even if a
 * score against that original says otherwise.
 * </p>
 *
 * @param model name of the model, or {@code bicubic} if none is installed for
 *          the scale
 * @param reason why it was chosen, in one line
 */
public record ModelChoice(String model, String reason) {

	private static final String FALLBACK = "bicubic";
	private static final String NATURAL = "natural";

	/** Kinds of images that have no colors. */
	private static final Set<String> GRAY = Set.of("mri", "em");

	private static final String UNKNOWN = "too small or too uniform to measure";

	/** Of a model whose kind of images is not known. */
	private static final double UNLIKELY = Double.NEGATIVE_INFINITY;

	/** The largest gain over bicubic first. */
	private static final Comparator<InstalledModel> BY_GAIN = Comparator.comparing(
		InstalledModel::gain, Comparator.comparingDouble(gain -> Double.isNaN(gain) ? 0
			: -gain));

	/** Models of many kinds of images first, then by gain. */
	private static final Comparator<InstalledModel> BROADEST = Comparator.comparing(
		InstalledModel::isOfOneKind).thenComparing(BY_GAIN);

	/**
	 * Penalties of a model that ignores noise, expects blur in a sharp image, ...;
	 * those of blur count for each {@linkplain BlurLevel level} between the image and
	 * the model.
	 */
	private static final int IGNORES_NOISE = 128;
	private static final int EXPECTS_BLUR = 32;
	private static final int EXPECTS_NOISE = 16;
	private static final int IGNORES_BLUR = 4;
	private static final int EXPECTS_MORE_BLUR = 8;
	private static final int ONE_SAMPLING = 1;

	/**
	 * Chooses a model.
	 *
	 * @param image not changed
	 * @param scale the scale factor as models state it: "2"
	 * @param models the installed models
	 * @param progress checked before each plane that is measured
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static ModelChoice of(final ImagePlus image, final String scale,
		final List<InstalledModel> models, final Progress progress)
	{
		return of(image, measured(image, progress), scale, models, progress);
	}

	/**
	 * Chooses a model for an image that has been measured.
	 *
	 * @param acquisition of the image; empty if it cannot be measured
	 * @see #of(ImagePlus, String, List, Progress)
	 */
	public static ModelChoice of(final ImagePlus image,
		final Optional<ImageAcquisition> acquisition, final String scale,
		final List<InstalledModel> models, final Progress progress)
	{
		final List<InstalledModel> possible = hasColors(image) ? models.stream().filter(
			model -> !GRAY.contains(model.domain())).toList() : models;
		final List<InstalledModel> fitting = fitting(acquisition, scale, possible);
		if (fitting.stream().map(ModelChoice::domain).distinct().count() < 2)
			return of(acquisition, scale, possible);
		final List<Plane> planes = KindCheck.planes(image, new Rectangle(image
			.getWidth(), image.getHeight()), Optional.empty(), progress);
		final Map<InstalledModel, Double> likelihoods = new HashMap<>();
		fitting.forEach(model -> likelihoods.put(model, likelihood(model, planes)));
		return of(acquisition, scale, fitting.stream().max(Comparator.comparingDouble(
			likelihoods::get)).filter(model -> likelihoods.get(model) > UNLIKELY).map(
				List::of).orElse(possible));
	}

	/**
	 * Measures an image.
	 *
	 * @return empty if it is too small or too uniform
	 * @see ImageAcquisition#of(ImagePlus, Progress)
	 */
	public static Optional<ImageAcquisition> measured(final ImagePlus image,
		final Progress progress)
	{
		try {
			return Optional.of(ImageAcquisition.of(image, progress));
		}
		catch (final IllegalArgumentException flat) {
			// Not measurable, so there is nothing to warn of.
			return Optional.empty();
		}
	}

	/**
	 * Chooses a model for images of which only the acquisition is known.
	 *
	 * @param acquisition of the images; empty if it cannot be measured
	 */
	public static ModelChoice of(final Optional<ImageAcquisition> acquisition,
		final String scale, final List<InstalledModel> models)
	{
		final Optional<InstalledModel> best = best(acquisition, scale, models);
		if (best.isEmpty()) return new ModelChoice(FALLBACK,
			"no installed model enlarges by " + scale);
		if (misfit(acquisition, best.get()) >= EXPECTS_BLUR) return new ModelChoice(
			FALLBACK, acquisition.map(ImageAcquisition::describe).orElse(UNKNOWN) +
				"; no installed model for a scale of " + scale + " fits, the nearest, " +
				best.get().name() + ", was trained on " + best.get().acquisition()
					.describe());
		return new ModelChoice(best.get().name(), acquisition.map(
			ImageAcquisition::describe).orElse(UNKNOWN) +
			"; it was trained on " + best.get().acquisition().describe());
	}

	/**
	 * Checks a model chosen by the user.
	 *
	 * @param acquisition of the image; empty if it cannot be measured
	 * @return a warning of one line; empty if the model fits, or the image cannot
	 *          be measured
	 * @see #of
	 */
	public static Optional<String> warning(
		final Optional<ImageAcquisition> acquisition, final InstalledModel chosen,
		final List<InstalledModel> models)
	{
		if (acquisition.isEmpty() || misfit(acquisition.get(), chosen
			.acquisition()) < EXPECTS_BLUR) return Optional.empty();
		final Optional<InstalledModel> better = best(acquisition, chosen.scale(),
			models).filter(model -> misfit(acquisition.get(), model
				.acquisition()) < misfit(acquisition.get(), chosen.acquisition()));
		return Optional.of("Warning: " + chosen.name() + " was trained on " + chosen
			.acquisition().describe() + ", but this image has " + acquisition.get()
				.describe() + ": the result may be worse than bicubic" + better.map(
					model -> "; " + model.name() + " fits better").orElse(""));
	}

	// -- Helper methods --

	private static boolean hasColors(final ImagePlus image) {
		return image.getType() == ImagePlus.COLOR_RGB && !image.getProcessor()
			.isGrayscale();
	}

	private static Optional<InstalledModel> best(
		final Optional<ImageAcquisition> acquisition, final String scale,
		final List<InstalledModel> models)
	{
		final List<InstalledModel> fitting = fitting(acquisition, scale, models);
		return fitting.stream().filter(model -> domain(model).equals(NATURAL))
			.findFirst().or(() -> fitting.stream().min(BROADEST));
	}

	/** Returns the best model of each kind of images that fit best. */
	private static List<InstalledModel> fitting(
		final Optional<ImageAcquisition> acquisition, final String scale,
		final List<InstalledModel> models)
	{
		final Map<Integer, List<InstalledModel>> byMisfit = models.stream().filter(
			model -> model.problem().isEmpty() && model.scale().equals(scale)).collect(
				Collectors.groupingBy(model -> misfit(acquisition, model), TreeMap::new,
					Collectors.toList()));
		return byMisfit.values().stream().findFirst().map(fitting -> List.copyOf(
			fitting.stream().collect(Collectors.toMap(ModelChoice::domain, model -> model,
				BinaryOperator.minBy(BY_GAIN), TreeMap::new)).values())).orElse(List
					.of());
	}

	/** Returns the kind of images of a model: all natural ones are one kind. */
	private static String domain(final InstalledModel model) {
		return model.domain().startsWith(NATURAL) ? NATURAL : model.domain();
	}

	/** Returns how likely planes are of a model's kind of images. */
	private static double likelihood(final InstalledModel model,
		final List<Plane> planes)
	{
		try {
			return ImageKind.read(model.path()).map(kind -> kind.likelihood(planes))
				.filter(OptionalDouble::isPresent).map(OptionalDouble::getAsDouble)
				.orElse(UNLIKELY);
		}
		catch (final IOException damaged) {
			return UNLIKELY;
		}
	}

	private static int misfit(final Optional<ImageAcquisition> acquisition,
		final InstalledModel model)
	{
		return acquisition.map(image -> misfit(image, model.acquisition())).orElseGet(
			() -> misfit(false, BlurLevel.SHARP, model.acquisition()));
	}

	private static int misfit(final ImageAcquisition image,
		final TrainedAcquisition model)
	{
		return misfit(image.noisy(), image.blurLevel(), model);
	}

	private static int misfit(final boolean noisy, final BlurLevel blur,
		final TrainedAcquisition model)
	{
		return (noisy && !model.noisy() ? IGNORES_NOISE : 0) + (model.noisy() && !noisy
			? EXPECTS_NOISE : 0) + misfit(blur, model.blur()) + (model
				.severalSamplings() ? 0 : ONE_SAMPLING);
	}

	private static int misfit(final BlurLevel image, final BlurLevel model) {
		final int more = model.compareTo(image);
		return more <= 0 ? -more * IGNORES_BLUR : more * (image == BlurLevel.SHARP
			? EXPECTS_BLUR : EXPECTS_MORE_BLUR);
	}
}
