package sc.fiji.superres.network.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import sc.fiji.superres.file.SafeYaml;
import sc.fiji.superres.file.YamlMap;

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
	static Map<String, StoredTensor> read(final Path file, final FileBytes bytes)
		throws IOException
	{
		final long length = bytes.read(0, Long.BYTES).getLong();
		final long data = bytes.length() - Long.BYTES;
		if (length < 2 || length > Math.min(data, LONGEST)) throw new IOException(
			"it declares a header of " + Long.toUnsignedString(length) +
				" bytes, but has " + data + ", and a header has at most " + LONGEST);
		final YamlMap header = SafeYaml.parse(file, StandardCharsets.UTF_8.decode(
			bytes.read(Long.BYTES, (int) length)).toString());
		final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
		for (final String name : header.values().keySet()) {
			if (!METADATA.equals(name)) tensors.put(name, tensor(header.map(name), bytes,
				Long.BYTES + length));
		}
		return tensors;
	}

	// -- Helper methods --

	private static StoredTensor tensor(final YamlMap entry,
		final FileBytes bytes, final long start) throws IOException
	{
		final NumberType type = NumberType.ofSafeTensors(entry.text("dtype"));
		final long[] range = whole(entry, "data_offsets");
		final long data = bytes.length() - start;
		if (range.length != 2 || range[0] > range[1] || range[1] > data)
			throw entry.wrong("data_offsets", "must be two places within the " +
				data + " bytes of the numbers");
		final long[] shape = whole(entry, "shape");
		final int[] lengths = new int[shape.length];
		for (int d = 0; d < lengths.length; d++) {
			if (shape[d] > Integer.MAX_VALUE) throw entry.wrong("shape",
				"must be of lengths below 2^31");
			lengths[d] = (int) shape[d];
		}
		return StoredTensor.whole(type, lengths, bytes.part(start + range[0],
			range[1] - range[0]));
	}

	private static long[] whole(final YamlMap entry, final String key)
		throws IOException
	{
		final List<Object> list = entry.list(key);
		final long[] numbers = new long[list.size()];
		for (int i = 0; i < numbers.length; i++) {
			if (!(list.get(i) instanceof Integer || list.get(
				i) instanceof Long) || ((Number) list.get(i)).longValue() < 0) throw entry
					.wrong(key, "must be whole numbers from 0 on");
			numbers[i] = ((Number) list.get(i)).longValue();
		}
		return numbers;
	}
}
