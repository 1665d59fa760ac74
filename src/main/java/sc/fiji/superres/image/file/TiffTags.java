package sc.fiji.superres.image.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the tags of every page of a TIFF or BigTIFF file. All of them must lie
 * within the file, each page is read once, and all tags together must be no
 * larger than the file.
 */
final class TiffTags {

	/** Bytes of a value of each type; types are numbered from 1. */
	private static final int[] BYTES = { 0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4,
		0, 0, 8, 8, 8 };

	/** Larger tags belong to other programs. */
	private static final long LARGEST = 64 << 20;

	private final FileChannel channel;
	private final Set<Long> seen = new HashSet<>();
	private boolean big;
	private ByteOrder order;
	private long left;

	private TiffTags(final FileChannel channel) throws IOException {
		this.channel = channel;
		left = channel.size();
	}

	/**
	 * Reads the tags of all pages.
	 *
	 * @throws IOException if the file is truncated or damaged
	 */
	static List<TiffPage> read(final FileChannel channel) throws IOException {
		return new TiffTags(channel).pages();
	}

	/** Returns whether a file is BigTIFF, which ImageJ does not support. */
	static boolean isBig(final Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			final byte[] mark = in.readNBytes(4);
			return Arrays.equals(mark, new byte[] { 'I', 'I', 43, 0 }) || Arrays
				.equals(mark, new byte[] { 'M', 'M', 0, 43 });
		}
	}

	/** Returns the bytes of a value of a type; 0 if the type is unknown. */
	static int bytes(final int type) {
		return type < 0 || type >= BYTES.length ? 0 : BYTES[type];
	}

	// -- Helper methods --

	private List<TiffPage> pages() throws IOException {
		order = bytes(0, 1).get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN
			: ByteOrder.BIG_ENDIAN;
		big = bytes(2, 2).getShort() == 43;
		long next = big ? bytes(8, 8).getLong() : unsigned(bytes(4, 4).getInt());
		final List<TiffPage> pages = new ArrayList<>();
		while (next != 0) {
			if (!seen.add(next)) throw new IOException(
				"it is damaged: its image directories form a loop");
			final int entry = big ? 20 : 12;
			final long entries = big ? bytes(next, 8).getLong() : bytes(next, 2)
				.getShort() & 0xffff;
			if (entries < 0 || entries > 0xffff) throw new IOException(
				"it is damaged: a page has " + entries + " tags");
			final int start = big ? 8 : 2;
			final ByteBuffer directory = bytes(next + start, (int) entries * entry +
				(big ? 8 : 4));
			pages.add(page(directory, (int) entries));
			next = big ? directory.getLong() : unsigned(directory.getInt());
		}
		if (pages.isEmpty()) throw new EOFException("there is no image in it");
		return pages;
	}

	private TiffPage page(final ByteBuffer directory, final int entries)
		throws IOException
	{
		final Map<Integer, ByteBuffer> tags = new HashMap<>();
		final Map<Integer, Integer> types = new HashMap<>();
		for (int i = 0; i < entries; i++) {
			final int tag = directory.getShort() & 0xffff;
			final int type = directory.getShort() & 0xffff;
			final long count = big ? directory.getLong() : unsigned(directory
				.getInt());
			final int place = directory.position();
			final int inline = big ? 8 : 4;
			final long value = big ? directory.getLong() : unsigned(directory
				.getInt());
			if (bytes(type) == 0) continue;
			if (count < 0 || count > channel.size()) throw cutOff(count);
			final long size = count * bytes(type);
			if (size > inline && (value < 0 || value > channel.size() - size))
				throw cutOff(value + size);
			if (tag > TiffPage.FORMAT || size > LARGEST) {
				tags.put(tag, ByteBuffer.allocate(0));
			}
			else if (size <= inline) {
				tags.put(tag, directory.slice(place, (int) size).order(order));
			}
			else {
				left -= size;
				if (left < 0) throw new IOException(
					"it is damaged: its tags are larger than the file");
				tags.put(tag, bytes(value, (int) size));
			}
			types.put(tag, type);
		}
		return new TiffPage(tags, types, big);
	}

	private ByteBuffer bytes(final long position, final int count)
		throws IOException
	{
		if (position < 0 || position > channel.size() - count) throw cutOff(
			position + count);
		final ByteBuffer buffer = ByteBuffer.allocate(count).order(order == null
			? ByteOrder.BIG_ENDIAN : order);
		while (buffer.hasRemaining()) {
			if (channel.read(buffer, position + buffer.position()) < 0)
				throw cutOff(position + count);
		}
		return buffer.flip();
	}

	private IOException cutOff(final long needed) throws IOException {
		return new EOFException("it is cut off: it should go on to byte " + Long
			.toUnsignedString(needed) + ", but the file ends at " + channel.size());
	}

	private static long unsigned(final int value) {
		return Integer.toUnsignedLong(value);
	}
}
