package sc.fiji.superres.build;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;


import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.quality.Consistency;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * Plants patches of other images into results, and counts how often the
 * consistency map and the error map find them. Arguments: the model, of scale 2
 * and one channel, a folder of images at high resolution, the number of cases,
 * and by how much of the range a patch changes the result at least (root mean
 * square).
 * <p>
 * A patch is found by a map if its mean there is beyond the 95 % quantile of
 * equally large patches elsewhere; where nothing is planted, about 5 % are.
 * </p>
 */
final class PlantedFigures {

	private static final int WHITE = 255;
	private static final int SCALE = 2;
	private static final int SIDE = 256;
	private static final int[] SIZES = { 4, 8, 16, 32 };
	private static final double QUANTILE = 0.95;
	private static final int DRAWS = 1000;

	private static final Degradation ACQUISITION = Degradation.bicubic(SCALE);
	private static final Resampler BICUBIC = Resampler.by(Sampling.of(Kernel.named(
		Kernel.BICUBIC)), SCALE, SCALE);

	/** What is planted. */
	private enum Sort {

			/** Nothing, to count false alarms. */
			NOTHING,

			/** Another image as the acquisition sees it, enlarged by bicubic. */
			COARSE,

			/** Another image at high resolution. */
			WHOLE,

			/** Detail of another image that the acquisition erases. */
			FINE
	}

	private final List<Plane> planes;
	private final ErrorBound bound;
	private final double least;

	private PlantedFigures(final List<Plane> planes, final ErrorBound bound,
		final double least)
	{
		this.planes = planes;
		this.bound = bound;
		this.least = least;
	}

	public static void main(final String[] args) throws IOException {
		final PlantedFigures figures = new PlantedFigures(KindFigures.planes(Path.of(args[1])),
			Methods.bound(args[0], "").orElseThrow(), Double.parseDouble(args[3]));
		final int cases = Integer.parseInt(args[2]);
		final int[][][] found = new int[Sort.values().length][SIZES.length][4];
		try (Upscaler upscaler = Methods.named(args[0]).open("", Progress.NONE)) {
			for (int seed = 0; seed < cases; seed++)
				figures.plant(upscaler, seed, found);
		}
		final PrintStream out = System.out;
		out.println("planted, side: found by consistency, error map, either, of all");
		for (final Sort sort : Sort.values())
			for (int s = 0; s < SIZES.length; s++)
				out.printf("%s %d: %d %d %d %d%n", sort, SIZES[s], found[sort
					.ordinal()][s][0], found[sort.ordinal()][s][1], found[sort
						.ordinal()][s][2], found[sort.ordinal()][s][3]);
	}

	// -- Helper methods --

	private void plant(final Upscaler upscaler, final int seed,
		final int[][][] found)
	{
		final Random random = new Random(seed);
		final int image = random.nextInt(planes.size());
		final Plane low = rounded(ACQUISITION.apply(part(image, random)));
		final Plane result = rounded(new Plane(Tiles.plane(upscaler.prepare(low
			.size(), Intensities.units(1)), low.samples(), low.width(), low
				.height()), SCALE * low.width(), SCALE * low.height()));
		for (final Sort sort : Sort.values()) {
			for (int s = 0; s < SIZES.length; s++) {
				for (int draw = 0; draw < DRAWS; draw++) {
					final int x = random.nextInt(result.width() - SIZES[s] + 1);
					final int y = random.nextInt(result.height() - SIZES[s] + 1);
					final Plane planted = rounded(planted(sort, result, x, y, SIZES[s],
						image, random));
					if (sort != Sort.NOTHING && change(result, planted, x, y,
						SIZES[s]) < least) continue;
					count(low, planted, x, y, SIZES[s], found[sort.ordinal()][s]);
					break;
				}
			}
		}
	}

	private void count(final Plane low, final Plane planted, final int x,
		final int y, final int size, final int[] found)
	{
		final boolean consistency = stands(Consistency.of(low, planted, ACQUISITION,
			1.0 / WHITE).map(), x / SCALE, y / SCALE, size / SCALE);
		final boolean errors = stands(bound.of(low, planted, Intensities.unit(),
			ErrorBound.USUAL, Progress.NONE), x, y, size);
		if (consistency) found[0]++;
		if (errors) found[1]++;
		if (consistency || errors) found[2]++;
		found[3]++;
	}

