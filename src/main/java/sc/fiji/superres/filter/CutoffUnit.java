package sc.fiji.superres.filter;

import sc.fiji.superres.block.EnumNames;
import sc.fiji.superres.block.WrongUsage;

/** The units of a cut-off, and their conversion to frequencies. */
public enum CutoffUnit {

		/** A wavelength in pixels, at least 2. */
		PIXELS,

		/** A wavelength in the unit of the pixel size, at least 2 pixels. */
		CALIBRATED {

			@Override
			public PixelSize axes(final double width, final double height) {
				return new PixelSize(width, height);
			}
		},

		/** A fraction of the largest frequency, above 0 and at most 1. */
		NYQUIST {

			@Override
			public double frequency(final String key, final double value,
				final PixelSize axes)
			{
				if (value > 0 && value <= 1) return value * axes.nyquist();
				throw new WrongUsage(key + "=" + value +
					": a fraction of the Nyquist frequency is above 0 and at most 1");
			}
		};

	/**
	 * Returns a unit by its name in lower case.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static CutoffUnit named(final String name) {
		return EnumNames.find(CutoffUnit.class, "unit of cut-offs", name);
	}

	/**
	 * Returns the pixel size in the unit of frequencies.
	 *
	 * @param width the image's calibrated pixel width; ignored unless the unit is
	 *          calibrated
	 * @param height the same along y
	 */
	public PixelSize axes(final double width, final double height) {
		return PixelSize.ONE;
	}

	/**
	 * Returns the frequency of a cut-off.
	 *
	 * @param key the user's name for the value, for the message
	 * @param value as given by the user
	 * @param axes as returned by {@link #axes}
	 * @return cycles per unit of the pixel size
	 * @throws IllegalArgumentException if it is not in the range of the unit
	 */
	public double frequency(final String key, final double value,
		final PixelSize axes)
	{
		final double least = 1 / axes.nyquist();
		if (value >= least * (1 - FourierSettings.ROUNDING) &&
			value < Double.POSITIVE_INFINITY) return 1 / value;
		throw new WrongUsage(key + "=" + value +
			": a wavelength is at least 2 pixels (the Nyquist limit), here " + least);
	}
}
