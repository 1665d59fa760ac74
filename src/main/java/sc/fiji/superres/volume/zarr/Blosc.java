package sc.fiji.superres.volume.zarr;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.airlift.compress.Compressor;
import io.airlift.compress.lz4.Lz4Compressor;
import io.airlift.compress.lz4.Lz4Decompressor;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.airlift.compress.zstd.ZstdCompressor;
import io.airlift.compress.zstd.ZstdDecompressor;

/**
 * The codec {@code blosc}: the container of c-blosc 1, little-endian.
 * <p>
 * A header of 16 bytes (version, version of the compressor, flags, bytes of a
 * sample, then as 32-bit integers: bytes that are held, bytes of a block, bytes
 * of the container), the offset of each block, and the blocks. A block is split,
 * or not, into a stream per byte of a sample; each stream is a length and the
 * compressed bytes, or the bytes themselves if they got no shorter. Before,
 * bytes or bits are {@link Shuffle shuffled} within each block.
 * </p>
 * <p>
 * LZ4 (also HC), Snappy, zlib and Zstandard are read. Written is Zstandard or LZ4
 * of shuffled bytes, unsplit.
 * </p>
 *
 * @param typeSize bytes of a sample, for writing
 * @param fast whether to write LZ4, which is faster and gets less small
 */
record Blosc(int typeSize, boolean fast) implements Codec {

	private static final int HEADER = 16;
	private static final int FORMAT = 2;
	private static final int INNER_FORMAT = 1;

	// Flags.
	private static final int SHUFFLED = 0x1;
	private static final int STORED = 0x2;
	private static final int BITS_SHUFFLED = 0x4;
	private static final int UNSPLIT = 0x10;
	private static final int COMPRESSOR = 5;

	private static final int LZ4 = 1;
	private static final int ZSTD = 4;
	private static final int BLOCK = 1 << 18;

	/** Only blocks of more samples than that are split. */
	private static final int SPLIT_SAMPLES = 128;
	private static final int SPLIT_STREAMS = 16;

	@Override
	public String id() {
		return fast ? "lz4" : "blosc";
	}

	@Override
	public byte[] encode(final byte[] bytes) {
		final int block = Math.max(typeSize, Math.min(bytes.length, BLOCK) /
			typeSize * typeSize);
		final int blocks = (bytes.length + block - 1) / block;
		final Compressor inner = fast ? new Lz4Compressor() : new ZstdCompressor();
		final byte[] shuffled = new byte[block];
		final byte[] encoded = new byte[HEADER + 8 * blocks + bytes.length + inner
			.maxCompressedLength(block)];
		final ByteBuffer out = ByteBuffer.wrap(encoded).order(
			ByteOrder.LITTLE_ENDIAN);
		int at = HEADER + 4 * blocks;
		for (int i = 0; i < blocks; i++) {
			final int from = i * block;
			final int length = Math.min(block, bytes.length - from);
			Shuffle.bytes(bytes, from, shuffled, length, typeSize);
			out.putInt(HEADER + 4 * i, at);
			int size = inner.compress(shuffled, 0, length, encoded, at + 4,
				encoded.length - at - 4);
			if (size >= length) {
				System.arraycopy(shuffled, 0, encoded, at + 4, length);
				size = length;
			}
			out.putInt(at, size);
			at += 4 + size;
		}
		out.put((byte) FORMAT).put((byte) INNER_FORMAT).put((byte) ((fast ? LZ4
			: ZSTD) << COMPRESSOR | UNSPLIT | SHUFFLED)).put((byte) typeSize).putInt(bytes.length).putInt(
				block).putInt(at);
		return Arrays.copyOf(encoded, at);
	}