	/** Returns whether the mean of a patch is beyond that of most others. */
	private static boolean stands(final Plane map, final int x, final int y,
		final int size)
	{
		final List<Double> others = new ArrayList<>();
		final int step = Math.max(1, size / 2);
		for (int v = 0; v + size <= map.height(); v += step)
			for (int u = 0; u + size <= map.width(); u += step)
				if (Math.abs(u - x) >= 2 * size || Math.abs(v - y) >= 2 * size) others.add(
					mean(map, u, v, size));
		others.sort(null);
		return mean(map, x, y, size) > others.get((int) (QUANTILE * others.size()));
	}

	private static double mean(final Plane map, final int x, final int y,
		final int size)
	{
		double sum = 0;
		for (int v = y; v < y + size; v++)
			for (int u = x; u < x + size; u++)
				sum += map.samples()[v * map.width() + u];
		return sum / (size * size);
	}

	private Plane planted(final Sort sort, final Plane result, final int x,
		final int y, final int size, final int image, final Random random)
	{
		final float[] samples = result.samples().clone();
		if (sort == Sort.NOTHING) return result;
		final Plane high = part((image + 1 + random.nextInt(planes.size() - 1)) %
			planes.size(), random);
		final Plane coarse = BICUBIC.plane(ACQUISITION.apply(high));
		final int left = random.nextInt(high.width() - size + 1);
		final int top = random.nextInt(high.height() - size + 1);
		final float[] change = new float[samples.length];
		for (int v = 0; v < size; v++) {
			for (int u = 0; u < size; u++) {
				final int to = (y + v) * result.width() + x + u;
				final int from = (top + v) * high.width() + left + u;
				final float planted = switch (sort) {
					case COARSE -> coarse.samples()[from];
					case WHOLE -> high.samples()[from];
					default -> samples[to] + high.samples()[from] - coarse
						.samples()[from];
				};
				change[to] = (float) (share(u, size) * share(v, size)) * (planted -
					samples[to]);
			}
		}
		final Plane delta = sort == Sort.FINE ? erased(new Plane(change, result.width(),
			result.height()), x, y, size) : new Plane(change, result.width(), result
				.height());
		for (int i = 0; i < samples.length; i++)
			samples[i] += delta.samples()[i];
		return new Plane(samples, result.width(), result.height());
	}

	/**
	 * Takes away what the acquisition would see of a change, and makes it as large
	 * as it must be at least.
	 */
	private Plane erased(final Plane change, final int x, final int y,
		final int size)
	{
		Plane erased = change;
		for (int i = 0; i < 8; i++) {
			final float[] seen = BICUBIC.plane(ACQUISITION.apply(erased)).samples();
			final float[] rest = erased.samples().clone();
			for (int k = 0; k < rest.length; k++)
				rest[k] -= seen[k];
			erased = new Plane(rest, change.width(), change.height());
		}
		final Plane none = new Plane(new float[change.samples().length], change
			.width(), change.height());
		return erased.scaled(1.2 * least / Math.max(1e-9, change(none, erased, x, y,
			size)), 0);
	}

	/** Returns the weight of the planted patch, which fades in a quarter. */
	private static double share(final int at, final int size) {
		final double inside = (Math.min(at, size - 1 - at) + 0.5) / (size / 4.0);
		return inside >= 1 ? 1 : 0.5 - 0.5 * Math.cos(Math.PI * inside);
	}

	private static double change(final Plane before, final Plane after,
		final int x, final int y, final int size)
	{
		double squares = 0;
		for (int v = y; v < y + size; v++)
			for (int u = x; u < x + size; u++)
				squares += Math.pow(after.samples()[v * before.width() + u] - before
					.samples()[v * before.width() + u], 2);
		return Math.sqrt(squares / (size * size));
	}

	private Plane part(final int image, final Random random) {
		final Plane plane = planes.get(image);
		final int width = Math.min(plane.width(), SIDE) / SCALE * SCALE;
		final int height = Math.min(plane.height(), SIDE) / SCALE * SCALE;
		return plane.crop(random.nextInt(plane.width() - width + 1), random.nextInt(
			plane.height() - height + 1), width, height);
	}

	private static Plane rounded(final Plane plane) {
		return plane.scaled(WHITE, 0).rounded(WHITE).scaled(1.0 / WHITE, 0);
	}
}
