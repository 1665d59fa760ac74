package sc.fiji.superres.image.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;

/**
 * Reads the samples of a page of TIFF: strips or tiles, each of which must
 * decode to its size, with predictors undone.
 */
final class TiffSamples {

	private final FileChannel channel;
	private final ByteOrder order;
	private final TiffPage page;
	private final long[] offsets;
	private final long[] lengths;
	private final int width;
	private final int height;
	/** Bytes of a sample; 0 for one bit. */
	private final int bytes;
	/** Number of interleaved samples. */
	private final int together;

	TiffSamples(final FileChannel channel, final ByteOrder order,
		final TiffPage page) throws IOException
	{
		this.channel = channel;
		this.order = order;
		this.page = page;
		offsets = page.values(page.tiled() ? TiffPage.TILE_OFFSETS
			: TiffPage.STRIP_OFFSETS);
		together = page.planar() ? 1 : page.samples();
		bytes = page.bits() / 8;
		width = page.tiled() ? (int) page.value(TiffPage.TILE_WIDTH, 0) : page
			.width();
		height = page.tiled() ? (int) page.value(TiffPage.TILE_HEIGHT, 0)
			: (int) Math.min(page.height(), page.value(TiffPage.ROWS_PER_STRIP, page
				.height()));
		if (width <= 0 || height <= 0 || (long) rowBytes() * height > 1 << 30)
			throw new IOException("it is damaged: its strips or tiles are " + width +
				" x " + height + " pixels");
		final long wanted = (long) across() * down() * (page.planar() ? page
			.samples() : 1);
		final long[] told = page.values(page.tiled() ? TiffPage.TILE_BYTES
			: TiffPage.STRIP_BYTES);
		// A single strip of an old writer may lack its length.
		lengths = told.length == 0 && offsets.length == 1 && page
			.compression() == 1 ? new long[] { size(0) } : told;
		if (offsets.length < wanted || lengths.length < wanted)
			throw new IOException("it is damaged: it has " + Math.min(
				offsets.length, lengths.length) + " of " + wanted +
				" strips or tiles");
	}

	/** Decodes everything, to check that it is complete. */
	void check() throws IOException {
		final int count = across() * down() * (page.planar() ? page.samples() : 1);
		for (int i = 0; i < count; i++)
			decode(i);
	}

	/**
	 * Reads all samples.
	 *
	 * @return samples one by one, a plane each: byte[], short[], int[] or long[]
	 *         of the bits in the file, one bit as byte[] of 0 and 1
	 */
	Object[] read() throws IOException {
		final Object[] planes = new Object[page.samples()];
		final int size = page.width() * page.height();
		for (int s = 0; s < planes.length; s++)
			planes[s] = switch (page.bits()) {
				case 16 -> new short[size];
				case 32 -> new int[size];
				case 64 -> new long[size];
				default -> new byte[size];
			};
		final int each = across() * down();
		for (int s = 0; s < planes.length; s += together) {
			for (int i = 0; i < each; i++)
				copy(ByteBuffer.wrap(decode(s * each + i)), i, planes, s);
		}
		return planes;
	}

	// -- Helper methods --

	private int across() {
		return (page.width() + width - 1) / width;
	}

	private int down() {
		return (page.height() + height - 1) / height;
	}

	private int rowBytes() {
		final long row = bytes == 0 ? (width * (long) together + 7) / 8
			: (long) width * together * bytes;
		return (int) Math.min(Integer.MAX_VALUE, row);
	}

	/** Returns the rows of a strip, of which the last may have fewer. */
	private int rows(final int index) {
		return page.tiled() ? height : Math.min(height, page.height() - index %
			down() * height);
	}

	private int size(final int index) {
		return rowBytes() * rows(index);
	}

	private byte[] decode(final int index) throws IOException {
		final int size = size(index);
		final boolean stored = page.compression() == 1;
		final long length = stored ? Math.min(lengths[index], size)
			: lengths[index];
		if (offsets[index] < 0 || length < 0 || offsets[index] > channel.size() -
			length) throw new EOFException("it is cut off: it should go on to byte " +
				(offsets[index] + length) + ", but the file ends at " + channel
					.size());
		if (length > Math.max(1 << 20, 4L * size)) throw new IOException(
			"it is damaged: a strip of " + size + " bytes takes " + length);
		final ByteBuffer data = ByteBuffer.allocate((int) length);
		while (data.hasRemaining()) {
			if (channel.read(data, offsets[index] + data.position()) < 0)
				throw new EOFException("it is cut off");
		}
		final byte[] decoded = TiffCodec.decode(data.array(), page.compression(),
			size);
		if (page.predictor() == 2) sum(decoded);
		return page.predictor() == 3 ? joined(decoded) : decoded;
	}

	/** Undoes differences of neighbors, modulo the size of a sample. */
	private void sum(final byte[] decoded) {
		final ByteBuffer samples = ByteBuffer.wrap(decoded).order(order);
		final int row = rowBytes();
		final int step = together * bytes;
		for (int start = 0; start < decoded.length; start += row) {
			for (int i = start + step; i < start + row; i += bytes) {
				switch (bytes) {
					case 1 -> decoded[i] += decoded[i - step];
					case 2 -> samples.putShort(i, (short) (samples.getShort(i) + samples
						.getShort(i - step)));
					case 4 -> samples.putInt(i, samples.getInt(i) + samples.getInt(i -
						step));
					default -> samples.putLong(i, samples.getLong(i) + samples.getLong(
						i - step));
				}
			}
		}
	}

	/**
	 * Undoes the predictor of reals: each row holds the highest bytes of its
	 * samples, then the next, as differences of neighboring bytes.
	 */
	private byte[] joined(final byte[] decoded) {
		final byte[] joined = new byte[decoded.length];
		final int row = rowBytes();
		final int count = row / bytes;
		for (int start = 0; start < decoded.length; start += row) {
			for (int i = start + together; i < start + row; i++)
				decoded[i] += decoded[i - together];
			for (int i = 0; i < count; i++) {
				for (int b = 0; b < bytes; b++) {
					final int place = order == ByteOrder.BIG_ENDIAN ? b : bytes - 1 - b;
					joined[start + i * bytes + place] = decoded[start + b * count + i];
				}
			}
		}
		return joined;
	}

	private void copy(final ByteBuffer from, final int index,
		final Object[] planes, final int first)
	{
		from.order(order);
		final int left = index % across() * width;
		final int top = index / across() * height;
		final int columns = Math.min(width, page.width() - left);
		final int rows = Math.min(height, page.height() - top);
		for (int y = 0; y < rows; y++) {
			for (int x = 0; x < columns; x++) {
				final int to = (top + y) * page.width() + left + x;
				for (int s = 0; s < together; s++) {
					final int sample = x * together + s;
					final int at = y * rowBytes() + sample * bytes;
					final Object plane = planes[first + s];
					switch (bytes) {
						case 0 -> ((byte[]) plane)[to] = (byte) (from.get(y * rowBytes() +
							sample / 8) >> 7 - sample % 8 & 1);
						case 1 -> ((byte[]) plane)[to] = from.get(at);
						case 2 -> ((short[]) plane)[to] = from.getShort(at);
						case 4 -> ((int[]) plane)[to] = from.getInt(at);
						default -> ((long[]) plane)[to] = from.getLong(at);
					}
				}
			}
		}
	}
}
