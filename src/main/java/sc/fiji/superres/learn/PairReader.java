package sc.fiji.superres.learn;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.image.file.ImageFolder;

/** Reads images as pairs of planes, and records what it skips. */
final class PairReader {

	/** Planes that are there while one is read and degraded. */
	private static final int BUFFERS = 3;

	private final DegradationRange degradation;
	private final int smallest;
	/** Channels that are learned together. */
	private final int channels;
	private final Progress progress;
	/** Low-resolution images by name without extension; empty if they are made. */
	private final Optional<Map<String, Path>> twins;
	private final List<String> leftOut = new ArrayList<>();
	/** Number of the next plane: each has noise of its own. */
	private long number;

	/**
	 * The planes of one image that are of use.
	 *
	 * @param pairs in ImageJ's order
	 * @param numbers the number of each among all that the image has
	 * @param perSlice how many a slice has
	 */
	record Image(List<Pair> pairs, List<Integer> numbers, int perSlice) {

		/** Returns the slice that a pair is of. */
		int slice(final int pair) {
			return numbers.get(pair) / perSlice;
		}
	}

	/**
	 * An image as groups of channels that are learned together.
	 *
	 * @param planes its planes
	 * @param group how many belong together
	 */
	private record Channels(ImagePlus image, ImagePlanes planes, int group) {

		/** Returns the planes of a group, by the intensities of an image. */
		List<Plane> unit(final int number, final Channels range) {
			return each(number).mapToObj(plane -> new Plane(planes.unit(plane, range
				.planes.intensities(plane)), image.getWidth(), image.getHeight()))
				.toList();
		}

		/** Returns whether all are finite, and one is not constant. */
		boolean usable(final int number) {
			boolean constant = true;
			for (final int plane : each(number).toArray()) {
				final float[] samples = planes.read(plane);
				for (final float sample : samples) {
					if (!Float.isFinite(sample)) return false;
					constant &= sample == samples[0];
				}
			}
			return !constant;
		}

		private IntStream each(final int number) {
			return IntStream.range(number * group, (number + 1) * group);
		}
	}

	PairReader(final TrainingTask task, final int smallest, final int channels,
		final Progress progress) throws IOException
	{
		degradation = task.degradation();
		this.smallest = smallest;
		this.channels = channels;
		this.progress = progress;
		final Optional<Path> lowres = task.source().lowres();
		twins = lowres.isEmpty() ? Optional.empty() : Optional.of(byStem(lowres
			.get()));
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
			"has no low-resolution image of the same name: add it, or take the " +
				"image away");
		final ImagePlus low = ImageFiles.open(twin);
		low.setTitle(twin.getFileName().toString());
		return read(image, Optional.of(low));
	}

	/** Reads an image whose low-resolution image is made from it. */
	Image read(final ImagePlus image) {
		return read(image, Optional.empty());
	}

	private Image read(final ImagePlus image, final Optional<ImagePlus> twin) {
		final List<Pair> pairs = new ArrayList<>();
		final List<Integer> used = new ArrayList<>();
		final Channels high = channels(image);
		final Optional<Channels> low = twin.map(this::channels);
		low.ifPresent(t -> check(high, t));
		final int side = smallest * degradation.scale();
		final int count = high.planes().count() / channels;
		if (Math.min(image.getWidth(), image.getHeight()) < side) leftOut.add(size(
			image) + ", less than a patch of " + side + " x " + side);
		else if (channels > 1 && high.planes().channels() != channels) leftOut.add(
			image.getTitle() + " has " + high.planes().channels() +
				(high.planes().channels() == 1 ? " channel, not " : " channels, not ") +
				channels);
		else {
			requireMemory(high);
			for (int i = 0; i < count; i++) {
				progress.check();
				if (!high.usable(i) || low.isPresent() && !low.get().usable(i)) continue;
				pairs.add(pair(high, low, i));
				used.add(i);
			}
			if (used.size() < count) leftOut.add((count - used.size()) + " of " +
				count + " planes of " + image.getTitle() +
				" are constant, or hold NaN or infinite pixels");
		}
		return new Image(pairs, used, Math.max(1, count * image.getNChannels() / image
			.getStackSize()));
	}

	/**
	 * Checks that all planes of an image and of its low-resolution image fit into
	 * memory.
	 */
	private void requireMemory(final Channels image) {
		final long scale = degradation.scale();
		final long plane = (long) Float.BYTES * image.image().getWidth() * image
			.image().getHeight();
		Memory.requireHeap("Learning from " + image.image().getTitle() + ", " + image
			.planes().count() + " planes of " + image.image().getWidth() + " x " +
			image.image().getHeight() + " pixels, beside the images before it,",
			(image.planes().count() + BUFFERS) * (plane + plane / scale / scale),
			"learn from fewer or smaller images");
	}

	private Channels channels(final ImagePlus image) {
		return new Channels(image, channels == 1 ? ImagePlanes.of(image, progress)
			: ImagePlanes.ofChannels(image, progress), channels);
	}

	private void check(final Channels image, final Channels twin) {
		final int scale = degradation.scale();
		final ImagePlus high = image.image();
		final ImagePlus low = twin.image();
		if (high.getWidth() != low.getWidth() * scale || high.getHeight() != low
			.getHeight() * scale || image.planes().count() != twin.planes().count())
			throw new IllegalArgumentException(size(high) +
				", but its low-resolution image " + size(low) +
				": the first has to be larger by " + scale +
				", with as many planes and channels");
	}

	private Pair pair(final Channels high, final Optional<Channels> low,
		final int i)
	{
		if (low.isPresent()) return new Pair(low.get().unit(i, low.get()), high
			.unit(i, low.get()));
		final Pair pair = Pair.of(high.unit(i, high), degradation, number);
		number += channels;
		return pair;
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
