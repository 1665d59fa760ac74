package sc.fiji.superres.block;

/** What lies outside of the plane, for a kernel that reaches there. */
public enum Border {

		/** Mirrored about the outer edge of the border pixel: c b a | a b c. */
		SYMMETRIC {

			@Override
			public int inside(final long index, final int size) {
				final long phase = Math.floorMod(index, 2L * size);
				return (int) Math.min(phase, 2L * size - 1 - phase);
			}
		},

		/** The border pixel goes on: a a a | a b c. */
		REPLICATE {

			@Override
			public int inside(final long index, final int size) {
				return (int) Math.max(0, Math.min(index, size - 1));
			}
		};

	/**
	 * Returns a border rule by its name in lower case.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static Border named(final String name) {
		return EnumNames.find(Border.class, "border rule", name);
	}

	/** Returns the sample that stands for any index. */
	public abstract int inside(long index, int size);
}
