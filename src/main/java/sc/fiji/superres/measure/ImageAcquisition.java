package sc.fiji.superres.measure;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Plot;
import ij.measure.ResultsTable;
import ij.process.FloatProcessor;

import java.awt.Color;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.figure.Chart;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.method.BlurLevel;
import sc.fiji.superres.quality.BeadSpread;
import sc.fiji.superres.quality.BlurWidth;
import sc.fiji.superres.quality.Estimate;
import sc.fiji.superres.quality.SensorNoise;

/**
 * How an image was acquired, measured from the image alone: the noise and the
 * blur of each channel, over the {@linkplain Intensities#planes planes} that are
 * spread over its slices and frames.
 * <p>
 * Photons and read noise are relative to the intensity range: 0 to 255 for 8-bit
 * and RGB images, whose luma is measured, otherwise the range of the channel
 * over the whole stack.
 * </p>
 */
public final class ImageAcquisition {

	/** Planes beside those: rows and detail, blurred, two of a transform. */
	private static final int BUFFERS = 5;

	/**
	 * Below this fraction of the contrast, noise at the mean signal may be due to
	 * rounding to 8 bits and fine texture.
	 */
	private static final double NOISE = 0.065;

	/** Above this number of photons, a fit is not informative. */
	private static final double MOST_PHOTONS = 1e6;

	private final String title;
	private final List<Channel> channels;

	/** Of each channel, where beads were asked for. */
	private final List<BeadSpread> beads;

	/**
	 * One channel.
	 *
	 * @param number from 1
	 * @param contrast standard deviation of the signal without the noise, as a
	 *          fraction of the range
	 * @param noise of its camera
	 * @param blur empty if noise hides it
	 */
	public record Channel(int number, double contrast, SensorNoise noise,
		Optional<BlurWidth> blur)
	{

		/** Returns the standard deviation of the noise at the mean signal. */
		public double noiseAtMean() {
			return noise.middle().value();
		}

		/**
		 * Returns whether the noise is too strong for a method that expects none.
		 */
		public boolean noisy() {
			return noiseAtMean() > NOISE * contrast;
		}

		/** Returns how much it is measurably blurred beyond its sampling. */
		private BlurLevel blurLevel() {
			return blur.map(width -> BlurLevel.measured(width.sigma().value())).orElse(
				BlurLevel.SHARP);
		}
	}

	private ImageAcquisition(final String title, final List<Channel> channels,
		final List<BeadSpread> beads)
	{
		this.title = title;
		this.channels = List.copyOf(channels);
		this.beads = List.copyOf(beads);
	}

	/**
	 * Measures an image.
	 *
	 * @param image not changed
	 * @param progress updated after each channel, checked before each plane
	 * @throws IllegalArgumentException if it is too small or constant; the message
	 *           says which channel
	 * @throws IllegalStateException if there is not enough memory; nothing was
	 *           computed
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static ImageAcquisition of(final ImagePlus image,
		final Progress progress)
	{
		return of(image, false, progress);
	}

	/**
	 * Measures an image, whose blur may be that of beads.
	 *
	 * @param beads whether the image shows isolated points, by which the blur is
	 *          measured
	 * @see #of(ImagePlus, Progress)
	 */
	public static ImageAcquisition of(final ImagePlus image,
		final boolean beads, final Progress progress)
	{
		final ImagePlanes planes = ImagePlanes.of(image, progress);
		Memory.requireHeap("Measuring " + image.getWidth() + " x " + image
			.getHeight() + " pixels", Float.BYTES * ((long) image.getWidth() * image
				.getHeight() + (long) (Intensities.PLANES + BUFFERS) *
					Intensities.SIDE * Intensities.SIDE),
			"measure a part of the image");
		final List<Channel> channels = new ArrayList<>();
		final List<BeadSpread> spreads = new ArrayList<>();
		for (int c = 0; c < planes.channels(); c++) {
			try {
				final List<Plane> looked = planes.intensities(c).planes();
				if (beads) spreads.add(BeadSpread.of(looked));
				channels.add(channel(looked, c + 1, beads ? Optional.of(new BlurWidth(
					spreads.get(c).sigma())) : Optional.empty()));
			}
			catch (final IllegalArgumentException exc) {
				throw new IllegalArgumentException((planes.channels() == 1 ? "" //
					: "Channel " + (c + 1) + " of ") + "\"" + image.getTitle() + "\": " +
					exc.getMessage(), exc);
			}
			progress.update((c + 1.0) / planes.channels(), "channel " + (c + 1) +
				" of " + planes.channels());
		}
		return new ImageAcquisition(image.getTitle(), channels, spreads);
	}

	/** Returns the channels in order. */
	public List<Channel> channels() {
		return channels;
	}

	/** Returns whether any channel is {@link Channel#noisy() noisy}. */
	public boolean noisy() {
		return channels.stream().anyMatch(Channel::noisy);
	}

	/** Returns the blur that most channels have at least. */
	public BlurLevel blurLevel() {
		return channels.stream().map(Channel::blurLevel).sorted().toList().get(
			(channels.size() - 1) / 2);
	}

