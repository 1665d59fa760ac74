package sc.fiji.superres.image;

import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.LUT;

import sc.fiji.superres.block.BlockSource;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.volume.LengthUnit;
import sc.fiji.superres.volume.VolumeSource;
import sc.fiji.superres.volume.zarr.OmeMetadata;
import sc.fiji.superres.volume.zarr.SampleType;

/**
 * An ImageJ image as a volume, without a copy of its samples. Red, green and blue
 * of RGB become three channels. Samples with a density calibration are read as
 * their calibrated values, in 32 bits, because OME-Zarr has none; those of signed
 * 16-bit images stay integers.
 * <p>
 * ImageJ counts positions from the edge of the first pixel, OME-Zarr from its
 * center: with an origin of 0, that is half a pixel further.
 * </p>
 */
public final class ImageVolume implements VolumeSource {

	private static final List<Component> COLORS = List.of(Component.RED,
		Component.GREEN, Component.BLUE);

	/** Units of time, as ImageJ and others write them. */
	private static final Map<String, String> TIMES = Map.ofEntries(Map.entry("sec",
		"second"), Map.entry("s", "second"), Map.entry("seconds", "second"), Map.entry(
			"min", "minute"), Map.entry("minutes", "minute"), Map.entry("h", "hour"), Map
				.entry("hr", "hour"), Map.entry("hours", "hour"), Map.entry("ms",
					"millisecond"), Map.entry("msec", "millisecond"), Map.entry("us",
						"microsecond"), Map.entry("\u00b5s", "microsecond"), Map.entry("\u03bcs",
							"microsecond"), Map.entry("ns", "nanosecond"), Map.entry("d", "day"), Map
								.entry("days", "day"));

	private final ImagePlus image;
	private final StoredPlanes planes;

	private ImageVolume(final ImagePlus image) {
		this.image = image;
		planes = new StoredPlanes(image, new Rectangle(image.getWidth(), image
			.getHeight()), image.getCalibration().calibrated() && !image
				.getCalibration().isSigned16Bit());
	}

	/** Returns an image as a volume; the image must not change meanwhile. */
	public static ImageVolume of(final ImagePlus image) {
		return new ImageVolume(image);
	}

	@Override
	public long[] size() {
		return new long[] { image.getWidth(), image.getHeight(), image.getNSlices(),
			channels(), image.getNFrames() };
	}

	@Override
	public int[] unit() {
		return new int[] { image.getWidth(), image.getHeight(), 1 };
	}

	@Override
	public SampleType type() {
		if (planes.color()) return SampleType.UINT8;
		if (planes.calibrated()) return SampleType.FLOAT32;
		return switch (image.getType()) {
			case ImagePlus.GRAY8 -> SampleType.UINT8;
			case ImagePlus.GRAY16 -> image.getCalibration().isSigned16Bit()
				? SampleType.INT16 : SampleType.UINT16;
			default -> SampleType.FLOAT32;
		};
	}

	@Override
	public OmeMetadata metadata() {
		final Calibration calibration = image.getCalibration();
		final List<String> units = List.of(unit(calibration.getXUnit()), unit(
			calibration.getYUnit()), unit(calibration.getZUnit()), "", calibration
				.frameInterval > 0 ? time(calibration.getTimeUnit()) : "");
		final List<Double> scale = List.of(calibration.pixelWidth,
			calibration.pixelHeight, calibration.pixelDepth, 1.0, calibration
				.frameInterval > 0 ? calibration.frameInterval : 1);
		final List<Double> translation = List.of((0.5 - calibration.xOrigin) *
			calibration.pixelWidth, (0.5 - calibration.yOrigin) *
				calibration.pixelHeight, (0.5 - calibration.zOrigin) *
					calibration.pixelDepth, 0.0, 0.0);
		final long[] size = size();
		final String axes = (size[4] > 1 ? "t" : "") + (size[3] > 1 ? "c" : "") +
			(size[2] > 1 ? "z" : "") + "yx";
		return new OmeMetadata(image.getShortTitle(), axes, units, scale, translation,
			IntStream.range(0, channels()).mapToObj(this::channel).toList());
	}

