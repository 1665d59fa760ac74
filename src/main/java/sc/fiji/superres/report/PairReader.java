package sc.fiji.superres.report;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.image.ImageFiles;
import sc.fiji.superres.image.ImageFolder;
import sc.fiji.superres.image.ImagePlanes;

/** Reads images as pairs of planes, and notes what it leaves out. */
final class PairReader {

	private final Degradation degradation;
	private final int smallest;
	private final Progress progress;
	/** Twins by their names without ending; empty where they are made. */
	private final Optional<Map<String, Path>> twins;
	private final List<String> leftOut = new ArrayList<>();
	/** Number of the next plane: each has noise of its own. */
	private long number;

	/**
	 * The planes of one image that are of use.
	 *
	 * @param pairs in ImageJ's order
	 * @param planes the number of each among all planes of the image
	 * @param channels of the image
	 * @param slices of the image, in all frames
	 */
	record Image(List<Pair> pairs, List<Integer> planes, int channels,
		int slices)
	{

		/** Gives the slice that a pair is of. */
		int slice(final int pair) {
			return planes.get(pair) / channels;
		}
	}

	/** A measured low-resolution image. */
	private record Twin(ImagePlus image, ImagePlanes planes) {}

	PairReader(final TrainingSource source, final Degradation degradation,
		final int smallest, final Progress progress) throws IOException
	{
		this.degradation = degradation;
		this.smallest = smallest;
		this.progress = progress;
		twins = source.lowres().isEmpty() ? Optional.empty() : Optional.of(byStem(
			source.lowres().get()));
	}

	List<String> leftOut() {
		return leftOut;
	}

	Image read(final Path file) throws IOException {
		progress.check();
		progress.update(0, "Reading " + file.getFileName());
		final ImagePlus image = ImageFiles.open(file);
		image.setTitle(file.getFileName().toString());
		if (twins.isEmpty()) return read(image);
		final Path twin = twins.get().get(stem(file));
		if (twin == null) throw new NoSuchFileException(file.toString(), null,
			"has no low-resolution twin of the same name: add it, or take the " +
				"image away");
		final ImagePlus low = ImageFiles.open(twin);
		low.setTitle(twin.getFileName().toString());
		check(image, low);
		return read(image, Optional.of(low));
	}

	/** Reads an image whose twin is made. */
	Image read(final ImagePlus image) {
		return read(image, Optional.empty());
	}

	private void check(final ImagePlus image, final ImagePlus twin) {
		final int scale = degradation.scale();
		if (image.getWidth() != twin.getWidth() * scale || image
			.getHeight() != twin.getHeight() * scale || image.getStackSize() != twin
				.getStackSize()) throw new IllegalArgumentException(size(image) +
					", but its low-resolution twin " + size(twin) +
					": the first has to be larger by " + scale +
					", with as many planes");
	}

	private Image read(final ImagePlus image, final Optional<ImagePlus> twin) {
		final List<Pair> pairs = new ArrayList<>();
		final List<Integer> used = new ArrayList<>();
		final int side = smallest * degradation.scale();
		if (Math.min(image.getWidth(), image.getHeight()) < side) leftOut.add(size(
			image) + ", less than a patch of " + side + " x " + side);
		else {
			final ImagePlanes high = ImagePlanes.of(image, progress);
			final Optional<Twin> low = twin.map(t -> new Twin(t, ImagePlanes.of(t,
				progress)));
			for (int plane = 0; plane < high.count(); plane++) {
				progress.check();
				final int index = plane;
				if (!usable(high.read(plane)) || low.isPresent() && !usable(low.get()
					.planes().read(plane))) continue;
				pairs.add(low.map(t -> measured(image, high, t, index)).orElseGet(
					() -> Pair.of(plane(image, high.unit(index)), degradation, number++)));
				used.add(plane);
			}
			if (used.size() < high.count()) leftOut.add((high.count() - used.size()) +
				" of " + high.count() + " planes of " + image.getTitle() +
				" are constant, or hold NaN or infinite pixels");
		}
		return new Image(pairs, used, image.getNChannels(), image.getStackSize() /
			image.getNChannels());
	}

	private static Pair measured(final ImagePlus image, final ImagePlanes high,
		final Twin twin, final int plane)
	{
		final Intensities range = twin.planes().intensities(plane);
		return new Pair(plane(twin.image(), twin.planes().unit(plane, range)), plane(
			image, high.unit(plane, range)));
	}

	private static Plane plane(final ImagePlus image, final float[] samples) {
		return new Plane(samples, image.getWidth(), image.getHeight());
	}

	private static boolean usable(final float[] samples) {
		boolean constant = true;
		for (final float sample : samples) {
			if (!Float.isFinite(sample)) return false;
			constant &= sample == samples[0];
		}
		return !constant;
	}

	private static Map<String, Path> byStem(final Path folder)
		throws IOException
	{
		final Map<String, Path> files = new HashMap<>();
		for (final Path file : ImageFolder.list(folder))
			files.put(stem(file), file);
		return files;
	}

	private static String stem(final Path file) {
		return file.getFileName().toString().replaceFirst("\\.[^.]*$", "");
	}

	private static String size(final ImagePlus image) {
		final int planes = image.getStackSize();
		return image.getTitle() + " has " + image.getWidth() + " x " + image
			.getHeight() + " pixels" + (planes == 1 ? "" : " in " + planes +
				" planes");
	}
}
