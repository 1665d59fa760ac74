package sc.fiji.superres.learn;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import sc.fiji.superres.degrade.PairRegistration;
import sc.fiji.superres.degrade.PairRegistration.Intensity;

/** Describes how measured pairs were registered, for the log and the card. */
final class Registrations {

	private Registrations() {
		// Static methods only.
	}

	/**
	 * Returns the ranges of all that was found, in one line.
	 *
	 * @param all at least one
	 */
	static String describe(final List<PairRegistration> all) {
		final List<Intensity> channels = all.stream().flatMap(
			registration -> registration.channels().stream()).toList();
		return "shift " + range("%.2f", all, PairRegistration::x) + ", " + range(
			"%.2f", all, PairRegistration::y) + " LR pixels, gain " + range("%.3g",
				channels, Intensity::gain) + ", offset " + range("%.4g", channels,
					Intensity::offset) + ", blur " + range("%.1f", all,
						PairRegistration::blur) + " LR pixels, correlation " + range(
							"%.2f", all, PairRegistration::correlation);
	}

	private static <T> String range(final String format, final List<T> all,
		final ToDoubleFunction<T> value)
	{
		final String low = text(format, all.stream().mapToDouble(value).min()
			.orElseThrow());
		final String high = text(format, all.stream().mapToDouble(value).max()
			.orElseThrow());
		return low.equals(high) ? low : low + " to " + high;
	}

	private static String text(final String format, final double value) {
		// No minus before a zero.
		return String.format(Locale.ROOT, format, value).replaceFirst("^-(?=[0.]*$)",
			"");
	}
}
