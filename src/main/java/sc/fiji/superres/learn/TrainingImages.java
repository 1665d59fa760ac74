package sc.fiji.superres.learn;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.bound.KindFit;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.file.EqualFiles;
import sc.fiji.superres.image.file.ImageFolder;
import sc.fiji.superres.model.TrainingData;
import sc.fiji.superres.training.Split;

/**
 * Training data: LR/HR pairs of planes, some of them set aside as the
 * validation set, their authors, and what was skipped.
 * <p>
 * Images may differ in size, depth and type. Each channel of each slice and
 * frame is a plane of its own, RGB its luma; or the three channels of RGB and
 * three-channel images are learned together, and other images are left out and
 * reported. Values are 0 to 1 by the intensity rule. Measured pairs are
 * registered plane by plane
 * ({@link sc.fiji.superres.degrade.PairRegistration}), the high-resolution
 * image being brought to the grid and the gray values of the low-resolution
 * image, so that models learn to keep intensities; both have the range of the
 * latter. Images that cannot be trained on are skipped and reported: those that
 * are smaller than a patch, hold NaN or infinite pixels, or are constant, and
 * measured ones that have no partner or do not match it.
 * </p>
 * <p>
 * The validation set is a separate folder if there is one; otherwise one in ten
 * originals, as stated in {@code SOURCES.csv}, or files; for a single stack,
 * one block of its usable slices; for a single plane its end, a tenth of it or
 * one patch. The same images and seed give the same choice.
 * </p>
 *
 * @param training training pairs, at least one
 * @param validation validation pairs, at least one
 * @param data sources and authors of the training images
 * @param leftOut descriptions of what was skipped and why
 * @param degradation how the LR images were made, in one line
 */
