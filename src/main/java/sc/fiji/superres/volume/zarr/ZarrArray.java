package sc.fiji.superres.volume.zarr;

import java.io.IOException;

/** An array in chunks. */
public final class ZarrArray {

	private ZarrArray() {}

	public static ZarrArray open(final Store store, final String path)
		throws IOException
	{
		throw new UnsupportedOperationException();
	}

	public static ZarrArray create(final Store store, final String path,
		final ArrayLayout layout) throws IOException
	{
		throw new UnsupportedOperationException();
	}

	/** Returns the size along each axis, the slowest first. */
	public long[] shape() {
		throw new UnsupportedOperationException();
	}

	/** Returns the size of what one task must own: a chunk, or a shard. */
	public int[] chunks() {
		throw new UnsupportedOperationException();
	}

	/** Returns the type of the samples. */
	public SampleType type() {
		throw new UnsupportedOperationException();
	}

	public void read(final long[] min, final int[] size, final float[] block)
		throws IOException
	{
		throw new UnsupportedOperationException();
	}

	public void write(final long[] min, final int[] size, final float[] block)
		throws IOException
	{
		throw new UnsupportedOperationException();
	}
}
