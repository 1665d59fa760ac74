package sc.fiji.superres.resample;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

import sc.fiji.superres.block.WrongUsage;

/**
 * The weight of each source sample by its distance from the position of the
 * target sample. Distances are in source pixels; weights are normalized to a
 * sum of 1 if they are used.
 * <ul>
 * <li><b>nearest</b>: the nearest sample, the higher one of two; never
 * stretched, so it keeps labels.</li>
 * <li><b>area</b>: the average over the footprint of the target pixel, with
 * fractional coverage of the pixels at its edge. Its width is that footprint,
 * with or without antialiasing. When shrinking by a whole number, it is the
 * average of the block, OpenCV's {@code INTER_AREA}; when enlarging by a whole
 * number, pixels are repeated.</li>
 * <li><b>bilinear</b>: 1 - |d|.</li>
 * <li><b>bicubic</b>: a = -0.5 (B = 0, C = 0.5), Catmull-Rom, MATLAB's.
 * <b>bicubic-opencv</b>: a = -0.75 (B = 0, C = 0.75). <b>mitchell</b>: B = C =
 * 1/3. <b>bspline</b>: B = 1, C = 0, which smooths.</li>
 * <li><b>lanczos2</b>, <b>lanczos3</b>, <b>lanczos4</b>: sinc(d) sinc(d / n),
 * |d| &lt; n. OpenCV's {@code INTER_LANCZOS4} is the last one.</li>
 * </ul>
 * Reference: D. Mitchell, A. Netravali, Reconstruction filters in computer
 * graphics, SIGGRAPH 1988.
 */
public abstract class Kernel {

	// The names, as constants for declarations.
	public static final String NEAREST = "nearest";
	public static final String AREA = "area";
	public static final String BILINEAR = "bilinear";
	public static final String BICUBIC = "bicubic";
	public static final String BICUBIC_OPENCV = "bicubic-opencv";
	public static final String MITCHELL = "mitchell";
	public static final String BSPLINE = "bspline";
	public static final String LANCZOS2 = "lanczos2";
	public static final String LANCZOS3 = "lanczos3";
	public static final String LANCZOS4 = "lanczos4";

	/** The list of names, for declarations. */
	public static final String LIST = NEAREST + ", " + AREA + ", " + BILINEAR +
		", " + BICUBIC + ", " + BICUBIC_OPENCV + ", " + MITCHELL + ", " + BSPLINE +
		", " + LANCZOS2 + ", " + LANCZOS3 + ", " + LANCZOS4;

	private static final Map<String, Kernel> PRESETS = presets();

	private final String name;

	private Kernel(final String name) {
		this.name = name;
	}

	/**
	 * Returns a kernel by its name.
	 *
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           names
	 */
	public static Kernel named(final String name) {
		final Kernel kernel = PRESETS.get(name);
		if (kernel == null) throw new WrongUsage(
			"No interpolation is called '" + name + "': choose one of " + String.join(
				", ", names()));
		return kernel;
	}

	/** Lists the names that {@link #named} knows. */
	public static List<String> names() {
		return List.copyOf(PRESETS.keySet());
	}

	/** Returns the name that dialogs, macros and tables show. */
	public String name() {
		return name;
	}

	@Override
	public String toString() {
		return name;
	}

	/**
	 * Returns the distance from which on weights are 0.
	 *
	 * @param step source pixels per target pixel
	 * @param antialias whether the kernel is stretched by a step above 1
	 */
	abstract double radius(double step, boolean antialias);

	/**
	 * Returns the weight of a source sample.
	 *
	 * @param distance position of the target sample minus that of the source
	 *          sample
	 */
	abstract double weight(double distance, double step, boolean antialias);

	private static Map<String, Kernel> presets() {
		final Map<String, Kernel> all = new LinkedHashMap<>();
		for (final Kernel kernel : List.of( //
			new Nearest(), new Area(), //
			new Interpolation(BILINEAR, 1, d -> 1 - d), //
			bicubic(BICUBIC, 0, 0.5), bicubic(BICUBIC_OPENCV, 0, 0.75), //
			bicubic(MITCHELL, 1.0 / 3, 1.0 / 3), bicubic(BSPLINE, 1, 0), //
			lanczos(LANCZOS2, 2), lanczos(LANCZOS3, 3), lanczos(LANCZOS4, 4)))
		{
			all.put(kernel.name, kernel);
		}
		return Collections.unmodifiableMap(all);
	}

	/** Returns the cubic kernel of Mitchell and Netravali. */
	private static Kernel bicubic(final String name, final double b,
		final double c)
	{
		return new Interpolation(name, 2, d -> d < 1 //
			? ((12 - 9 * b - 6 * c) * d * d * d + (-18 + 12 * b + 6 * c) * d * d + 6 -
				2 * b) / 6 //
			: ((-b - 6 * c) * d * d * d + (6 * b + 30 * c) * d * d + (-12 * b - 48 *
				c) * d + 8 * b + 24 * c) / 6);
	}

	private static Kernel lanczos(final String name, final int lobes) {
		return new Interpolation(name, lobes, //
			d -> sinc(d) * sinc(d / lobes));
	}

	private static double sinc(final double x) {
		return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
	}

	/** A function of the distance alone, stretched to antialias. */
	private static final class Interpolation extends Kernel {

		private final double support;
		private final DoubleUnaryOperator weight;

		private Interpolation(final String name, final double support,
			final DoubleUnaryOperator weight)
		{
			super(name);
			this.support = support;
			this.weight = weight;
		}

		@Override
		double radius(final double step, final boolean antialias) {
			return support * stretch(step, antialias);
		}

		@Override
		double weight(final double distance, final double step,
			final boolean antialias)
		{
			final double d = Math.abs(distance) / stretch(step, antialias);
			return d < support ? weight.applyAsDouble(d) : 0;
		}

		private static double stretch(final double step, final boolean antialias) {
			return antialias ? Math.max(1, step) : 1;
		}
	}

	private static final class Nearest extends Kernel {

		private Nearest() {
			super(NEAREST);
		}

		@Override
		double radius(final double step, final boolean antialias) {
			return 0.5;
		}

		@Override
		double weight(final double distance, final double step,
			final boolean antialias)
		{
			return -0.5 <= distance && distance < 0.5 ? 1 : 0;
		}
	}

	/** The overlap of a source pixel and the footprint. */
	private static final class Area extends Kernel {

		private Area() {
			super(AREA);
		}

		@Override
		double radius(final double step, final boolean antialias) {
			return (1 + step) / 2;
		}

		@Override
		double weight(final double distance, final double step,
			final boolean antialias)
		{
			return Math.max(0, Math.min(Math.min(1, step), (1 + step) / 2 - Math.abs(
				distance)));
		}
	}
}
