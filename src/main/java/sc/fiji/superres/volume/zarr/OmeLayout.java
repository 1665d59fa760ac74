package sc.fiji.superres.volume.zarr;

/**
 * How an image is to be stored. Arrays are in the order x, y, z, c, t; along an
 * axis that the metadata does not name, the size must be 1.
 *
 * @param size number of samples along each axis
 * @param chunk size of a chunk along each axis; cut to the image's
 * @param shard size of a shard along each axis, a multiple of the chunk's; null
 *          for a file per chunk, which version 0.4 demands
 * @param type of the samples
 * @param version of OME-NGFF: {@code 0.4} (Zarr 2) or {@code 0.5} (Zarr 3)
 * @param compressor as in {@link ArrayLayout}
 * @param metadata names, axes, pixel size and channels
 */
public record OmeLayout(long[] size, int[] chunk, int[] shard,
	SampleType type, String version, String compressor, OmeMetadata metadata)
{}
