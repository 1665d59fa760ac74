package sc.fiji.superres.network.weights;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import sc.fiji.superres.block.Memory;
import sc.fiji.superres.file.Tensor;

/**
 * The tensors of a network by their names, as PyTorch's {@code state_dict()}
 * returns them, read from a file as data.
 * <p>
 * Read are {@code .safetensors} and what {@code torch.save} writes, now and
 * before PyTorch 1.6. Numbers of 16, 32 and 64 bits and bfloat16 become float;
 * tensors of whole numbers, which count or select, are dropped. Dictionaries and
 * prefixes around the tensors, such as {@code params_ema} and {@code module.},
 * are removed. A file takes at most three times its size in memory.
 * </p>
 */
public final class StateDictionary {

	/** The largest network of the known architectures has 172 MB. */
	private static final long LARGEST = 1L << 30;

	/** What all names may begin with; model.0 is a name of ESRGAN. */
	private static final String PREFIX =
		"(module|params_ema|params|state_dict|net_g|netG|generator|_orig_mod|model(?=\\.\\D))" +
			"\\..*";

	private static final int DEEPEST = 3;
	private static final byte[] ZIP = { 'P', 'K', 3, 4 };
	private static final int SHOWN = 100;

	private final Map<String, Tensor> tensors;

	private StateDictionary(final Map<String, Tensor> tensors) {
		this.tensors = tensors;
	}

	/**
	 * Reads a file.
	 *
	 * @throws IOException if it is none of these, damaged, unsafe or larger than
	 *           1 GiB; the message says why
	 */
	public static StateDictionary read(final Path file) throws IOException {
		if (!Files.isRegularFile(file)) throw new NoSuchFileException(file
			.toString(), null, "there is no such file of weights");
		final long length = Files.size(file);
		if (length > LARGEST) throw new IOException(file + " has " + (length >> 20) +
			" MiB, but no network of a known architecture has more than 1024 MiB");
		Memory.requireHeap("Reading " + file, 3 * length, "choose a smaller network");
		try (FileChannel channel = FileChannel.open(file,
			StandardOpenOption.READ))
		{
			return read(file, new FileBytes(channel, length));
		}
		catch (final IOException | ArithmeticException exc) {
			throw new IOException("The weights of " + file + " are not read: " + exc
				.getMessage(), exc);
		}
	}

	/** Returns the shapes of the tensors by their names. */
	public TensorShapes shapes() {
		final Map<String, int[]> shapes = new LinkedHashMap<>();
		tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
		return new TensorShapes(shapes);
	}

	/** Returns a tensor, or null if there is none of that name. */
	public Tensor tensor(final String name) {
		return tensors.get(name);
	}

	/** Returns a name as it is shown in messages: not longer than a line. */
	public static String shown(final String name) {
		final String plain = name.replaceAll("\\p{Cntrl}", "?");
		return plain.length() > SHOWN ? plain.substring(0, SHOWN) + "..." : plain;
	}

	// -- Helper methods --

	private static StateDictionary read(final Path file, final FileBytes bytes)
		throws IOException
	{
		final ByteBuffer head = bytes.read(0, (int) Math.min(bytes.length(), 64));
		if (head.limit() >= ZIP.length && ByteBuffer.wrap(ZIP).equals(head.duplicate()
			.limit(ZIP.length)))
		{
			try (ZipFile zip = new ZipFile(file.toFile())) {
				return of(PickledTensors.read(zip), bytes.length());
			}
			catch (final ZipException exc) {
				throw new IOException("it is a damaged zip file (" + exc.getMessage() +
					")", exc);
			}
		}
		if (PickledTensors.begins(head)) return of(PickledTensors.read(bytes), bytes
			.length());
		if (SafeTensors.begins(head)) return of(SafeTensors.read(bytes), bytes
			.length());
		throw new IOException("it is neither .safetensors nor written by torch.save");
	}

	private static StateDictionary of(final Map<String, StoredTensor> content,
		final long length) throws IOException
	{
		final Map<String, StoredTensor> stored = new LinkedHashMap<>(content);
		stored.values().removeIf(tensor -> !tensor.type().isReal());
		if (stored.isEmpty()) throw new IOException(
			"it has no dictionary of tensors: save network.state_dict()");
		long elements = 0;
		for (final StoredTensor tensor : stored.values())
			elements += tensor.elements();
		if (elements > length / 2) throw new IOException("it declares " + elements +
			" numbers, but has only " + length + " bytes");
		return new StateDictionary(plain(loaded(stored, length)));
	}

	/** Reads all tensors; a storage that tensors share in turn is kept. */
	private static Map<String, Tensor> loaded(
		final Map<String, StoredTensor> stored, final long length)
		throws IOException
	{
		final Map<String, Tensor> tensors = new LinkedHashMap<>();
		StoredTensor.Storage last = null;
		ByteBuffer numbers = ByteBuffer.allocate(0).order(ByteOrder.LITTLE_ENDIAN);
		long read = 0;
		for (final Map.Entry<String, StoredTensor> entry : stored.entrySet()) {
			final StoredTensor tensor = entry.getValue();
			if (tensor.storage() != last) {
				last = tensor.storage();
				read += last.length();
				if (read > 2 * length) throw new IOException(
					"its tensors share their numbers more often than any network needs");
				numbers = last.read();
			}
			tensors.put(entry.getKey(), tensor.in(numbers));
		}
		return tensors;
	}

	/** Removes what all names begin with, as of wrappers within wrappers. */
	private static Map<String, Tensor> plain(final Map<String, Tensor> tensors) {
		Map<String, Tensor> plain = tensors;
		for (int depth = 0; depth < DEEPEST; depth++) {
			final String first = plain.keySet().iterator().next();
			final String prefix = first.substring(0, first.indexOf('.') + 1);
			if (!plain.keySet().stream().allMatch(name -> name.startsWith(prefix) &&
				name.matches(PREFIX))) break;
			final Map<String, Tensor> shorter = new LinkedHashMap<>();
			plain.forEach((name, tensor) -> shorter.put(name.substring(prefix
				.length()), tensor));
			plain = shorter;
		}
		return plain;
	}
}