	@Override
	public BlockSource source(final int channel, final int frame) {
		final int stored = planes.color() ? channel / COLORS.size() : channel;
		final Component component = planes.color() ? COLORS.get(channel % COLORS
			.size()) : Component.GREY;
		final float offset = type() == SampleType.INT16 ? Short.MIN_VALUE : 0;
		return (interval, block) -> {
			final int width = (int) interval.dimension(0);
			final boolean deep = interval.numDimensions() > 2;
			int at = 0;
			for (long z = deep ? interval.min(2) : 0; z <= (deep ? interval.max(2)
				: 0); z++)
			{
				final Object pixels = planes.pixels(image.getStackIndex(stored + 1, (int) z +
					1, frame + 1) - 1);
				for (long y = interval.min(1); y <= interval.max(1); y++, at += width)
					component.read(pixels, (int) (y * image.getWidth() + interval.min(0)),
						block, at, width);
			}
			if (offset != 0) for (int i = 0; i < at; i++)
				block[i] += offset;
		};
	}

	@Override
	public Map<String, String> stamp(final boolean whole) {
		final Map<String, String> stamp = new TreeMap<>(Map.of("image", image
			.getTitle(), "size", Arrays.toString(size())));
		if (whole) stamp.put("samples", ImagePlanes.checksum(image,
			Progress.NONE));
		return stamp;
	}

	// -- Helper methods --

	private int channels() {
		return image.getNChannels() * (planes.color() ? COLORS.size() : 1);
	}

	private OmeMetadata.Channel channel(final int channel) {
		if (planes.color()) {
			final int color = channel % COLORS.size();
			return new OmeMetadata.Channel(List.of("red", "green", "blue").get(color),
				Optional.of(0xff0000 >> Byte.SIZE * color), window(0, 255), true);
		}
		final CompositeImage composite = image instanceof final CompositeImage c ? c
			: null;
		final LUT lut = composite == null ? image.getProcessor().getLut() : composite
			.getChannelLut(channel + 1);
		final double low = composite == null ? image.getDisplayRangeMin() : lut.min;
		final double high = composite == null ? image.getDisplayRangeMax() : lut.max;
		final String label = image.getNChannels() == 1 ? "" : image.getStack()
			.getSliceLabel(image.getStackIndex(channel + 1, 1, 1));
		final int last = lut.getRGB(255) & 0xffffff;
		// An inverted LUT ends in black.
		final int white = last == 0 ? lut.getRGB(0) & 0xffffff : last;
		final Calibration values = image.getCalibration();
		final boolean mapped = planes.calibrated() || type() == SampleType.INT16;
		return new OmeMetadata.Channel(label == null ? "" : label, Optional.of(white),
			mapped ? window(values.getCValue(low), values.getCValue(high)) : window(low,
				high), true);
	}

	/** Returns a window; none where a calibration function has no limit. */
	private static Optional<OmeMetadata.Window> window(final double low,
		final double high)
	{
		final double least = Math.min(low, high);
		final double most = Math.max(low, high);
		return Double.isFinite(most - least) ? Optional.of(new OmeMetadata.Window(least,
			most, least, most)) : Optional.empty();
	}

	/** Returns the name of a unit of time as OME-Zarr has it. */
	private static String time(final String unit) {
		return TIMES.getOrDefault(unit.strip().toLowerCase(Locale.ROOT), unit
			.strip());
	}

	/** Returns the name of a unit as OME-Zarr has it; empty for pixels. */
	private static String unit(final String unit) {
		final String name = unit == null ? "" : unit.strip();
		return LengthUnit.named(name).map(LengthUnit::ome).orElse(name.matches(
			"(?i)pixels?") ? "" : name);
	}
}
