package sc.fiji.superres.image;

import ij.ImagePlus;

import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleSupplier;

import sc.fiji.superres.block.Weights;
import sc.fiji.superres.resample.Resampler;

/**
 * The planes of a result before they are enlarged: those of the image, or
 * weighted sums of its slices. Channels and frames are never mixed.
 * <p>
 * Slice z of the result lies at (z + 0.5) / scale - 0.5 in slices of the image.
 * </p>
 */
final class Slices {

	private final int channels;
	private final int slices;
	private final int frames;
	private final double scale;

	/** Null where slices are left alone. */
	private final Weights weights;

	/**
	 * Looks at the slices of an image.
	 *
	 * @throws IllegalArgumentException if there is only one slice to resample, or
	 *           the scale is no scale
	 */
	Slices(final ImagePlus image, final SliceScale wished) {
		channels = image.getNChannels();
		slices = image.getNSlices();
		frames = image.getNFrames();
		scale = wished.scale();
		if (!wished.keeps() && slices == 1) throw new IllegalArgumentException(
			"z=" + scale + ", but \"" + image.getTitle() + "\" has one slice: " +
				"choose z=1, or tell which planes are slices in Image > Properties");
		weights = wished.keeps() ? null : Resampler.axis(wished.sampling(), slices,
			scale);
	}

	/** Returns the number of slices of the result. */
	int length() {
		return weights == null ? slices : weights.length();
	}

	/** Returns the number of planes of the result. */
	int count() {
		return Math.multiplyExact(channels * frames, length());
	}

	/** Returns the slices of the result per slice of the image. */
	double scale() {
		return scale;
	}

	/** Returns the number of planes that one of the result is made of. */
	int taps() {
		return weights == null ? 1 : weights.window(0).values().length;
	}

	/** Returns the slice of the result, from 1, that the centre of a slice is in. */
	int slice(final int z) {
		return (int) Math.min(length(), Math.floor((z - 0.5) * scale) + 1);
	}

	/** Returns a label where a plane of the result is one of the image. */
	String label(final StoredPlanes planes, final int index) {
		return weights == null ? planes.label(index) : null;
	}

	/** Returns a plane of the result, counted as those of the image. */
	Source source(final StoredPlanes planes, final int index,
		final DoubleSupplier low)
	{
		if (weights == null) return planes.source(index, low);
		final int channel = index % channels;
		final int frame = index / channels / length();
		final Weights.Window window = weights.window(index / channels % length());
		final List<SourcePlane> mixed = new ArrayList<>();
		for (int k = 0; k < window.values().length; k++)
			mixed.add(planes.source((int) (channel + channels * (window.first() + k +
				(long) slices * frame)), low));
		return new MixedPlane(mixed, window.values());
	}
}
