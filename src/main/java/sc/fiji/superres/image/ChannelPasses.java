package sc.fiji.superres.image;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.PlaneByPlane;
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
			() -> new ChannelIntensities(planes, channel, key, range, progress)));
	}

	// -- Helper classes --

	/**
	 * An operation on red, green and blue, applied to single channels: a channel goes
	 * in as all three, and the mean of the three results is taken.
	 */
	static final class GrayAsColor implements BlockOperation {

		/** What users are told. */
		static final String NOTE = "The model takes red, green and blue: each gray " +
			"channel goes in as all three, and the result is the mean of the three";

		private static final int COLORS = 3;

		private final BlockOperation color;

		private GrayAsColor(final BlockOperation color) {
			this.color = color;
		}

		/** Returns an operation as one on single channels; closed with the result. */
		static BlockOperation of(final BlockOperation operation) {
			return operation.channels() == COLORS ? new GrayAsColor(operation)
				: operation;
		}

		@Override
		public int channels() {
			return 1;
		}

		@Override
		public int axes() {
			return color.axes();
		}

		@Override
		public double scale(final int axis) {
			return color.scale(axis);
		}

		@Override
		public long halo(final int axis) {
			return color.halo(axis);
		}

		@Override
		public PreparedOperation prepare(final Dimensions size,
			final Intensities... intensities)
		{
			return new Prepared(color.prepare(size, intensities[0], intensities[0],
				intensities[0]));
		}

		@Override
		public void close() {
			color.close();
		}

		private record Prepared(PreparedOperation color) implements
			PreparedOperation
		{

			@Override
			public Dimensions target() {
				return color.target();
			}

			@Override
			public PreparedOperation numbered(final long first, final long step) {
				return new Prepared(color.numbered(first, step));
			}

			@Override
			public Interval source(final Interval target) {
				return color.source(target);
			}

			@Override
			public void fill(final float[] source, final Interval from,
				final float[] target, final Interval to)
			{
				fill(source, from, target, to, Progress.NONE);
			}

			@Override
			public void fill(final float[] source, final Interval from,
				final float[] target, final Interval to, final Progress progress)
			{
				final int read = (int) Intervals.numElements(from);
				final int filled = (int) Intervals.numElements(to);
				final float[] colors = new float[COLORS * read];
				for (int c = 0; c < COLORS; c++)
					System.arraycopy(source, 0, colors, c * read, read);
				final float[] results = new float[COLORS * filled];
				color.fill(colors, from, results, to, progress);
				for (int i = 0; i < filled; i++)
					target[i] = (results[i] + results[filled + i] + results[2 * filled +
						i]) / COLORS;
			}

			@Override
			public List<Interval> tiles(final int side) {
				return color.tiles(side);
			}

			@Override
			public long workspace(final Interval tile) {
				return color.workspace(tile) + COLORS * Float.BYTES * (Intervals
					.numElements(source(tile)) + Intervals.numElements(tile));
			}

			@Override
			public long outside(final Interval tile) {
				return color.outside(tile);
			}
		}
	}
}
