package sc.fiji.superres.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

import sc.fiji.superres.network.weights.NumberType;
import sc.fiji.superres.network.weights.Pickle;

/**
 * Checks a TorchScript archive as data, before native code reads it.
 * <p>
 * Each entry must match its checksum, each tensor must lie within its record,
 * and neither code nor objects may nest so deeply that native code would
 * overflow its stack. A network must not print or access files.
 * </p>
 */
final class ScriptArchive {

	/**
	 * The pickles that libtorch loads; it ignores others, such as traced inputs.
	 */
	private static final Set<String> LOADED = Set.of("data.pkl", "constants.pkl");

	/** Entries may be compressed, but not without limit. */
	private static final long RATIO = 4;
	private static final long SLACK = 1 << 20;

	/** Nesting depth of objects; real networks stay below 50. */
	private static final int DEEPEST_OBJECT = 200;

	/**
	 * Nesting depth of brackets, blocks and operators; real networks stay below
	 * 20.
	 */
	private static final int DEEPEST_CODE = 100;

	/**
	 * Operations of a network that is known to end without being tried: libtorch's
	 * interpreter recurses over a chain of them, and a stack of 1 MiB holds over
	 * 2000.
	 */
	private static final int SHORT = 1000;

	private static final Set<String> BRANCHES = Set.of("for", "while", "if",
		"elif");
	private static final String CALLS = "([-+*/%@<>&|^~";

	private static final Pattern KNOWN = Pattern.compile("__torch__\\..*|" +
		"torch\\.(_utils\\._rebuild_(tensor_v2|parameter)|device|\\w+Storage)|" +
		"torch\\.jit\\._pickle\\.\\w+|collections\\.OrderedDict");

	private static final Pattern TOUCHES = Pattern.compile(
		"\\bprint\\s*\\(|\\b(?:torch|aten|ops\\.aten)\\.(?:save|from_file)\\s*\\(");
	private static final Pattern TOKEN = Pattern.compile(
		"\"(?:[^\"\\\\\n]|\\\\.)*+\"|'(?:[^'\\\\\n]|\\\\.)*+'|#[^\n]*+|\\n *+|" +
			"\\b(?:def|for|while|if|elif|and|or|not|in|is)\\b|[-+*/%@<>=!&|^~.,()\\[\\]{}]");

	private final ZipFile zip;
	private final Map<String, Long> sizes = new HashMap<>();
	private final Map<Object, Integer> heights = new IdentityHashMap<>();
	private int functions;
	private int operations;
	private boolean branched;

	private ScriptArchive(final ZipFile zip) {
		this.zip = zip;
	}

	/**
	 * Checks an archive.
	 *
	 * @param length of its file in bytes
	 * @return whether its code is so plain that it must end: a single function of
	 *         few operations without loops, branches and calls, as the suite
	 *         writes it. Other code can run for ever, or recurse too deeply, which
	 *         only a trial shows.
	 * @throws IOException if it is invalid; the message says why
	 */
	static boolean check(final ZipFile zip, final long length)
		throws IOException
	{
		return new ScriptArchive(zip).check(length);
	}

	// -- Helper methods --

	private boolean check(final long length) throws IOException {
		final List<? extends ZipEntry> entries = Collections.list(zip.entries());
		long sum = 0;
		for (final ZipEntry entry : entries) {
			sum += entry.getSize();
			require(entry.getSize() >= 0 && sum <= RATIO * length + SLACK,
				"it expands to more than " + RATIO + " times its size");
			require(sizes.put(entry.getName(), entry.getSize()) == null, "the entry " +
				entry.getName() + " occurs twice");
		}
		for (final ZipEntry entry : entries) {
			final String name = entry.getName();
			final int top = name.indexOf('/') + 1;
			if (LOADED.contains(name.substring(top))) {
				final String records = name.substring(0, name.length() - 4) + "/";
				height(Pickle.read(read(entry), n -> KNOWN.matcher(n).matches()), 0,
					records);
			}
			else if (name.startsWith("code/", top) && name.endsWith(".py")) code(
				new String(read(entry), StandardCharsets.UTF_8));
			else checksum(entry);
		}
		return functions == 1 && operations <= SHORT && !branched;
	}

