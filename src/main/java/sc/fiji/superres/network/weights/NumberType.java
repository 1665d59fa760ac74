package sc.fiji.superres.network.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Predicate;

import sc.fiji.superres.file.Half;

/** The types of the numbers of tensors, as PyTorch and safetensors name them. */
public enum NumberType {

		FLOAT64(8, "F64", "Double") {

			@Override
			float value(final ByteBuffer bytes, final int index) {
				return (float) bytes.getDouble(index * 8);
			}
		},

		FLOAT32(4, "F32", "Float") {

			@Override
			float value(final ByteBuffer bytes, final int index) {
				return bytes.getFloat(index * 4);
			}
		},

		FLOAT16(2, "F16", "Half") {

			@Override
			float value(final ByteBuffer bytes, final int index) {
				return Half.value(bytes.getShort(index * 2));
			}
		},

		BFLOAT16(2, "BF16", "BFloat16") {

			@Override
			float value(final ByteBuffer bytes, final int index) {
				return Float.intBitsToFloat(bytes.getShort(index * 2) << 16);
			}
		},

		INT64(8, "I64", "Long"), //
		INT32(4, "I32", "Int"), //
		INT16(2, "I16", "Short"), //
		INT8(1, "I8", "Char"), //
		UINT8(1, "U8", "Byte"), //
		BOOL(1, "BOOL", "Bool");

	private final int bytes;
	private final String safe;
	private final String storage;

	NumberType(final int bytes, final String safe, final String torch) {
		this.bytes = bytes;
		this.safe = safe;
		this.storage = "torch." + torch + "Storage";
	}

	/**
	 * Returns the type of a PyTorch storage.
	 *
	 * @param name for example {@code torch.FloatStorage}
	 * @throws IOException if there is none
	 */
	public static NumberType ofStorage(final String name) throws IOException {
		return find(name, type -> type.storage.equals(name));
	}

	/**
	 * Returns the type of a name of safetensors.
	 *
	 * @throws IOException if there is none
	 */
	static NumberType ofSafeTensors(final String name) throws IOException {
		return find(name, type -> type.safe.equals(name));
	}

	/** Returns the number of bytes of one number. */
	public int bytes() {
		return bytes;
	}

	/** Returns whether the numbers may be weights; others count or select. */
	boolean isReal() {
		return compareTo(BFLOAT16) <= 0;
	}

	/**
	 * Returns a number, rounded to float.
	 *
	 * @param bytes in little-endian order
	 */
	float value(final ByteBuffer numbers, final int index) {
		throw new UnsupportedOperationException(this + " is not read");
	}

	private static NumberType find(final String name,
		final Predicate<NumberType> test) throws IOException
	{
		return Arrays.stream(values()).filter(test).findFirst().orElseThrow(
			() -> new IOException("a tensor is of " + name +
				", which is not supported"));
	}
}
