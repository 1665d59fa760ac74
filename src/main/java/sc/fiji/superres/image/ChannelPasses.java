package sc.fiji.superres.image;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PlaneByPlane;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** Prepares the runs that fill the planes of a channel; RGB is one channel. */
final class ChannelPasses {

	private final StoredPlanes planes;
	private final int channel;
	private final Optional<Intensities> known;
	private final Optional<IntensityRange> range;
	private final Progress progress;
	private final Map<Component, Intensities> intensities = new EnumMap<>(
		Component.class);

	/**
	 * Prepares a channel.
	 *
	 * @param channel number of the channel, from 0
	 * @param known the intensities, if they need not be measured
	 * @param range the user's range, in stored values
	 * @param progress checked while the channel is measured
	 */
	ChannelPasses(final StoredPlanes planes, final int channel,
		final Optional<Intensities> known, final Optional<IntensityRange> range,
		final Progress progress)
	{
		this.planes = planes;
		this.channel = channel;
		this.known = known;
		this.range = range;
		this.progress = progress;
	}

	/** Returns the value that stands for black. */
	double low() {
		return intensities(Component.GREY).low();
	}

	/**
	 * Prepares the runs.
	 *
	 * @param operation on volumes
	 * @param settings what to do with RGB
	 * @return the runs that fill the slices, one after the other
	 */
	List<Pass> prepare(final BlockOperation operation,
		final EnlargeSettings settings)
	{
		if (!planes.color()) return List.of(direct(operation, Component.GREY));
		if (settings.floats()) return List.of(direct(operation, Component.LUMA));
		if (operation.channels() == 3) return List.of(direct(operation,
			Component.RED, Component.GREEN, Component.BLUE));
		if (settings.color() == EnlargeSettings.Colors.CHANNELS) return List.of( //
			direct(operation, Component.RED), //
			direct(operation, Component.GREEN), //
			direct(operation, Component.BLUE));
		// The chroma with the scale of the luma.
		return List.of(new LumaPass(prepared(operation, intensities(
			Component.LUMA)), PlaneByPlane.of(Resampler.by(Sampling.of(Kernel.named(
				"bicubic")), operation.scale(0), operation.scale(1)).withSlices(operation
					.scale(2))).prepare(planes.size())));
	}

	/**
	 * Prepares the run that fills the slices of several gray channels together.
	 *
	 * @param channels as many as the operation takes
	 */
	static List<Pass> together(final List<ChannelPasses> channels,
		final BlockOperation operation)
	{
		final Component[] grays = new Component[channels.size()];
		Arrays.fill(grays, Component.GREY);
		return List.of(new DirectPass(channels.get(0).prepared(operation, channels
			.stream().map(channel -> channel.intensities(Component.GREY)).toArray(
				Intensities[]::new)), grays));
	}

	private Pass direct(final BlockOperation operation,
		final Component... components)
	{
		return new DirectPass(prepared(operation, Arrays.stream(components).map(
			this::intensities).toArray(Intensities[]::new)), components);
	}

	private PreparedOperation prepared(final BlockOperation operation,
		final Intensities... intensities)
	{
		return operation.prepare(planes.size(), intensities);
	}

	private Intensities intensities(final Component component) {
		return intensities.computeIfAbsent(component, key -> known.orElseGet(
			() -> planes.intensities(channel, key, range, progress)));
	}
}
