package sc.fiji.superres.learn;

import ij.ImagePlus;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.measure.ImageAcquisition;
import sc.fiji.superres.measure.ModelChoice;
import sc.fiji.superres.method.BlurLevel;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.method.SelfEnsemble;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * Sharp images to learn from, made of the images that are to be enlarged later.
 * <p>
 * The rule: images without noise and blur that matter are learned from as they
 * are. Others are enlarged by {@value #SCALE} by the installed model that
 * {@code model=auto} takes for them, averaged over the 8 flips and rotations.
 * Where none fits, they are shrunk by {@value #BINNING}, each pixel the mean of
 * {@value #BINNING} x {@value #BINNING}, which has as many times less noise
 * variance and {@value #BINNING} times less blur.
 * </p>
 */
final class SharpImages implements Preparation, AutoCloseable {

	private static final int SCALE = 2;
	private static final int BINNING = 4;

	private final Upscaler upscaler;
	private final String what;

	private SharpImages(final Upscaler upscaler, final String what) {
		this.upscaler = upscaler;
		this.what = what;
	}

	/**
	 * Chooses what is done to images.
	 *
	 * @param acquisition of the image that is hardest to learn from
	 * @param models what is installed
	 * @param settings how they are run
	 * @param progress says whether to stop
	 */
	static SharpImages of(final ImageAcquisition acquisition,
		final List<InstalledModel> models,
		final ComputeSettings settings, final Progress progress)
		throws IOException
	{
		final Kernel area = Kernel.named(Kernel.AREA);
		if (!acquisition.noisy() && acquisition.blurLevel() == BlurLevel.SHARP)
			return new SharpImages(Resampler.by(Sampling.of(area), 1, 1), "");
		final String model = ModelChoice.of(Optional.of(acquisition), Integer
			.toString(SCALE), models).model();
		if (Kernel.names().contains(model)) return new SharpImages(Resampler.by(
			Sampling.of(area), 1.0 / BINNING, 1.0 / BINNING), "shrunk by " + BINNING);
		return new SharpImages(new SelfEnsemble(Methods.named(model).with(settings).open(Integer
			.toString(SCALE), progress)), "enlarged by " + SCALE + " by " + model);
	}

	@Override
	public ImagePlus of(final ImagePlus image, final Progress progress) {
		if (what.isEmpty()) return image;
		final ImagePlus restored = ImageEnlarger.enlarge(image, upscaler,
			EnlargeSettings.of(what), progress);
		restored.setTitle(image.getTitle());
		return restored;
	}

	@Override
	public String describe() {
		return what;
	}

	@Override
	public void close() {
		upscaler.close();
	}
}
