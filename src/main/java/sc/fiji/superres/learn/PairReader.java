package sc.fiji.superres.learn;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.BlindSpot;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.PairRegistration;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.image.file.ImageFolder;

/**
 * Reads images as pairs of planes, registers measured ones, and records what it
 * skips.
 */
final class PairReader {

	/** Buffers needed to read and degrade a plane. */
	private static final int BUFFERS = 3;

	private final DegradationRange degradation;
	/** Whether noisy images alone are learned from. */
	private final boolean blind;
	private final int smallest;
	/** Number of channels that are learned together. */
	private final int channels;
	private final Preparation preparation;
	private final Optional<AxialPlanes> axial;
	private final Progress progress;
	/**
	 * Measured low-resolution images that no image was read with yet, by name
	 * without extension; empty if they are made.
	 */
	private final Optional<Map<String, Path>> lows;
	private final List<PairRegistration> registrations = new ArrayList<>();
	private final List<String> leftOut = new ArrayList<>();
	/** Number of the next plane; each has its own noise. */
	private long number;

	/**
	 * The usable planes of one image.
	 *
	 * @param pairs in ImageJ's order
	 * @param numbers the number of each among all planes of the image
	 * @param perSlice number of planes of a slice
	 */
	record Image(List<Pair> pairs, List<Integer> numbers, int perSlice) {

		/** Returns the slice of a pair. */
		int slice(final int pair) {
			return numbers.get(pair) / perSlice;
		}
	}

	/**
	 * An image as groups of channels that are learned together.
	 *
	 * @param planes its planes
	 * @param group number of channels in a group
	 */
	private record Channels(ImagePlus image, ImagePlanes planes, int group) {

		/** Returns the planes of a group, with values of 0 to 1. */
		List<Plane> unit(final int number) {
			return each(number).mapToObj(plane -> plane(planes.unit(plane))).toList();
		}

		/** Returns the planes of a group as they are. */
		List<Plane> values(final int number) {
			return each(number).mapToObj(plane -> plane(planes.finite(plane)))
				.toList();
		}

		/** Makes 0 to 1 of the gray values of a group, by its intensities. */
		List<Plane> unit(final int number, final List<Plane> values) {
			return IntStream.range(0, group).mapToObj(c -> {
				final Intensities range = planes.intensities(number * group + c);
				return values.get(c).shares(range.low(), range.high());
			}).toList();
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

		private Plane plane(final float[] samples) {
			return new Plane(samples, image.getWidth(), image.getHeight());
		}

		private IntStream each(final int number) {
			return IntStream.range(number * group, (number + 1) * group);
		}
	}

	PairReader(final TrainingTask task, final int smallest, final int channels,
		final Progress progress) throws IOException
	{
		degradation = task.degradation();
		blind = task.isBlind();
		this.smallest = smallest;
		this.channels = channels;
		preparation = task.source().preparation();
		this.progress = progress;
		axial = task.source().axial();
		final Optional<Path> lowres = task.source().lowres();
		lows = lowres.isEmpty() ? Optional.empty() : Optional.of(byStem(lowres
			.get()));
	}

	/** Skips an image, with its measured one. */
	void leaveOut(final Path file, final String reason) {
		lows.ifPresent(all -> all.remove(stem(file)));
		leftOut.add(file.getFileName() + reason);
	}

	/** Lists what was skipped and why, measured images of no use included. */
	List<String> leftOut() {
		final List<String> all = new ArrayList<>(leftOut);
		lows.ifPresent(unused -> unused.values().forEach(file -> all.add(file
			.getFileName() + " has no high-resolution image of the same name")));
		return all;
	}

	/** Describes how measured pairs were registered; empty if there are none. */
	String registered() {
		return registrations.isEmpty() ? "" : Registrations.describe(registrations);
	}

	Image read(final Path file) throws IOException {
		progress.check();
		progress.update(0, "Reading " + file.getFileName());
		final ImagePlus image = open(file);
		if (lows.isEmpty()) return read(image);
		final Path low = lows.get().remove(stem(file));
		if (low != null) return read(image, Optional.of(open(low)));
		leftOut.add(image.getTitle() +
			" has no low-resolution image of the same name");
		return new Image(List.of(), List.of(), 1);
	}

	/** Reads an image and simulates its LR image. */
	Image read(final ImagePlus image) throws IOException {
		return read(preparation.of(image, progress), Optional.empty());
	}

