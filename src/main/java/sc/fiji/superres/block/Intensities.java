package sc.fiji.superres.block;

import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;

/**
 * Statistics of the values of one channel over its whole stack.
 * <p>
 * Implementations scan the channel when a value is first requested. Values that
 * are not finite are left out.
 * </p>
 */
public interface Intensities {

	/** Most of the {@link #planes} of a channel. */
	int PLANES = 8;

	/** Longest side of each of them. */
	int SIDE = 1024;

	/** The intensities of samples that are already 0 to 1. */
	static Intensities unit() {
		return new Intensities() {

			@Override
			public double low() {
				return 0;
			}

			@Override
			public double high() {
				return 1;
			}

			@Override
			public double percentile(final double percent) {
				return percent / 100;
			}

			@Override
			public double mean() {
				return 0.5;
			}

			@Override
			public double standardDeviation() {
				return Math.sqrt(1.0 / 12);
			}
		};
	}

	/**
	 * Chooses some of many planes or images, spread over all: the middle one of each
	 * of equal parts.
	 *
	 * @param count how many there are
	 * @param most how many are chosen, if there are as many
	 * @return their indices from 0, in order
	 */
	static LongStream spread(final long count, final int most) {
		final long parts = Math.min(most, count);
		return LongStream.range(0, parts).map(i -> (2 * i + 1) * count / (2 *
			parts));
	}

	/** Returns the range 0 to 1 for each of some channels. */
	static Intensities[] units(final int channels) {
		return Collections.nCopies(channels, unit()).toArray(Intensities[]::new);
	}

	/** Returns the value of black: 0 of the range that a network sees. */
	double low();

	/** Returns the value of white: 1 of the range that a network sees. */
	double high();

	/**
	 * Returns the value below which a percentage of the samples lies.
	 *
	 * @param percent 0 to 100
	 */
	double percentile(double percent);

	double mean();

	double standardDeviation();

	/**
	 * Returns what the noise and the blur of the channel are measured by: the
	 * middle {@value #SIDE} pixels along each axis of at most {@value #PLANES}
	 * planes, spread over the stack. Samples are finite, and shares of the range: 0
	 * for low, 1 for high. None where planes are not at hand.
	 */
	default List<Plane> planes() {
		return List.of();
	}
}
