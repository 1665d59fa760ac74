package sc.fiji.superres.network.weights;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

import sc.fiji.superres.file.Tensor;

/** State dictionaries for tests, written as safetensors. */
public final class TestWeights {

	private TestWeights() {
		// Static methods only.
	}

	/** Reads all tensors of a file. */
	public static Map<String, Tensor> read(final Path file) throws IOException {
		final StateDictionary weights = StateDictionary.read(file);
		final Map<String, Tensor> tensors = new LinkedHashMap<>();
		for (final String name : weights.shapes().shapes().keySet())
			tensors.put(name, weights.tensor(name));
		return tensors;
	}

	/** Writes tensors as safetensors. */
	public static Path write(final Path file, final Map<String, Tensor> tensors)
		throws IOException
	{
		final StringBuilder header = new StringBuilder("{");
		final ByteArrayOutputStream numbers = new ByteArrayOutputStream();
		for (final Map.Entry<String, Tensor> entry : tensors.entrySet()) {
			final Tensor tensor = entry.getValue();
			final ByteBuffer bytes = ByteBuffer.allocate(tensor.values().length * 4)
				.order(ByteOrder.LITTLE_ENDIAN);
			bytes.asFloatBuffer().put(tensor.values());
			if (header.length() > 1) header.append(',');
			header.append('"').append(entry.getKey()).append(
				"\":{\"dtype\":\"F32\",\"shape\":").append(Arrays.toString(tensor
					.shape())).append(",\"data_offsets\":[").append(numbers.size()).append(
						',').append(numbers.size() + bytes.capacity()).append("]}");
			numbers.write(bytes.array());
		}
		return safe(file, header.append('}').toString(), numbers.toByteArray());
	}

	/** Writes a header and the bytes after it. */
	static Path safe(final Path file, final String header, final byte[] numbers)
		throws IOException
	{
		final byte[] text = header.getBytes(StandardCharsets.UTF_8);
		final ByteBuffer all = ByteBuffer.allocate(8 + text.length + numbers.length)
			.order(ByteOrder.LITTLE_ENDIAN);
		all.putLong(text.length).put(text).put(numbers);
		return Files.write(file, all.array());
	}
}
