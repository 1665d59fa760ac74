package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

import sc.fiji.superres.volume.zarr.Grid.Box;

/**
 * An array in chunks: Zarr 2 or 3.
 * <p>
 * Axes are in the order of the array, the slowest first; blocks are in C order,
 * the last axis fastest, however the array is stored. Missing chunks have the
 * fill value. A chunk that is damaged (of a wrong length, not to be decoded, or
 * with a wrong checksum) is an {@link IOException} that names its file; none is
 * decoded to more than its size.
 * </p>
 * <p>
 * Integers and floats of up to 32 bits, in either byte order, are read, in C and
 * F order and any other; compressed by gzip, zlib, zstd or {@link Blosc}; chunks
 * may be in shards. Version 2 has no filters.
 * </p>
 * <p>
 * The chunks of a block are decoded and encoded at the same time, by the threads
 * of ImgLib2's {@link net.imglib2.parallel.Parallelization}. Several threads, and processes, may read and write at the same time, but no
 * two may write to the same {@link #chunks chunk}.
 * </p>
 */
final class ZarrArray {

	private final Store store;
	private final ArrayMetadata metadata;
	private final ChunkForm form;
	private final int[] strides;

	private ZarrArray(final Store store, final ArrayMetadata metadata) {
		this.store = store;
		this.metadata = metadata;
		form = metadata.form();
		strides = form.strides();
	}

	/**
	 * Opens an array.
	 *
	 * @param path key of its folder; empty for the root of the store
	 * @throws IOException if there is none, or none that is supported
	 */
	public static ZarrArray open(final Store store, final String path)
		throws IOException
	{
		return new ZarrArray(store, ArrayMetadata.read(store, path));
	}

	/**
	 * Creates an array, whose samples are zero. Chunks that are there already,
	 * from an array before, are not deleted.
	 *
	 * @param path key of its folder; empty for the root of the store
	 */
	public static ZarrArray create(final Store store, final String path,
		final ArrayLayout layout) throws IOException
	{
		ArrayMetadata.write(store, path, layout);
		return open(store, path);
	}

	/** Returns the size along each axis. */
	public long[] shape() {
		return metadata.shape().clone();
	}

	/**
	 * Returns the size of what one task must own: of a chunk, or of a shard where
	 * a file holds several chunks.
	 */
	public int[] chunks() {
		return metadata.unit().clone();
	}

	/** Returns the type of the samples. */
	public SampleType type() {
		return form.type();
	}

	/** Returns the size of a chunk, also in a shard. */
	int[] inner() {
		return form.chunk().clone();
	}

	/** Returns whether files hold several chunks. */
	boolean isSharded() {
		return metadata.sharding().isPresent();
	}

	/** Returns the compressor, as {@link ArrayLayout} names it. */
	String compressor() {
		return form.codecs().stream().map(Codec::id).findFirst().orElse(
			ArrayLayout.NONE);
	}

	/**
	 * Reads samples.
	 *
	 * @param min first index along each axis
	 * @param size of the block along each axis
	 * @param block where they go; may be longer
	 * @throws IndexOutOfBoundsException if the block lies outside the array
	 */
	public void read(final long[] min, final int[] size, final float[] block)
		throws IOException
	{
		final Box box = box(min, size, block);
		Grid.parallel(box, metadata.unit(), unit -> {
			final String key = metadata.keys().key(unit);
			final Stored stored = stored(key);
			Grid.parallel(box.and(Grid.cell(unit, metadata.unit())), form.chunk(),
				index -> read(key, stored.chunk(index), index, box, block));
		});
	}

	/**
	 * Writes samples. Chunks that the block covers only partly are read before.
	 * Chunks of nothing but the fill value are left out, so that what is mostly
	 * empty stays small.
	 *
	 * @param min first index along each axis
	 * @param size of the block along each axis
	 * @param block the samples; may be longer. For integers they are rounded half
	 *          up, and clipped to the range of the type
	 * @throws IndexOutOfBoundsException if the block lies outside the array
	 * @throws IllegalArgumentException if a sample is NaN, but the array is of
	 *           integers
	 */
	public void write(final long[] min, final int[] size, final float[] block)
		throws IOException
	{
		final Box box = box(min, size, block);
		Grid.parallel(box, metadata.unit(), unit -> {
			final String key = metadata.keys().key(unit);
			final Optional<byte[]> file = metadata.sharding().isPresent() ? shard(key,
				unit, metadata.sharding().get(), box, block) : merged(key, stored(key),
					unit, box, block);
			if (file.isPresent()) store.write(key, file.get());
			else if (store.read(key, 0, 0).isPresent()) store.write(key, unfilled());
		});
	}

	@Override
	public String toString() {
		return form.type() + " " + Arrays.toString(metadata.shape()) + " in " +
			store + "/" + metadata.keys().folder();
	}

	// -- Helper methods --

	/** What a file holds: the chunk with an index, as it is stored. */
	private interface Stored {

		Optional<byte[]> chunk(long[] index) throws IOException;
	}

