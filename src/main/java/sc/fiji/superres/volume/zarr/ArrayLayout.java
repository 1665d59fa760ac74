package sc.fiji.superres.volume.zarr;

import java.util.List;

/**
 * How an array is to be stored.
 *
 * @param version of Zarr, 2 or 3
 * @param shape size along each axis, the slowest first
 * @param chunks size of a chunk along each axis
 * @param shards size of a shard along each axis, a multiple of the chunk's;
 *          null for a file per chunk, which version 2 demands
 * @param type of the samples
 * @param compressor {@code none}, {@code gzip}, {@code zstd} or {@code blosc}
 *          (LZ4 of shuffled bytes)
 * @param axes name of each axis; stored by version 3 alone
 */
public record ArrayLayout(int version, long[] shape, int[] chunks,
	int[] shards, SampleType type, String compressor, List<String> axes)
{}
