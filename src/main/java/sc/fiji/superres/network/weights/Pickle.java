package sc.fiji.superres.network.weights;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Reads a Python pickle as data: nothing that it names is ever looked up,
 * called or instantiated.
 * <p>
 * The result is null, {@link Boolean}, {@link Long}, {@link Double},
 * {@link String}, {@link List} (lists and tuples), {@link Map}, {@link Global},
 * {@link Call} and {@link Reference}. Names that the caller does not know, and
 * instructions that PyTorch's data do not need, are refused. Memory is bounded
 * by the length of the pickle, and by 64 MiB: more than 1,048,576 instructions
 * are refused.
 * </p>
 */
public final class Pickle {

	/** A class or function by its name, such as {@code torch.FloatStorage}. */
	public record Global(String name) {}

	/**
	 * A call, which is not executed.
	 *
	 * @param function the function or class to call
	 * @param arguments of the call
	 * @param state the state to set on the object; empty if there is none
	 */
	public record Call(Global function, List<?> arguments, List<Object> state) {}

	/**
	 * A reference to something outside the pickle, such as the values of a
	 * tensor.
	 */
	public record Reference(Object id) {}

	/** The largest networks of published weights need 200,000. */
	private static final int MOST_INSTRUCTIONS = 1 << 20;

	/** Marks the beginning of a list of operands. */
	private static final Object MARK = new Object();

	private final ByteBuffer bytes;
	private final Predicate<String> known;
	private final Consumer<Reference> references;
	private final List<Object> stack = new ArrayList<>();
	private final Map<Integer, Object> memo = new HashMap<>();

	private Pickle(final ByteBuffer bytes, final Predicate<String> known,
		final Consumer<Reference> references)
	{
		this.bytes = bytes;
		this.known = known;
		this.references = references;
	}

