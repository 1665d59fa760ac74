package sc.fiji.superres.block;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the constants of an enum by the words that users write. */
public final class EnumNames {

	private EnumNames() {
		// Static methods only.
	}

	/**
	 * Returns a constant by its name in lower case.
	 *
	 * @param type the enum
	 * @param what what kind of thing its constants are, for the message
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static <E extends Enum<E>> E find(final Class<E> type,
		final String what, final String name)
	{
		return Stream.of(type.getEnumConstants()).filter(constant -> of(constant)
			.equals(name)).findFirst().orElseThrow(() -> new WrongUsage(
				"There is no " + what + " '" + name + "': choose one of " + Stream.of(
					type.getEnumConstants()).map(EnumNames::of).collect(Collectors
						.joining(", "))));
	}

	/** Returns the name of a constant in lower case, with hyphens. */
	public static String of(final Enum<?> constant) {
		return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
	}
}
