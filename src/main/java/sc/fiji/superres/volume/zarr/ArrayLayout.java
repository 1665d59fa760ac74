package sc.fiji.superres.volume.zarr;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import sc.fiji.superres.block.WrongUsage;

/**
 * How an array is to be stored: little-endian, axes in their order, missing
 * chunks zero.
 *
 * @param version of Zarr, 2 or 3
 * @param shape size along each axis, the slowest first
 * @param chunks size of a chunk along each axis
 * @param shards size of a shard along each axis, a multiple of the chunk's;
 *          null for a file per chunk, which version 2 demands
 * @param type of the samples
 * @param compressor {@code none}, {@code gzip}, {@code zstd}, {@code blosc}
 *          (Zstandard of shuffled bytes) or {@code lz4} (LZ4 of the same, also by
 *          Blosc)
 * @param axes name of each axis; stored by version 3 alone
 */
public record ArrayLayout(int version, long[] shape, int[] chunks,
	int[] shards, SampleType type, String compressor, List<String> axes)
{

	/** No compressor. */
	public static final String NONE = "none";

	/** The compressors that are written. */
	public static final List<String> COMPRESSORS = List.of("blosc", "lz4", "zstd",
		"gzip", NONE);

	/** The most chunks of a shard. */
	private static final int MOST = 1 << 24;

	/**
	 * @throws WrongUsage if the sizes do not fit each other or are not positive,
	 *           if a chunk or shard is larger than 1 GiB, or if the compressor is
	 *           unknown
	 */
	public ArrayLayout {
		final int[] unit = shards == null ? chunks : shards;
		if (version != 2 && version != 3) throw new WrongUsage("Zarr " + version +
			" is not supported: choose 2 or 3");
		if (version == 2 && shards != null) throw new WrongUsage(
			"Zarr 2 has no shards: choose version 3, or no shards");
		if (shape.length == 0 || chunks.length != shape.length || axes
			.size() != shape.length || Arrays.stream(shape).anyMatch(size -> size < 1) ||
			Arrays.stream(chunks).anyMatch(size -> size < 1)) throw new WrongUsage(
				"An array of " + Arrays.toString(shape) + " cannot be made of chunks of " +
					Arrays.toString(chunks));
		if (shards != null && !isDivided(shards, chunks)) throw new WrongUsage(
			"Shards of " + Arrays.toString(shards) +
				" cannot be made of chunks of " + Arrays.toString(chunks) +
				": choose multiples");
		if (!ArrayMetadata.isSmall(unit, type)) throw new WrongUsage((shards == null
			? "Chunks" : "Shards") + " of " + Arrays.toString(unit) +
			" are larger than 1 GiB: choose smaller ones");
		if (!COMPRESSORS.contains(compressor)) throw new WrongUsage(
			"There is no compressor '" + compressor + "': choose one of " + String
				.join(", ", COMPRESSORS));
		axes = List.copyOf(axes);
	}

	/** Returns the codec of the compressor. */
	Optional<Codec> codec() {
		return switch (compressor) {
			case "gzip" -> Optional.of(new Deflate(true));
			case "zstd" -> Optional.of(new Zstandard());
			case "blosc" -> Optional.of(new Blosc(type.bytes(), false));
			case "lz4" -> Optional.of(new Blosc(type.bytes(), true));
			default -> Optional.empty();
		};
	}

	/** Returns whether shards can be made of chunks. */
	static boolean isDivided(final int[] shard, final int[] chunk) {
		if (shard.length != chunk.length) return false;
		long count = 1;
		for (int axis = 0; axis < shard.length; axis++) {
			if (shard[axis] < 1 || shard[axis] % chunk[axis] != 0) return false;
			count *= shard[axis] / chunk[axis];
			if (count > MOST) return false;
		}
		return true;
	}
}
