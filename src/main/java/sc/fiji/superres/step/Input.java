package sc.fiji.superres.step;

import java.io.File;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.scijava.module.ModuleItem;
import org.scijava.util.Types;

import ij.ImagePlus;

import sc.fiji.superres.block.Decimal;
import sc.fiji.superres.block.WrongUsage;

/**
 * An input of a {@link Step}: its declaration, and the only parser of values
 * typed as text, on the command line or in a macro.
 * <p>
 * Parsing is strict and independent of the locale: {@code 2.5}, never {@code
 * 2,5} or {@code 2.5f}; {@code true} or {@code false}; one of the choices, as
 * written; numbers within the limits.
 * </p>
 */
public final class Input {

	/** Separates the parts of a list: a comma that is not within parentheses. */
	static final String COMMA = ",(?![^(]*\\))";

	private static final Pattern INTEGER = Pattern.compile("[-+]?[0-9]+");

	private final ModuleItem<?> item;
	private final Class<?> type;

	/**
	 * The kinds of values. Those after {@code TEXT} are texts, too, and are
	 * declared by a style of the same name.
	 */
	public enum Kind {
			/** An open image. */
			IMAGE,
			/** True or false. */
			FLAG,
			/** A whole or a decimal number. */
			NUMBER,
			/** The path of a file. */
			FILE,
			/** The path of a folder. */
			FOLDER,
			/** One of the choices. */
			CHOICE,
			/** Any text. */
			TEXT,
			/** An interpolation, an installed model or the path of a model. */
			MODEL,
			/** An installed model or the path of a model, no interpolation. */
			TRAINED,
			/** An installed dictionary or the path of one. */
			DICTIONARY,
			/** The name of a network to be trained. */
			NETWORK,
			/** Names of models and paths, separated by commas. */
			MODELS,
			/** The verb of another step. */
			STEP,
			/** Options of that step as in a macro. */
			OPTIONS
	}

	public Input(final ModuleItem<?> item) {
		this.item = item;
		type = Types.box(item.getType());
	}

	/**
	 * Returns the macro key which is also, after two dashes, the option of the
	 * command line.
	 */
	public String name() {
		return item.getName();
	}

	/** Returns the label in the dialog. */
	public String label() {
		return item.getLabel();
	}

	public String description() {
		return item.getDescription();
	}

	/** Returns whether a step cannot run unless a value is given. */
	public boolean isRequired() {
		return item.isRequired() && initial() == null;
	}

	/** Returns the default value, or null. */
	public Object initial() {
		return item.getDefaultValue();
	}

	/** Returns the allowed values; empty if any value is. */
	public List<String> choices() {
		final List<?> choices = item.getChoices();
		return choices == null ? List.of() : choices.stream().map(String::valueOf)
			.collect(Collectors.toList());
	}

	/** Returns the smallest allowed number, or null. */
	public Object minimum() {
		return item.getMinimumValue();
	}

	/** Returns the largest allowed number, or null. */
	public Object maximum() {
		return item.getMaximumValue();
	}

	/** Returns the kind of value, which decides how a dialog asks for it. */
	public Kind kind() {
		if (type == ImagePlus.class) return Kind.IMAGE;
		if (type == Boolean.class) return Kind.FLAG;
		if (type == File.class) return isStyle("directory") ? Kind.FOLDER
			: Kind.FILE;
		if (Number.class.isAssignableFrom(type)) return Kind.NUMBER;
		if (!choices().isEmpty()) return Kind.CHOICE;
		return Stream.of(Kind.values()).filter(kind -> isStyle(kind.name()
			.toLowerCase(Locale.ROOT))).findFirst().orElse(Kind.TEXT);
	}

	/** Returns whether the value is an image, which cannot be typed. */
	public boolean isImage() {
		return kind() == Kind.IMAGE;
	}

	/** Returns whether the value is true or false. */
	public boolean isFlag() {
		return kind() == Kind.FLAG;
	}

	/** Returns whether the value is a number. */
	public boolean isNumber() {
		return kind() == Kind.NUMBER;
	}

