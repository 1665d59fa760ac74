package sc.fiji.superres.measure;

import ij.ImagePlus;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.TrainedAcquisition;

/**
 * The model that fits an image best, because it was trained on a similar
 * acquisition.
 * <p>
 * Noise and blur are measured ({@link ImageAcquisition}). Among the installed
 * models of the scale, one trained on noise is chosen for a noisy image, and
 * one trained on blur for a blurred image; a model that was not trained on
 * noise fits a noisy image worst, because it turns noise into structure. Among
 * equally suitable models, those for natural images come first, then the one
 * with the largest gain over bicubic.
 * </p>
 *
 * @param model name of the model, or {@code bicubic} if none is installed for
 *          the scale
 * @param reason why it was chosen, in one line
 */
public record ModelChoice(String model, String reason) {

	/** The model name that requests an automatic choice. */
	public static final String AUTO = "auto";

	private static final String FALLBACK = "bicubic";
	private static final String NATURAL = "natural";
	private static final String UNKNOWN = "too small or too uniform to measure";

	/** Penalties of a model that ignores noise, expects blur, ... */
	private static final int IGNORES_NOISE = 8;
	private static final int EXPECTS_BLUR = 4;
	private static final int EXPECTS_NOISE = 2;
	private static final int IGNORES_BLUR = 1;

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
		return of(measured(image, progress), scale, models);
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
	 * Chooses a model for an image that has been measured.
	 *
	 * @param acquisition of the image; empty if it cannot be measured
	 * @see #of(ImagePlus, String, List, Progress)
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

	private static Optional<InstalledModel> best(
		final Optional<ImageAcquisition> acquisition, final String scale,
		final List<InstalledModel> models)
	{
		return models.stream().filter(model -> model.problem().isEmpty() && model
			.scale().equals(scale)).min(Comparator.<InstalledModel> comparingInt(
				model -> misfit(acquisition, model)).thenComparing(
						model -> !model.domain().startsWith(NATURAL)).thenComparing(
							InstalledModel::gain, Comparator.comparingDouble(
								gain -> Double.isNaN(gain) ? 0 : -gain)));
	}

	private static int misfit(final Optional<ImageAcquisition> acquisition,
		final InstalledModel model)
	{
		return acquisition.map(image -> misfit(image, model.acquisition())).orElseGet(
			() -> misfit(false, false, model.acquisition()));
	}

	private static int misfit(final ImageAcquisition image,
		final TrainedAcquisition model)
	{
		return misfit(image.noisy(), image.blurred(), model);
	}

	private static int misfit(final boolean noisy, final boolean blurred,
		final TrainedAcquisition model)
	{
		return (noisy && !model.noisy() ? IGNORES_NOISE : 0) + (model.blurred() &&
			!blurred ? EXPECTS_BLUR : 0) + (model.noisy() && !noisy ? EXPECTS_NOISE
				: 0) + (blurred && !model.blurred() ? IGNORES_BLUR : 0);
	}
}
