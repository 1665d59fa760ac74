package sc.fiji.superres.image.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The tags of one page (image directory) of a TIFF file.
 *
 * @param tags the values of each tag as written in the file
 * @param types the TIFF type of each tag
 * @param big whether the file is BigTIFF
 */
record TiffPage(Map<Integer, ByteBuffer> tags, Map<Integer, Integer> types,
	boolean big)
{

	static final int SUBFILE = 254;
	static final int OLD_SUBFILE = 255;
	static final int WIDTH = 256;
	static final int HEIGHT = 257;
	static final int BITS = 258;
	static final int COMPRESSION = 259;
	static final int PHOTOMETRIC = 262;
	static final int FILL_ORDER = 266;
	static final int DESCRIPTION = 270;
	static final int STRIP_OFFSETS = 273;
	static final int ORIENTATION = 274;
	static final int SAMPLES = 277;
	static final int ROWS_PER_STRIP = 278;
	static final int STRIP_BYTES = 279;
	static final int X_RESOLUTION = 282;
	static final int Y_RESOLUTION = 283;
	static final int PLANAR = 284;
	static final int RESOLUTION_UNIT = 296;
	static final int PREDICTOR = 317;
	static final int COLOR_MAP = 320;
	static final int TILE_WIDTH = 322;
	static final int TILE_HEIGHT = 323;
	static final int TILE_OFFSETS = 324;
	static final int TILE_BYTES = 325;
	static final int EXTRA_SAMPLES = 338;
	static final int FORMAT = 339;

	boolean has(final int tag) {
		return tags.containsKey(tag);
	}

	/** Returns the integers of a tag; empty if it is missing. */
	long[] values(final int tag) {
		final ByteBuffer bytes = tags.get(tag);
		if (bytes == null) return new long[0];
		final int size = TiffTags.bytes(types.get(tag));
		final long[] values = new long[bytes.limit() / size];
		for (int i = 0; i < values.length; i++)
			values[i] = switch (size) {
				case 1 -> bytes.get(i) & 0xff;
				case 2 -> bytes.getShort(2 * i) & 0xffff;
				case 4 -> bytes.getInt(4 * i) & 0xffffffffL;
				default -> bytes.getLong(8 * i);
			};
		return values;
	}

	/** Returns the first number of a tag. */
	long value(final int tag, final long missing) {
		final long[] values = values(tag);
		return values.length == 0 ? missing : values[0];
	}

	/** Returns a rational number; 0 if it is missing or no number. */
	double rational(final int tag) {
		final ByteBuffer bytes = tags.get(tag);
		if (bytes == null || bytes.limit() < 8) return 0;
		final double value = (bytes.getInt(0) & 0xffffffffL) / (double) (bytes
			.getInt(4) & 0xffffffffL);
		return Double.isFinite(value) ? value : 0;
	}

	String description() {
		final ByteBuffer bytes = tags.get(DESCRIPTION);
		if (bytes == null) return "";
		return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString().replace(
			"\0", "");
	}

	int width() {
		return (int) value(WIDTH, 0);
	}

	int height() {
		return (int) value(HEIGHT, 0);
	}

	/** Returns the bits of a sample; 0 if samples differ. */
	int bits() {
		final long[] bits = values(BITS);
		return bits.length == 0 ? 1 : Arrays.stream(bits).allMatch(
			b -> b == bits[0]) ? (int) bits[0] : 0;
	}

	int samples() {
		return (int) value(SAMPLES, 1);
	}

	/**
	 * Returns 1 for unsigned, 2 for signed, 3 for floating point; 0 if samples
	 * differ.
	 */
	int format() {
		final long[] format = values(FORMAT);
		return format.length == 0 ? 1 : Arrays.stream(format).allMatch(
			f -> f == format[0]) ? format[0] == 4 ? 1 : (int) format[0] : 0;
	}

	int compression() {
		return (int) value(COMPRESSION, 1);
	}

	int photometric() {
		return (int) value(PHOTOMETRIC, 1);
	}

	int predictor() {
		return (int) (compression() == 1 || compression() == 32773 ? 1 : value(
			PREDICTOR, 1));
	}

	int orientation() {
		return (int) value(ORIENTATION, 1);
	}

	boolean planar() {
		return value(PLANAR, 1) == 2 && samples() > 1;
	}

	boolean tiled() {
		return has(TILE_OFFSETS);
	}

	/** Returns whether it is a smaller copy of another page. */
	boolean reduced() {
		return (value(SUBFILE, 0) & 1) != 0 || value(OLD_SUBFILE, 1) == 2;
	}

	/** Returns whether the last sample is an opacity. */
	boolean hasAlpha() {
		final long[] extra = values(EXTRA_SAMPLES);
		return samples() > 1 && extra.length == 1 && (extra[0] == 1 ||
			extra[0] == 2);
	}

	/** Returns the number of samples that are no opacity. */
	int shown() {
		return samples() - (hasAlpha() ? 1 : 0);
	}

	/** Returns whether it makes one plane of RGB colors. */
	boolean colored() {
		return photometric() == 2 && shown() == 3 && bits() == 8 && format() == 1;
	}

	/** Returns whether both pages are planes of one stack. */
	boolean alike(final TiffPage other) {
		return size().equals(other.size()) && bits() == other.bits() &&
			samples() == other.samples() && format() == other.format() &&
			photometric() == other.photometric();
	}

	/** Returns the size as displayed, which the orientation may rotate. */
	String size() {
		return orientation() > 4 ? height() + " x " + width() : width() + " x " +
			height();
	}
}
