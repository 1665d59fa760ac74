package sc.fiji.superres.image;

import java.util.List;
import java.util.Optional;

/**
 * How an image is enlarged, apart from the method itself.
 *
 * @param method what enlarges, in words; written to the result's Info property
 * @param tile wished side of a tile in target pixels; 0 lets the method choose
 * @param range the values that stand for black and white; empty for the rule of
 *          {@link ImageEnlarger}
 * @param region {@link #IMAGE} or {@link #SELECTION}
 * @param color {@link #LUMA} or {@link #CHANNELS}: what happens to RGB images
 *          where the method enlarges one channel at a time
 * @param depth {@link #SAME} or {@link #FLOAT}: the type of the result
 * @param suffix ends the title of the result; empty for the scale
 */
public record EnlargeSettings(String method, int tile,
	Optional<IntensityRange> range, String region, String color, String depth,
	String suffix)
{

	/** The whole image is enlarged. */
	public static final String IMAGE = "image";

	/** The bounding box of the selection is enlarged, in all planes. */
	public static final String SELECTION = "selection";

	/** RGB: luma by the method, chroma by bicubic interpolation. */
	public static final String LUMA = "luma";

	/** RGB: red, green and blue each by the method. */
	public static final String CHANNELS = "channels";

	/** The type of the source: rounded and clipped where it is whole numbers. */
	public static final String SAME = "same";

	/**
	 * 32-bit, signed results as they are, in calibrated values; one channel of
	 * luma for RGB.
	 */
	public static final String FLOAT = "32-bit";

	private static final List<String> REGIONS = List.of(IMAGE, SELECTION);
	private static final List<String> COLORS = List.of(LUMA, CHANNELS);
	private static final List<String> DEPTHS = List.of(SAME, FLOAT);

	public EnlargeSettings {
		if (method == null || method.isBlank()) throw new IllegalArgumentException(
			"The method has no name: say what enlarges, for the Info property");
		if (tile < 0) throw new IllegalArgumentException("tile=" + tile +
			": the side of a tile must be positive, or 0 for automatic");
		requireRegion(region);
		require("color", color, COLORS);
		require("depth", depth, DEPTHS);
	}

	/** The type of the source, titled by the scale. */
	public EnlargeSettings(final String method, final int tile,
		final Optional<IntensityRange> range, final String region,
		final String color)
	{
		this(method, tile, range, region, color, SAME, "");
	}

	/** The whole image, its own range, tiles as the method likes, RGB by luma. */
	public static EnlargeSettings of(final String method) {
		return new EnlargeSettings(method, 0, Optional.empty(), IMAGE, LUMA);
	}

	/**
	 * For methods of scale 1: tiles as the method likes, and RGB by channels
	 * where it stays RGB.
	 *
	 * @param suffix ends the title of the result, as in {@code cells-edges}
	 */
	public static EnlargeSettings filter(final String method,
		final String suffix, final String region, final String depth)
	{
		return new EnlargeSettings(method, 0, Optional.empty(), region, CHANNELS,
			depth, suffix);
	}

	/** Returns whether the result is 32-bit, whatever the source. */
	boolean floats() {
		return depth.equals(FLOAT);
	}

	static void requireRegion(final String region) {
		require("region", region, REGIONS);
	}

	private static void require(final String key, final String value,
		final List<String> choices)
	{
		if (!choices.contains(value)) throw new IllegalArgumentException(key + "=" +
			value + ": choose one of " + String.join(", ", choices));
	}
}
