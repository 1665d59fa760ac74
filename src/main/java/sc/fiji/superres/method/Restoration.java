package sc.fiji.superres.method;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import net.imglib2.Dimensions;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Chain;
import sc.fiji.superres.block.Decimal;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.filter.NonLocalMeans;
import sc.fiji.superres.filter.RichardsonLucy;

/**
 * A simple alternative to models that know noise or blur: the image is denoised
 * or deconvolved, and enlarged by bicubic, by any scale.
 * <p>
 * Names are {@value #LUCY} and {@value #MEANS}, with values in parentheses that
 * are else measured or usual: {@code richardson-lucy(sigma=1.5,iterations=50)}.
 * </p>
 *
 * @param name as it was asked for
 * @param filter what comes before bicubic
 */
record Restoration(String name, MeasuredFilter filter) implements Method {

	static final String LUCY = "richardson-lucy";
	static final String MEANS = "non-local-means";

	/** The names without values. */
	static final List<String> NAMES = List.of(LUCY, MEANS);

	private static final Pattern FORM = Pattern.compile("(" + LUCY + "|" + MEANS +
		")(?:\\((.*)\\))?");

	/**
	 * Finds a method.
	 *
	 * @return empty where the name is none of these
	 * @throws IllegalArgumentException if a value is unknown or out of its limits
	 */
	static Optional<Method> named(final String name) {
		final Matcher form = FORM.matcher(name);
		if (!form.matches()) return Optional.empty();
		final boolean lucy = LUCY.equals(form.group(1));
		final Map<String, Double> values = new LinkedHashMap<>();
		values.put("photons", 0.0);
		values.put("noise", 0.0);
		if (lucy) {
			values.put("sigma", 0.0);
			values.put("iterations", (double) RichardsonLucy.ITERATIONS);
		}
		else values.put("strength", NonLocalMeans.STRENGTH);
		if (form.group(2) != null) read(name, form.group(2), values);
		return Optional.of(new Restoration(name, lucy ? MeasuredFilter.deconvolution(
			values.get("sigma"), values.get("iterations").intValue(), values.get(
				"photons"), values.get("noise")) : MeasuredFilter.denoising(values.get(
					"strength"), values.get("photons"), values.get("noise"))));
	}

	@Override
	public double scale(final String scale) {
		if (scale.strip().startsWith(ALONG_Z)) throw new WrongScale("The model " +
			name + " enlarges x and y, not by " + scale +
			": choose an interpolation or a model along z");
		return new Interpolation("bicubic").scale(scale);
	}

	@Override
	public Upscaler open(final String scale, final Progress progress) {
		return new Restored(filter, new Interpolation("bicubic").open(ScaleFactor
			.format(scale(scale)), progress));
	}

	// -- Helper methods --

	private static void read(final String name, final String text,
		final Map<String, Double> values)
	{
		for (final String part : text.split(",")) {
			final int equals = part.indexOf('=');
			final String key = part.substring(0, Math.max(0, equals)).strip();
			if (!values.containsKey(key)) throw new WrongUsage("model=" +
				name + ": choose values of " + String.join(", ", values.keySet()) +
				", as in " + LUCY + "(sigma=1)");
			try {
				values.put(key, Decimal.parse(part.substring(equals + 1).strip())
					.doubleValue());
			}
			catch (final NumberFormatException exc) {
				throw new WrongUsage("model=" + name + ": " + part
					.strip() + " is no number", exc);
			}
		}
	}

	/** A filter, and an enlargement. */
	private record Restored(BlockOperation filter, Upscaler enlargement) implements
		Upscaler
	{

		@Override
		public int channels() {
			return 1;
		}

		@Override
		public double scale(final int axis) {
			return enlargement.scale(axis);
		}

		@Override
		public long halo(final int axis) {
			return axis == 2 ? 0 : Chain.halo(filter.halo(axis), 1, enlargement.halo(
				axis));
		}

		@Override
		public PreparedOperation prepare(final Dimensions size,
			final Intensities... intensities)
		{
			return new Chain(filter.prepare(size, intensities), enlargement.prepare(
				size, intensities));
		}
	}
}
