package sc.fiji.superres.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The type of the samples of an {@code .npy} file, and how to read one. */
record NpyType(ByteOrder order, int bytes,
	ToDoubleFunction<ByteBuffer> sample)
{

	private static final Map<String, NpyType> TYPES = Map.ofEntries( //
		type("b1", 1, b -> b.get() == 0 ? 0 : 1), //
		type("i1", 1, ByteBuffer::get), //
		type("u1", 1, b -> Byte.toUnsignedInt(b.get())), //
		type("i2", 2, ByteBuffer::getShort), //
		type("u2", 2, b -> Short.toUnsignedInt(b.getShort())), //
		type("i4", 4, ByteBuffer::getInt), //
		type("u4", 4, b -> Integer.toUnsignedLong(b.getInt())), //
		type("i8", 8, ByteBuffer::getLong), //
		type("u8", 8, b -> unsigned(b.getLong())), //
		type("f2", 2, b -> Half.value(b.getShort())), //
		type("f4", 4, ByteBuffer::getFloat), //
		type("f8", 8, ByteBuffer::getDouble));

	/**
	 * Returns a type.
	 *
	 * @param descr its name in the file, for example {@code <f4}
	 */
	static NpyType of(final String descr) throws NpyHeader.Refused {
		if (descr.contains("O")) throw new NpyHeader.Refused(
			"it holds Python objects, which are never read because they can run " +
				"code: save plain numbers, as float32");
		final String name = descr.replaceFirst("^[<>|=]", "");
		final NpyType type = TYPES.get(name);
		if (type == null) throw new NpyHeader.Refused("its type " + descr +
			" is not supported: save it as float32");
		return descr.startsWith(">") ? new NpyType(ByteOrder.BIG_ENDIAN,
			type.bytes, type.sample) : type;
	}

	/** Reads the next sample. */
	float next(final ByteBuffer buffer) {
		return (float) sample.applyAsDouble(buffer);
	}

	// -- Helper methods --

	private static Map.Entry<String, NpyType> type(final String name,
		final int bytes, final ToDoubleFunction<ByteBuffer> sample)
	{
		return Map.entry(name, new NpyType(ByteOrder.LITTLE_ENDIAN, bytes, sample));
	}

	private static double unsigned(final long bits) {
		return bits >= 0 ? bits : (bits >>> 1) * 2.0;
	}
}
