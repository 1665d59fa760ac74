package sc.fiji.superres.training;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import sc.fiji.superres.block.WrongUsage;

/**
 * Steps over which the learning rate falls to 0. A later one takes over where it
 * begins, from the rate that is reached there.
 *
 * @param from step from which the rate falls
 * @param to step at which it is 0
 */
public record Decay(int from, int to) {

	/** Begins later than any training ends. */
	static final Decay NEVER = new Decay(Integer.MAX_VALUE - 1,
		Integer.MAX_VALUE);

	/** Checks the order. */
	public Decay {
		if (from < 0 || to <= from) throw new WrongUsage("decay=" + from + "-" + to +
			" is not valid: choose two steps, the first from 0 on, the second after it");
	}

	/**
	 * Reads a list.
	 *
	 * @param text such as {@code 600-1200,900-1100}; none if blank
	 * @throws IllegalArgumentException if it is none; the message holds it
	 */
	public static List<Decay> parse(final String text) {
		final List<Decay> decays = new ArrayList<>();
		if (text.isBlank()) return decays;
		for (final String part : text.split(",", -1)) {
			final String[] ends = part.strip().split("\\s*-\\s*", -1);
			try {
				if (ends.length != 2) throw new NumberFormatException(part);
				decays.add(new Decay(Integer.parseInt(ends[0]), Integer.parseInt(
					ends[1])));
			}
			catch (final NumberFormatException e) {
				throw new WrongUsage("decay=" + text + " is not valid: give steps such " +
					"as 600-1000, or a list such as 600-1200,900-1100", e);
			}
		}
		return decays;
	}

	/** Writes a list as {@link #parse} reads it. */
	public static String text(final List<Decay> decays) {
		return decays.stream().map(decay -> decay.from + "-" + decay.to).collect(
			Collectors.joining(","));
	}

	/**
	 * Returns how much of the decay is done.
	 *
	 * @param decays in order of their beginnings
	 * @return 0 before the first, 1 at the end of the last
	 */
	static double share(final List<Decay> decays, final long step) {
		double share = 0;
		for (int i = 0; i < decays.size() && step > decays.get(i).from; i++) {
			final Decay decay = decays.get(i);
			final long next = i + 1 < decays.size() ? decays.get(i + 1).from
				: decay.to;
			share += (1 - share) * (Math.min(step, Math.min(next, decay.to)) -
				decay.from) / (decay.to - decay.from);
		}
		return share;
	}
}
