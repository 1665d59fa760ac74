package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.superres.block.BlockSource;
import sc.fiji.superres.block.BlockTarget;
import sc.fiji.superres.block.Progress;

/** An OME-Zarr image. */
public final class OmeZarr {

	private OmeZarr() {}

	/** Opens an image that is complete. */
	public static OmeZarr open(final Path folder) throws IOException {
		throw new UnsupportedOperationException();
	}

	/**
	 * Opens an image that {@link #create} has made, whether or not it is {@link
	 * #finish finished}, to write more of it.
	 */
	public static OmeZarr resume(final Path folder) throws IOException {
		throw new UnsupportedOperationException();
	}

	/**
	 * Creates an image, whose samples are zero. Until {@link #finish} it cannot
	 * be {@link #open opened}, only {@link #resume resumed}.
	 */
	public static OmeZarr create(final Path folder, final OmeLayout layout)
		throws IOException
	{
		throw new UnsupportedOperationException();
	}

	/** Returns the number of levels of the pyramid. */
	public int levels() {
		throw new UnsupportedOperationException();
	}

	/** Returns the size of level 0: x, y, z, channels, frames. */
	public long[] size() {
		return size(0);
	}

	/** Returns the size of a level: x, y, z, channels, frames. */
	public long[] size(final int level) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Returns the size of what one task must own: that of a chunk or shard along
	 * x, y, z, channels, frames.
	 */
	public int[] chunk() {
		throw new UnsupportedOperationException();
	}

	/** Returns the type of the samples. */
	public SampleType type() {
		throw new UnsupportedOperationException();
	}

	/** Returns the metadata of level 0. */
	public OmeMetadata metadata() {
		return metadata(0);
	}

	/** Returns the metadata of a level. */
	public OmeMetadata metadata(final int level) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Returns where blocks of x, y and z are read from. Errors are thrown as
	 * {@link java.io.UncheckedIOException}.
	 */
	public BlockSource source(final int level, final int channel,
		final int frame)
	{
		throw new UnsupportedOperationException();
	}

	/**
	 * Returns where blocks of x, y and z of level 0 are written to. Several
	 * threads may write at once what lies in different chunks. Errors are thrown
	 * as {@link java.io.UncheckedIOException}.
	 */
	public BlockTarget target(final int channel, final int frame) {
		throw new UnsupportedOperationException();
	}

	/**
	 * Builds the pyramid, and then writes the metadata by which the folder opens
	 * as an image.
	 */
	public void finish(final Progress progress) throws IOException {
		throw new UnsupportedOperationException();
	}
}
