package sc.fiji.superres.image;

import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.block.channel.IntensityRange;

/**
 * How an image is enlarged, apart from the method itself.
 *
 * @param method description of the method, in lines; written to the result's Info
 *          property
 * @param tile desired side of a tile in target pixels; 0 lets the method choose
 * @param range the values that stand for black and white; empty for the rule of
 *          {@link ImageEnlarger}
 * @param region the part of the image to enlarge
 * @param color how RGB images are enlarged by a method of one channel
 * @param depth the type of the result
 * @param suffix suffix of the result's title; empty for the scale
 */
public record EnlargeSettings(String method, int tile,
	Optional<IntensityRange> range, Region region, Colors color, Depth depth,
	String suffix)
{

	/** The word for {@link Region#IMAGE}. */
	public static final String IMAGE = "image";

	/** The word for {@link Region#SELECTION}. */
	public static final String SELECTION = "selection";

	/** The word for {@link Colors#LUMA}. */
	public static final String LUMA = "luma";

	/** The word for {@link Colors#CHANNELS}. */
	public static final String CHANNELS = "channels";

	/** The word for {@link Depth#SAME}. */
	public static final String SAME = "same";

	/** The word for {@link Depth#FLOAT}. */
	public static final String FLOAT = "32-bit";

	/** A choice that commands and macros write as a word. */
	private interface Word {

		String word();

		/**
		 * Returns the choice of a word.
		 *
		 * @throws IllegalArgumentException if there is none; the message lists the
		 *           words
		 */
		static <W extends Word> W find(final String key, final String word,
			final W[] choices)
		{
			for (final W choice : choices)
				if (choice.word().equals(word)) return choice;
			throw new WrongUsage(key + "=" + word + ": choose one of " +
				Stream.of(choices).map(Word::word).collect(Collectors.joining(", ")));
		}
	}

	/** The part of an image to process. */
	public enum Region implements Word {

			/** The whole image. */
			IMAGE(EnlargeSettings.IMAGE),

			/** The bounding box of the selection, in all planes. */
			SELECTION(EnlargeSettings.SELECTION);

		private final String word;

		Region(final String word) {
			this.word = word;
		}

		@Override
		public String word() {
			return word;
		}

		/** @throws IllegalArgumentException if there is no such region */
		public static Region of(final String word) {
			return Word.find("region", word, values());
		}
	}

	/** How RGB images are processed. */
	public enum Colors implements Word {

			/** Luma by the method, chroma by bicubic interpolation. */
			LUMA(EnlargeSettings.LUMA),

			/** Red, green and blue separately by the method. */
			CHANNELS(EnlargeSettings.CHANNELS);

		private final String word;

		Colors(final String word) {
			this.word = word;
		}

		@Override
		public String word() {
			return word;
		}

		/** @throws IllegalArgumentException if there is no such choice */
		public static Colors of(final String word) {
			return Word.find("color", word, values());
		}
	}

	/** The type of a result. */
	public enum Depth implements Word {

			/** The type of the source: integers are rounded and clipped. */
			SAME(EnlargeSettings.SAME),

			/**
			 * 32-bit: signed, unrounded results in calibrated values; one channel of
			 * luma for RGB.
			 */
			FLOAT(EnlargeSettings.FLOAT);

		private final String word;

		Depth(final String word) {
			this.word = word;
		}

		@Override
		public String word() {
			return word;
		}

		/** @throws IllegalArgumentException if there is no such depth */
		public static Depth of(final String word) {
			return Word.find("depth", word, values());
		}
	}

	public EnlargeSettings {
		if (method == null || method.isBlank()) throw new IllegalArgumentException(
			"The method has no name: describe it, for the Info property");
		if (tile < 0) throw new WrongUsage("tile=" + tile +
			": the side of a tile must be positive, or 0 for automatic");
	}

	/** Settings with the type of the source, and the scale in the title. */
	public EnlargeSettings(final String method, final int tile,
		final Optional<IntensityRange> range, final String region,
		final String color)
	{
		this(method, tile, range, Region.of(region), Colors.of(color), Depth.SAME,
			"");
	}

	/**
	 * Returns default settings: the whole image, its own range, tiles chosen by
	 * the method, RGB by luma.
	 */
	public static EnlargeSettings of(final String method) {
		return new EnlargeSettings(method, 0, Optional.empty(), IMAGE, LUMA);
	}

	/**
	 * Returns settings for methods of scale 1: tiles chosen by the method, and
	 * RGB by channels if it stays RGB.
	 *
	 * @param suffix suffix of the result's title, as in {@code cells-edges}
	 */
	public static EnlargeSettings filter(final String method,
		final String suffix, final String region, final String depth)
	{
		return new EnlargeSettings(method, 0, Optional.empty(), Region.of(region),
			Colors.CHANNELS, Depth.of(depth), suffix);
	}

	/** Returns the same settings with another description of the method. */
	public EnlargeSettings by(final String other) {
		return new EnlargeSettings(other, tile, range, region, color, depth, suffix);
	}

	/** Returns whether the result is 32-bit, regardless of the source. */
	boolean floats() {
		return depth == Depth.FLOAT;
	}
}
