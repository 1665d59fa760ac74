package sc.fiji.superres.image.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;

/**
 * Writes TIFF and BigTIFF files of many kinds, by the specification (TIFF 6.0,
 * Technical Notes 1 and 3). Samples are numbers; what is stored of them follows
 * from the tags of their page.
 */
final class TestTiff {

	static final int NONE = 1;
	static final int LZW = 5;
	static final int DEFLATE = 8;
	static final int PACK_BITS = 32773;

	/** The number of a sample, rounded or cut to what its type holds. */
	interface Samples {

		double at(int sample, int x, int y);
	}

	/** A page: tags of whole numbers, a text, and samples. */
	static final class Page {

		private final TreeMap<Integer, long[]> tags = new TreeMap<>();
		private final Samples samples;
		private final Map<Integer, long[]> claims = new TreeMap<>();
		private String description;
		private int missing;

		Page(final int width, final int height, final Samples samples) {
			this.samples = samples;
			tag(256, width).tag(257, height).tag(258, 8).tag(259, NONE).tag(262, 1)
				.tag(277, 1).tag(278, 3).tag(339, 1);
		}

		Page tag(final int tag, final long... values) {
			tags.put(tag, values);
			return this;
		}

		Page without(final int tag) {
			tags.remove(tag);
			return this;
		}

		/** A TIFF of this type: bits, and 1 unsigned, 2 signed, 3 real. */
		Page type(final int bits, final int format, final int count) {
			final long[] all = new long[count];
			Arrays.fill(all, bits);
			return tag(258, all).tag(339, format).tag(277, count).tag(262, count == 3
				? 2 : 1);
		}

		Page tiles(final int width, final int height) {
			return without(278).tag(322, width).tag(323, height);
		}

		Page describe(final String text) {
			description = text;
			return this;
		}

		/** Says something else in a tag than what holds. */
		Page claim(final int tag, final long... values) {
			claims.put(tag, values);
			return this;
		}

		/** Leaves bytes out at the end of each part, before it is compressed. */
		Page missing(final int bytes) {
			missing = bytes;
			return this;
		}

		private int value(final int tag, final int otherwise) {
			return tags.containsKey(tag) ? (int) tags.get(tag)[0] : otherwise;
		}
	}

	private final ByteOrder order;
	private final boolean big;
	private final List<Page> pages = new ArrayList<>();

	TestTiff(final ByteOrder order, final boolean big) {
		this.order = order;
		this.big = big;
	}

	TestTiff add(final Page page) {
		pages.add(page);
		return this;
	}

	Path write(final Path file) throws IOException {
		return Files.write(file, bytes());
	}

