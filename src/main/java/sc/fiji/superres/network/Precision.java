package sc.fiji.superres.network;

import sc.fiji.superres.block.EnumNames;

/** The numbers that a network computes in. */
public enum Precision {

		/** 32 bits, as it was trained. */
		FLOAT32,

		/** 16 bits in the trained layers, see {@link Bfloat16}. */
		BFLOAT16,

		/**
		 * 16 bits where they are much faster on this machine and change the result
		 * little, see {@link FasterNetwork}.
		 */
		AUTO;

	/**
	 * Returns the precision of a word.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           words
	 */
	public static Precision of(final String word) {
		return EnumNames.find(Precision.class, "precision", word);
	}

	/** Returns its word. */
	@Override
	public String toString() {
		return EnumNames.of(this);
	}
}
