package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An ONNX file, read as far as it tells what the network is, before native code
 * sees it.
 * <p>
 * It is a message of protocol buffers (onnx.proto of ONNX 1.x): fields of a
 * number and a value, which is a number or bytes of known length, nested where
 * the number says so. Numbers of fields are named here as there.
 * </p>
 */
final class OnnxFile {

	/** Ends the names of such files. */
	static final String SUFFIX = ".onnx";

	/** A network with these may never end, and nothing stops it. */
	private static final Set<String> LOOPS = Set.of("Loop", "Scan");

	/** More than the branches of a network lie within each other. */
	private static final int DEPTH = 32;

	private static final int FLOAT = 1;
	private static final int EXTERNAL = 1;

	private final List<long[]> weights = new ArrayList<>();
	private final Set<String> constants = new HashSet<>();
	private final List<Value> inputs = new ArrayList<>();
	private final List<Value> outputs = new ArrayList<>();

	private OnnxFile() {
		// By read.
	}

	/** An input or output: its name, type of numbers and number of axes. */
	private record Value(String name, long type, int axes) {}

	/** What is wrong with a file. */
	private static final class Wrong extends Exception {

		private static final long serialVersionUID = 1;

		Wrong(final String message) {
			super(message);
		}
	}

	/** Returns whether a file is called one. */
	static boolean isOnnx(final Path file) {
		return file.getFileName().toString().endsWith(SUFFIX);
	}

