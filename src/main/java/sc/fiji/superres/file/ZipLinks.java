package sc.fiji.superres.file;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * Finds symbolic links in a zip file.
 * <p>
 * A link is an entry whose Unix file mode says so. The mode is stored in the
 * central directory, but {@link java.util.zip.ZipFile} does not expose it.
 * Commons Compress does, but for some entries it needs Commons Lang, which the
 * engine does not bring and the update site would have to ship.
 * </p>
 */
final class ZipLinks {

	private static final int END = 0x06054b50;
	private static final int END_LENGTH = 22;
	private static final int LONGEST_COMMENT = 0xffff;
	private static final int ENTRY = 0x02014b50;
	private static final int ENTRY_LENGTH = 46;
	private static final int LONGEST_DIRECTORY = 64 << 20;
	private static final int TYPE = 0xf000;
	private static final int LINK = 0xa000;

	private ZipLinks() {
		// Static methods only.
	}

	/**
	 * Refuses a zip file that has links, or whose size needs the 64-bit format.
	 */
	static void refuse(final Path zip) throws IOException {
		try (final RandomAccessFile file = new RandomAccessFile(zip.toFile(),
			"r"))
		{
			final ByteBuffer directory = directory(file);
			while (directory.remaining() >= ENTRY_LENGTH) {
				final int at = directory.position();
				if (directory.getInt(at) != ENTRY) throw new ZipException(
					"its directory is damaged");
				final int mode = directory.getInt(at + 38) >>> 16;
				final int name = Short.toUnsignedInt(directory.getShort(at + 28));
				if ((mode & TYPE) == LINK) throw new ZipException("the entry " +
					StandardCharsets.UTF_8.decode(directory.slice(at + ENTRY_LENGTH,
						name)) + " is a link");
				directory.position(Math.min(directory.limit(), at + ENTRY_LENGTH +
					name + Short.toUnsignedInt(directory.getShort(at + 30)) + Short
						.toUnsignedInt(directory.getShort(at + 32))));
			}
		}
	}

	private static ByteBuffer directory(final RandomAccessFile file)
		throws IOException
	{
		final long start = Math.max(0, file.length() - END_LENGTH -
			LONGEST_COMMENT);
		final ByteBuffer tail = read(file, start, file.length() - start);
		int end = tail.limit() - END_LENGTH;
		while (end >= 0 && tail.getInt(end) != END)
			end--;
		if (end < 0) throw new ZipException("its end is missing");
		final long length = Integer.toUnsignedLong(tail.getInt(end + 12));
		if (length > LONGEST_DIRECTORY || length > start + end)
			throw new ZipException("its directory of " + length +
				" bytes is too large");
		return read(file, start + end - length, length);
	}

	private static ByteBuffer read(final RandomAccessFile file,
		final long position, final long length) throws IOException
	{
		final byte[] bytes = new byte[(int) length];
		file.seek(position);
		file.readFully(bytes);
		return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}
}
