package sc.fiji.superres.dictionary;

import sc.fiji.superres.block.EnumNames;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.filter.EdgeFilter;
import sc.fiji.superres.filter.FourierFilter;
import sc.fiji.superres.filter.FourierSettings;
import sc.fiji.superres.filter.Rolloff;

/** The features of a patch: its high frequencies, linear in the values. */
public enum Feature {

		/**
		 * Edge enhancement: the first and second derivatives along x and y of the
		 * interpolated image.
		 */
		DERIVATIVES(2) {

			@Override
			float[] of(final Plane image, final int start, final int side) {
				final float[] features = new float[4 * side * side];
				for (int map = 0; map < 4; map++) {
					cut(new Plane(EdgeFilter.derivative(map / 2, map % 2 + 1).plane(image
						.samples(), image.width(), image.height()), image.width(), image
							.height()), start, side, features, map * side * side);
				}
				return features;
			}
		},

		/**
		 * The patch of the interpolated image without its low frequencies, by a
		 * Fourier transform of the patch: waves longer than twice its side are
		 * removed by a Gaussian filter.
		 */
		FOURIER(0) {

			@Override
			float[] of(final Plane image, final int start, final int side) {
				final float[] patch = new float[side * side];
				cut(image, start, side, patch, 0);
				return side == 1 ? patch : FourierFilter.of(FourierSettings.high(Rolloff
					.gaussian(), 0.5 / side)).plane(patch, side, side);
			}
		};

	private final int reach;

	Feature(final int reach) {
		this.reach = reach;
	}

	/**
	 * Returns a feature by its name in lower case.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static Feature named(final String name) {
		return EnumNames.find(Feature.class, "feature", name);
	}

	/** Returns the pixels around a patch that its features depend on. */
	int reach() {
		return reach;
	}

	/**
	 * Computes the features of a patch.
	 *
	 * @param image the interpolated image
	 * @param start first column and row of the patch
	 * @param side columns and rows of the patch
	 */
	abstract float[] of(Plane image, int start, int side);

	@Override
	public String toString() {
		return EnumNames.of(this);
	}

	private static void cut(final Plane image, final int start, final int side,
		final float[] target, final int at)
	{
		for (int y = 0; y < side; y++)
			System.arraycopy(image.samples(), (start + y) * image.width() + start,
				target, at + y * side, side);
	}
}
