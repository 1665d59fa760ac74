package sc.fiji.superres.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.StringReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonNull;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

/**
 * An object of JSON that was read, whose entries are asked for by name and kind;
 * what is missing, or of another kind, is an {@link IOException} with one line.
 *
 * @param where file that it comes from, for messages
 * @param object what it holds
 */
public record Json(String where, JsonObject object) {

	/** Characters of a value that messages show. */
	private static final int LONGEST = 60;

	/** Objects and arrays within each other; more would exhaust the stack. */
	private static final int DEEPEST = 64;

	/** Parses the content of a file. */
	public static Json parse(final String where, final byte[] bytes)
		throws IOException
	{
		final JsonObject object;
		try (JsonReader reader = new JsonReader(new StringReader(new String(bytes,
			StandardCharsets.UTF_8))))
		{
			// Other programs write NaN without quotation marks.
			reader.setLenient(true);
			if (reader.peek() != JsonToken.BEGIN_OBJECT) throw new IOException(where +
				" holds no object of JSON");
			object = element(reader, 0).getAsJsonObject();
			if (reader.peek() != JsonToken.END_DOCUMENT) throw new MalformedJsonException(
				"something follows the object");
		}
		catch (final MalformedJsonException | EOFException e) {
			// Gson adds a line about its own documentation.
			throw new IOException(where + " is damaged, or cut off: " + String.valueOf(e
				.getMessage()).lines().findFirst().orElse(""), e);
		}
		return new Json(where, object);
	}

	/** Returns the content of a file. */
	public static byte[] bytes(final JsonObject object) {
		return new GsonBuilder().setPrettyPrinting().serializeNulls()
			.disableHtmlEscaping().create().toJson(object).getBytes(
				StandardCharsets.UTF_8);
	}

	/** Returns an array of whole numbers. */
	public static JsonArray array(final long... values) {
		final JsonArray array = new JsonArray();
		for (final long value : values)
			array.add(value);
		return array;
	}

	/** Returns an array of whole numbers. */
	public static JsonArray array(final int... values) {
		final JsonArray array = new JsonArray();
		for (final int value : values)
			array.add(value);
		return array;
	}

	/** Returns an object with one entry. */
	public static JsonObject object(final String name, final JsonElement value) {
		final JsonObject object = new JsonObject();
		object.add(name, value);
		return object;
	}

	/** Returns whether there is an entry, and not null. */
	public boolean has(final String name) {
		return object.has(name) && !object.get(name).isJsonNull();
	}

	/** Returns an entry of any kind but null. */
	public JsonElement get(final String name) throws IOException {
		if (!has(name)) throw failure("'" + name + "' is missing");
		return object.get(name);
	}

	public String text(final String name) throws IOException {
		return text(name, get(name));
	}

	public String text(final String name, final String otherwise) throws IOException {
		return has(name) ? text(name) : otherwise;
	}

	public boolean flag(final String name, final boolean otherwise)
		throws IOException
	{
		if (!has(name)) return otherwise;
		if (!get(name).isJsonPrimitive() || !get(name).getAsJsonPrimitive()
			.isBoolean()) throw wrong(name, get(name), "true or false");
		return get(name).getAsBoolean();
	}

	public double number(final String name) throws IOException {
		return number(name, get(name)).doubleValue();
	}

	public int integer(final String name) throws IOException {
		return (int) whole(name, get(name), Integer.MAX_VALUE);
	}

	/** Returns whole numbers of at least 0. */
	public long[] longs(final String name) throws IOException {
		final List<JsonElement> list = list(name);
		final long[] values = new long[list.size()];
		for (int i = 0; i < values.length; i++)
			values[i] = whole(name, list.get(i), Long.MAX_VALUE);
		return values;
	}

	/** Returns whole numbers of at least 0. */
	public int[] ints(final String name) throws IOException {
		final List<JsonElement> list = list(name);
		final int[] values = new int[list.size()];
		for (int i = 0; i < values.length; i++)
			values[i] = (int) whole(name, list.get(i), Integer.MAX_VALUE);
		return values;
	}

