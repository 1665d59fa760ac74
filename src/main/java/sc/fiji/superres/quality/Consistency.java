package sc.fiji.superres.quality;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.Degradation;

/**
 * Compares an enlarged plane with the plane it was made from: it is degraded as
 * by an acquisition, and compared with the source. Structure that a method
 * invented or lost stands out (in the spirit of NanoJ-SQUIRREL: S. Culley et
 * al., Quantitative mapping and minimization of super-resolution optical
 * imaging artifacts, Nature Methods 2018).
 * <p>
 * What agrees may still be wrong: structure that the degradation does not
 * transmit leaves no trace.
 * </p>
 *
 * @param map the absolute differences, with the unit and the size of the source
 *          plane
 * @param noise standard deviation of that plane's noise
 * @param mean mean of the map
 * @param share fraction of the pixels whose difference is above
 *          {@value #BEYOND} times the noise, 0 to 1; 0.0027 for normally
 *          distributed noise alone
 */
public record Consistency(Plane map, double noise, double mean,
	double share)
{

	/** Noise is hardly ever more than this many standard deviations. */
	public static final int BEYOND = 3;

	/**
	 * Compares two planes.
	 *
	 * @param low the plane that was enlarged, all finite
	 * @param result the enlarged plane, all finite
	 * @param degradation the acquisition, without noise
	 * @param noise standard deviation of the noise of {@code low}, above 0
	 * @throws IllegalArgumentException if the result is not larger by the scale
	 *           of the degradation, or the noise is not above 0
	 */
	public static Consistency of(final Plane low, final Plane result,
		final Degradation degradation, final double noise)
	{
		final int scale = degradation.scale();
		if (result.width() != (long) scale * low.width() || result
			.height() != (long) scale * low.height())
			throw new IllegalArgumentException("A result of " + result +
				" was not made from " + low + " by a scale of " + scale);
		if (!(noise > 0 && noise < Double.POSITIVE_INFINITY))
			throw new IllegalArgumentException("The noise is " + noise +
				": its standard deviation must be a number above 0");
		final float[] again = degradation.apply(result).samples();
		final float[] map = new float[again.length];
		double sum = 0;
		long beyond = 0;
		for (int i = 0; i < map.length; i++) {
			map[i] = Math.abs(again[i] - low.samples()[i]);
			sum += map[i];
			if (map[i] > BEYOND * noise) beyond++;
		}
		return new Consistency(new Plane(map, low.width(), low.height()), noise,
			sum / map.length, (double) beyond / map.length);
	}
}
