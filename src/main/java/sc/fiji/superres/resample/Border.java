package sc.fiji.superres.resample;

/** What lies outside of the plane, for a kernel that reaches there. */
public enum Border {

		/** Mirrored about the outer edge of the border pixel: c b a | a b c. */
		SYMMETRIC {

			@Override
			int inside(final long index, final int size) {
				final long phase = Math.floorMod(index, 2L * size);
				return (int) Math.min(phase, 2L * size - 1 - phase);
			}
		},

		/** The border pixel goes on: a a a | a b c. */
		REPLICATE {

			@Override
			int inside(final long index, final int size) {
				return (int) Math.max(0, Math.min(index, size - 1));
			}
		};

	/** Gives the sample that stands for any index. */
	abstract int inside(long index, int size);
}
