package sc.fiji.superres.compare;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Precision;

/**
 * How a comparison degrades and scores images.
 *
 * @param sources the degradation at each scale
 * @param range the values of black and white for methods, noise and scores; empty
 *          for the image's own
 * @param settings how networks are run
 * @param bounds whether the bounds of errors are compared with the errors
 */
public record ComparisonProtocol(List<DegradationSource> sources,
	Optional<IntensityRange> range, ComputeSettings settings, boolean bounds)
{

	/**
	 * Checks that there is a scale.
	 *
	 * @throws IllegalArgumentException if there is none, or errors along z are to be
	 *           bounded
	 */
	public ComparisonProtocol {
		sources = List.copyOf(sources);
		if (sources.isEmpty()) throw new WrongUsage(
			"There is no scale to compare methods at: give at least one");
		if (bounds && sources.get(0).axial()) throw new WrongUsage(
			"bounds=true, but there are none along z: choose axis=plane");
	}

	/** Leaves the bounds of errors out. */
	public ComparisonProtocol(final List<DegradationSource> sources,
		final Optional<IntensityRange> range, final ComputeSettings settings)
	{
		this(sources, range, settings, false);
	}

	/** Returns a protocol of one degradation and the image's own range. */
	public static ComparisonProtocol of(final Degradation degradation) {
		return new ComparisonProtocol(List.of(DegradationSource.of(degradation)),
			Optional.empty(), ComputeSettings.DEFAULT);
	}

	List<Integer> scales() {
		return sources.stream().map(DegradationSource::scale).toList();
	}

	/** Returns whether stacks are degraded and enlarged along z. */
	boolean axial() {
		return sources.get(0).axial();
	}

	/** Returns all values but the device by name, to compare two runs. */
	Map<String, Object> values() {
		final Map<String, Object> values = new TreeMap<>();
		for (final DegradationSource source : sources)
			source.values().forEach((name, value) -> values.put("x" + source
				.scale() + " " + name, value));
		range.ifPresent(given -> values.put("range", given.low() + "," + given
			.high()));
		if (!isExact()) values.put("precision", settings.precision());
		if (bounds) values.put("bounds", true);
		return values;
	}

	/** Describes in one line how scores are measured at a scale. */
	String describe(final int scale) {
		return sources.stream().filter(source -> source.scale() == scale).map(
			DegradationSource::describe).findFirst().orElse("") + ", RGB as luma 16-235, " + range.map(given -> "black " + given
				.low() + ", white " + given.high()).orElse(
					"peak 255 (8-bit, RGB) or max-min of the stack") + (isExact() ? ""
						: ", networks with precision=" + settings.precision());
	}

	private boolean isExact() {
		return settings.precision() == Precision.FLOAT32;
	}
}
