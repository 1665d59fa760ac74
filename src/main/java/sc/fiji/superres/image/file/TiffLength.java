package sc.fiji.superres.image.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import ij.io.FileInfo;
import ij.io.TiffDecoder;

/**
 * Finds TIFF files that were cut off, which ImageJ opens without a word: the
 * missing samples are zeros and the missing slices are left out.
 * <p>
 * A file is whole when every directory of its chain, every strip of every
 * directory and every slice of an ImageJ stack ends within it. Damage inside of
 * compressed data is not looked for.
 * </p>
 */
final class TiffLength {

	private static final int HEADER_BYTES = 8;
	private static final int ENTRY_BYTES = 12;

	/** Bytes of a value of each of the types of TIFF 6.0, which count from 1. */
	private static final int[] TYPE_BYTES = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4,
		8 };

	/** What ImageJ's decoder says of a MetaMorph stack without a slice count. */
	private static final int UNKNOWN_SLICES = 9999;

	private TiffLength() {
		// Static methods only.
	}

	/**
	 * Checks a TIFF file.
	 *
	 * @throws IOException if it is cut off, or of a kind that ImageJ does not
	 *           read
	 */
	static void check(final Path file) throws IOException {
		try (final FileChannel channel = FileChannel.open(file)) {
			checkDirectories(channel);
			final FileInfo[] images = new TiffDecoder(file.toAbsolutePath()
				.getParent() + "/", file.getFileName().toString()).getTiffInfo();
			if (images == null) throw new EOFException("there is no image in it");
			for (final FileInfo image : images) {
				final long end = end(image);
				if (end > channel.size()) throw cutOff(end, channel);
			}
		}
	}

	// -- Helper methods --

	/**
	 * Checks that the directories and what their entries point to lie within the
	 * file. ImageJ's decoder reads nonsense beyond the end.
	 */
	private static void checkDirectories(final FileChannel channel)
		throws IOException
	{
		final ByteBuffer header = read(channel, 0, HEADER_BYTES);
		final ByteOrder order = header.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN
			: ByteOrder.BIG_ENDIAN;
		final Set<Long> seen = new HashSet<>();
		long next = unsigned(header.order(order).getInt(HEADER_BYTES -
			Integer.BYTES));
		while (next != 0) {
			if (!seen.add(next)) throw new IOException(
				"it is damaged: its image directories form a loop");
			final int entries = Short.toUnsignedInt(read(channel, next, Short.BYTES)
				.order(order).getShort());
			final ByteBuffer directory = read(channel, next + Short.BYTES,
				ENTRY_BYTES * entries + Integer.BYTES).order(order);
			for (int i = 0; i < entries; i++) {
				directory.getShort();
				checkEntry(channel, directory.getShort(), unsigned(directory.getInt()),
					unsigned(directory.getInt()));
			}
			next = unsigned(directory.getInt());
		}
	}

	private static void checkEntry(final FileChannel channel, final int type,
		final long count, final long value) throws IOException
	{
		final long bytes = count * (type < 0 || type >= TYPE_BYTES.length ? 0
			: TYPE_BYTES[type]);
		if (bytes > Integer.BYTES && value + bytes > channel.size())
			throw cutOff(value + bytes, channel);
	}

	private static ByteBuffer read(final FileChannel channel, final long position,
		final int bytes) throws IOException
	{
		final ByteBuffer buffer = ByteBuffer.allocate(bytes);
		while (buffer.hasRemaining()) {
			if (channel.read(buffer, position + buffer.position()) < 0)
				throw cutOff(position + bytes, channel);
		}
		return buffer.flip();
	}

	private static IOException cutOff(final long needed,
		final FileChannel channel) throws IOException
	{
		return new EOFException("it is cut off: it should go on to byte " +
			needed + ", but the file ends at " + channel.size());
	}

	/** Returns where the last sample of an image or ImageJ stack ends. */
	private static long end(final FileInfo image) {
		final boolean compressed = image.compression > FileInfo.COMPRESSION_NONE;
		final int[] offsets = image.stripOffsets;
		final int[] lengths = image.stripLengths;
		long end = 0;
		if (offsets != null && lengths != null && (compressed ||
			offsets.length > 1))
		{
			for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
				end = Math.max(end, unsigned(offsets[i]) + unsigned(lengths[i]));
			}
		}
		if (compressed) return end;
		final long plane = planeBytes(image);
		final int slices = image.nImages == UNKNOWN_SLICES ? 1 : Math.max(1,
			image.nImages);
		if (slices == 1 && end > 0) return end;
		return image.getOffset() + slices * plane + (slices - 1) * image.getGap();
	}

	private static long planeBytes(final FileInfo image) {
		final long pixels = (long) image.width * image.height;
		switch (image.fileType) {
			case FileInfo.BITMAP:
				return (image.width + 7L) / 8 * image.height;
			case FileInfo.GRAY10_UNSIGNED:
				return pixels * 10 / 8;
			case FileInfo.GRAY12_UNSIGNED:
				return pixels * 12 / 8;
			default:
				return pixels * image.getBytesPerPixel();
		}
	}

	private static long unsigned(final int value) {
		return Integer.toUnsignedLong(value);
	}
}
