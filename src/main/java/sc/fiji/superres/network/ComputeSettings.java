package sc.fiji.superres.network;

/**
 * How networks are run.
 *
 * @param device where
 * @param precision the numbers that they compute in
 */
public record ComputeSettings(Device device, Precision precision) {

	/** What is taken where nothing is said. */
	public static final ComputeSettings DEFAULT = on(Device.AUTO);

	/** Returns settings for a device, in float32. */
	public static ComputeSettings on(final Device device) {
		return new ComputeSettings(device, Precision.FLOAT32);
	}

	/**
	 * Returns the settings of two words.
	 *
	 * @throws IllegalArgumentException if there is no such device or precision; the
	 *           message lists the words
	 */
	public static ComputeSettings of(final String device,
		final String precision)
	{
		return new ComputeSettings(Device.of(device), Precision.of(precision));
	}
}
