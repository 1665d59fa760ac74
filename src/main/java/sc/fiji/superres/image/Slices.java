package sc.fiji.superres.image;

/**
 * Where the slices of a result lie among those of its source: slice z of the
 * result at (z + 0.5) / scale - 0.5 in slices of the source.
 *
 * @param source number of slices of the source
 * @param length number of slices of the result
 * @param scale slices of the result per slice of the source
 */
record Slices(int source, int length, double scale) {

	/**
	 * Returns the slice of the result, from 1, that contains the center of a
	 * source slice.
	 */
	int slice(final int z) {
		return (int) Math.min(length, Math.floor((z - 0.5) * scale) + 1);
	}

	/**
	 * Returns the slice of the source, from 0, that is nearest to one of the
	 * result; the lower one of two.
	 */
	long nearest(final long z) {
		return Math.max(0, Math.min(source - 1, (long) Math.ceil((z + 0.5) / scale) -
			1));
	}
}
