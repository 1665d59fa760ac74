package sc.fiji.superres.block.channel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.Function;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.WrongUsage;

/**
 * The intensities of one channel of an image, or of one component of its RGB,
 * over the whole stack and whole planes, regardless of the part that is
 * enlarged and of the container of the samples.
 * <p>
 * Low and high are the user's range; otherwise 0 and 255 for 8-bit and RGB;
 * otherwise the smallest and the largest finite value, which are equal in a
 * constant channel and 0 in one without finite values. Hot and dead pixels do not
 * count: at most 4, or a share of 1e-5, that a gap of twice the distance from the
 * median to the others sets apart, and that stand alone or in pairs. Percentiles
 * are exact, with linear interpolation between ranks (NumPy's default);
 * percentile, mean and deviation do not depend on the range.
 * </p>
 * <p>
 * The planes are read when a value is first requested: once for all values
 * except percentiles of 32-bit samples, which take one pass per rank.
 * </p>
 */
public final class ChannelIntensities implements Intensities {

	private final Consumer<Consumer<float[]>> scan;
	private final Consumer<Consumer<float[]>> rows;
	private final Function<DoubleSupplier, List<Plane>> planes;
	private final boolean bytes;
	private final boolean whole;
	private final Optional<IntensityRange> range;
	private final Map<Long, Float> ranks = new HashMap<>();
	private SampleStatistics statistics;
	private Limits limits;

	/** Low and high, which may be equal. */
	private record Limits(double low, double high) {}

	/**
	 * Creates the intensities of samples, without reading them.
	 *
	 * @param rows passes all samples, by whole rows, those of a plane from top to
	 *          bottom, each time it is called
	 * @param planes gives a few planes of finite samples, by the low
	 * @param bytes whether black is 0 and white 255
	 * @param whole whether samples are whole numbers from 0 to 65535
	 * @param range the user's range, in stored values
	 */
	public ChannelIntensities(final Consumer<Consumer<float[]>> rows,
		final Function<DoubleSupplier, List<Plane>> planes, final boolean bytes,
		final boolean whole, final Optional<IntensityRange> range)
	{
		this(rows, rows, planes, bytes, whole, range);
	}

	/**
	 * Creates the intensities of samples that are read faster in an order of their
	 * own.
	 *
	 * @param scan passes all samples in any order, each time it is called
	 * @see #ChannelIntensities(Consumer, Function, boolean, boolean, Optional)
	 */
	public ChannelIntensities(final Consumer<Consumer<float[]>> scan,
		final Consumer<Consumer<float[]>> rows,
		final Function<DoubleSupplier, List<Plane>> planes, final boolean bytes,
		final boolean whole, final Optional<IntensityRange> range)
	{
		this.scan = scan;
		this.rows = rows;
		this.planes = planes;
		this.bytes = bytes;
		this.whole = whole;
		this.range = range;
	}

	@Override
	public double low() {
		if (range.isPresent()) return range.get().low();
		return bytes ? 0 : limits().low();
	}

	@Override
	public double high() {
		if (range.isPresent()) return range.get().high();
		return bytes ? 255 : limits().high();
	}

	@Override
	public double percentile(final double percent) {
		if (!(percent >= 0 && percent <= 100)) throw new WrongUsage(
			"percent=" + percent + ": a percentile is from 0 to 100");
		final long last = statistics().count() - 1;
		if (last < 0) return 0;
		final double position = percent / 100 * last;
		final long rank = (long) position;
		final double below = at(rank);
		final double share = position - rank;
		return share == 0 ? below : below + share * (at(rank + 1) - below);
	}

	@Override
	public double mean() {
		return statistics().mean();
	}

	@Override
	public double standardDeviation() {
		return statistics().standardDeviation();
	}

	@Override
	public List<Plane> planes() {
		return planes.apply(this::low).stream().map(plane -> plane.shares(low(),
			high())).toList();
	}

	private synchronized SampleStatistics statistics() {
		if (statistics == null) {
			final SampleStatistics all = new SampleStatistics(whole);
			scan.accept(all::add);
			statistics = all;
		}
		return statistics;
	}

	/** Returns the smallest and the largest sample but for hot and dead pixels. */
	private synchronized Limits limits() {
		if (limits == null) {
			final SampleStatistics all = statistics();
			final double low = all.robustMin();
			final double high = all.robustMax();
			if (low == all.min() && high == all.max()) limits = new Limits(low, high);
			else {
				final Isolated isolated = new Isolated(low, high);
				rows.accept(isolated::add);
				limits = new Limits(isolated.dead() ? low : all.min(), isolated.hot()
					? high : all.max());
			}
		}
		return limits;
	}

	private synchronized float at(final long rank) {
		if (statistics().whole()) return statistics().at(rank);
		final Float known = ranks.get(rank);
		if (known != null) return known;
		final SampleStatistics.Bin bin = statistics().bin(rank);
		scan.accept(bin::add);
		final float value = bin.value();
		ranks.put(rank, value);
		return value;
	}
}