	/**
	 * Reads a pickle of protocol 2 to 4.
	 *
	 * @param known which classes and functions it may name
	 * @throws IOException if it is damaged, or contains other names or
	 *           instructions
	 */
	public static Object read(final byte[] bytes,
		final Predicate<String> known) throws IOException
	{
		return read(ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN), known, reference -> {});
	}

	/**
	 * Reads a pickle that other bytes may follow, and leaves the position of the
	 * buffer after it.
	 *
	 * @param bytes in little-endian order
	 * @param references receives each reference
	 * @see #read(byte[], Predicate)
	 */
	static Object read(final ByteBuffer bytes, final Predicate<String> known,
		final Consumer<Reference> references) throws IOException
	{
		try {
			return new Pickle(bytes, known, references).run();
		}
		catch (final BufferUnderflowException | IndexOutOfBoundsException
				| ClassCastException | IllegalArgumentException exc)
		{
			throw new IOException("its pickle is damaged", exc);
		}
	}

	// -- Helper methods --

	private Object run() throws IOException {
		int instructions = 0;
		for (int op = next(); op != '.'; op = next()) {
			if (++instructions > MOST_INSTRUCTIONS) throw new IOException(
				"its pickle has more than " + MOST_INSTRUCTIONS + " instructions");
			switch (op) {
				case 0x80 -> next(); // the protocol
				case 0x95 -> bytes.getLong(); // a frame
				case '(' -> push(MARK);
				case '0' -> pop();
				case '1' -> operands();
				case 'N' -> push(null);
				case 0x88 -> push(true);
				case 0x89 -> push(false);
				case 'J' -> push((long) bytes.getInt());
				case 'K' -> push((long) next());
				case 'M' -> push((long) Short.toUnsignedInt(bytes.getShort()));
				case 0x8a -> push(whole());
				case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(bytes
					.getLong())));
				case 'X', 'T' -> push(text(bytes.getInt()));
				case 0x8c, 'U' -> push(text(next()));
				case ']', ')' -> push(new ArrayList<>(0));
				case '}' -> push(new LinkedHashMap<>(0));
				case 'l', 't' -> push(operands());
				case 0x85 -> tuple(1);
				case 0x86 -> tuple(2);
				case 0x87 -> tuple(3);
				case 'd' -> {
					final List<Object> entries = operands();
					push(new LinkedHashMap<>(0));
					put(entries);
				}
				case 'a' -> {
					final Object last = pop();
					list(top()).add(last);
				}
				case 'e' -> {
					final List<Object> more = operands();
					list(top()).addAll(more);
				}
				case 's' -> {
					final Object value = pop();
					final Object key = pop();
					put(Arrays.asList(key, value));
				}
				case 'u' -> put(operands());
				case 'c' -> push(global(line() + "." + line()));
				case 0x93 -> {
					final String name = (String) pop();
					push(global((String) pop() + "." + name));
				}
				case 'R', 0x81 -> {
					final List<Object> arguments = list(pop());
					push(new Call((Global) pop(), arguments, new ArrayList<>(0)));
				}
				case 'b' -> {
					final Object state = pop();
					((Call) top()).state().add(state);
				}
				case 'q' -> memo.put(next(), top());
				case 'r' -> memo.put(bytes.getInt(), top());
				case 0x94 -> memo.put(memo.size(), top());
				case 'h' -> push(remembered(next()));
				case 'j' -> push(remembered(bytes.getInt()));
				case 'Q' -> {
					final Reference reference = new Reference(pop());
					references.accept(reference);
					push(reference);
				}
				default -> throw new IOException(
					"its pickle has the instruction " + op + ", which is not supported");
			}
		}
		return pop();
	}

	private int next() {
		return Byte.toUnsignedInt(bytes.get());
	}

	private void push(final Object value) {
		stack.add(value);
	}

	private Object top() throws IOException {
		final Object top = stack.get(stack.size() - 1);
		if (top == MARK) throw new IOException("its pickle is damaged");
		return top;
	}

	private Object pop() throws IOException {
		final Object top = top();
		stack.remove(stack.size() - 1);
		return top;
	}

	/** Pops everything above the last mark, and the mark. */
	private List<Object> operands() {
		int mark = stack.size() - 1;
		while (stack.get(mark) != MARK)
			mark--;
		final List<Object> above = stack.subList(mark + 1, stack.size());
		final List<Object> operands = new ArrayList<>(above);
		above.clear();
		stack.remove(mark);
		return operands;
	}

	private void tuple(final int length) throws IOException {
		final Object[] tuple = new Object[length];
		for (int i = length - 1; i >= 0; i--)
			tuple[i] = pop();
		push(new ArrayList<>(Arrays.asList(tuple)));
	}

	@SuppressWarnings("unchecked")
	private static List<Object> list(final Object value) {
		return (List<Object>) value;
	}

	/** Containers are refused as keys: hashing nested ones might not end. */
	@SuppressWarnings("unchecked")
	private void put(final List<Object> entries) throws IOException {
		final Object map = top();
		// An OrderedDict is represented by the call that creates it.
		final Map<Object, Object> target = map instanceof Call call ? ordered(call)
			: (Map<Object, Object>) map;
		for (int i = 0; i < entries.size(); i += 2) {
			final Object key = entries.get(i);
			if (!(key instanceof String || key instanceof Long ||
				key instanceof Double || key instanceof Boolean)) throw new IOException(
					"its pickle has a key that is neither a text nor a number");
			target.put(key, entries.get(i + 1));
		}
	}

	@SuppressWarnings("unchecked")
	private static Map<Object, Object> ordered(final Call call) {
		if (call.state().isEmpty()) call.state().add(new LinkedHashMap<>(0));
		return (Map<Object, Object>) call.state().get(0);
	}

	private Global global(final String name) throws IOException {
		if (!known.test(name)) throw new IOException("it names " + (name
			.length() > 100 ? name.substring(0, 100) + "..." : name) +
			", which is not needed for the data of a network");
		return new Global(name);
	}

	private Object remembered(final int key) throws IOException {
		if (!memo.containsKey(key)) throw new IOException("its pickle is damaged");
		return memo.get(key);
	}

	private long whole() throws IOException {
		final int length = next();
		if (length > Long.BYTES) throw new IOException(
			"it has a whole number of more than 64 bits");
		long value = 0;
		for (int i = 0; i < length; i++)
			value |= (long) next() << 8 * i;
		final int unused = Long.SIZE - 8 * length;
		return length == 0 ? 0 : value << unused >> unused;
	}

	private String text(final int length) throws IOException {
		if (length < 0 || length > bytes.remaining()) throw new IOException(
			"its pickle has a text longer than the pickle itself");
		final byte[] text = new byte[length];
		bytes.get(text);
		return new String(text, StandardCharsets.UTF_8);
	}

	private String line() {
		final int start = bytes.position();
		while (bytes.get() != '\n') {
			// Up to the end of the line.
		}
		final byte[] line = new byte[bytes.position() - start];
		bytes.get(start, line);
		return new String(line, 0, line.length - 1, StandardCharsets.UTF_8);
	}
}
