package sc.fiji.superres.image;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** Prepares the runs that fill the planes of a channel; RGB is one channel. */
final class ChannelPasses {

	private final StoredPlanes planes;
	private final int channel;
	private final Optional<IntensityRange> range;
	private final Progress progress;
	private final Map<Component, Intensities> intensities = new EnumMap<>(
		Component.class);

	/**
	 * Takes a channel.
	 *
	 * @param channel number of the channel, from 0
	 * @param range the user's range, in stored values
	 * @param progress asked while the channel is looked at
	 */
	ChannelPasses(final StoredPlanes planes, final int channel,
		final Optional<IntensityRange> range, final Progress progress)
	{
		this.planes = planes;
		this.channel = channel;
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
	 * @param upscaler the method
	 * @param settings say what happens to RGB
	 * @return the runs that fill a plane, one after the other
	 */
	List<Pass> prepare(final Upscaler upscaler,
		final EnlargeSettings settings)
	{
		if (!planes.color()) return List.of(direct(upscaler, Component.GREY));
		if (settings.floats()) return List.of(direct(upscaler, Component.LUMA));
		if (upscaler.channels() == 3) return List.of(direct(upscaler, Component.RED,
			Component.GREEN, Component.BLUE));
		if (settings.color().equals(EnlargeSettings.CHANNELS)) return List.of( //
			direct(upscaler, Component.RED), //
			direct(upscaler, Component.GREEN), //
			direct(upscaler, Component.BLUE));
		return List.of(luma(enlargement(upscaler, intensities(
			Component.LUMA))));
	}

	/**
	 * Prepares the run that fills the planes of several grey channels together.
	 *
	 * @param channels as many as the method takes
	 */
	static List<Pass> together(final List<ChannelPasses> channels,
		final Upscaler upscaler)
	{
		final Component[] greys = new Component[channels.size()];
		Arrays.fill(greys, Component.GREY);
		return List.of(new DirectPass(channels.get(0).enlargement(upscaler, channels
			.stream().map(channel -> channel.intensities(Component.GREY)).toArray(
				Intensities[]::new)), greys));
	}

	/** Adds the enlargement of chroma, by the scale of luma. */
	private Pass luma(final Enlargement luma) {
		return new LumaPass(luma, Resampler.by(Sampling.of(Kernel.named("bicubic")),
			luma.scale(0), luma.scale(1)).prepare(planes.box().width, planes
				.box().height));
	}

	private Pass direct(final Upscaler upscaler, final Component... components) {
		return new DirectPass(enlargement(upscaler, Arrays.stream(components).map(
			this::intensities).toArray(Intensities[]::new)), components);
	}

	private Enlargement enlargement(final Upscaler upscaler,
		final Intensities... intensities)
	{
		return upscaler.prepare(planes.box().width, planes.box().height,
			intensities);
	}

	private Intensities intensities(final Component component) {
		return intensities.computeIfAbsent(component,
			key -> new ChannelIntensities(planes, channel, key, range, progress));
	}
}
