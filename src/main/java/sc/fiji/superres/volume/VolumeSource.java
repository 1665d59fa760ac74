package sc.fiji.superres.volume;

import java.io.IOException;
import java.util.Map;

import sc.fiji.superres.block.BlockSource;
import sc.fiji.superres.volume.zarr.OmeMetadata;
import sc.fiji.superres.volume.zarr.SampleType;

/** An image that is read block by block. */
public interface VolumeSource {

	/** Returns the size along x, y, z, channel and frame. */
	long[] size();

	/**
	 * Returns the size along x, y and z of what is read at once at the least cost.
	 */
	int[] unit();

	/** Returns the type of the samples. */
	SampleType type();

	/** Returns axes, pixel sizes and channels. */
	OmeMetadata metadata();

	/**
	 * Returns where blocks along x, y and z are read from.
	 *
	 * @param channel number of the channel, from 0
	 * @param frame number of the frame, from 0
	 */
	BlockSource source(int channel, int frame);

	/**
	 * Returns by what another run recognizes the image, by name.
	 *
	 * @param whole whether to look at all files or samples, which takes a while;
	 *          otherwise, a part of these entries is returned at once
	 */
	Map<String, String> stamp(boolean whole) throws IOException;
}