	@Override
	public byte[] decode(final byte[] bytes, final int limit)
		throws IOException
	{
		if (bytes.length < HEADER) throw new EOFException(
			"it is too short for a Blosc container");
		final ByteBuffer in = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
		final int flags = in.get(2);
		final int size = in.getInt(4);
		final int block = in.getInt(8);
		if (in.getInt(12) != bytes.length) throw new EOFException("it has " +
			bytes.length + " bytes, but its Blosc header states " + in.getInt(12));
		if (size < 0 || size > limit) throw new IOException("it holds " + size +
			" bytes, but at most " + limit + " are due");
		if ((flags & STORED) != 0) {
			if (bytes.length != HEADER + size) throw new EOFException("it has " +
				bytes.length + " bytes, but " + (HEADER + size) + " are due");
			return Arrays.copyOfRange(bytes, HEADER, bytes.length);
		}
		final byte[] decoded = new byte[size];
		if (size == 0) return decoded;
		if (block <= 0 || block > size) throw new IOException(
			"it has Blosc blocks of " + block + " bytes");
		try {
			for (int i = 0; (long) i * block < size; i++)
				decodeBlock(in, in.getInt(HEADER + 4 * i), decoded, i * block, Math.min(
					block, size - i * block), block);
		}
		catch (final RuntimeException | DataFormatException e) {
			// Of several kinds, whatever the damage meets first.
			throw new IOException("its Blosc blocks are damaged (" + e
				.getMessage() + ")", e);
		}
		return decoded;
	}

	// -- Helper methods --

	private static void decodeBlock(final ByteBuffer in, final int start,
		final byte[] decoded, final int to, final int length, final int block)
		throws IOException, DataFormatException
	{
		final int flags = in.get(2);
		final int type = in.get(3) & 0xff;
		final boolean shuffled = (flags & SHUFFLED) != 0 && type > 1;
		final boolean bits = (flags & BITS_SHUFFLED) != 0;
		final byte[] plain = shuffled || bits ? new byte[length] : decoded;
		final int first = shuffled || bits ? 0 : to;
		final boolean split = (flags & UNSPLIT) == 0 && length == block &&
			type <= SPLIT_STREAMS && block / Math.max(1, type) >= SPLIT_SAMPLES;
		final int streams = split ? type : 1;
		final int each = length / streams;
		int at = start;
		for (int i = 0; i < streams; i++) {
			final int size = in.getInt(at);
			at += 4;
			decompress((flags & 0xff) >> COMPRESSOR, in.array(), at, size, plain,
				first + i * each, each);
			at += size;
		}
		if (bits) Shuffle.bitsBack(plain, decoded, to, length, type);
		else if (shuffled) Shuffle.bytesBack(plain, decoded, to, length, type);
	}

	private static void decompress(final int compressor, final byte[] from,
		final int at, final int size, final byte[] to, final int start,
		final int length) throws IOException, DataFormatException
	{
		if (size < 0 || size > from.length - at) throw new EOFException(
			"it is cut off within a Blosc block");
		if (size == length) {
			System.arraycopy(from, at, to, start, length);
			return;
		}
		final int done = switch (compressor) {
			case LZ4 -> new Lz4Decompressor().decompress(from, at, size, to, start,
				length);
			case 2 -> new SnappyDecompressor().decompress(from, at, size, to, start,
				length);
			case 3 -> inflate(from, at, size, to, start, length);
			case ZSTD -> new ZstdDecompressor().decompress(from, at, size, to, start,
				length);
			default -> throw new IOException(compressor == 0
				? "the Blosc compressor blosclz is not supported"
				: "there is no Blosc compressor of number " + compressor);
		};
		if (done != length) throw new EOFException("a Blosc block holds " + done +
			" bytes, but " + length + " are due");
	}

	private static int inflate(final byte[] from, final int at, final int size,
		final byte[] to, final int start, final int length)
		throws DataFormatException
	{
		final Inflater inflater = new Inflater();
		try {
			inflater.setInput(from, at, size);
			return inflater.inflate(to, start, length);
		}
		finally {
			inflater.end();
		}
	}
}
