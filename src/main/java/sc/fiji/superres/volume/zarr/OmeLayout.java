package sc.fiji.superres.volume.zarr;

import java.util.Arrays;
import java.util.List;

import sc.fiji.superres.block.WrongUsage;

/**
 * How an image is to be stored. Arrays are in the order x, y, z, c, t; along an
 * axis that the metadata does not name, the size must be 1.
 *
 * @param size number of samples along each axis
 * @param chunk size of a chunk along each axis; cut to that of the image
 * @param shard size of a shard along each axis, a multiple of the chunk's; null
 *          for a file per chunk, which version 0.4 demands
 * @param type of the samples
 * @param version of OME-NGFF: {@code 0.4} (Zarr 2) or {@code 0.5} (Zarr 3)
 * @param compressor as in {@link ArrayLayout}
 * @param metadata name, axes, pixel size and channels
 */
public record OmeLayout(long[] size, int[] chunk, int[] shard,
	SampleType type, String version, String compressor, OmeMetadata metadata)
{

	/** The versions of OME-NGFF. */
	public static final List<String> VERSIONS = List.of("0.4", "0.5");

	/**
	 * @throws WrongUsage if the version is unknown, or a size does not fit the
	 *           axes
	 */
	public OmeLayout {
		if (!VERSIONS.contains(version)) throw new WrongUsage("OME-Zarr " + version +
			" is not supported: choose one of " + String.join(", ", VERSIONS));
		for (int i = 0; i < OmeMetadata.ORDER.length(); i++) {
			final String axis = OmeMetadata.ORDER.substring(i, i + 1);
			if (!metadata.axes().contains(axis) && size[i] != 1) throw new WrongUsage(
				"The size " + Arrays.toString(size) + " (x, y, z, c, t) needs the axis " +
					axis + ", but the image has " + metadata.axes());
		}
	}

	/** Returns the same layout for samples of another type. */
	public OmeLayout of(final SampleType other) {
		return new OmeLayout(size, chunk, shard, other, version, compressor,
			metadata);
	}

	/** Returns the layout of the array of level 0. */
	ArrayLayout array() {
		final long[] shape = new long[metadata.axes().length()];
		final int[] chunks = new int[shape.length];
		final int[] shards = shard == null ? null : new int[shape.length];
		for (int axis = 0; axis < shape.length; axis++) {
			final int i = OmeMetadata.ORDER.indexOf(metadata.axes().charAt(axis));
			shape[axis] = size[i];
			chunks[axis] = (int) Math.min(chunk[i], size[i]);
			// As many chunks as are in the image, where a shard is larger than it.
			if (shard != null) shards[axis] = (int) Math.min(shard[i] / chunk[i],
				(size[i] + chunks[axis] - 1) / chunks[axis]) * chunks[axis];
		}
		return new ArrayLayout("0.4".equals(version) ? 2 : 3, shape, chunks, shards,
			type, compressor, metadata.axes().chars().mapToObj(Character::toString)
				.toList());
	}
}
