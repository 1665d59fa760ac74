package sc.fiji.superres.image;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.Calibration;
import ij.process.LUT;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import sc.fiji.superres.block.channel.SampleStatistics;

/**
 * Makes an image of enlarged planes, with all metadata of the source.
 */
final class Metadata {

	/** Prefix of the line in the Info property that says what was done. */
	static final String PROVENANCE = "SuperRes: ";

	private static final String INFO = "Info";

	/** Lines of methods that enlarge, but for those of scale 1 and below. */
	private static final Pattern ENLARGED = Pattern.compile("(?m)^" + PROVENANCE +
		"superres (?:upscale(?!.*--model=\\S*x1\\b)|resample)" +
		"(?!.*--scale=(?:1|0?\\.\\d+)(?![.\\d])).*$");

	private final ImagePlus source;
	private final Placement placement;
	private final Slices slices;

	/**
	 * Returns whether a method of the suite has enlarged an image.
	 *
	 * @param info its Info property; null for none
	 */
	static boolean isEnlarged(final String info) {
		return info != null && ENLARGED.matcher(info).find();
	}

	Metadata(final ImagePlus source, final Placement placement,
		final Slices slices)
	{
		this.source = source;
		this.placement = placement;
		this.slices = slices;
	}

	/**
	 * Returns the result.
	 *
	 * @param stack the enlarged planes with their labels
	 * @param settings the settings by which they were made
	 */
	ImagePlus apply(final ImageStack stack, final EnlargeSettings settings) {
		final ImagePlus result = image(stack, settings);
		result.setOpenAsHyperStack(source.isHyperStack());
		properties(result, settings.method());
		calibrate(result);
		final Overlay overlay = source.getOverlay();
		if (overlay != null) {
			result.setOverlay(placement.overlay(overlay));
			result.getOverlay().forEach(roi -> move(roi, result));
		}
		result.setHideOverlay(source.getHideOverlay());
		final Roi roi = source.getRoi();
		// An enlarged rectangle is the whole result.
		if (roi != null && !(settings.region() == EnlargeSettings.Region.SELECTION &&
			roi.getType() == Roi.RECTANGLE)) {
			final Roi placed = placement.roi(roi);
			move(placed, result);
			result.setRoi(placed, false);
		}
		result.changes = true;
		return result;
	}

	private ImagePlus image(final ImageStack stack,
		final EnlargeSettings settings)
	{
		final ImagePlus plain = new ImagePlus(title(settings.suffix()), stack);
		final int[] size = source.getDimensions();
		plain.setDimensions(size[2], slices.length(), size[4]);
		if (source instanceof final CompositeImage composite && source
			.isComposite())
		{
			final CompositeImage result = new CompositeImage(plain, composite
				.getMode());
			result.copyLuts(source);
			for (int c = 0; settings.floats() && c < size[2]; c++) {
				final LUT lut = result.getChannelLut(c + 1);
				fit(lut, stack, c, size[2]);
				result.setChannelLut(lut, c + 1);
			}
			return atSamePosition(result);
		}
		if (plain.getType() != ImagePlus.COLOR_RGB) {
			final LUT lut = (color() ? plain : source).getProcessor().getLut();
			if (settings.floats()) fit(lut, stack, 0, 1);
			plain.getProcessor().setLut(lut);
		}
		return atSamePosition(plain);
	}

	/** Sets the display range to that of the finite samples of some planes. */
	private static void fit(final LUT lut, final ImageStack stack,
		final int first, final int step)
	{
		final SampleStatistics samples = new SampleStatistics(false);
		for (int i = first; i < stack.getSize(); i += step)
			samples.add((float[]) stack.getPixels(i + 1));
		lut.min = samples.min();
		lut.max = samples.max();
	}

	/** Returns whether the source is in color. */
	private boolean color() {
		return source.getType() == ImagePlus.COLOR_RGB || StoredPlanes.indexed(
			source);
	}

	private ImagePlus atSamePosition(final ImagePlus result) {
		final int[] position = source.convertIndexToPosition(source
			.getCurrentSlice());
		result.setPositionWithoutUpdate(position[0], slices.slice(position[1]),
			position[2]);
		return result;
	}

	/** Moves an object on a slice of a resampled stack to its new slice. */
	private void move(final Roi roi, final ImagePlus result) {
		if (slices.scale() == 1) return;
		if (roi instanceof final PointRoi points && points.size() > 0) {
			final int[] counters = new int[points.size()];
			for (int i = 0; i < counters.length; i++)
				counters[i] = points.getCounter(i) | index(points.getPointPosition(i),
					result) << 8;
			points.setCounters(counters);
		}
		if (roi.hasHyperStackPosition()) roi.setPosition(roi.getCPosition(), roi
			.getZPosition() == 0 ? 0 : slices.slice(roi.getZPosition()), roi
				.getTPosition());
		else if (!(roi instanceof PointRoi)) roi.setPosition(index(roi.getPosition(),
			result));
	}

	/** Returns the plane of the result for one of the source; 0 for none. */
	private int index(final int plane, final ImagePlus result) {
		if (plane < 1) return 0;
		final int[] position = source.convertIndexToPosition(plane);
		return result.getStackIndex(position[0], slices.slice(position[1]),
			position[2]);
	}

	/** Returns the title without a file's extension, and the suffix or scale. */
	private String title(final String suffix) {
		final double x = placement.scaleX();
		final String name = source.getTitle().replaceFirst(
			"(\\.ome|\\.nii)?\\.[A-Za-z][A-Za-z0-9]{1,4}$", "");
		if (!suffix.isEmpty()) return name + "-" + suffix;
		if (Math.abs(x - placement.scaleY()) > 0.005) return name + "-" + placement
			.width() + "x" + placement.height();
		return name + "-x" + String.format(Locale.ROOT, "%.2f", x).replaceFirst(
			"\\.?0+$", "");
	}

	private void properties(final ImagePlus result, final String method) {
		if (source.getProperties() != null) {
			for (final Map.Entry<Object, Object> entry : source.getProperties()
				.entrySet())
			{
				// Other objects, such as a plot, belong to the source.
				if (entry.getKey() instanceof final String key && entry
					.getValue() instanceof final String value) result.setProperty(key,
						value);
			}
		}
		result.setProperties(source.getPropertiesAsArray());
		final String info = source.getInfoProperty();
		final String line = method.lines().map(text -> PROVENANCE + text + "\n").collect(
			Collectors.joining());
		result.setProperty(INFO, info == null ? line : info.endsWith("\n") ? info +
			line : info + "\n" + line);
	}

	private void calibrate(final ImagePlus result) {
		final Calibration calibration = source.getCalibration();
		result.setCalibration(placement.calibration(calibration, source
			.getHeight(), slices.scale()));
		// ImageJ resets the unit of signed 16-bit values.
		final Calibration copy = result.getLocalCalibration();
		if (result.getType() != source.getType()) copy.disableDensityCalibration();
		if (!color()) copy.setValueUnit(calibration.getValueUnit());
		// A global calibration is that of the source's pixels.
		result.setIgnoreGlobalCalibration(true);
	}
}
