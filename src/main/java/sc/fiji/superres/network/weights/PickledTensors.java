package sc.fiji.superres.network.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Reads what {@code torch.save} has written: a zip file with the pickle of an
 * object and an entry for each storage, or, before PyTorch 1.6, a sequence of
 * pickles followed by the storages.
 * <p>
 * Of the object, dictionaries with texts as keys, tensors, numbers and texts are
 * read; other containers, sizes and types of numbers are passed over. A pickle that
 * names anything else, such as another class or a sparse or quantized tensor, is
 * refused; nothing is ever called.
 * </p>
 */
final class PickledTensors {

	private static final String REBUILD = "torch._utils._rebuild_";
	private static final String PARAMETER = REBUILD + "parameter";
	private static final Set<String> TENSOR = Set.of(REBUILD + "tensor", REBUILD +
		"tensor_v2");
	private static final String DICTIONARY = "collections.OrderedDict";

	/**
	 * Containers and types of numbers that checkpoints of trainings hold beside the
	 * tensors, such as the milestones of a learning rate; they are passed over.
	 */
	private static final String PASSED_OVER =
		"collections\\.(Counter|defaultdict)|torch\\.(Size|device|(bfloat|float|u?int)\\d+|bool)|" +
			"(__builtin__|builtins)\\.(dict|list|set|int|float|str|bool)";

