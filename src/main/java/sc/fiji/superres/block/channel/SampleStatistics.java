package sc.fiji.superres.block.channel;

/**
 * Sums and a histogram of samples, collected row by row. Samples that are not
 * finite are left out.
 * <p>
 * The histogram counts the upper 16 bits of a key that sorts like the samples:
 * the value itself for integers, the bits of the float otherwise. Integers thus
 * have a bin each, and others are found exactly by counting the lower 16 bits
 * within one bin, regardless of outliers.
 * </p>
 */
public final class SampleStatistics {

	private static final int BINS = 1 << 16;

	/** Hot or dead pixels that a range leaves out at most: so many, or a share. */
	private static final int FEW = 4;
	private static final double SHARE = 1e-5;

	/** More than this share of a small image are not few. */
	private static final double MOST = 0.01;

	/** How far apart these are, in distances of all others from the median. */
	private static final double GAP = 2;

	private final boolean whole;
	private final long[] coarse = new long[BINS];
	/** The smallest and the largest sample of each bin that has some. */
	private final float[] smallest = new float[BINS];
	private final float[] largest = new float[BINS];
	private long count;
	private float min = Float.POSITIVE_INFINITY;
	private float max = Float.NEGATIVE_INFINITY;

	/** Sums are of differences to the first sample, to keep precision. */
	private double first;
	private double sum;
	private double squares;

	/**
	 * Creates statistics without samples.
	 *
	 * @param whole whether all samples are whole numbers from 0 to 65535
	 */
	public SampleStatistics(final boolean whole) {
		this.whole = whole;
	}

	/** Adds samples in any order. */
	public void add(final float[] row) {
		for (final float value : row) {
			if (!Float.isFinite(value)) continue;
			if (count == 0) first = value;
			count++;
			min = Math.min(min, value);
			max = Math.max(max, value);
			final double difference = value - first;
			sum += difference;
			squares += difference * difference;
			final int bin = key(value) >>> 16;
			if (coarse[bin] == 0 || value < smallest[bin]) smallest[bin] = value;
			if (coarse[bin] == 0 || value > largest[bin]) largest[bin] = value;
			coarse[bin]++;
		}
	}

	/** Returns the number of finite samples. */
	public long count() {
		return count;
	}

	/** Returns the smallest sample; 0 if there is none. */
	public double min() {
		return count == 0 ? 0 : min;
	}

	/** Returns the largest sample; 0 if there is none. */
	public double max() {
		return count == 0 ? 0 : max;
	}

	/**
	 * Returns the largest sample that no wide gap sets apart from those below it:
	 * of at most {@value #FEW} samples, or a share of {@value #SHARE}, those above a
	 * gap of {@value #GAP} times the distance from the median are left out.
	 */
	public double robustMax() {
		final int top = lastBin();
		if (top < 0) return 0;
		final double median = median();
		double found = largest[top];
		int upper = top;
		for (long above = coarse[top]; above <= outliers(); above += coarse[upper]) {
			int next = upper - 1;
			while (next >= 0 && coarse[next] == 0)
				next--;
			if (next < 0) break;
			if (smallest[upper] - largest[next] > GAP * (largest[next] - median) &&
				largest[next] > median) found = largest[next];
			upper = next;
		}
		return found;
	}

	/** Returns the same of the smallest. */
	public double robustMin() {
		int lower = 0;
		while (lower < BINS && coarse[lower] == 0)
			lower++;
		if (lower == BINS) return 0;
		final double median = median();
		double found = smallest[lower];
		for (long below = coarse[lower]; below <= outliers(); below += coarse[lower]) {
			int next = lower + 1;
			while (next < BINS && coarse[next] == 0)
				next++;
			if (next == BINS) break;
			if (smallest[next] - largest[lower] > GAP * (median - smallest[next]) &&
				smallest[next] < median) found = smallest[next];
			lower = next;
		}
		return found;
	}

	/** Returns the mean; 0 if there is no sample. */
	double mean() {
		return count == 0 ? 0 : first + sum / count;
	}

	/** Returns the deviation of the population; 0 if there is no sample. */
	double standardDeviation() {
		return count == 0 ? 0 : Math.sqrt(Math.max(0, squares - sum * sum / count) /
			count);
	}

	/** Returns whether {@link #at} needs no second pass over the samples. */
	boolean whole() {
		return whole;
	}

	/** Returns a sample by its rank, from 0, if samples are integers. */
	float at(final long rank) {
		return bin(coarse, rank)[0];
	}

	/** Returns the bin that contains a rank. */
	Bin bin(final long rank) {
		final long[] found = bin(coarse, rank);
		return new Bin((int) found[0], rank - found[1]);
	}

	/** Returns the bin of a rank, and the number of samples below that bin. */
	private static long[] bin(final long[] histogram, final long rank) {
		long below = 0;
		int bin = 0;
		while (below + histogram[bin] <= rank)
			below += histogram[bin++];
		return new long[] { bin, below };
	}

	private double outliers() {
		return Math.max(Math.min(FEW, MOST * count), SHARE * count);
	}

	/** Returns the median, to within its bin. */
	private double median() {
		return largest[(int) bin(coarse, (count - 1) / 2)[0]];
	}

	private int lastBin() {
		int bin = BINS - 1;
		while (bin >= 0 && coarse[bin] == 0)
			bin--;
		return bin;
	}

	private int key(final float value) {
		return whole ? (int) value << 16 : floatKey(value);
	}

	/** Maps floats to ints that sort like them when read as unsigned. */
	private static int floatKey(final float value) {
		final int bits = Float.floatToIntBits(value);
		return bits < 0 ? ~bits : bits ^ Integer.MIN_VALUE;
	}

	private static float value(final int key) {
		return Float.intBitsToFloat(key < 0 ? key ^ Integer.MIN_VALUE : ~key);
	}

	/** The samples whose keys share their upper 16 bits. */
	static final class Bin {

		private final int upper;
		private final long rank;
		private final long[] fine = new long[BINS];

		private Bin(final int upper, final long rank) {
			this.upper = upper;
			this.rank = rank;
		}

		void add(final float[] row) {
			for (final float value : row) {
				if (!Float.isFinite(value)) continue;
				final int key = floatKey(value);
				if (key >>> 16 == upper) fine[key & 0xffff]++;
			}
		}

		/**
		 * Returns the sample of the rank, after all samples have been added again.
		 */
		float value() {
			return SampleStatistics.value(upper << 16 | (int) bin(fine, rank)[0]);
		}
	}
}
