package sc.fiji.superres.volume;

import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;

/**
 * Intensities whose values are kept once they are known, so that a volume is
 * measured once for all workers of a run.
 *
 * @param measured measures what is not known yet
 * @param known values by {@code low}, {@code high}, {@code mean},
 *          {@code deviation} and {@code percentile P}; added to
 */
record RecordedIntensities(Intensities measured, Map<String, Double> known)
	implements Intensities
{

	@Override
	public double low() {
		return value("low", measured::low);
	}

	@Override
	public double high() {
		return value("high", measured::high);
	}

	@Override
	public double percentile(final double percent) {
		return value("percentile " + percent, () -> measured.percentile(percent));
	}

	@Override
	public double mean() {
		return value("mean", measured::mean);
	}

	@Override
	public double standardDeviation() {
		return value("deviation", measured::standardDeviation);
	}

	@Override
	public List<Plane> planes() {
		return measured.planes();
	}

	private double value(final String name, final DoubleSupplier measure) {
		synchronized (known) {
			final Double there = known.get(name);
			if (there != null) return there;
			final double value = measure.getAsDouble();
			known.put(name, value);
			return value;
		}
	}
}