	/**
	 * Reads a file.
	 *
	 * @throws IOException if it is none, or no network that turns one image into
	 *           one image; the message says why
	 */
	static OnnxFile read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new NoSuchFileException(file
			.toString(), null, "there is no such model file");
		try (FileChannel channel = FileChannel.open(file)) {
			if (channel.size() > Integer.MAX_VALUE) throw new Wrong(
				"has more than 2 GB, which no ONNX file has");
			final OnnxFile onnx = new OnnxFile();
			onnx.model(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size())
				.order(ByteOrder.LITTLE_ENDIAN));
			onnx.check();
			return onnx;
		}
		catch (final Wrong exc) {
			throw new IOException(file + " " + exc.getMessage(), exc);
		}
	}

	/** Returns the shapes of its weights. */
	List<long[]> weights() {
		return weights;
	}

	// -- Helper methods --

	private void check() throws Wrong {
		inputs.removeIf(input -> constants.contains(input.name()));
		if (inputs.size() != 1) throw new Wrong("has " + inputs.size() +
			" inputs: only networks with one input can be run");
		if (outputs.size() != 1) throw new Wrong("has " + outputs.size() +
			" outputs: only networks with one output can be run");
		final Value image = inputs.get(0);
		if (image.axes() >= 0 && image.axes() != 4) throw new Wrong(
			"takes an input of " + image.axes() + " axes: only networks of planes can " +
				"be run, whose 4 are batch, channel, y and x");
		if (image.type() != FLOAT || outputs.get(0).type() != FLOAT) throw new Wrong(
			"takes or returns other numbers than float32: export it in float32");
	}

	private void model(final ByteBuffer bytes) throws Wrong {
		boolean graph = false;
		for (final Fields f = new Fields(bytes); f.next();) {
			if (f.number == 7) {
				graph = true;
				graph(f.bytes(), 0);
			}
			else if (f.number == 25) for (final Fields part = new Fields(f
				.bytes()); part.next();)
				if (part.number == 7) node(part.bytes(), 0);
		}
		if (!graph) throw new Wrong("is not an ONNX network: it has no graph");
	}

	private void graph(final ByteBuffer bytes, final int depth) throws Wrong {
		if (depth > DEPTH) throw new Wrong("has more than " + DEPTH +
			" branches within each other");
		for (final Fields f = new Fields(bytes); f.next();) {
			switch (f.number) {
				case 1 -> node(f.bytes(), depth);
				case 5 -> tensor(f.bytes());
				case 11 -> {
					if (depth == 0) inputs.add(value(f.bytes()));
				}
				case 12 -> {
					if (depth == 0) outputs.add(value(f.bytes()));
				}
				default -> {
					// Names and documentation.
				}
			}
		}
	}

	private void node(final ByteBuffer bytes, final int depth) throws Wrong {
		for (final Fields f = new Fields(bytes); f.next();) {
			if (f.number == 4) {
				final String operator = f.text();
				if (LOOPS.contains(operator)) throw new Wrong("has the operator " +
					operator + ", so it may never end: export it without loops");
			}
			else if (f.number == 5) for (final Fields part = new Fields(f
				.bytes()); part.next();)
				if (part.number == 6 || part.number == 11) graph(part.bytes(), depth + 1);
		}
	}

	private void tensor(final ByteBuffer bytes) throws Wrong {
		final List<Long> shape = new ArrayList<>();
		for (final Fields f = new Fields(bytes); f.next();) {
			if (f.number == 1) shape.addAll(f.integers());
			else if (f.number == 8) constants.add(f.text());
			else if (f.number == 14 && f.value == EXTERNAL) throw new Wrong(
				"keeps its weights in another file: export it with them inside");
		}
		weights.add(shape.stream().mapToLong(Long::longValue).toArray());
	}

	private static Value value(final ByteBuffer bytes) throws Wrong {
		String name = "";
		long type = 0;
		int axes = -1;
		for (final Fields f = new Fields(bytes); f.next();) {
			if (f.number == 1) name = f.text();
			else if (f.number == 2) for (final Fields kind = new Fields(f
				.bytes()); kind.next();)
			{
				if (kind.number != 1) continue; // Not a tensor.
				for (final Fields tensor = new Fields(kind.bytes()); tensor.next();) {
					if (tensor.number == 1) type = tensor.value;
					else if (tensor.number == 2) {
						axes = 0;
						for (final Fields axis = new Fields(tensor.bytes()); axis.next();)
							axes++;
					}
				}
			}
		}
		return new Value(name, type, axes);
	}

	/** The fields of a message, one after the other. */
	private static final class Fields {

		private final ByteBuffer bytes;
		private int number;
		private int kind;
		/** A number, or the length of the bytes. */
		private long value;
		private int start;

		Fields(final ByteBuffer bytes) {
			this.bytes = bytes;
		}

		boolean next() throws Wrong {
			if (!bytes.hasRemaining()) return false;
			final long tag = integer(bytes);
			number = (int) (tag >>> 3);
			kind = (int) (tag & 7);
			if (number < 1 || kind > 2 && kind != 5) throw new Wrong(
				"is not an ONNX network, or it is damaged: get it again");
			value = kind == 0 || kind == 2 ? integer(bytes) : 0;
			start = bytes.position();
			final long length = switch (kind) {
				case 1 -> Long.BYTES;
				case 2 -> value;
				case 5 -> Integer.BYTES;
				default -> 0;
			};
			if (length < 0 || length > bytes.remaining()) throw new Wrong(
				"is not an ONNX network, or it is truncated: get it again");
			bytes.position(start + (int) length);
			return true;
		}

		ByteBuffer bytes() throws Wrong {
			if (kind != 2) throw new Wrong(
				"is not an ONNX network, or it is damaged: get it again");
			return bytes.slice(start, (int) value);
		}

		String text() throws Wrong {
			return StandardCharsets.UTF_8.decode(bytes()).toString();
		}

		/** Returns one number, or several in one field. */
		List<Long> integers() throws Wrong {
			if (kind == 0) return List.of(value);
			final List<Long> several = new ArrayList<>();
			final ByteBuffer packed = bytes();
			while (packed.hasRemaining())
				several.add(integer(packed));
			return several;
		}

		/** Reads 7 bits of each byte, the lowest first. */
		private static long integer(final ByteBuffer from) throws Wrong {
			long read = 0;
			for (int shift = 0; shift < Long.SIZE; shift += 7) {
				if (!from.hasRemaining()) throw new Wrong(
					"is not an ONNX network, or it is truncated: get it again");
				final byte next = from.get();
				read |= (next & 0x7fL) << shift;
				if (next >= 0) return read;
			}
			throw new Wrong("is not an ONNX network, or it is damaged: get it again");
		}
	}
}
