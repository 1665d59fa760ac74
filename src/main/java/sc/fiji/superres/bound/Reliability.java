package sc.fiji.superres.bound;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;

/**
 * How well the bounds of a plane's errors hold, and what they are worth.
 *
 * @param coverage share of the pixels within the bound of each of
 *          {@link ErrorBound#LEVELS}
 * @param correlation rank correlation (Spearman) of bound and error
 * @param sparsification root mean squared error of the pixels that are left when
 *          the least certain are taken away, as a share of that of all pixels:
 *          with all, then with a tenth less each time, down to a tenth
 */
public record Reliability(List<Double> coverage, double correlation,
	List<Double> sparsification)
{

	private static final int TENTHS = 10;

	/**
	 * Measures one plane.
	 *
	 * @param bound of its errors
	 * @param low the plane that was enlarged
	 * @param result the enlarged plane
	 * @param truth the plane as it should be
	 * @param intensities whose low and high are black and white
	 */
	public static Reliability of(final ErrorBound bound, final Plane low,
		final Plane result, final Plane truth, final Intensities intensities)
	{
		final int count = result.samples().length;
		final float[] errors = new float[count];
		for (int i = 0; i < count; i++)
			errors[i] = Math.abs(result.samples()[i] - truth.samples()[i]);
		final List<float[]> bounds = bound.all(low, result, intensities);
		final float[] usual = bounds.get(ErrorBound.LEVELS.indexOf(
			ErrorBound.USUAL));
		return new Reliability(bounds.stream().map(plane -> IntStream.range(0, count)
			.filter(i -> errors[i] <= plane[i]).count() / (double) count).toList(),
			correlation(ranks(usual), ranks(errors)), sparsified(usual, errors));
	}

	/**
	 * Returns the means of several; planes without a correlation, because all of
	 * their errors or bounds are equal, do not count in its mean.
	 */
	public static Reliability mean(final List<Reliability> planes) {
		return new Reliability(IntStream.range(0, ErrorBound.LEVELS.size()).mapToObj(
			i -> planes.stream().mapToDouble(plane -> plane.coverage.get(i)).average()
				.orElse(Double.NaN)).toList(), planes.stream().mapToDouble(
					Reliability::correlation).filter(Double::isFinite).average().orElse(
						Double.NaN), IntStream.range(0, TENTHS).mapToObj(i -> planes
							.stream().mapToDouble(plane -> plane.sparsification.get(i))
							.average().orElse(Double.NaN)).toList());
	}

	/** Returns the names of {@link #values}, as columns of a file have them. */
	public static List<String> names() {
		return Stream.of(ErrorBound.LEVELS.stream().map(level -> "within" + level),
			Stream.of("rank"), IntStream.range(0, TENTHS).mapToObj(i -> "rmse" + 100 *
				(TENTHS - i) / TENTHS)).flatMap(part -> part).toList();
	}

	/** Returns all values: coverage, correlation, sparsification. */
	public List<Double> values() {
		return Stream.of(coverage.stream(), Stream.of(correlation), sparsification
			.stream()).flatMap(part -> part).toList();
	}

	/**
	 * Returns what {@link #values} were taken from.
	 *
	 * @throws IndexOutOfBoundsException if values are missing
	 */
	public static Reliability of(final List<Double> values) {
		final int levels = ErrorBound.LEVELS.size();
		return new Reliability(List.copyOf(values.subList(0, levels)), values.get(
			levels), List.copyOf(values.subList(levels + 1, levels + 1 + TENTHS)));
	}

	/** Returns the coverage of a level. */
	public double coverage(final int level) {
		return coverage.get(ErrorBound.LEVELS.indexOf(level));
	}

	// -- Helper methods --

	/** Returns the ranks, equal values having their mean rank. */
	private static double[] ranks(final float[] values) {
		final int[] order = order(values);
		final double[] ranks = new double[values.length];
		for (int first = 0; first < order.length;) {
			int end = first + 1;
			while (end < order.length && values[order[end]] == values[order[first]])
				end++;
			for (int i = first; i < end; i++)
				ranks[order[i]] = (first + end - 1) / 2.0;
			first = end;
		}
		return ranks;
	}

	private static int[] order(final float[] values) {
		return IntStream.range(0, values.length).boxed().sorted(Comparator
			.comparingDouble(i -> values[i])).mapToInt(Integer::intValue).toArray();
	}

	private static double correlation(final double[] a, final double[] b) {
		final double meanA = Arrays.stream(a).average().orElseThrow();
		final double meanB = Arrays.stream(b).average().orElseThrow();
		double ab = 0;
		double aa = 0;
		double bb = 0;
		for (int i = 0; i < a.length; i++) {
			ab += (a[i] - meanA) * (b[i] - meanB);
			aa += (a[i] - meanA) * (a[i] - meanA);
			bb += (b[i] - meanB) * (b[i] - meanB);
		}
		return ab / Math.sqrt(aa * bb);
	}

	private static List<Double> sparsified(final float[] bounds,
		final float[] errors)
	{
		final int[] order = order(bounds);
		final double[] squares = new double[order.length + 1];
		for (int i = 0; i < order.length; i++)
			squares[i + 1] = squares[i] + (double) errors[order[i]] *
				errors[order[i]];
		final double all = squares[order.length] / order.length;
		return IntStream.range(0, TENTHS).mapToObj(i -> {
			final int left = Math.max(1, (int) ((long) order.length * (TENTHS - i) /
				TENTHS));
			return all == 0 ? 1 : Math.sqrt(squares[left] / left / all);
		}).toList();
	}
}
