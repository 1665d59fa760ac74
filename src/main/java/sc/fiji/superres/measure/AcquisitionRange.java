package sc.fiji.superres.measure;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import sc.fiji.superres.degrade.ValueRange;
import sc.fiji.superres.measure.ImageAcquisition.Channel;
import sc.fiji.superres.quality.BlurWidth;
import sc.fiji.superres.quality.Estimate;

/**
 * The acquisitions of a set of images, as ranges that a training draws from.
 * <p>
 * Photons and read noise reach from the lowest to the highest value of all
 * channels of all images, without a tenth of the values at either end, and
 * {@value #MARGIN} times further; there are none where no channel has noise that
 * matters. The blur is that of the lowest confidence limit to the median of the
 * upper ones, because what is soft itself looks more blurred than the microscope
 * makes it; where noise hides it, 0 to {@value #HIDDEN} pixels of the images, as a
 * camera that samples its optics well has.
 * </p>
 *
 * @param sigma of the Gaussian blur, in pixels of the images
 * @param photons that the high end of the intensity range stands for; zero for no
 *          photon noise
 * @param noise standard deviation of the read noise as a share of the range; zero
 *          for none
 */
public record AcquisitionRange(ValueRange sigma, ValueRange photons,
	ValueRange noise)
{

	private static final double MARGIN = 1.25;
	private static final double HIDDEN = 0.75;
	/** One value in so many at either end does not count. */
	private static final int OUTLIERS = 10;
	/** More photons than these make no noise. */
	private static final double MOST_PHOTONS = 1e6;
	/** Less read noise, as a share of the range, is none. */
	private static final double LEAST_NOISE = 5e-4;

	/**
	 * Joins what was measured.
	 *
	 * @param images at least one
	 */
	public static AcquisitionRange of(final List<ImageAcquisition> images) {
		final List<Channel> channels = images.stream().flatMap(image -> image
			.channels().stream()).toList();
		final List<Estimate> blurs = channels.stream().map(Channel::blur).flatMap(
			Optional::stream).map(BlurWidth::sigma).toList();
		final Stream<Channel> noisy = images.stream().anyMatch(
			ImageAcquisition::noisy) ? channels.stream() : Stream.empty();
		final List<Channel> noises = noisy.toList();
		return new AcquisitionRange(blurs.isEmpty() ? new ValueRange(0, HIDDEN)
			: new ValueRange(blurs.stream().mapToDouble(Estimate::low).min()
				.orElseThrow(), blurs.stream().mapToDouble(Estimate::high).sorted().skip(
					blurs.size() / 2).findFirst().orElseThrow()), range(noises.stream().mapToDouble(
						channel -> channel.noise().photons().value()).filter(
							photons -> photons < MOST_PHOTONS), 0), range(noises.stream()
								.mapToDouble(channel -> channel.noise().read().value()),
								LEAST_NOISE));
	}

	/** Returns the blur in high-resolution pixels. */
	public ValueRange sigma(final int scale) {
		return new ValueRange(sigma.low() * scale, sigma.high() * scale);
	}

	// -- Helper methods --

	private static ValueRange range(final DoubleStream values,
		final double least)
	{
		final double[] sorted = values.sorted().toArray();
		if (sorted.length == 0) return ValueRange.ZERO;
		final int out = sorted.length / OUTLIERS;
		final double high = rounded(sorted[sorted.length - 1 - out] * MARGIN);
		return high <= least ? ValueRange.ZERO : new ValueRange(Math.max(least,
			rounded(sorted[out] / MARGIN)), high);
	}

	/** Returns three digits, for cards and command lines. */
	private static double rounded(final double value) {
		return new BigDecimal(value).round(new MathContext(3))
			.doubleValue();
	}
}