	private Box box(final long[] min, final int[] size, final float[] block) {
		final long[] shape = metadata.shape();
		if (min.length != shape.length || size.length != shape.length)
			throw new IllegalArgumentException("A block of " + size.length +
				" axes does not fit " + this);
		for (int axis = 0; axis < shape.length; axis++) {
			if (min[axis] < 0 || size[axis] < 1 || min[axis] > shape[axis] -
				size[axis]) throw new IndexOutOfBoundsException("The block of " + Arrays
					.toString(size) + " at " + Arrays.toString(min) + " is not in " +
					this);
		}
		final Box box = new Box(min.clone(), size.clone());
		if (box.count() > block.length) throw new IllegalArgumentException(
			"A block of " + Arrays.toString(size) + " does not fit into " +
				block.length + " samples");
		return box;
	}

	private Stored stored(final String key) throws IOException {
		if (metadata.sharding().isEmpty()) return index -> store.read(key);
		final Sharding sharding = metadata.sharding().get();
		final Optional<Sharding.Stored> shard;
		try {
			shard = sharding.open(store, key, sharding.count(form.chunk()));
		}
		catch (final IOException e) {
			throw damaged(key, e);
		}
		return index -> {
			try {
				return shard.isEmpty() ? Optional.empty() : shard.get().chunk(number(
					sharding, index));
			}
			catch (final IOException e) {
				throw damaged(key, e);
			}
		};
	}

	/** Returns the number of a chunk within its shard. */
	private int number(final Sharding sharding, final long[] index) {
		int number = 0;
		for (int axis = 0; axis < index.length; axis++) {
			final int count = sharding.shard()[axis] / form.chunk()[axis];
			number = number * count + (int) (index[axis] % count);
		}
		return number;
	}

	private void read(final String key, final Optional<byte[]> chunk,
		final long[] index, final Box box, final float[] block)
		throws IOException
	{
		final Box cell = Grid.cell(index, form.chunk());
		final Box part = box.and(cell);
		final int last = part.size().length - 1;
		final int count = part.size()[last];
		final int[] to = box.strides();
		final int start = box.index(part.min(), to);
		if (chunk.isEmpty()) {
			Grid.rows(part.size(), start, to, 0, strides, (a, b) -> Arrays.fill(block,
				a, a + count, (float) metadata.fill()));
			return;
		}
		final ByteBuffer raw = decode(key, chunk.get());
		Grid.rows(part.size(), start, to, cell.index(part.min(), strides), strides,
			(a, b) -> form.type().read(raw, b, strides[last], block, a, count));
	}

	/**
	 * Returns a chunk with the samples of the block that lie in it; empty if all are
	 * the fill value.
	 */
	private Optional<byte[]> merged(final String key, final Stored stored,
		final long[] index, final Box box, final float[] block)
		throws IOException
	{
		final Box cell = Grid.cell(index, form.chunk());
		final Box part = box.and(cell);
		final Optional<byte[]> old = part.count() == inArray(cell).count()
			? Optional.empty() : stored.chunk(index);
		final ByteBuffer raw = old.isPresent() ? decode(key, old.get()) : form
			.filled(metadata.fill());
		final int last = part.size().length - 1;
		final int[] from = box.strides();
		Grid.rows(part.size(), box.index(part.min(), from), from, cell.index(part
			.min(), strides), strides, (a, b) -> form.type().write(block, a, part
				.size()[last], raw, b, strides[last]));
		return form.isFilled(raw, metadata.fill()) ? Optional.empty() : Optional.of(form
			.encode(raw));
	}

	/** Returns a file of the fill value. */
	private byte[] unfilled() {
		return metadata.sharding().map(sharding -> sharding.encode(new byte[sharding
			.count(form.chunk())][])).orElseGet(() -> form.encode(form.filled(metadata
				.fill())));
	}

	/** Returns a shard; empty if all its samples are the fill value. */
	private Optional<byte[]> shard(final String key, final long[] unit,
		final Sharding sharding, final Box box, final float[] block)
		throws IOException
	{
		final Box whole = inArray(Grid.cell(unit, sharding.shard()));
		final byte[][] chunks = new byte[sharding.count(form.chunk())][];
		final Stored stored = box.and(whole).count() == whole.count()
			? index -> Optional.empty() : stored(key);
		Grid.parallel(whole, form.chunk(), index -> {
			final boolean hit = box.and(Grid.cell(index, form.chunk())).count() > 0;
			chunks[number(sharding, index)] = (hit ? merged(key, stored, index, box,
				block) : stored.chunk(index)).orElse(null);
		});
		return Arrays.stream(chunks).allMatch(Objects::isNull) ? Optional.empty()
			: Optional.of(sharding.encode(chunks));
	}

	private Box inArray(final Box cell) {
		final long[] shape = metadata.shape();
		final int[] size = cell.size().clone();
		for (int axis = 0; axis < size.length; axis++)
			size[axis] = (int) Math.min(size[axis], shape[axis] - cell.min()[axis]);
		return new Box(cell.min(), size);
	}

	private ByteBuffer decode(final String key, final byte[] chunk)
		throws IOException
	{
		try {
			return form.decode(chunk);
		}
		catch (final IOException e) {
			throw damaged(key, e);
		}
	}

	private IOException damaged(final String key, final IOException e) {
		return new IOException("The chunk " + store + "/" + key +
			" cannot be read: " + e.getMessage() + ": restore it from the original", e);
	}
}
