package sc.fiji.superres.learn;

import sc.fiji.superres.block.EnumNames;

/** What a network is taught by. */
public enum Supervision {

		/** LR/HR pairs, made by a degradation or measured. */
		PAIRS,

		/** Noisy images alone, some pixels of which are hidden and predicted. */
		BLIND_SPOT;

	/**
	 * Returns one by its name.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static Supervision named(final String name) {
		return EnumNames.find(Supervision.class, "supervision", name);
	}

	@Override
	public String toString() {
		return EnumNames.of(this);
	}
}
