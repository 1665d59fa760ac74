package sc.fiji.superres.network.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.superres.file.Json;

/**
 * Reads the table of a {@code .safetensors} file: the length of the header in 8
 * bytes, the header as JSON, and the numbers.
 *
 * @see <a href=
 *      "https://huggingface.co/docs/safetensors">safetensors</a>
 */
final class SafeTensors {

	private static final String METADATA = "__metadata__";

	/** More than 10,000 tensors. */
	private static final int LONGEST = 3 << 20;

	private SafeTensors() {
		// Static methods only.
	}

	/** Returns whether a file begins like one of this form. */
	static boolean begins(final ByteBuffer head) {
		return head.limit() > Long.BYTES && head.get(Long.BYTES) == '{';
	}

	/** Returns the tensors by their names. */
	static Map<String, StoredTensor> read(final FileBytes bytes)
		throws IOException
	{
		final long length = bytes.read(0, Long.BYTES).getLong();
		final long data = bytes.length() - Long.BYTES;
		if (length < 2 || length > Math.min(data, LONGEST)) throw new IOException(
			"it declares a header of " + Long.toUnsignedString(length) +
				" bytes, but has " + data + ", and a header has at most " + LONGEST);
		final byte[] text = new byte[(int) length];
		bytes.read(Long.BYTES, text.length).get(text);
		final Json header = Json.parse("its header", text);
		final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
		for (final String name : header.object().keySet()) {
			if (!METADATA.equals(name)) tensors.put(name, tensor(new Json("its tensor '" +
				name + "'", header.child(name).object()), bytes, Long.BYTES + length));
		}
		return tensors;
	}

	// -- Helper methods --

	private static StoredTensor tensor(final Json entry,
		final FileBytes bytes, final long start) throws IOException
	{
		final NumberType type = NumberType.ofSafeTensors(entry.text("dtype"));
		final long[] range = entry.longs("data_offsets");
		final long data = bytes.length() - start;
		if (range.length != 2 || range[0] > range[1] || range[1] > data)
			throw entry.failure("'data_offsets' is " + Arrays.toString(range) +
				", but must be two places within the " + data + " bytes of the numbers");
		return StoredTensor.whole(type, entry.ints("shape"), bytes.part(start +
			range[0], range[1] - range[0]));
	}
}
