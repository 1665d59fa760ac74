package sc.fiji.superres.file;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The entries of a description, with errors that say where they occurred.
 * <p>
 * An entry that is null counts as absent. A missing entry, or one of the wrong
 * type, causes an {@link IOException} that names file, entry and value.
 * </p>
 */
public final class YamlMap {

	private final String file;
	private final String place;
	private final Map<String, Object> values;

	public YamlMap(final String file, final String place,
		final Map<String, Object> values)
	{
		this.file = file;
		this.place = place;
		this.values = values;
	}

	/** Returns all entries. */
	public Map<String, Object> values() {
		return values;
	}

	public boolean has(final String key) {
		return values.get(key) != null;
	}

	/** Returns an entry, or null if it is absent. */
	public Object get(final String key) {
		return values.get(key);
	}

	/** Returns a string; a number or boolean is converted to one. */
	public String text(final String key) throws IOException {
		return optionalText(key).orElseThrow(() -> missing(key));
	}

	/** Returns a string, or the fallback. */
	public String text(final String key, final String fallback)
		throws IOException
	{
		return optionalText(key).orElse(fallback);
	}

	/** Returns a string if there is one. */
	public Optional<String> optionalText(final String key) throws IOException {
		final Object value = values.get(key);
		if (value instanceof Map || value instanceof List) throw wrong(key,
			"must be a text");
		return Optional.ofNullable(value).map(Object::toString);
	}

	/**
	 * Converts a value to a number.
	 *
	 * @throws NumberFormatException if it is not a number
	 */
	public static double number(final Object value) {
		if (value instanceof Number number) return number.doubleValue();
		// 1e-6 and -inf are numbers in YAML 1.2, but strings in YAML 1.1.
		return Double.parseDouble(String.valueOf(value).replaceFirst(
			"(?i)^([+-]?)\\.?inf$", "$1Infinity"));
	}

	/** Returns a number. */
	public double number(final String key) throws IOException {
		if (!has(key)) throw missing(key);
		return number(key, values.get(key));
	}

	/** Returns a number, or the fallback. */
	public double number(final String key, final double fallback)
		throws IOException
	{
		return has(key) ? number(key) : fallback;
	}

	/** Returns a whole number. */
	public int integer(final String key) throws IOException {
		return integer(key, number(key));
	}

	/** Returns a whole number, or the fallback. */
	public int integer(final String key, final int fallback)
		throws IOException
	{
		return has(key) ? integer(key) : fallback;
	}

	/** Returns the entries below an entry. */
	public YamlMap map(final String key) throws IOException {
		if (!has(key)) throw missing(key);
		return map(key, values.get(key));
	}

	/** Returns a list of entries, empty if it is absent. */
	public List<YamlMap> maps(final String key) throws IOException {
		final List<YamlMap> maps = new ArrayList<>();
		for (final Object value : list(key)) {
			maps.add(map(key + "[" + maps.size() + "]", value));
		}
		return maps;
	}

	/** Returns a list, empty if it is absent. */
	public List<Object> list(final String key) throws IOException {
		if (!has(key)) return List.of();
		if (values.get(key) instanceof List<?> list) return new ArrayList<>(list);
		throw wrong(key, "must be a list");
	}

	/** Returns a list of numbers of a given length. */
	public double[] numbers(final String key, final int length)
		throws IOException
	{
		final List<Object> list = list(key);
		if (list.size() != length) throw wrong(key, "must be " + length +
			" numbers");
		final double[] numbers = new double[length];
		for (int i = 0; i < length; i++) {
			numbers[i] = number(key, list.get(i));
		}
		return numbers;
	}

	/** Returns a list of whole numbers of a given length. */
	public int[] integers(final String key, final int length)
		throws IOException
	{
		final double[] numbers = numbers(key, length);
		final int[] integers = new int[length];
		for (int i = 0; i < length; i++) {
			integers[i] = integer(key, numbers[i]);
		}
		return integers;
	}

	/** Returns an exception for an invalid entry. */
	public IOException wrong(final String key, final String what) {
		return new IOException(file + ": " + path(key) + " is " + values.get(key) +
			", but " + what);
	}

	/** Returns an exception for this part of the description. */
	public IOException wrong(final String what) {
		return new IOException(file + ": " + (place.isEmpty() ? what : place +
			" " + what));
	}

	// -- Helper methods --

	private IOException missing(final String key) {
		return new IOException(file + ": " + path(key) + " is missing");
	}

	private YamlMap map(final String key, final Object value)
		throws IOException
	{
		if (value instanceof Map<?, ?> map) return new YamlMap(file, path(key),
			SafeYaml.copy(map));
		throw new IOException(file + ": " + path(key) + " is " + value +
			", but must be entries of the form \"key: value\"");
	}

	private double number(final String key, final Object value)
		throws IOException
	{
		try {
			return number(value);
		}
		catch (final NumberFormatException e) {
			throw wrong(key, "must be a number");
		}
	}

	private int integer(final String key, final double number)
		throws IOException
	{
		if (number != (int) number) throw wrong(key, "must be a whole number");
		return (int) number;
	}

	private String path(final String key) {
		return place.isEmpty() ? key : place + "." + key;
	}
}
