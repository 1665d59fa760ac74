package sc.fiji.superres.measure;

import java.util.stream.DoubleStream;

/**
 * Mean and spread of some numbers; those that are NaN do not count.
 *
 * @param count how many numbers counted
 * @param mean NaN where none did
 * @param deviation standard deviation of a sample; NaN of less than two
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
