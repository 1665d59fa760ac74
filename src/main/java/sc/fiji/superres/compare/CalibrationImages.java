package sc.fiji.superres.compare;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.bound.Reliability;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.measure.HighImage;

/**
 * Images of known high resolution, degraded and enlarged by a method, for the
 * calibration of its errors.
 * <p>
 * At most {@value #MOST} planes are used, equally many of each folder and spread
 * over its images, so that bounds are not those of the largest folder only. A
 * plane whose
 * longer side exceeds {@value #SIDE} pixels is cut into four parts of at most that
 * size, which count as images of their own. Degradation and intensity range are
 * those of a {@link Comparison}; results are not rounded, because bounds of whole
 * gray values would be those of one bit depth.
 * </p>
 *
 * @param files the images
 * @param source how they are degraded, along x and y
 */
record CalibrationImages(List<Path> files, DegradationSource source) {

	private static final int MOST = 64;
	private static final int MOST_LOWS = 512;
	private static final int SIDE = 256;

	/**
	 * An image.
	 *
	 * @param low degraded
	 * @param result enlarged again, not rounded
	 * @param truth the original
	 * @param intensities whose low and high are black and white
	 */
	record Sample(Plane low, Plane result, Plane truth,
		Intensities intensities)
	{

		/** Takes the luma of colors. */
		Sample(final DegradedPlane plane, final HighImage high,
			final List<Plane> enlarged)
		{
			this(plane.low(1).get(0), enlarged.size() == 1 ? enlarged.get(0) : HighImage
				.luma(enlarged), plane.original(), high.intensities(plane.index()));
		}

		/** Compares bounds with the errors. */
		Reliability reliability(final ErrorBound bound) {
			return Reliability.of(bound, low, result, truth, intensities);
		}

		/** Returns a part, by its place in low-resolution pixels. */
		private Sample part(final int x, final int y, final int width,
			final int height)
		{
			final int scale = truth.width() / low.width();
			return new Sample(low.crop(x, y, width, height), result.crop(x * scale,
				y * scale, width * scale, height * scale), truth.crop(x * scale, y *
					scale, width * scale, height * scale), intensities);
		}
	}

	/** Checks that there are images. */
	CalibrationImages {
		files = List.copyOf(files);
		if (files.isEmpty()) throw new WrongUsage(
			"There are no images to calibrate on: give a folder of at least one");
	}

	/**
	 * Enlarges all images.
	 *
	 * @param method opened at the scale of the degradation
	 * @param progress updated after each plane, checked before each
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException if one cannot be degraded or enlarged
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	List<Sample> enlarged(final OpenMethod method,
		final Progress progress) throws IOException
	{
		final List<Sample> samples = new ArrayList<>();
		each(MOST, progress, (file, planes, part) -> add(file, planes, method, samples,
			part));
		return samples;
	}

	/**
	 * Degrades all images, at most {@value #MOST_LOWS} planes, chosen likewise.
	 *
	 * @param used takes each plane, 0 for black and 1 for white
	 * @param progress updated after each image, checked before each plane
	 * @throws IOException if an image cannot be read
	 * @throws IllegalArgumentException if one cannot be degraded
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	void lows(final Consumer<Plane> used, final Progress progress)
		throws IOException
	{
		each(MOST_LOWS, progress, (file, planes, part) -> planes(file, planes, part, (
			plane, high) -> {
			final Intensities range = high.intensities(plane.index());
			used.accept(plane.low(1).get(0).shares(range.low(), range.high()));
		}));
	}

	/** Returns files by the name of their folder, in order. */
	static Map<String, List<Path>> byFolder(final List<Path> files) {
		final Map<String, List<Path>> folders = new LinkedHashMap<>();
		files.forEach(file -> folders.computeIfAbsent(String.valueOf(file
			.toAbsolutePath().getParent().getFileName()), name -> new ArrayList<>())
			.add(file));
		return folders;
	}

	// -- Helper methods --

	/** Uses some planes of an image. */
	private interface Use {

		void planes(Path file, int count, Progress progress) throws IOException;
	}

	/** Uses equally many planes of each folder, spread over its images. */
	private void each(final int most, final Progress progress, final Use use)
		throws IOException
	{
		final List<List<Path>> folders = byFolder(files).values().stream().toList();
		final int share = Math.max(1, most / folders.size());
		for (int f = 0; f < folders.size(); f++) {
			final List<Path> folder = folders.get(f);
			final int images = Math.min(share, folder.size());
			for (int i = 0; i < images; i++) {
				final Path file = folder.get((int) ((long) i * folder.size() / images));
				use.planes(file, share / images, progress.part(f, folders.size()).part(i,
					images));
				progress.update((f + (i + 1.0) / images) / folders.size(), file
					.getFileName().toString());
			}
		}
	}

	private void add(final Path file, final int most, final OpenMethod method,
		final List<Sample> samples, final Progress progress) throws IOException
	{
		planes(file, most, progress, (plane, high) -> {
			final int channels = high.color() ? method.upscaler().channels() : 1;
			final List<Plane> lows = plane.low(channels);
			final List<Plane> enlarged = method.enlarge(lows, high.intensities(plane
				.index(), channels), plane.original().size(), progress);
			split(new Sample(plane, high, enlarged), samples);
		});
	}

	/** Degrades planes of an image, spread over it; black ones do not count. */
	private void planes(final Path file, final int most, final Progress progress,
		final BiConsumer<DegradedPlane, HighImage> used) throws IOException
	{
		final ImagePlus image = ImageFiles.open(file);
		final HighImage high = new HighImage(image, Optional.empty(), progress);
		for (final long chosen : Intensities.spread(high.count(), most).toArray()) {
			progress.check();
			final int index = Math.toIntExact(chosen);
			if (high.peak(index) > 0) used.accept(new DegradedPlane(high, index, source
				.degradation(image, file.getFileName().toString(), index)), high);
		}
	}

	/** Adds a plane, or parts around the centers of its quarters. */
	private void split(final Sample plane, final List<Sample> samples) {
		final int side = SIDE / source.scale();
		final Plane low = plane.low;
		if (Math.max(low.width(), low.height()) <= side) samples.add(plane);
		else IntStream.range(0, 4).forEach(k -> {
			final int width = Math.min(side, low.width() / 2);
			final int height = Math.min(side, low.height() / 2);
			samples.add(plane.part(start(low.width(), k % 2, width), start(low
				.height(), k / 2, height), width, height));
		});
	}

	private static int start(final int length, final int half, final int part) {
		return (2 * half + 1) * length / 4 - part / 2;
	}
}
