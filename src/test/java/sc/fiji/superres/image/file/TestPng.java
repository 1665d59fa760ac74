package sc.fiji.superres.image.file;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Writes PNG files of all types, by the specification (W3C, second edition). */
final class TestPng {

	private static final int[][] WHOLE = { { 0, 0, 1, 1 } };

	/** Left, top and steps of the passes of Adam7. */
	private static final int[][] ADAM7 = { { 0, 0, 8, 8 }, { 4, 0, 8, 8 }, { 0, 4,
		4, 8 }, { 2, 0, 4, 4 }, { 0, 2, 2, 4 }, { 1, 0, 2, 2 }, { 0, 1, 1, 2 } };

	/** The stored number of a sample. */
	interface Samples {

		int at(int sample, int x, int y);
	}

	private final int width;
	private final int height;
	private final int bits;
	private final int color;
	private final boolean interlaced;
	private final Map<String, byte[]> chunks = new LinkedHashMap<>();

	/**
	 * Describes a file.
	 *
	 * @param color 0 gray, 2 RGB, 3 palette, 4 gray and alpha, 6 RGB and alpha
	 */
	TestPng(final int width, final int height, final int bits, final int color,
		final boolean interlaced)
	{
		this.width = width;
		this.height = height;
		this.bits = bits;
		this.color = color;
		this.interlaced = interlaced;
	}

	/** Adds a chunk before the data. */
	TestPng chunk(final String name, final int... bytes) {
		final byte[] data = new byte[bytes.length];
		for (int i = 0; i < data.length; i++)
			data[i] = (byte) bytes[i];
		chunks.put(name, data);
		return this;
	}

	byte[] bytes(final Samples samples) throws IOException {
		final Deflater deflater = new Deflater();
		final byte[] raw = rows(samples);
		deflater.setInput(raw);
		deflater.finish();
		final byte[] data = new byte[raw.length + 100];
		final int length = deflater.deflate(data);
		deflater.end();
		return withData(java.util.Arrays.copyOf(data, length));
	}

	/** Returns a file with such compressed data, whatever it holds. */
	byte[] withData(final byte[] data) throws IOException {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final DataOutputStream out = new DataOutputStream(bytes);
		out.writeLong(0x89504e470d0a1a0aL);
		final ByteArrayOutputStream header = new ByteArrayOutputStream();
		final DataOutputStream fields = new DataOutputStream(header);
		fields.writeInt(width);
		fields.writeInt(height);
		fields.write(new byte[] { (byte) bits, (byte) color, 0, 0,
			(byte) (interlaced ? 1 : 0) });
		write(out, "IHDR", header.toByteArray());
		for (final Map.Entry<String, byte[]> chunk : chunks.entrySet())
			write(out, chunk.getKey(), chunk.getValue());
		write(out, "IDAT", data);
		write(out, "IEND", new byte[0]);
		return bytes.toByteArray();
	}

	// -- Helper methods --

	private static void write(final DataOutputStream out, final String name,
		final byte[] data) throws IOException
	{
		final byte[] letters = name.getBytes(StandardCharsets.US_ASCII);
		final CRC32 checksum = new CRC32();
		checksum.update(letters);
		checksum.update(data);
		out.writeInt(data.length);
		out.write(letters);
		out.write(data);
		out.writeInt((int) checksum.getValue());
	}

	/** Rows of all passes, each with filter 0 before it. */
	private byte[] rows(final Samples samples) {
		final int count = color == 2 ? 3 : color == 4 ? 2 : color == 6 ? 4 : 1;
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (final int[] pass : interlaced ? ADAM7 : WHOLE) {
			final int columns = (width - pass[0] + pass[2] - 1) / pass[2];
			for (int y = pass[1]; y < height && columns > 0; y += pass[3]) {
				final byte[] row = new byte[(columns * count * bits + 7) / 8];
				for (int i = 0; i < columns * count; i++) {
					final int sample = samples.at(i % count, pass[0] + i / count *
						pass[2], y);
					for (int b = 0; b < bits; b++) {
						final int at = i * bits + b;
						if ((sample >> bits - 1 - b & 1) == 1) row[at / 8] |= 0x80 >> at %
							8;
					}
				}
				out.write(0);
				out.write(row, 0, row.length);
			}
		}
		return out.toByteArray();
	}
}
