package sc.fiji.superres.block.channel;

/**
 * Finds out whether the samples beyond two limits stand alone, as hot and dead
 * pixels do and the image of a point does not: at most one of the eight neighbors
 * of each is beyond the same limit.
 */
final class Isolated {

	private final double low;
	private final double high;

	/** The last two rows: 1 above the high limit, -1 below the low one. */
	private byte[] before = {};
	private byte[] last = {};
	private boolean hot = true;
	private boolean dead = true;

	/**
	 * Starts without rows.
	 *
	 * @param low samples below it are suspected to be dead
	 * @param high samples above it are suspected to be hot
	 */
	Isolated(final double low, final double high) {
		this.low = low;
		this.high = high;
	}

	/** Takes the next row; all have one length. */
	void add(final float[] row) {
		final byte[] next = new byte[row.length];
		for (int x = 0; x < row.length; x++)
			next[x] = (byte) (row[x] > high ? 1 : row[x] < low ? -1 : 0);
		check(next);
		before = last;
		last = next;
	}

	/** Returns whether all samples above the high limit stand alone. */
	boolean hot() {
		check(new byte[0]);
		return hot;
	}

	/** Returns whether all samples below the low limit stand alone. */
	boolean dead() {
		check(new byte[0]);
		return dead;
	}

	private void check(final byte[] next) {
		for (int x = 0; x < last.length; x++) {
			final int side = last[x];
			if (side == 0) continue;
			// The sample itself is among them.
			final boolean alone = count(before, x, side) + count(last, x, side) +
				count(next, x, side) <= 2;
			if (side > 0) hot &= alone;
			else dead &= alone;
		}
	}

	private static int count(final byte[] row, final int x, final int side) {
		int count = 0;
		for (int i = Math.max(0, x - 1); i <= Math.min(row.length - 1, x + 1); i++)
			if (row[i] == side) count++;
		return count;
	}
}
