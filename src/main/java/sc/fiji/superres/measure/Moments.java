package sc.fiji.superres.measure;

import java.util.stream.DoubleStream;

/**
 * Mean and standard deviation of some numbers, without those that are NaN.
 *
 * @param count how many numbers are not NaN
 * @param mean NaN if there are none
 * @param deviation standard deviation of the sample; NaN for fewer than two
 */
public record Moments(int count, double mean, double deviation) {

	public static Moments of(final DoubleStream numbers) {
		final double[] values = numbers.filter(value -> !Double.isNaN(value))
			.toArray();
		final double mean = DoubleStream.of(values).average().orElse(Double.NaN);
		final double squares = DoubleStream.of(values).map(value -> (value - mean) *
			(value - mean)).sum();
		return new Moments(values.length, mean, values.length < 2 ? Double.NaN
			: Math.sqrt(squares / (values.length - 1)));
	}
}