	byte[] bytes() throws IOException {
		final ByteBuffer out = ByteBuffer.allocate(1 << 20).order(order);
		out.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes());
		out.putShort((short) (big ? 43 : 42));
		if (big) out.putShort((short) 8).putShort((short) 0);
		int link = out.position();
		offset(out, 0);
		for (final Page page : pages) {
			final Map<Integer, Object> tags = new TreeMap<>(page.tags);
			if (page.description != null) tags.put(270, (page.description + "\0")
				.getBytes(StandardCharsets.UTF_8));
			final boolean tiled = page.tags.containsKey(322);
			final List<byte[]> parts = parts(page);
			final long[] offsets = new long[parts.size()];
			final long[] lengths = new long[parts.size()];
			for (int i = 0; i < offsets.length; i++) {
				offsets[i] = out.position();
				lengths[i] = parts.get(i).length;
				out.put(parts.get(i));
			}
			tags.put(tiled ? 324 : 273, offsets);
			tags.put(tiled ? 325 : 279, lengths);
			tags.putAll(page.claims);
			link = directory(out, tags, link);
		}
		final byte[] bytes = new byte[out.position()];
		out.get(0, bytes);
		return bytes;
	}

	// -- Helper methods --

	private void offset(final ByteBuffer out, final long value) {
		if (big) out.putLong(value);
		else out.putInt((int) value);
	}

	/** Writes a directory, links to it, and returns where the next link is. */
	private int directory(final ByteBuffer out, final Map<Integer, Object> tags,
		final int link)
	{
		final Map<Integer, Integer> places = new TreeMap<>();
		tags.forEach((tag, value) -> {
			places.put(tag, out.position());
			if (value instanceof final byte[] text) out.put(text);
			else for (final long v : (long[]) value)
				if (isRational(tag)) out.putInt((int) (v >>> 32)).putInt((int) v);
				else if (isShort(tag)) out.putShort((short) v);
				else out.putInt((int) v);
		});
		if (out.position() % 2 == 1) out.put((byte) 0);
		final int start = out.position();
		final int end = out.position();
		out.position(link);
		offset(out, start);
		out.position(end);
		if (big) out.putLong(tags.size());
		else out.putShort((short) tags.size());
		tags.forEach((tag, value) -> {
			final int count = value instanceof final byte[] text ? text.length
				: ((long[]) value).length;
			final int type = value instanceof byte[] ? 2 : isRational(tag) ? 5
				: isShort(tag) ? 3 : 4;
			final int bytes = count * new int[] { 0, 0, 1, 2, 4, 8 }[type];
			out.putShort(tag.shortValue()).putShort((short) type);
			offset(out, count);
			final int place = out.position();
			final int inline = big ? 8 : 4;
			if (bytes <= inline) for (int i = 0; i < bytes; i++)
				out.put(out.get(places.get(tag) + i));
			else offset(out, places.get(tag));
			while (out.position() < place + inline)
				out.put((byte) 0);
		});
		final int next = out.position();
		offset(out, 0);
		return next;
	}

	private static boolean isRational(final int tag) {
		return tag == 282 || tag == 283;
	}

	private static boolean isShort(final int tag) {
		return tag != 273 && tag != 279 && tag != 324 && tag != 325 && tag != 254;
	}

	private List<byte[]> parts(final Page page) throws IOException {
		final int width = page.value(256, 0);
		final int height = page.value(257, 0);
		final boolean tiled = page.tags.containsKey(322);
		final int across = tiled ? page.value(322, 0) : width;
		final int down = tiled ? page.value(323, 0) : page.value(278, height);
		final int samples = page.value(277, 1);
		final boolean planar = page.value(284, 1) == 2;
		final List<byte[]> parts = new ArrayList<>();
		for (int s = 0; s < (planar ? samples : 1); s++) {
			for (int top = 0; top < height; top += down) {
				for (int left = 0; left < width; left += across) {
					final int rows = tiled ? down : Math.min(down, height - top);
					parts.add(part(page, planar ? s : 0, planar ? 1 : samples, left, top,
						across, rows));
				}
			}
		}
		return parts;
	}

	private byte[] part(final Page page, final int first, final int count,
		final int left, final int top, final int columns, final int rows)
		throws IOException
	{
		final int bits = page.value(258, 1);
		final int rowBytes = (columns * count * bits + 7) / 8;
		final ByteBuffer part = ByteBuffer.allocate(rowBytes * rows).order(order);
		for (int y = 0; y < rows; y++) {
			for (int x = 0; x < columns; x++) {
				for (int s = 0; s < count; s++) {
					final double value = left + x < page.value(256, 0) && top + y < page
						.value(257, 0) ? page.samples.at(first + s, left + x, top + y) : 0;
					put(part, y * rowBytes, x * count + s, bits, page.value(339, 1),
						value);
				}
			}
		}
		final byte[] all = part.array();
		final int predictor = page.value(317, 1);
		if (predictor == 2) difference(part, rowBytes, count, bits / 8);
		if (predictor == 3) split(all, rowBytes, count, bits / 8);
		final byte[] data = Arrays.copyOf(all, all.length - page.missing);
		return switch (page.value(259, NONE)) {
			case LZW -> lzw(data);
			case DEFLATE -> deflate(data);
			case PACK_BITS -> packBits(data, rowBytes);
			default -> data;
		};
	}

	private static void put(final ByteBuffer part, final int row,
		final int index, final int bits, final int format, final double value)
	{
		final long whole = (long) value;
		switch (bits) {
			case 8 -> part.put(row + index, (byte) whole);
			case 16 -> part.putShort(row + 2 * index, (short) whole);
			case 32 -> part.putInt(row + 4 * index, format == 3 ? Float
				.floatToRawIntBits((float) value) : (int) whole);
			case 64 -> part.putDouble(row + 8 * index, value);
			default -> {
				for (int b = 0; b < bits; b++) {
					final int at = index * bits + b;
					if ((whole >> bits - 1 - b & 1) == 1) part.put(row + at / 8,
						(byte) (part.get(row + at / 8) | 0x80 >> at % 8));
				}
			}
		}
	}

	private static void difference(final ByteBuffer part, final int rowBytes,
		final int count, final int bytes)
	{
		final int step = count * bytes;
		for (int row = 0; row < part.capacity(); row += rowBytes) {
			for (int i = row + rowBytes - bytes; i >= row + step; i -= bytes) {
				switch (bytes) {
					case 1 -> part.put(i, (byte) (part.get(i) - part.get(i - step)));
					case 2 -> part.putShort(i, (short) (part.getShort(i) - part.getShort(
						i - step)));
					case 4 -> part.putInt(i, part.getInt(i) - part.getInt(i - step));
					default -> part.putLong(i, part.getLong(i) - part.getLong(i -
						step));
				}
			}
		}
	}

	/** Highest bytes first, as differences of neighboring bytes. */
	private void split(final byte[] data, final int rowBytes, final int count,
		final int bytes)
	{
		final byte[] row = new byte[rowBytes];
		final int samples = rowBytes / bytes;
		for (int start = 0; start < data.length; start += rowBytes) {
			for (int i = 0; i < samples; i++) {
				for (int b = 0; b < bytes; b++)
					row[b * samples + i] = data[start + i * bytes +
						(order == ByteOrder.BIG_ENDIAN ? b : bytes - 1 - b)];
			}
			for (int i = rowBytes - 1; i >= count; i--)
				row[i] -= row[i - count];
			System.arraycopy(row, 0, data, start, rowBytes);
		}
	}

	private static byte[] deflate(final byte[] data) {
		final Deflater deflater = new Deflater();
		deflater.setInput(data);
		deflater.finish();
		final byte[] out = new byte[data.length + 100];
		final int length = deflater.deflate(out);
		deflater.end();
		return Arrays.copyOf(out, length);
	}

	/** Runs of equal bytes and of others, which end with the row. */
	private static byte[] packBits(final byte[] data, final int rowBytes) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		for (int row = 0; row < data.length; row += rowBytes) {
			int at = row;
			final int end = Math.min(data.length, row + rowBytes);
			while (at < end) {
				int run = 1;
				while (at + run < end && run < 128 && data[at + run] == data[at])
					run++;
				if (run > 1) {
					out.write(1 - run);
					out.write(data[at]);
				}
				else {
					while (at + run < end && run < 128 && data[at + run] != data[at +
						run - 1])
						run++;
					out.write(run - 1);
					out.write(data, at, run);
				}
				at += run;
			}
		}
		return out.toByteArray();
	}

	/** Codes of 9 to 12 bits, highest bit first, one code early. */
	private static byte[] lzw(final byte[] data) {
		final ByteArrayOutputStream out = new ByteArrayOutputStream();
		final Map<String, Integer> table = new HashMap<>();
		long held = 256;
		int bits = 9;
		int width = 9;
		String known = "";
		for (int i = 0; i <= data.length; i++) {
			final String longer = i == data.length ? null : known + (char) (data[i] &
				0xff);
			if (longer != null && (longer.length() == 1 || table.containsKey(
				longer)))
			{
				known = longer;
				continue;
			}
			final int code = known.length() == 1 ? known.charAt(0) : table.get(
				known);
			held = held << width | code;
			bits += width;
			if (longer != null) {
				table.put(longer, 258 + table.size());
				if (258 + table.size() == (1 << width) && width < 12) width++;
				if (258 + table.size() == 4095) {
					held = held << width | 256;
					bits += width;
					table.clear();
					width = 9;
				}
				known = longer.substring(longer.length() - 1);
			}
			else {
				held = held << width | 257;
				bits += width;
				held <<= (8 - bits % 8) % 8;
				bits += (8 - bits % 8) % 8;
			}
			for (; bits >= 8; bits -= 8)
				out.write((int) (held >> bits - 8));
		}
		return out.toByteArray();
	}
}
