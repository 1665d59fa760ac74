package sc.fiji.superres.learn;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import ij.ImagePlus;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.ValueRange;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.measure.ImageAcquisition;
import sc.fiji.superres.measure.ImageAcquisition.Channel;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Networks;
import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.training.TrainingSettings;
import sc.fiji.superres.training.TrainingStart;
import sc.fiji.superres.training.TrainingWatcher;

/**
 * Restores the z axis of a stack by networks that learn from the stack itself:
 * its planes are sharp along x and y, so they are made coarse along one axis as
 * the acquisition made z, a network learns to undo that, and is applied to the
 * xz and yz planes. That holds where the sample looks alike in all directions.
 */
public final class AxialRun {

	/** Features and blocks: 10 times fewer values than EDSR's baseline. */
	private static final String NETWORK = "axial-24x6";

	private static final int BATCH = 16;
	private static final double RATE = 1e-3;

	/** Side of a high-resolution patch, in pixels. */
	private static final int SIDE = 48;

	/** The least height of a low-resolution patch. */
	private static final int LEAST = 8;

	/** Begins the names of packages that are only needed by this run. */
	private static final String TEMPORARY = "superres-isotropic-";

	/** From here on, noise is no photon noise. */
	private static final double MOST_PHOTONS = 1e6;

	private final ImagePlus image;
	private final AxialSettings settings;
	private final int scale;
	private final Progress progress;

	private AxialRun(final ImagePlus image, final AxialSettings settings,
		final Progress progress)
	{
		this.image = image;
		this.settings = settings;
		this.progress = progress;
		scale = settings.scale();
	}

	/**
	 * Learns from a stack, and restores it.
	 *
	 * @param image a stack or hyperstack; not changed
	 * @param settings how; the factor is that of the image
	 * @param watcher told after each score
	 * @param progress told after each step and tile. Stopped while it learns, the
	 *          stack is restored by the best network so far, and the next run with
	 *          the same settings goes on; stopped while it restores, nothing is
	 *          made, and without a package the next run only restores
	 * @return the restored stack, not shown
	 * @throws IOException if the working folder or a package cannot be written
	 * @throws IllegalArgumentException if there is too little to learn from
	 * @throws CancellationException if it was stopped before a network was better
	 *           than bicubic interpolation
	 */
	public static ImagePlus run(final ImagePlus image,
		final AxialSettings settings, final TrainingWatcher watcher,
		final Progress progress) throws IOException
	{
		return new AxialRun(image, settings, progress).run(watcher);
	}

	private ImagePlus run(final TrainingWatcher watcher) throws IOException {
		final int networks = settings.each() ? image.getNChannels() : 1;
		final List<Path> packages = new ArrayList<>();
		final List<BlockOperation> operations = new ArrayList<>();
		Progress left = progress;
		try {
			for (int i = 0; i < networks; i++) {
				final Path path = path(i + 1, networks);
				packages.add(path);
				left = train(path, networks == 1 ? 0 : i + 1, watcher, left);
				operations.add(Networks.open(path, settings.factor(),
					ComputeSettings.on(settings.device()), left));
			}
			final ImagePlus restored = ImageEnlarger.enlarge(image, operations,
				new EnlargeSettings(settings.command(), 0, Optional.empty(),
					EnlargeSettings.Region.IMAGE, EnlargeSettings.Colors.LUMA,
					EnlargeSettings.Depth.SAME, "isotropic"), left);
			if (settings.output().isEmpty()) for (final Path path : packages)
				AtomicFiles.delete(path);
			return restored;
		}
		finally {
			operations.forEach(BlockOperation::close);
		}
	}