	private Image read(final ImagePlus image, final Optional<ImagePlus> measured) {
		final List<Pair> pairs = new ArrayList<>();
		final List<Integer> used = new ArrayList<>();
		final Channels high = channels(image);
		final Optional<Channels> low = measured.map(this::channels);
		final int count = high.planes().count() / channels;
		final Optional<String> useless = useless(high, low);
		if (useless.isPresent()) leftOut.add(useless.get());
		else {
			final List<Integer> numbers = axial.map(planes -> planes.chosen(count, image
				.getNChannels(), (long) image.getWidth() * image.getHeight())).orElseGet(
					() -> IntStream.range(0, count).boxed().toList());
			requireMemory(high, numbers.size());
			int unusable = 0;
			final List<String> misfits = new ArrayList<>();
			for (final int i : numbers) {
				progress.check();
				if (!high.usable(i) || low.isPresent() && !low.get().usable(i)) {
					unusable++;
					continue;
				}
				for (final Pair pair : low.isPresent() ? measured(high, low.get(), i,
					misfits).stream().toList() : made(high, i))
				{
					pairs.add(pair);
					used.add(i);
				}
			}
			if (unusable > 0) leftOut.add(unusable + " of " + numbers.size() +
				" planes of " + image.getTitle() +
				" are constant, or hold NaN or infinite pixels");
			if (!misfits.isEmpty()) leftOut.add(misfits.size() + " of " + count +
				" planes of " + image.getTitle() + " do not match " + low.get().image()
					.getTitle() + ": " + misfits.get(0));
			if (low.isPresent() && !pairs.isEmpty()) progress.note(image.getTitle() +
				" is registered: " + Registrations.describe(registrations.subList(
					registrations.size() - pairs.size(), registrations.size())));
		}
		return new Image(pairs, used, Math.max(1, count * image.getNChannels() / image
			.getStackSize()));
	}

	/** Returns why nothing can be learned from an image, whatever it shows. */
	private Optional<String> useless(final Channels high,
		final Optional<Channels> low)
	{
		final ImagePlus image = high.image();
		final int scale = degradation.scale();
		final int side = (int) Math.ceil(scale * (low.isEmpty() ? smallest : Math.max(
			smallest, PairRegistration.LEAST_SIDE)) / Math.min(1, axial.map(
				AxialPlanes::stretch).orElse(1.0)));
		final int found = high.planes().channels();
		if (low.isPresent() && !match(high, low.get())) return Optional.of(size(
			image) + ", but its low-resolution image " + size(low.get().image()) +
			": the first must be larger by " + scale +
			", with as many planes and channels");
		if (Math.min(image.getWidth(), image.getHeight()) < side) return Optional.of(
			size(image) + ", less than " + (low.isEmpty() ? "a patch of " : "") + side +
				" x " + side);
		if (channels > 1 && found != channels) return Optional.of(image.getTitle() +
			" has " + found + (found == 1 ? " channel, not " : " channels, not ") +
			channels);
		return Optional.empty();
	}

	private boolean match(final Channels high, final Channels low) {
		final int scale = degradation.scale();
		return high.image().getWidth() == low.image().getWidth() * scale && high
			.image().getHeight() == low.image().getHeight() * scale && high.planes()
				.count() == low.planes().count() && high.planes().channels() == low
					.planes().channels();
	}

	/**
	 * Checks that all planes of an image and of its LR image fit into memory.
	 */
	private void requireMemory(final Channels image, final int count) {
		final int scaleX = degradation.base().scale(0);
		final int scaleY = degradation.base().scale(1);
		final int views = axial.isPresent() ? 2 : 1;
		final long plane = (long) Float.BYTES * image.image().getWidth() * image
			.image().getHeight();
		Memory.requireHeap("Learning from " + image.image().getTitle() + ", " +
			count + " planes of " + image.image().getWidth() + " x " + image.image()
				.getHeight() + " pixels, in addition to previous images,",
			(views * count + BUFFERS) * (plane + plane / scaleX / scaleY),
			"learn from fewer or smaller images");
	}

	private Channels channels(final ImagePlus image) {
		return new Channels(image, channels == 1 ? ImagePlanes.of(image, progress)
			: ImagePlanes.ofChannels(image, progress), channels);
	}

	/** Returns the pair of a group, or those of both views of a plane. */
	private List<Pair> made(final Channels high, final int i) {
		final List<Plane> planes = high.unit(i);
		return axial.map(views -> views.of(planes.get(0)).stream().map(List::of)
			.toList()).orElse(List.of(planes)).stream().map(this::made).toList();
	}

	private Pair made(final List<Plane> planes) {
		final Pair pair = blind ? BlindSpot.pair(planes, degradation.base().noise()
			.seed() + number) : Pair.of(planes, degradation, number);
		number += channels;
		return pair;
	}

	/** Registers a measured pair, or says why it is none. */
	private Optional<Pair> measured(final Channels high, final Channels low,
		final int i, final List<String> misfits)
	{
		final Pair pair = new Pair(low.values(i), high.values(i));
		final PairRegistration registration = PairRegistration.of(pair);
		if (registration.misfit().isPresent()) {
			misfits.add(registration.misfit().get());
			return Optional.empty();
		}
		final Pair registered = registration.apply(pair);
		if (Math.min(registered.low().width(), registered.low()
			.height()) < smallest)
		{
			misfits.add("they share " + registered.low() + ", less than a patch of " +
				smallest + " x " + smallest);
			return Optional.empty();
		}
		registrations.add(registration);
		return Optional.of(new Pair(low.unit(i, registered.lows()), low.unit(i,
			registered.highs())));
	}

	private static Map<String, Path> byStem(final Path folder)
		throws IOException
	{
		final Map<String, Path> files = new LinkedHashMap<>();
		for (final Path file : ImageFolder.list(folder)) {
			final Path other = files.put(stem(file), file);
			if (other != null) throw new IllegalArgumentException(other + " and " +
				file.getFileName() + " have the same name: remove one of them");
		}
		return files;
	}

	private static ImagePlus open(final Path file) throws IOException {
		final ImagePlus image = ImageFiles.open(file);
		image.setTitle(file.getFileName().toString());
		return image;
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
