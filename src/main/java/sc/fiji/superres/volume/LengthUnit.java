package sc.fiji.superres.volume;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Units of length, by the names that OME-Zarr, ImageJ and microscopes give them.
 */
public enum LengthUnit {

		/** 1e-9 m. */
		NANOMETER(1, List.of("nm", "nanometre")),

		/** 1e-6 m, as ImageJ writes it with a Greek letter or without. */
		MICROMETER(1e3, List.of("\u00b5m", "\u03bcm", "um", "micron", "microns",
			"micrometre")),

		/** 1e-3 m. */
		MILLIMETER(1e6, List.of("mm", "millimetre")),

		/** 1e-2 m. */
		CENTIMETER(1e7, List.of("cm", "centimetre")),

		/** 1 m. */
		METER(1e9, List.of("m", "metre"));

	private final double nanometers;
	/** The first is its symbol. */
	private final List<String> aliases;

	LengthUnit(final double nanometers, final List<String> aliases) {
		this.nanometers = nanometers;
		this.aliases = aliases;
	}

	/** Returns how many nanometers it has. */
	public double nanometers() {
		return nanometers;
	}

	/** Returns its name in OME-Zarr. */
	public String ome() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Returns its symbol, as ImageJ writes it. */
	public String symbol() {
		return aliases.get(0);
	}

	/**
	 * Finds a unit.
	 *
	 * @param name in any case, with spaces around it; null is none
	 * @return empty where it is no unit of length, such as pixel
	 */
	public static Optional<LengthUnit> named(final String name) {
		final String plain = name == null ? "" : name.strip().toLowerCase(
			Locale.ROOT);
		return Stream.of(values()).filter(unit -> unit.ome().equals(plain) ||
			unit.aliases.contains(plain)).findFirst();
	}

	/**
	 * Returns how many times as long as another a unit is: a micron has 1000 nm.
	 *
	 * @param unit such as micron
	 * @param of such as nm
	 * @return empty where they cannot be compared; 1 where they are equal, whatever
	 *         they are
	 */
	public static OptionalDouble ratio(final String unit, final String of) {
		if (String.valueOf(unit).equals(of)) return OptionalDouble.of(1);
		final Optional<LengthUnit> first = named(unit);
		final Optional<LengthUnit> second = named(of);
		return first.isPresent() && second.isPresent() ? OptionalDouble.of(first.get()
			.nanometers / second.get().nanometers) : OptionalDouble.empty();
	}
}