	/**
	 * Trains a network and writes its package.
	 *
	 * @param channel number of the channel to learn from; 0 for all
	 * @return the progress of what follows, which no longer knows of a stop
	 */
	private Progress train(final Path path, final int channel,
		final TrainingWatcher watcher, final Progress running)
		throws IOException
	{
		// A run that ended while it restored, with the same image and settings.
		if (settings.output().isEmpty() && TrainingRun.isDone(path)) return running;
		final TrainingTask task = new TrainingTask(TrainingSource.of(image,
			new AxialPlanes(scale / settings.factor(), channel)), acquisition(
				channel), Supervision.PAIRS, List.of(), "Unknown", "CC-BY-4.0", settings.command());
		final int patch = Math.max(LEAST, Math.min(SIDE, Math.min(image.getWidth(),
			image.getHeight())) / scale);
		final TrainingStart start = TrainingStart.of(Architectures.named(NETWORK),
			scale, 1);
		final TrainingPlan plan = new TrainingPlan(start, task, TrainingSettings.of(
			patch, BATCH, settings.steps(), RATE, settings.seed(), false).on(
				ComputeSettings.on(settings.device())), settings.minutes());
		try {
			if (settings.output().isEmpty()) TrainingRun.temporary(plan, path, watcher,
				running);
			else TrainingRun.run(plan, path, settings.overwrite(), watcher, running);
			return running;
		}
		catch (final CancellationException stop) {
			if (!Files.exists(path)) throw stop;
			progress.note(stop.getMessage() + "; the stack is restored by it");
			return new AfterStop(progress);
		}
	}

	/** Returns the acquisition of z, with noise as it is measured in the planes. */
	private DegradationRange acquisition(final int channel) throws IOException {
		final Degradation base = settings.psf().isEmpty() ? Degradation.axial(scale,
			settings.fwhm()) : Degradation.axial(scale, Blur.measured(AxialProfile
				.read(settings.psf().get(), image, scale)));
		final Optional<Channel> noisy = noisy(channel);
		if (noisy.isEmpty()) return DegradationRange.of(base);
		final double photons = noisy.get().noise().photons().value();
		final double read = noisy.get().noise().read().value();
		progress.note(String.format(Locale.ROOT,
			"Noise as measured: %.0f photons at full range, read noise %.4f of the " +
				"range", photons, read));
		return new DegradationRange(base, List.of(base.kernel()), ValueRange.ZERO,
			photons <= MOST_PHOTONS ? new ValueRange(photons, photons)
				: ValueRange.ZERO, new ValueRange(read, read), 0);
	}

	/** Returns the channel with the most noise, where noise matters. */
	private Optional<Channel> noisy(final int channel) {
		try {
			return ImageAcquisition.of(image, progress).channels().stream().filter(
				one -> channel == 0 || one.number() == channel).filter(Channel::noisy)
				.max(Comparator.comparingDouble(Channel::noiseAtMean));
		}
		catch (final IllegalArgumentException flat) {
			progress.note("The noise is not measured: " + flat.getMessage());
			return Optional.empty();
		}
	}

	/**
	 * Returns where a network goes: the package that is wanted, or one among the
	 * temporary files that the same image and settings find again.
	 */
	private Path path(final int number, final int count) throws IOException {
		final String end = count == 1 ? "" : "-c" + number;
		if (settings.output().isEmpty()) return Path.of(System.getProperty(
			"java.io.tmpdir"), TEMPORARY + identity() + end);
		final Path path = settings.output().get();
		return path.resolveSibling(path.getFileName() + end);
	}

	private String identity() throws IOException {
		final MessageDigest digest = Sha256.digest();
		final Map<String, Object> values = settings.values();
		values.put("user", System.getProperty("user.name"));
		values.put("image", ImagePlanes.checksum(image, progress));
		if (settings.psf().isPresent()) values.put("psf", Sha256.of(settings.psf()
			.get()));
		values.forEach((name, value) -> digest.update((name + "=" + value + "\n")
			.getBytes(StandardCharsets.UTF_8)));
		return Sha256.hex(digest).substring(0, 16);
	}

	/** What follows a stop, which is asked for anew. */
	private record AfterStop(Progress progress) implements Progress {

		@Override
		public void update(final double fraction, final String what) {
			progress.update(fraction, what);
		}

		@Override
		public boolean cancelled() {
			return false;
		}

		@Override
		public void note(final String line) {
			progress.note(line);
		}
	}
}
