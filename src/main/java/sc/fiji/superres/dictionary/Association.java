package sc.fiji.superres.dictionary;

import java.util.Locale;

/**
 * How a regressor is made for each anchor. With x the features of a patch,
 * scaled to length 1, and h its high-resolution patch scaled as much, a
 * regressor R is fitted to pairs (x, h) by ridge regression, R = H X' (X X' + 0.1
 * I)^-1.
 */
public enum Association {

		/**
		 * The pair nearest to the anchor alone: R = h x' (W. T. Freeman, T. R. Jones,
		 * E. C. Pasztor, Example-based super-resolution, 2002).
		 */
		PAIR(1),

		/**
		 * Anchored neighbourhood regression: fitted to the nearest 40 anchors, with
		 * the mean high-resolution patch of each (R. Timofte, V. De Smet, L. Van
		 * Gool, 2013).
		 */
		ANR(256),

		/** A+: fitted to the nearest 2048 training patches (the same, 2014). */
		APLUS(2048);

	private final int neighbours;

	Association(final int neighbours) {
		this.neighbours = neighbours;
	}

	/**
	 * Returns an association by its name in lower case.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static Association named(final String name) {
		for (final Association association : values())
			if (association.toString().equals(name)) return association;
		throw new IllegalArgumentException("There is no association '" + name +
			"': choose aplus, anr or pair");
	}

	/** Returns the number of training patches that each anchor looks at. */
	int neighbours() {
		return neighbours;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}
}
