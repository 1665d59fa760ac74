package sc.fiji.superres.compare;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
 * At most {@value #MOST} planes are used, spread over all images. A plane whose
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
		final int images = Math.min(MOST, files.size());
		for (int i = 0; i < images; i++) {
			final Path file = files.get((int) ((long) i * files.size() / images));
			add(file, Math.max(1, MOST / images), method, samples, progress.part(i,
				images));
		}
		return samples;
	}

	// -- Helper methods --

	private void add(final Path file, final int most, final OpenMethod method,
		final List<Sample> samples, final Progress progress) throws IOException
	{
		final ImagePlus image = ImageFiles.open(file);
		final HighImage high = new HighImage(image, Optional.empty(), progress);
		final int[] chosen = Intensities.spread(high.count(), most).mapToInt(
			Math::toIntExact).toArray();
		for (int i = 0; i < chosen.length; i++) {
			progress.check();
			final int index = chosen[i];
			if (high.peak(index) == 0) continue;
			final DegradedPlane plane = new DegradedPlane(high, index, source
				.degradation(image, file.getFileName().toString(), index));
			final int channels = high.color() ? method.upscaler().channels() : 1;
			final List<Plane> lows = plane.low(channels);
			final List<Plane> enlarged = method.enlarge(lows, high.intensities(index,
				channels), plane.original().size(), progress.part(i, chosen.length));
			split(new Sample(plane, high, enlarged), samples);
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
