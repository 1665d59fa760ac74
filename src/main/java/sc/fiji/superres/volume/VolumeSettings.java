package sc.fiji.superres.volume;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.volume.zarr.ArrayLayout;
import sc.fiji.superres.volume.zarr.OmeLayout;

/**
 * How a result is stored.
 *
 * @param chunk size of a chunk along x, y and z
 * @param shard size of a file of many chunks along x, y and z, multiples of the
 *          chunk's; empty for a file per chunk
 * @param version of OME-Zarr, {@code 0.4} or {@code 0.5}
 * @param compressor {@code none}, {@code gzip}, {@code zstd} or {@code blosc}
 */
public record VolumeSettings(int[] chunk, int[] shard, String version,
	String compressor)
{

	private static final int AXES = 3;

	/** Checks what a volume would be measured in vain for. */
	public VolumeSettings {
		check("format", version, OmeLayout.VERSIONS);
		check("compressor", compressor, ArrayLayout.COMPRESSORS);
	}

	/**
	 * Reads settings as users write them.
	 *
	 * @param chunk such as {@code 128,128,32}
	 * @param shard the same; blank for none
	 * @throws IllegalArgumentException if one is none; the message holds it
	 */
	public static VolumeSettings of(final String chunk, final String shard,
		final String version, final String compressor)
	{
		final int[] inner = sizes("chunk", chunk);
		final int[] outer = shard.isBlank() ? new int[0] : sizes("shard", shard);
		for (int axis = 0; axis < outer.length; axis++)
			if (outer[axis] % inner[axis] != 0) throw new WrongUsage("shard=" + shard +
				": it must hold whole chunks of " + chunk);
		if (outer.length > 0 && !"0.5".equals(version)) throw new WrongUsage(
			"shard=" + shard + ": only format=0.5 has shards");
		return new VolumeSettings(inner, outer, version, compressor);
	}

	/** Returns the size along x, y and z of what goes into one file. */
	int[] unit() {
		return shard.length > 0 ? shard : chunk;
	}

	/** Returns a size as users write it. */
	static String text(final int... size) {
		return Arrays.stream(size).mapToObj(String::valueOf).collect(Collectors
			.joining(","));
	}

	private static void check(final String key, final String word,
		final List<String> words)
	{
		if (!words.contains(word)) throw new WrongUsage(key + "=" + word +
			": choose one of " + String.join(", ", words));
	}

	private static int[] sizes(final String key, final String text) {
		final String[] parts = text.strip().split("\\s*,\\s*", -1);
		final boolean fits = parts.length == AXES && Arrays.stream(parts).allMatch(
			part -> part.matches("[1-9][0-9]{0,3}"));
		if (!fits) throw new WrongUsage(key + "=" + text + ": three whole numbers " +
			"from 1 to 9999 are expected, along x, y and z, as in 128,128,32");
		return Arrays.stream(parts).mapToInt(Integer::parseInt).toArray();
	}
}
