package sc.fiji.superres.volume.zarr;

/**
 * How the files of chunks are named after their place in the grid.
 *
 * @param folder of the array, with a slash if it is not the root
 * @param prefix what precedes the numbers, such as {@code c/}
 * @param separator between the numbers
 */
record ChunkKeys(String folder, String prefix, String separator) {

	/** Returns the key of a chunk. */
	String key(final long[] index) {
		final StringBuilder key = new StringBuilder(folder).append(prefix);
		for (int axis = 0; axis < index.length; axis++)
			key.append(axis == 0 ? "" : separator).append(index[axis]);
		return key.toString();
	}
}