	/** Describes the noisiest channel in a few words. */
	public String describe() {
		final Channel most = channels.stream().max(Comparator.comparingDouble(
			Channel::noiseAtMean)).orElseThrow();
		return String.format(Locale.ROOT, "noise of %.2g %% of the range, %s", 100 *
			most.noiseAtMean(), most.blur.map(blur -> String.format(Locale.ROOT,
				"blur of %.1f pixels", blur.sigma().value())).orElse(
					"blur not measurable"));
	}

	/** Returns a row for each channel. */
	public ResultsTable table() {
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		for (final Channel channel : channels) {
			table.addRow();
			table.addValue("Image", title);
			table.addValue("Channel", Integer.toString(channel.number));
			add(table, "Photons", Optional.of(channel.noise.photons()));
			add(table, "Read noise", Optional.of(channel.noise.read()));
			add(table, "Noise at mean", Optional.of(channel.noise.middle()));
			table.addValue("Mean", number(channel.noise.mean()));
			add(table, "Blur (pixels)", channel.blur.map(BlurWidth::sigma));
		}
		return table;
	}

	/**
	 * Returns the options by which Degrade Image, Train Network and Compare
	 * Methods simulate the acquisition of the first channel.
	 *
	 * @param scale high-resolution pixels per pixel of this image
	 */
	public String options(final int scale) {
		final Channel channel = channels.get(0);
		final StringBuilder options = new StringBuilder("scale=" + scale +
			" kernel=area");
		option(options, "sigma", channel.blur.map(blur -> blur.sigma().value() *
			scale).orElse(0.0), 0.05);
		final double photons = channel.noise.photons().value();
		option(options, "photons", photons < MOST_PHOTONS ? photons : 0, 0.5);
		option(options, "noise", channel.noise.read().value(), 5e-5);
		return options.toString();
	}

	/**
	 * Returns the mean bead of each channel: 32-bit, without background, with a sum
	 * of 1.
	 *
	 * @return null where beads were not asked for
	 */
	public ImagePlus psf() {
		if (beads.isEmpty()) return null;
		final int side = beads.stream().mapToInt(bead -> bead.psf().width()).max()
			.orElseThrow();
		final ImageStack stack = new ImageStack(side, side);
		for (final BeadSpread bead : beads) {
			final int margin = (side - bead.psf().width()) / 2;
			final FloatProcessor plane = new FloatProcessor(side, side);
			plane.insert(new FloatProcessor(bead.psf().width(), bead.psf().height(), bead
				.psf().samples()), margin, margin);
			stack.addSlice(bead.count() + " beads", plane);
		}
		final ImagePlus psf = new ImagePlus("PSF of " + title, stack);
		psf.setDimensions(beads.size(), 1, 1);
		return psf;
	}

	/** Plots noise variance against signal for all channels. */
	public ImagePlus plot() {
		final Chart chart = new Chart("Noise of " + title,
			"Signal (fraction of the range)", "Noise variance");
		for (final Channel channel : channels) {
			final List<SensorNoise.Bin> bins = channel.noise.bins();
			final double[] signals = bins.stream().mapToDouble(
				SensorNoise.Bin::signal).toArray();
			final double[] variances = bins.stream().mapToDouble(
				SensorNoise.Bin::variance).toArray();
			final double last = signals[signals.length - 1];
			final String name = channels.size() == 1 ? "" : "channel " +
				channel.number + " ";
			final Color color = Chart.color(channel.number - 1);
			chart.points(name + "flat parts", signals, variances, color, 4,
				Plot.CIRCLE);
			chart.line(name + "fit", new double[] { 0, last }, new double[] { Math.pow(
				channel.noise.sigma(0), 2), Math.pow(channel.noise.sigma(last), 2) },
				color, 2);
		}
		return chart.image("top-left");
	}

	// -- Helper methods --

	private static Channel channel(final List<Plane> looked, final int number,
		final Optional<BlurWidth> known)
	{
		final SensorNoise noise = SensorNoise.of(looked);
		return new Channel(number, contrast(looked, noise), noise, known.or(
			() -> BlurWidth.of(looked, noise)));
	}

	private static double contrast(final List<Plane> planes,
		final SensorNoise noise)
	{
		double squares = 0;
		long count = 0;
		for (final Plane plane : planes) {
			for (final float sample : plane.samples())
				squares += Math.pow(sample - noise.mean(), 2);
			count += plane.samples().length;
		}
		return Math.sqrt(Math.max(0, squares / count - Math.pow(noise.middle()
			.value(), 2)));
	}

	private static void add(final ResultsTable table, final String heading,
		final Optional<Estimate> estimate)
	{
		table.addValue(heading, estimate.map(e -> number(e.value())).orElse(
			"not measurable"));
		table.addValue(heading + " low", estimate.map(e -> number(e.low())).orElse(
			""));
		table.addValue(heading + " high", estimate.map(e -> number(e.high())).orElse(
			""));
	}

	private static void option(final StringBuilder options, final String key,
		final double value, final double least)
	{
		if (value >= least) options.append(' ').append(key).append('=').append(
			number(value));
	}

	private static String number(final double value) {
		return Double.isInfinite(value) ? "inf" : Double.toString(Double.parseDouble(
			String.format(Locale.ROOT, "%.3g", value))).replaceFirst("\\.0$", "");
	}
}