	/** The pickles of protocol 2 of the magic number and of the version. */
	private static final byte[] LEGACY = { (byte) 0x80, 2, (byte) 0x8a, 10, 0x6c,
		(byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a, (byte) 0xa8, 0x50,
		0x19, '.', (byte) 0x80, 2, 'M', (byte) 0xe9, 3, '.' };

	/** The pickles of the largest networks have less than 1 MiB. */
	private static final int LONGEST = 16 << 20;

	/**
	 * The entries of a dictionary that hold the tensors of a network, the best
	 * first.
	 */
	private static final List<String> WRAPPERS = List.of("params_ema", "params-ema",
		"params", "ema", "state_dict", "model_state_dict", "model", "net", "net_g", "netG",
		"generator", "G", "network", "weights");

	/** Entries that a message names. */
	private static final int NAMED = 10;

	/** Dictionaries around that of the tensors. */
	private static final int DEEPEST = 3;

	private final Map<String, StoredTensor.Storage> storages;

	private PickledTensors(final Map<String, StoredTensor.Storage> storages) {
		this.storages = storages;
	}

	/** Returns whether a file begins like one of the older form. */
	static boolean begins(final ByteBuffer head) {
		return head.limit() >= LEGACY.length && ByteBuffer.wrap(LEGACY).equals(head
			.duplicate().position(0).limit(LEGACY.length));
	}

	/** Returns the tensors of a zip file by their names. */
	static Map<String, StoredTensor> read(final ZipFile zip)
		throws IOException
	{
		final ZipEntry pickle = zip.stream().filter(e -> e.getName().matches(
			"[^/]*/data\\.pkl")).findFirst().orElseThrow(() -> new IOException(
				"it is a zip file without data.pkl"));
		final String folder = pickle.getName().substring(0, pickle.getName()
			.indexOf('/') + 1);
		if (zip.stream().anyMatch(e -> e.getName().startsWith(folder + "code/")))
			throw new IOException("it is not a state dictionary, but a network as " +
				"TorchScript, which can be used as it is: model=path");
		final ZipEntry order = zip.getEntry(folder + "byteorder");
		if (order != null && !StandardCharsets.US_ASCII.decode(stored(zip, order)
			.read()).toString().strip().equals("little")) throw new IOException(
				"its numbers are not in little-endian order");
		final Map<String, StoredTensor.Storage> storages = new HashMap<>();
		final String data = folder + "data/";
		zip.stream().filter(e -> e.getName().startsWith(data)).forEach(
			e -> storages.put(e.getName().substring(data.length()), stored(zip, e)));
		if (pickle.getSize() > LONGEST) throw new IOException(
			"its pickle is longer than 16 MiB");
		return new PickledTensors(storages).tensors(next(stored(zip, pickle).read(),
			new ArrayList<>()));
	}

	/** Returns the tensors of a file of the older form by their names. */
	static Map<String, StoredTensor> read(final FileBytes bytes)
		throws IOException
	{
		final ByteBuffer head = bytes.read(0, (int) Math.min(bytes.length(),
			LONGEST)).position(LEGACY.length);
		if (!(next(head, new ArrayList<>()) instanceof Map<?, ?> about) || !Boolean.TRUE
			.equals(about.get("little_endian"))) throw new IOException(
				"its numbers are not in little-endian order");
		final List<Pickle.Reference> references = new ArrayList<>();
		final Object content = next(head, references);
		final Map<String, Long> lengths = new HashMap<>();
		for (final Pickle.Reference reference : references) {
			final Numbers numbers = numbers(reference);
			lengths.put(numbers.key, numbers.length());
		}
		if (!(next(head, new ArrayList<>()) instanceof List<?> keys))
			throw new IOException("it has no list of storages");
		final Map<String, StoredTensor.Storage> storages = new HashMap<>();
		long position = head.position();
		for (final Object entry : keys) {
			final Long length = entry instanceof String key ? lengths.get(key) : null;
			require(length != null, "a storage that no tensor uses");
			position += Long.BYTES; // how many numbers follow
			storages.put((String) entry, bytes.part(position, length));
			position += length;
			if (position > bytes.length()) throw new IOException("it is truncated");
		}
		return new PickledTensors(storages).tensors(content);
	}

	// -- Helper methods --

	private static Object next(final ByteBuffer bytes,
		final List<Pickle.Reference> references) throws IOException
	{
		return Pickle.read(bytes, PickledTensors::isKnown, references::add);
	}

	private static boolean isKnown(final String name) {
		return TENSOR.contains(name) || PARAMETER.equals(name) || DICTIONARY.equals(
			name) || name.matches("torch\\.\\w+Storage") || name.matches(PASSED_OVER);
	}

	private static StoredTensor.Storage stored(final ZipFile zip,
		final ZipEntry entry)
	{
		return new StoredTensor.Storage() {

			@Override
			public long length() {
				return entry.getSize();
			}

			@Override
			public ByteBuffer read() throws IOException {
				if (entry.getMethod() != ZipEntry.STORED) throw new IOException("its " +
					"entry " + StateDictionary.shown(entry.getName()) + " is compressed: unpack it, and " +
					"save it again by torch.save");
				final byte[] bytes;
				try (InputStream in = zip.getInputStream(entry)) {
					bytes = in.readNBytes(Math.toIntExact(entry.getSize()));
				}
				final CRC32 sum = new CRC32();
				sum.update(bytes);
				if (sum.getValue() != entry.getCrc()) throw new IOException("its entry " +
					StateDictionary.shown(entry.getName()) + " does not match its checksum");
				return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
			}
		};
	}

	private Map<String, StoredTensor> tensors(final Object content)
		throws IOException
	{
		Map<?, ?> map = dictionary(content);
		for (int depth = 0; depth < DEEPEST; depth++) {
			final Map<?, ?> outer = map;
			map = WRAPPERS.stream().map(outer::get).map(
				PickledTensors::dictionary).filter(inner -> !inner.isEmpty()).findFirst()
				.orElse(Map.of());
			if (map.isEmpty()) {
				map = outer;
				break;
			}
		}
		final Map<String, StoredTensor> tensors = new LinkedHashMap<>();
		for (final Map.Entry<?, ?> entry : map.entrySet()) {
			if (!(entry.getKey() instanceof String name)) continue;
			Object value = entry.getValue();
			if (value instanceof Pickle.Call call && PARAMETER.equals(call.function()
				.name()) && !call.arguments().isEmpty()) value = call.arguments().get(0);
			if (value instanceof Pickle.Call call && TENSOR.contains(call.function()
				.name())) tensors.put(name, tensor(call.arguments()));
		}
		if (tensors.isEmpty() && !map.isEmpty()) throw new IOException("it has no " +
			"dictionary of tensors, but " + map.keySet().stream().limit(NAMED).map(
				key -> StateDictionary.shown(String.valueOf(key))).collect(Collectors
					.joining(", ")) + ": save network.state_dict()");
		return tensors;
	}

	/** Returns an object as a dictionary; an empty one if it is none. */
	private static Map<?, ?> dictionary(final Object object) {
		if (object instanceof Map<?, ?> map) return map;
		if (!(object instanceof Pickle.Call call) || !DICTIONARY.equals(call
			.function().name())) return Map.of();
		final Map<Object, Object> items = new LinkedHashMap<>();
		if (!call.arguments().isEmpty() && call.arguments().get(
			0) instanceof List<?> pairs)
		{
			for (final Object pair : pairs) {
				if (pair instanceof List<?> two && two.size() == 2 && two.get(
					0) instanceof String key) items.put(key, two.get(1));
			}
		}
		if (!call.state().isEmpty() && call.state().get(0) instanceof Map<?, ?> map)
			items.putAll(map);
		return items;
	}

	/** What a pickle says of the numbers of a storage. */
	private record Numbers(NumberType type, String key, long count) {

		long length() {
			return count * type.bytes();
		}
	}

	private static Numbers numbers(final Pickle.Reference reference)
		throws IOException
	{
		require(reference.id() instanceof List<?> id && id.size() >= 5 && id.get(
			1) instanceof Pickle.Global && id.get(2) instanceof String && id.get(
				4) instanceof Long && (id.size() == 5 || id.get(5) == null),
			"numbers that are not stored as PyTorch does");
		final List<?> id = (List<?>) reference.id();
		final long count = (Long) id.get(4);
		require(count >= 0 && count < 1L << 40, "a storage of " + count +
			" numbers");
		return new Numbers(NumberType.ofStorage(((Pickle.Global) id.get(1)).name()),
			(String) id.get(2), count);
	}

	private StoredTensor tensor(final List<?> arguments) throws IOException {
		require(arguments.size() >= 4 && arguments.get(
			0) instanceof Pickle.Reference && arguments.get(1) instanceof Long &&
			arguments.get(2) instanceof List<?> && arguments.get(
				3) instanceof List<?>, "a tensor without numbers");
		final Numbers numbers = numbers((Pickle.Reference) arguments.get(0));
		final StoredTensor.Storage storage = storages.get(numbers.key);
		require(storage != null, "a tensor whose numbers are missing");
		require(storage.length() == numbers.length(), numbers.count + " numbers of " +
			numbers.type + " in " + storage.length() + " bytes");
		final long[] shape = whole((List<?>) arguments.get(2));
		final int[] lengths = new int[shape.length];
		for (int d = 0; d < lengths.length; d++) {
			require(shape[d] >= 0 && shape[d] <= Integer.MAX_VALUE,
				"a tensor with an axis of length " + shape[d]);
			lengths[d] = (int) shape[d];
		}
		return new StoredTensor(numbers.type, lengths, whole((List<?>) arguments
			.get(3)), (Long) arguments.get(1), storage).checked();
	}

	private static long[] whole(final List<?> list) throws IOException {
		require(list.size() <= 8 && list.stream().allMatch(Long.class::isInstance),
			"a tensor whose shape is not of whole numbers");
		return list.stream().mapToLong(n -> (Long) n).toArray();
	}

	private static void require(final boolean sound, final String otherwise)
		throws IOException
	{
		if (!sound) throw new IOException("it has " + otherwise);
	}
}
