package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an {@code .npy} file: type, order and shape of its samples.
 * <p>
 * It is a Python dictionary as text, of which only these three entries are
 * interpreted.
 * </p>
 */
record NpyHeader(NpyType type, boolean fortran, int[] shape) {

	/** The types of written files, little-endian. */
	static final String FLOAT = "<f4";
	static final String HALF = "<f2";

	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y' };
	private static final int LONGEST = 1 << 16;
	private static final int ALIGNMENT = 64;

	private static final Pattern DESCR = Pattern.compile(
		"['\"]descr['\"]\\s*:\\s*['\"]([^'\"]*)['\"]");
	private static final Pattern STRUCTURE = Pattern.compile(
		"['\"]descr['\"]\\s*:\\s*[\\[(]");
	private static final Pattern FORTRAN = Pattern.compile(
		"['\"]fortran_order['\"]\\s*:\\s*(True|False)");
	private static final Pattern SHAPE = Pattern.compile(
		"['\"]shape['\"]\\s*:\\s*\\(([0-9L,\\s]*)\\)");

	/** Why a file is not read. */
	static final class Refused extends IOException {

		private static final long serialVersionUID = 1L;

		Refused(final String reason) {
			super(reason);
		}
	}

	/** Reads the header, and checks the length of the file against it. */
	static NpyHeader read(final FileChannel channel) throws IOException {
		final ByteBuffer start = get(channel, 8);
		final byte[] magic = new byte[MAGIC.length];
		start.get(magic);
		if (!Arrays.equals(magic, MAGIC)) throw new Refused(
			"it is not an .npy file");
		final int version = start.get();
		if (version < 1 || version > 3) throw new Refused("its format version " +
			version + " is unknown: save it by numpy.save");
		final long length = version == 1 ? Short.toUnsignedInt(get(channel, 2)
			.getShort()) : Integer.toUnsignedLong(get(channel, 4).getInt());
		if (length > LONGEST) throw new Refused("its head of " + length +
			" bytes is longer than " + LONGEST);
		final String text = StandardCharsets.UTF_8.decode(get(channel,
			(int) length)).toString();
		final NpyHeader header = parse(text);
		final long expected = Math.multiplyExact(Tensor.size(header.shape), (long) header
			.type.bytes());
		final long found = channel.size() - channel.position();
		if (found != expected) throw new Refused("its head says " + expected +
			" bytes of samples, but it holds " + found +
			": it is truncated or damaged");
		return header;
	}

	/** Returns the header of a file to write. */
	static byte[] bytes(final String type, final int[] shape) {
		final StringBuilder text = new StringBuilder("{'descr': '").append(type)
			.append("', 'fortran_order': False, 'shape': (");
		for (int i = 0; i < shape.length; i++) {
			text.append(i > 0 ? ", " : "").append(shape[i]);
		}
		text.append(shape.length == 1 ? ",), }" : "), }");
		final int head = MAGIC.length + 4;
		while ((head + text.length() + 1) % ALIGNMENT != 0)
			text.append(' ');
		text.append('\n');
		return ByteBuffer.allocate(head + text.length()).order(
			ByteOrder.LITTLE_ENDIAN).put(MAGIC).put((byte) 1).put((byte) 0).putShort(
				(short) text.length()).put(text.toString().getBytes(
					StandardCharsets.US_ASCII)).array();
	}

	// -- Helper methods --

	private static NpyHeader parse(final String text) throws Refused {
		if (STRUCTURE.matcher(text).find()) throw new Refused(
			"it holds structures: save plain numbers, as float32");
		final String descr = find(DESCR, "type", text);
		final boolean fortran = "True".equals(find(FORTRAN, "order", text));
		final String shape = find(SHAPE, "shape", text);
		try {
			final int[] lengths = Arrays.stream(shape.split(",")).map(
				s -> s.replace("L", "").strip()).filter(s -> !s.isEmpty()).mapToInt(
					Integer::parseInt).toArray();
			if (Tensor.size(lengths) <= Integer.MAX_VALUE - 8) return new NpyHeader(NpyType
				.of(descr), fortran, lengths);
		}
		catch (final NumberFormatException | ArithmeticException e) {
			throw new Refused("its shape (" + shape + ") is not possible");
		}
		throw new Refused("its shape (" + shape + ") is too large");
	}

	private static String find(final Pattern pattern, final String what,
		final String text) throws Refused
	{
		final Matcher matcher = pattern.matcher(text);
		if (!matcher.find()) throw new Refused("its head states no " + what);
		return matcher.group(1);
	}

	private static ByteBuffer get(final FileChannel channel, final int length)
		throws IOException
	{
		if (channel.size() - channel.position() < length) throw new Refused(
			"it ends within its head: it is truncated or damaged");
		final ByteBuffer buffer = ByteBuffer.allocate(length).order(
			ByteOrder.LITTLE_ENDIAN);
		Npy.fill(channel, buffer);
		return buffer;
	}
}
