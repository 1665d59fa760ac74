package sc.fiji.superres.frontend.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.TypeConversionException;

import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.step.Input;

/**
 * Options of the command line, derived from what a step declares.
 */
final class Options {

	private static final String FILE = "FILE";

	private Options() {
		// Static methods only.
	}

	/** Returns a name as it is typed on the command line. */
	static String dashed(final String name) {
		return "--" + name;
	}

	/** Returns the option of an input. An image is the file to open. */
	static OptionSpec input(final Input input) {
		final OptionSpec.Builder option = OptionSpec.builder(dashed(input.name()))
			.type(Object.class).paramLabel(paramLabel(input)).description(escaped(
				describe(input))).required(input.isRequired()).converters(
					input.isImage() ? reader(Path::of) : reader(input::read));
		if (input.isFlag()) option.arity("0..1").fallbackValue("true");
		return option.build();
	}

	/** Returns the option of an image output: the file to write. */
	static OptionSpec output(final String name, final String label,
		final String description, final boolean required)
	{
		return OptionSpec.builder(dashed(name)).type(Object.class).paramLabel(FILE)
			.description(escaped(sentences(label, description,
				"A file ending in .tif, .png or " +
				".jpg"))).required(required).converters(reader(
					text -> {
						final Path file = Path.of(text);
						ImageFiles.checkFormat(file);
						return file;
					})).build();
	}

	/** Returns the option that allows replacing existing files. */
	static OptionSpec overwrite(final String name) {
		return OptionSpec.builder(dashed(name)).type(boolean.class).description(
			"Replace existing files.").build();
	}

	/** Returns the option that prints the other options. */
	static OptionSpec help() {
		return OptionSpec.builder("-h", dashed("help")).usageHelp(true).description(
			"Show this help and exit.").build();
	}

	/** Escapes a text for picocli, which would format it. */
	static String escaped(final String text) {
		return text.replace("%", "%%");
	}

	// -- Helper methods --

	private static String paramLabel(final Input input) {
		if (input.isImage()) return FILE;
		if (input.isPath()) return "PATH";
		if (input.isNumber()) return "NUMBER";
		return input.isFlag() ? "true|false" : "TEXT";
	}

	private static String describe(final Input input) {
		final Object initial = input.initial();
		return sentences(input.label(), input.description(), //
			input.choices().isEmpty() ? "" : "One of: " + String.join(", ", input
				.choices()), //
			limits(input), //
			initial == null || initial.toString().isEmpty() ? "" : "Default: " +
				initial);
	}

	private static String limits(final Input input) {
		final Object minimum = input.minimum();
		final Object maximum = input.maximum();
		if (minimum != null && maximum != null) return minimum + " to " + maximum;
		if (minimum != null) return "At least " + minimum;
		return maximum == null ? "" : "At most " + maximum;
	}

	private static String sentences(final String... parts) {
		final StringBuilder text = new StringBuilder();
		for (final String part : parts) {
			if (part == null || part.isEmpty()) continue;
			text.append(text.length() == 0 ? "" : " ").append(part);
			if (!part.matches("(?s).*[.!?:]")) text.append('.');
		}
		return text.toString();
	}

	private static ITypeConverter<Object> reader(
		final ITypeConverter<Object> reader)
	{
		return text -> {
			try {
				return reader.convert(text);
			}
			catch (final InvalidPathException e) {
				throw new TypeConversionException("'" + text + "' is not a path");
			}
			catch (final IllegalArgumentException e) {
				throw new TypeConversionException(e.getMessage());
			}
		};
	}
}
