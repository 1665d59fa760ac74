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
 */
public record EnlargeSettings(String method, int tile,
	Optional<IntensityRange> range, String region, String color)
{

	/** The whole image is enlarged. */
	public static final String IMAGE = "image";

	/** The bounding box of the selection is enlarged, in all planes. */
	public static final String SELECTION = "selection";

	/** RGB: luma by the method, chroma by bicubic interpolation. */
	public static final String LUMA = "luma";

	/** RGB: red, green and blue each by the method. */
	public static final String CHANNELS = "channels";

	private static final List<String> REGIONS = List.of(IMAGE, SELECTION);
	private static final List<String> COLORS = List.of(LUMA, CHANNELS);

	public EnlargeSettings {
		if (method == null || method.isBlank()) throw new IllegalArgumentException(
			"The method has no name: say what enlarges, for the Info property");
		if (tile < 0) throw new IllegalArgumentException("tile=" + tile +
			": the side of a tile must be positive, or 0 for automatic");
		require("region", region, REGIONS);
		require("color", color, COLORS);
	}

	/** The whole image, its own range, tiles as the method likes, RGB by luma. */
	public static EnlargeSettings of(final String method) {
		return new EnlargeSettings(method, 0, Optional.empty(), IMAGE, LUMA);
	}

	private static void require(final String key, final String value,
		final List<String> choices)
	{
		if (!choices.contains(value)) throw new IllegalArgumentException(key + "=" +
			value + ": choose one of " + String.join(", ", choices));
	}
}