	private void checksum(final ZipEntry entry) throws IOException {
		final CRC32 crc = new CRC32();
		final byte[] buffer = new byte[1 << 16];
		long size = 0;
		try (InputStream in = zip.getInputStream(entry)) {
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				crc.update(buffer, 0, n);
				size += n;
				if (size > entry.getSize()) break;
			}
		}
		require(size == entry.getSize() && crc.getValue() == entry.getCrc(),
			"the entry " + entry.getName() + " does not match its checksum");
	}

	private byte[] read(final ZipEntry entry) throws IOException {
		checksum(entry);
		try (InputStream in = zip.getInputStream(entry)) {
			return in.readNBytes(Math.toIntExact(entry.getSize()));
		}
	}

	/**
	 * Checks all tensors in an object, and returns the nesting depth of the
	 * object.
	 *
	 * @param depth of the object itself
	 * @param records the folder of the values of its tensors
	 */
	private int height(final Object object, final int depth,
		final String records) throws IOException
	{
		require(depth <= DEEPEST_OBJECT, "its objects nest deeper than " +
			DEEPEST_OBJECT);
		final Iterable<?> parts;
		if (object instanceof Pickle.Reference reference) {
			storage(reference, records);
			return 0;
		}
		if (object instanceof Pickle.Call call) parts = List.of(call.arguments(),
			call.state());
		else if (object instanceof List<?> list) parts = list;
		else if (object instanceof Map<?, ?> map) parts = map.values();
		else return 0;
		final Integer known = heights.get(object);
		if (known != null) {
			require(depth + known <= DEEPEST_OBJECT, "its objects nest deeper than " +
				DEEPEST_OBJECT);
			return known;
		}
		if (object instanceof Pickle.Call call && call.function().name().equals(
			"torch._utils._rebuild_tensor_v2")) tensor(call.arguments(), records);
		int height = 0;
		for (final Object part : parts)
			height = Math.max(height, 1 + height(part, depth + 1, records));
		heights.put(object, height);
		return height;
	}

	/** Returns the number of values in a storage. */
	private long storage(final Object object, final String records)
		throws IOException
	{
		require(object instanceof Pickle.Reference r && r
			.id() instanceof List<?> id && id.size() == 5 && id.get(
				1) instanceof Pickle.Global && id.get(4) instanceof Long,
			"the values of a tensor are not stored as in a TorchScript archive");
		final List<?> id = (List<?>) ((Pickle.Reference) object).id();
		final String type = ((Pickle.Global) id.get(1)).name();
		final int bytes = NumberType.ofStorage(type).bytes();
		final String record = records + id.get(2);
		final long held = sizes.getOrDefault(record, -1L);
		final long count = (Long) id.get(4);
		require(count >= 0 && count <= held / bytes, "a tensor declares " + count +
			" numbers of " + bytes + " bytes, but its record " + record + " holds " +
			held + " bytes");
		return count;
	}

	/** Checks that a tensor lies within its storage. */
	private void tensor(final List<?> arguments, final String records)
		throws IOException
	{
		require(arguments.size() >= 4 && arguments.get(1) instanceof Long &&
			arguments.get(2) instanceof List<?> a && arguments.get(
				3) instanceof List<?> b && a.size() == b.size() && a.size() <= 32 && a
					.stream().allMatch(Long.class::isInstance) && b.stream().allMatch(
						Long.class::isInstance), "a tensor has no sizes and strides");
		final long count = storage(arguments.get(0), records);
		final List<?> size = (List<?>) arguments.get(2);
		final List<?> stride = (List<?>) arguments.get(3);
		final long offset = (Long) arguments.get(1);
		long last = offset;
		long elements = 1;
		boolean sound = offset >= 0 && offset <= count;
		for (int d = 0; d < size.size() && sound; d++) {
			final long n = (Long) size.get(d);
			final long step = (Long) stride.get(d);
			// Below 2^40, nothing overflows.
			sound = n >= 0 && step >= 0 && n < 1L << 31 && step < 1L << 31;
			if (!sound) break;
			elements = Math.min(1L << 31, elements) * n;
			last = Math.min(last + Math.max(0, n - 1) * step, Long.MAX_VALUE / 2);
		}
		require(sound && (elements == 0 || last < count && elements <= RATIO *
			count + SLACK / RATIO), "a tensor of size " + size + ", stride " + stride +
				" and offset " + offset + " lies outside its " + count + " numbers");
	}

	/**
	 * Checks that code neither nests too deeply nor accesses anything outside.
	 */
	private void code(final String text) throws IOException {
		final Matcher outside = TOUCHES.matcher(text);
		if (outside.find()) throw new IOException("its code calls " + outside.group()
			.replaceAll("[\\s(]", "") + ", which reads or writes outside the " +
				"network: export it without that");
		int brackets = 0;
		int operators = 0;
		int branches = 0;
		final Matcher tokens = TOKEN.matcher(text);
		while (tokens.find()) {
			final String token = tokens.group();
			final char first = token.charAt(0);
			if (first == '\n') {
				require(token.length() / 2 <= DEEPEST_CODE,
					"its code has blocks that nest deeper than " + DEEPEST_CODE);
				if (brackets == 0) operators = 0;
			}
			else if (token.equals("def")) functions++;
			else if (token.equals("elif")) branches++;
			else if (first == '(' || first == '[' || first == '{') brackets++;
			else if (first == ')' || first == ']' || first == '}') brackets--;
			else if (first == ',') operators = 0;
			else if (first != '#' && first != '"' && first != '\'') operators++;
			require(brackets <= DEEPEST_CODE && operators <= DEEPEST_CODE &&
				branches <= 10 * DEEPEST_CODE,
				"its code has expressions that nest deeper than " + DEEPEST_CODE);
			branched |= BRANCHES.contains(token);
			if (CALLS.indexOf(first) >= 0) operations++;
		}
	}

	private static void require(final boolean sound, final String otherwise)
		throws IOException
	{
		if (!sound) throw new IOException(otherwise);
	}
}
