package sc.fiji.superres.dictionary;

import sc.fiji.superres.block.EnumNames;
import sc.fiji.superres.model.About.Citation;

/**
 * How the regressor of each anchor is fitted. With x the features of a patch,
 * scaled to length 1, and h its HR patch scaled by the same factor, a regressor
 * R is fitted to pairs (x, h) by ridge regression, R = H X' (X X' + 0.1 I)^-1.
 */
public enum Association {

		/**
		 * The single pair nearest to the anchor: R = h x' (Freeman et al. 2002).
		 */
		PAIR(1, "W. T. Freeman, T. R. Jones, E. C. Pasztor: Example-Based " +
			"Super-Resolution, IEEE Computer Graphics and Applications 22 (2002) " +
			"56-65", "10.1109/38.988747"),

		/**
		 * Anchored neighborhood regression: fitted to the nearest 40 anchors, with
		 * the mean HR patch of each (Timofte et al. 2013).
		 */
		ANR(256, "R. Timofte, V. De Smet, L. Van Gool: Anchored Neighborhood " +
			"Regression for Fast Example-Based Super-Resolution, ICCV 2013",
				"10.1109/ICCV.2013.241"),

		/** A+: fitted to the nearest 2048 training patches (the same, 2014). */
		APLUS(2048, "R. Timofte, V. De Smet, L. Van Gool: A+: Adjusted Anchored " +
			"Neighborhood Regression for Fast Super-Resolution, ACCV 2014",
				"10.1007/978-3-319-16817-3_8");

	private final int neighbours;
	private final Citation cite;

	Association(final int neighbours, final String text, final String doi) {
		this.neighbours = neighbours;
		cite = new Citation(text, doi, "");
	}

	/**
	 * Returns an association by its name in lower case.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static Association named(final String name) {
		return EnumNames.find(Association.class, "association", name);
	}

	/** Returns the work to cite. */
	Citation cite() {
		return cite;
	}

	/** Returns the number of training patches used for each anchor. */
	int neighbours() {
		return neighbours;
	}

	@Override
	public String toString() {
		return EnumNames.of(this);
	}
}