	public List<Double> numbers(final String name) throws IOException {
		final List<Double> values = new ArrayList<>();
		for (final JsonElement value : list(name))
			values.add(number(name, value).doubleValue());
		return values;
	}

	public List<String> texts(final String name) throws IOException {
		final List<String> values = new ArrayList<>();
		for (final JsonElement value : list(name))
			values.add(text(name, value));
		return values;
	}

	public Json child(final String name) throws IOException {
		return child(name, get(name));
	}

	/** Returns the objects of an array; none if there is no such entry. */
	public List<Json> children(final String name) throws IOException {
		final List<Json> values = new ArrayList<>();
		if (has(name)) for (final JsonElement value : list(name))
			values.add(child(name, value));
		return values;
	}

	/** Returns an exception that names the file. */
	public IOException failure(final String what) {
		return new IOException(where + ": " + what);
	}

	// -- Helper methods --

	private static BigDecimal parsed(final String text)
		throws MalformedJsonException
	{
		try {
			return new BigDecimal(text);
		}
		catch (final NumberFormatException e) {
			throw new MalformedJsonException(text + " is not a number");
		}
	}

	/** Reads a value; a name must not be there twice in an object. */
	private static JsonElement element(final JsonReader reader, final int depth)
		throws IOException
	{
		if (depth > DEEPEST) throw new MalformedJsonException("nested more than " +
			DEEPEST + " times");
		switch (reader.peek()) {
			case BEGIN_OBJECT: {
				final JsonObject object = new JsonObject();
				reader.beginObject();
				while (reader.hasNext()) {
					final String name = reader.nextName();
					if (object.has(name)) throw new MalformedJsonException("'" + name +
						"' is there twice");
					object.add(name, element(reader, depth + 1));
				}
				reader.endObject();
				return object;
			}
			case BEGIN_ARRAY: {
				final JsonArray array = new JsonArray();
				reader.beginArray();
				while (reader.hasNext())
					array.add(element(reader, depth + 1));
				reader.endArray();
				return array;
			}
			case NUMBER:
				return new JsonPrimitive(parsed(reader.nextString()));
			case BOOLEAN:
				return new JsonPrimitive(reader.nextBoolean());
			case NULL:
				reader.nextNull();
				return JsonNull.INSTANCE;
			default:
				return new JsonPrimitive(reader.nextString());
		}
	}

	private List<JsonElement> list(final String name) throws IOException {
		final JsonElement value = get(name);
		if (!value.isJsonArray()) throw wrong(name, value, "a list");
		return value.getAsJsonArray().asList();
	}

	private Json child(final String name, final JsonElement value)
		throws IOException
	{
		if (!value.isJsonObject()) throw wrong(name, value, "an object");
		return new Json(where, value.getAsJsonObject());
	}

	private String text(final String name, final JsonElement value)
		throws IOException
	{
		if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString())
			throw wrong(name, value, "a text");
		return value.getAsString();
	}

	private BigDecimal number(final String name, final JsonElement value)
		throws IOException
	{
		try {
			if (value.isJsonPrimitive() && value.getAsJsonPrimitive().isNumber())
				return value.getAsBigDecimal();
		}
		catch (final NumberFormatException e) {
			// NaN and infinity are no JSON; reported below.
		}
		throw wrong(name, value, "a number");
	}

	private long whole(final String name, final JsonElement value,
		final long most) throws IOException
	{
		final BigDecimal number = number(name, value);
		if (number.signum() < 0 || number.compareTo(BigDecimal.valueOf(most)) > 0 ||
			number.stripTrailingZeros().scale() > 0) throw wrong(name, value,
				"a whole number from 0 to " + most);
		return number.longValueExact();
	}

	private IOException wrong(final String name, final JsonElement value,
		final String kind)
	{
		final String whole = value.toString();
		final String text = whole.length() > LONGEST ? whole.substring(0, LONGEST) +
			"..." : whole;
		return failure("'" + name + "' is to be " + kind + ", not " + text);
	}
}