	/** Returns the ends of the slider of a number; empty if there is none. */
	public List<Double> slider() {
		return isNumber() && isStyle("slider") ? Stream.of(item.getMinimumValue(), item
			.getMaximumValue()).map(end -> ((Number) end).doubleValue()).toList() : List
				.of();
	}

	/** Returns whether the value is a file or a folder. */
	public boolean isPath() {
		return kind() == Kind.FILE || isFolder();
	}

	/** Returns whether the value is a folder. */
	public boolean isFolder() {
		return kind() == Kind.FOLDER;
	}

	/** Returns whether the value is a file that the step writes. */
	public boolean isWritten() {
		return isPath() && isStyle("save");
	}

	/**
	 * Returns the names of the models in a value.
	 *
	 * @param value the value, or null for the default
	 * @return the names; none if the input is no model, or empty
	 */
	List<String> models(final Object value) {
		final Object given = value == null ? initial() : value;
		if (given == null) return List.of();
		final Stream<String> names = switch (kind()) {
			case MODEL, TRAINED, DICTIONARY -> Stream.of(given.toString());
			case MODELS -> Stream.of(given.toString().split(COMMA)).map(String::strip);
			default -> Stream.empty();
		};
		return names.filter(name -> !name.isBlank()).toList();
	}

	/**
	 * Reads a value.
	 *
	 * @param text what was typed
	 * @return the value to set
	 * @throws IllegalArgumentException if it cannot be parsed or is not allowed;
	 *           the message names the input, the text and what is allowed
	 */
	public Object read(final String text) {
		if (isFlag()) return flag(text);
		if (isPath()) return path(text);
		if (isNumber()) return number(text);
		if (type == String.class) return choice(text);
		throw new WrongUsage(name() + " is a " + type
			.getSimpleName() + ", which cannot be given as text");
	}

	// -- Helper methods --

	private boolean isStyle(final String style) {
		return style.equals(item.getWidgetStyle());
	}

	private Object flag(final String text) {
		if ("true".equals(text) || "false".equals(text)) return Boolean.valueOf(
			text);
		throw refusal(text, "true or false");
	}

	private Object path(final String text) {
		if (text.isEmpty()) throw refusal(text, "a path");
		return new File(text);
	}

	private Object choice(final String text) {
		final List<String> choices = choices();
		if (choices.isEmpty() || choices.contains(text)) return text;
		throw refusal(text, "one of " + String.join(", ", choices));
	}

	private Object number(final String text) {
		final BigDecimal value = decimal(text);
		final Object minimum = minimum();
		if (minimum != null && value.compareTo(exact(minimum)) < 0) throw refusal(
			text, "at least " + minimum);
		final Object maximum = maximum();
		if (maximum != null && value.compareTo(exact(maximum)) > 0) throw refusal(
			text, "at most " + maximum);
		try {
			return typed(value);
		}
		catch (final ArithmeticException e) {
			throw refusal(text, "a number that fits into " + type.getSimpleName()
				.toLowerCase(Locale.ROOT));
		}
	}

	private BigDecimal decimal(final String text) {
		final boolean whole = type != Double.class && type != Float.class;
		try {
			if (!whole || INTEGER.matcher(text).matches()) return Decimal.parse(text);
		}
		catch (final NumberFormatException e) {
			// Reported below.
		}
		throw refusal(text, whole ? "a whole number" : "a number like 2.5");
	}

	private Object typed(final BigDecimal value) {
		if (type == Integer.class) return value.intValueExact();
		if (type == Long.class) return value.longValueExact();
		if (type == Float.class) return finite(value.floatValue());
		if (type == Double.class) return finite(value.doubleValue());
		throw new IllegalStateException(name() + " is declared as " + type
			.getName() + ": declare it as int, long, float or double");
	}

	private static <N extends Number> N finite(final N value) {
		if (Double.isInfinite(value.doubleValue())) throw new ArithmeticException(
			"too large");
		return value;
	}

	private static BigDecimal exact(final Object limit) {
		return new BigDecimal(limit.toString());
	}

	private IllegalArgumentException refusal(final String text,
		final String allowed)
	{
		return new WrongUsage(name() + " = '" + text +
			"' is not allowed: it must be " + allowed);
	}
}
