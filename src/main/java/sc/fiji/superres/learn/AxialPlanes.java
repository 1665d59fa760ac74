package sc.fiji.superres.learn;

import java.util.List;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * What is learned from the planes of a stack to restore its z axis: each plane
 * as it is and with x and y swapped, their y axis standing for z. Of stacks that
 * are too large to be held, planes at equal distances.
 *
 * @param stretch how much y is enlarged first, by bicubic interpolation, so that
 *          a pixel is a whole fraction of a slice
 * @param channel number of the channel to learn from, from 1; 0 for all
 */
record AxialPlanes(double stretch, int channel) {

	/** Most samples of the planes that are learned from: 128 of 512 x 512. */
	private static final long MOST = 1L << 25;

	private static final Sampling BICUBIC = Sampling.of(Kernel.named(
		Kernel.BICUBIC));

	/**
	 * Chooses planes.
	 *
	 * @param count number of planes of the image, in ImageJ's order
	 * @param channels of the image
	 * @param size samples of a plane
	 */
	List<Integer> chosen(final int count, final int channels, final long size) {
		final int[] all = IntStream.range(0, count).filter(i -> channel == 0 || i %
			channels == channel - 1).toArray();
		final int most = (int) Math.max(2, Math.min(all.length, MOST / size));
		return IntStream.range(0, Math.min(most, all.length)).mapToObj(
			i -> all[(int) ((long) i * all.length / most)]).toList();
	}

	/** Returns a plane both ways. */
	List<Plane> of(final Plane plane) {
		return List.of(stretched(plane), stretched(swapped(plane)));
	}

	// -- Helper methods --

	private Plane stretched(final Plane plane) {
		if (stretch == 1) return plane;
		return Resampler.resized(BICUBIC, plane, plane.width(), (int) Math.round(
			plane.height() * stretch));
	}

	private static Plane swapped(final Plane plane) {
		final float[] samples = new float[plane.samples().length];
		for (int y = 0; y < plane.height(); y++) {
			for (int x = 0; x < plane.width(); x++)
				samples[x * plane.height() + y] = plane.samples()[y * plane.width() + x];
		}
		return new Plane(samples, plane.height(), plane.width());
	}
}
