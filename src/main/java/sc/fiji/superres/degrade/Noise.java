package sc.fiji.superres.degrade;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.superres.block.WrongUsage;

/**
 * The noise of a camera. With u the value, 0 at the low and 1 at the high end
 * of the range, and P the photons:
 *
 * <pre>
 * y = Poisson(P max(u, 0)) / P + read N(0, 1) + offset
 * </pre>
 * <p>
 * so that a flat plane has the mean u + offset and the variance u / P + read^2.
 * Then y is quantized: clipped to 0 to 1 and rounded to the nearest of 2^bits
 * levels. Without quantization it is not clipped. The noise of a pixel depends
 * only on the seed, the number of the plane and the index of the pixel. Values
 * that are not finite are kept.
 * </p>
 *
 * @param photons at the high end of the range, at most 10^9; 0 for no photon
 *          noise
 * @param read standard deviation of the read noise, as a fraction of the range
 *          (electrons divided by photons)
 * @param offset added to all values, as a fraction of the range
 * @param bits 1 to 16; 0 for no quantization
 * @param seed seed of the random numbers
 */
public record Noise(double photons, double read, double offset, int bits,
	long seed)
{

	/** No noise. */
	public static final Noise NONE = new Noise(0, 0, 0, 0, 0);

	private static final double LEAST_PHOTONS = 1e-3;
	private static final double MOST_PHOTONS = 1e9;
	private static final int MOST_BITS = 16;

	/** Checks every value. */
	public Noise {
		require(photons == 0 || photons >= LEAST_PHOTONS && photons <= MOST_PHOTONS,
			"photons", photons, "0.001 to 1e9, or 0 for no photon noise");
		require(read >= 0 && read <= 1, "noise", read,
			"a share of the range, 0 to 1: 0.01 for 1 % of it");
		require(Double.isFinite(offset), "offset", offset, "a share of the range");
		require(bits >= 0 && bits <= MOST_BITS, "bits", bits,
			"1 to 16, or 0 for no quantization");
	}

	/** Returns whether values are not changed. */
	public boolean isNone() {
		return !isRandom() && offset == 0 && bits == 0;
	}

	/** Returns a short description of each kind of noise; empty for none. */
	List<String> describe() {
		final List<String> parts = new ArrayList<>();
		if (photons > 0) parts.add(text(photons) +
			" photons at full range");
		if (read > 0) parts.add("read noise of " + text(read) + " of the range");
		if (offset != 0) parts.add("offset of " + text(offset) + " of the range");
		if (bits > 0) parts.add(bits + " bits");
		if (isRandom()) parts.add("noise seed " + seed);
		return parts;
	}

	/** Returns the noise as settings of a package; empty for none. */
	Map<String, Object> toMap() {
		final Map<String, Object> map = new LinkedHashMap<>();
		if (photons > 0) map.put("photons", photons);
		if (read > 0) map.put("read noise", read);
		if (offset != 0) map.put("offset", offset);
		if (bits > 0) map.put("bits", bits);
		if (isRandom()) map.put("noise seed", seed);
		return map;
	}

	/**
	 * Adds the noise to adjacent samples.
	 *
	 * @param samples the values; changed
	 * @param from index of the first
	 * @param count their number
	 * @param low the low end of the range
	 * @param width high minus low end
	 * @param random of the plane
	 * @param pixel index of the first in the plane
	 */
	void add(final float[] samples, final int from, final int count,
		final double low, final double width, final PixelRandom random,
		final long pixel)
	{
		final int levels = (1 << bits) - 1;
		for (int i = 0; i < count; i++) {
			double y = (samples[from + i] - low) / width;
			if (!Double.isFinite(y)) continue;
			if (isRandom()) random.at(pixel + i);
			if (photons > 0) y = random.poisson(photons * Math.max(0, y)) / photons;
			if (read > 0) y += read * random.gaussian();
			y += offset;
			if (bits > 0) y = Math.rint(Math.max(0, Math.min(1, y)) * levels) /
				levels;
			samples[from + i] = (float) (low + y * width);
		}
	}

	/** Returns whether random noise is added. */
	public boolean isRandom() {
		return photons > 0 || read > 0;
	}

	/** Formats a number as briefly as float precision allows. */
	static String text(final double value) {
		return Float.toString((float) value).replaceFirst("\\.0$", "");
	}

	private static void require(final boolean valid, final String name,
		final Object value, final String remedy)
	{
		if (!valid) throw new WrongUsage(name + "=" + value +
			" is not a valid camera noise: choose " + remedy);
	}
}