public record TrainingImages(List<Pair> training, List<Pair> validation,
	TrainingData data, List<String> leftOut, String degradation)
{

	/**
	 * Reads images.
	 *
	 * @param task the images, and how LR images are made; for measured ones only
	 *          the scale matters
	 * @param channels 1, or 3 to learn red, green and blue together
	 * @param smallest side of the smallest usable LR plane
	 * @param seed for choosing the validation set
	 * @param progress told what is read, noted how measured pairs are registered
	 *          and what is left out
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException if too little is left to learn from or to
	 *           score on, or two low-resolution images have the same name
	 * @throws IllegalStateException if all images together do not fit into memory
	 */
	public static TrainingImages read(final TrainingTask task,
		final int channels,
		final int smallest, final long seed, final Progress progress)
		throws IOException
	{
		final TrainingSource source = task.source();
		final PairReader reader = new PairReader(task, smallest, channels,
			progress);
		final List<Path> files = new ArrayList<>();
		final List<PairReader.Image> images = new ArrayList<>();
		final List<Path> listed = source.images().isPresent() ? ImageFolder.list(source
			.images().get()) : List.of();
		final Set<Path> reserved = EqualFiles.among(listed, task.reserved());
		if (source.images().isPresent()) for (final Path file : listed) {
			if (reserved.contains(file)) {
				reader.leaveOut(file, " is in the validation set or a benchmark, too, and " +
					"is not learned from");
				continue;
			}
			final PairReader.Image image = reader.read(file);
			if (image.pairs().isEmpty()) continue;
			files.add(file);
			images.add(image);
		}
		else images.add(reader.read(source.image().get()));
		final TrainingData data = source.images().isPresent() ? TrainingData.of(
			files) : new TrainingData(List.of(new TrainingData.Image(source.image()
				.get().getTitle(), "", "", "")));
		final List<Pair> training = new ArrayList<>();
		final List<Pair> validation = new ArrayList<>();
		if (source.validation().isPresent()) {
			for (final Path file : ImageFolder.list(source.validation().get()))
				validation.addAll(reader.read(file).pairs());
			images.forEach(image -> training.addAll(image.pairs()));
		}
		else try {
			split(images, data, smallest, seed, training, validation);
		}
		catch (final IllegalArgumentException exc) {
			throw reader.leftOut().isEmpty() ? exc : new IllegalArgumentException(exc
				.getMessage() + "; skipped: " + String.join("; ", reader.leftOut()),
				exc);
		}
		if (training.isEmpty() || validation.isEmpty())
			throw new IllegalArgumentException("No image is left to " + (training
				.isEmpty() ? "learn from" : "score on") + ": " + String.join("; ",
					reader.leftOut()));
		reader.leftOut().forEach(reason -> progress.note("Left out: " + reason));
		return new TrainingImages(training, validation, data, reader.leftOut(), task
			.isBlind() ? "none: the noisy images themselves, some pixels hidden"
				: source.lowres().map(lows -> "measured images in " + lows +
					", registered: " + reader.registered()).orElseGet(
						task.degradation()::describe));
	}

	/**
	 * Returns the kind of the training images.
	 *
	 * @return empty if they are too small or too uniform
	 */
	Optional<ImageKind> kind() {
		final KindFit fit = new KindFit();
		training.forEach(pair -> pair.lows().forEach(fit::add));
		return fit.fit();
	}

	/** Returns a checksum of all samples, in their order. */
	String checksum() {
		final CRC32C sum = new CRC32C();
		Stream.of(training, validation).flatMap(List::stream).flatMap(pair -> Stream
			.concat(pair.lows().stream(), pair.highs().stream())).forEach(
				plane -> update(sum, plane));
		return Long.toHexString(sum.getValue());
	}

	private static void update(final CRC32C sum, final Plane plane) {
		final float[] samples = plane.samples();
		final ByteBuffer row = ByteBuffer.allocate(plane.width() * Float.BYTES);
		for (int i = 0; i < samples.length; i += plane.width()) {
			row.asFloatBuffer().put(samples, i, plane.width());
			sum.update(row.array());
		}
	}

	/** Returns the numbers of images, as settings of a package. */
	Map<String, Object> toMap() {
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("training images", training.size());
		map.put("validation images", validation.size());
		if (!leftOut.isEmpty()) map.put("left out", String.join("; ", leftOut));
		return map;
	}

	private static void split(final List<PairReader.Image> images,
		final TrainingData data, final int smallest, final long seed, final List<Pair> training,
		final List<Pair> validation)
	{
		if (images.size() == 1 && images.get(0).pairs().size() == 1) {
			divide(images.get(0).pairs().get(0), smallest, training, validation);
			return;
		}
		if (images.size() == 1) {
			final PairReader.Image stack = images.get(0);
			final int[] slices = IntStream.range(0, stack.pairs().size()).map(
				stack::slice).distinct().toArray();
			final boolean[] held = Split.block(slices.length, seed);
			for (int i = 0; i < stack.pairs().size(); i++)
				(held[Arrays.binarySearch(slices, stack.slice(i))] ? validation : training)
					.add(stack.pairs().get(i));
			return;
		}
		final List<String> originals = data.images().stream().map(image -> image
			.original().isEmpty() ? image.file() : image.original()).toList();
		final Set<String> held = images.isEmpty() ? Set.of() : Split.validation(
			originals, seed);
		for (int i = 0; i < images.size(); i++)
			(held.contains(originals.get(i)) ? validation : training).addAll(images.get(
				i).pairs());
	}

	/**
	 * Sets the end of a single plane aside, along its longer side: one tenth of it,
	 * or what a patch needs.
	 */
	private static void divide(final Pair plane, final int smallest,
		final List<Pair> training, final List<Pair> validation)
	{
		final int width = plane.low().width();
		final int height = plane.low().height();
		final int length = Math.max(width, height);
		final int held = Math.max(smallest, length / 10);
		if (length - held < smallest) throw new IllegalArgumentException(
			"There is only 1 plane to learn from, and it is too small to set a part " +
				"aside to score on: give more or larger images, or smaller patches than " +
				smallest + " pixels");
		final boolean wide = width >= height;
		training.add(wide ? plane.crop(0, 0, length - held, height) : plane.crop(0, 0,
			width, length - held));
		validation.add(wide ? plane.crop(length - held, 0, held, height) : plane.crop(
			0, length - held, width, held));
	}
}
