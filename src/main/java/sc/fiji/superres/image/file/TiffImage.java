package sc.fiji.superres.image.file;

import java.awt.Color;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.LUT;
import ij.process.ShortProcessor;

/**
 * A TIFF file, of which only what is known to be right is read. ImageJ reads
 * stacks of like pages of common kinds, once all strips are known to be whole;
 * this class reads what ImageJ misreads: BigTIFF, OME-TIFF, tiles, orientation,
 * predictors of 32 bits, thumbnails between pages, several samples of 8, 16 and
 * 32 bits. All else is refused with its tag and a remedy.
 */
final class TiffImage {

	private static final Map<Integer, String> PHOTOMETRIC = Map.of(4, "a mask", 5,
		"CMYK", 6, "YCbCr", 8, "CIELab", 9, "ICCLab", 32803, "a color filter array",
		34892, "linear raw data");

	/** Tag of MetaMorph, whose planes lie behind each other in one page. */
	private static final int UIC2 = 33629;

	/** Largest whole number up to which a 32-bit real tells all apart. */
	private static final long EXACT = 1 << 24;

	private final FileChannel channel;
	private final ByteOrder order;
	private final List<TiffPage> pages;
	private final TiffPage first;

	/** Whether one page tells of planes that lie behind each other. */
	private final boolean stack;
	private final boolean thumbnails;

	private TiffImage(final FileChannel channel) throws IOException {
		this.channel = channel;
		final List<TiffPage> all = TiffTags.read(channel);
		final List<TiffPage> whole = all.stream().filter(page -> !page.reduced())
			.toList();
		pages = whole.isEmpty() ? all : whole;
		first = pages.get(0);
		final ByteBuffer mark = ByteBuffer.allocate(1);
		channel.read(mark, 0);
		order = mark.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN
			: ByteOrder.BIG_ENDIAN;
		long bytes = 0;
		for (final TiffPage page : pages) {
			check(page);
			bytes += (long) page.width() * page.height() * page.samples() * Math.max(
				1, page.bits() / 8);
		}
		if (bytes > Runtime.getRuntime().maxMemory()) throw new IOException(
			ImageFiles.reason(ImageFiles.OUT_OF_MEMORY));
		stack = first.description().startsWith("ImageJ=") || first.has(UIC2);
		thumbnails = pages.size() < all.size();
	}

	/**
	 * Reads a file.
	 *
	 * @return the image; empty if ImageJ reads it right
	 * @throws IOException if it is damaged, or of a kind that is not read
	 */
	static Optional<ImagePlus> read(final Path file) throws IOException {
		try (FileChannel channel = FileChannel.open(file)) {
			final TiffImage tiff = new TiffImage(channel);
			if (tiff.isPlain()) {
				TiffLength.check(file);
				for (final TiffPage page : tiff.pages)
					new TiffSamples(channel, tiff.order, page).check();
				return Optional.empty();
			}
			if (tiff.stack) throw new IOException(
				"it is an ImageJ or MetaMorph stack of a kind that ImageJ misreads: " +
					"save it again uncompressed, as one 8, 16 or 32-bit stack");
			return Optional.of(tiff.image(file.getFileName().toString()));
		}
	}

	// -- Helper methods --

	private static void check(final TiffPage page) throws IOException {
		final int bits = page.bits();
		final int format = page.format();
		final int photometric = page.photometric();
		if (page.width() <= 0 || page.height() <= 0 || (long) page.width() * page
			.height() > Integer.MAX_VALUE - 64) throw new IOException("a page is " +
				page.value(TiffPage.WIDTH, 0) + " x " + page.value(TiffPage.HEIGHT, 0) +
				" pixels, which ImageJ does not hold");
		final String compression = TiffCodec.unread(page.compression());
		if (compression != null) throw refused("Compression " + page
			.compression() + " (" + compression + ")");
		if (photometric > 3 || photometric < 0) throw refused(
			"PhotometricInterpretation " + photometric + " (" + PHOTOMETRIC
				.getOrDefault(photometric, "unknown") + ")");
		if (page.value(TiffPage.FILL_ORDER, 1) != 1) throw refused(
			"FillOrder 2 (bits from the lowest)");
		final boolean known = switch (bits) {
			case 1 -> format == 1 && photometric < 2 && page.samples() == 1;
			case 8, 16, 32 -> format == 1 || format == 2 || format == 3 && bits == 32;
			case 64 -> format == 3;
			default -> false;
		};
		if (!known) throw refused("BitsPerSample " + Arrays.toString(page.values(
			TiffPage.BITS)) + " with SampleFormat " + Arrays.toString(page.values(
				TiffPage.FORMAT)));
		final int samples = page.samples();
		if (samples < 1 || samples > 64 || photometric == 2 && samples < 3)
			throw refused("SamplesPerPixel " + samples);
		if (photometric == 3 && (bits != 8 || samples != 1 || format != 1 || page
			.values(TiffPage.COLOR_MAP).length != 768)) throw refused("a palette of " +
				page.values(TiffPage.COLOR_MAP).length / 3 + " colors for " + bits +
				"-bit samples");
		if (photometric == 0 && (bits > 16 || format != 1 || samples > 1))
			throw refused("PhotometricInterpretation 0 (white is zero) with " + bits +
				" bits");
		final int predictor = page.predictor();
		if (predictor < 1 || predictor > 3 || predictor > 1 && bits < 8 ||
			predictor == 3 && format != 3) throw refused("Predictor " + predictor +
				" with " + bits + " bits");
		if (page.orientation() < 1 || page.orientation() > 8) throw refused(
			"Orientation " + page.orientation());
	}

	private static IOException refused(final String tag) {
		return new IOException("TIFF with " + tag + " is not read: save it " +
			"uncompressed, as 8, 16 or 32-bit gray values or RGB");
	}

	/** Returns whether ImageJ is known to read it right. */
	private boolean isPlain() {
		if (thumbnails || first.big() || first.description().contains("<OME"))
			return false;
		if (pages.stream().anyMatch(page -> page.orientation() != 1 || page
			.tiled() || !page.alike(first) || page.compression() != first
				.compression() || page.planar() != first.planar() || page
					.predictor() != first.predictor())) return false;
		final double resolution = first.rational(TiffPage.X_RESOLUTION);
		if (first.has(TiffPage.X_RESOLUTION) && !(resolution > 0) && !stack)
			return false;
		final int bits = first.bits();
		final int format = first.format();
		final boolean single = first.samples() == 1 && (bits == 8 && format == 1 ||
			bits == 16 && format < 3 || bits == 32 && format == 3 && first
				.predictor() == 1);
		return single || first.samples() == 3 && first.photometric() == 2 && bits == 8 &&
			format == 1 && (!first.planar() || first.compression() == 1);
	}

	private ImagePlus image(final String title) throws IOException {
		for (final TiffPage page : pages)
			if (!page.alike(first)) throw new IOException("its pages differ in " +
				"size or type (" + page.size() + " after " + first.size() +
				"): save the pages that belong together alone");
		final OmeXml ome = first.description().contains("<OME") ? OmeXml.of(first
			.description()) : null;
		final int alpha = alpha();
		final int kept = first.samples() - alpha;
		final boolean color = first.photometric() == 2 && kept == 3 && first
			.bits() == 8 && first.format() == 1;
		final int[] sequence = ome == null ? null : ome.pages(kept, pages.size());
		ImageStack planes = null;
		for (int p = 0; p < pages.size(); p++) {
			final TiffPage page = pages.get(sequence == null ? p : sequence[p]);
			final Object[] samples = new TiffSamples(channel, order, page).read();
			if (alpha == 1) checkOpaque(samples[kept]);
			for (int s = 0; s < (color ? 1 : kept); s++) {
				final ImageProcessor plane = StoredOrientation.apply(color ? color(page,
					samples) : gray(page, samples[s]), page.orientation());
				if (planes == null) planes = new ImageStack(plane.getWidth(), plane
					.getHeight());
				planes.addSlice(plane);
			}
		}
		return assembled(new ImagePlus(title, planes), ome, color ? 1 : kept,
			color ? 3 : 1);
	}

	private ImagePlus assembled(final ImagePlus image, final OmeXml ome,
		final int channels, final int colors) throws IOException
	{
		final Calibration calibration = image.getCalibration();
		if (first.format() == 2 && first.bits() < 32) calibration
			.setSigned16BitCalibration();
		int c = channels;
		if (ome == null) {
			image.setDimensions(c, pages.size(), 1);
			size(calibration);
			if (!first.description().isBlank()) image.setProp("Info", first
				.description());
		}
		else {
			c = ome.size('C') / colors;
			image.setDimensions(c, ome.size('Z'), ome.size('T'));
			size(calibration, ome);
		}
		if (image.getStackSize() > 1) image.setOpenAsHyperStack(c > 1 || image
			.getNFrames() > 1);
		image.resetDisplayRange();
		if (c < 2 || c > 7 || image.getType() == ImagePlus.COLOR_RGB) return image;
		final CompositeImage composite = new CompositeImage(image,
			CompositeImage.COMPOSITE);
		if (ome != null) channels(composite, ome);
		return composite;
	}

	private void size(final Calibration calibration) {
		final double x = first.rational(TiffPage.X_RESOLUTION);
		final double y = first.rational(TiffPage.Y_RESOLUTION);
		final int unit = (int) first.value(TiffPage.RESOLUTION_UNIT, 2);
		// ImageJ takes 72 per inch for what is written where nothing is known.
		if (!(x > 0 && y > 0) || unit < 2 || unit > 3 || unit == 2 && x == 72)
			return;
		final boolean turned = first.orientation() > 4;
		calibration.pixelWidth = 1 / (turned ? y : x);
		calibration.pixelHeight = 1 / (turned ? x : y);
		calibration.setUnit(unit == 2 ? "inch" : "cm");
	}

	private static void size(final Calibration calibration, final OmeXml ome) {
		final double x = ome.positive("PhysicalSizeX");
		final double y = ome.positive("PhysicalSizeY");
		final double z = ome.positive("PhysicalSizeZ");
		final String unit = ome.text("PhysicalSizeXUnit", "\u00b5m");
		if (x > 0) {
			calibration.pixelWidth = x;
			calibration.pixelHeight = y > 0 ? y : x;
			if (z > 0) calibration.pixelDepth = z;
			calibration.setXUnit(unit);
			calibration.setYUnit(ome.text("PhysicalSizeYUnit", "\u00b5m"));
			calibration.setZUnit(ome.text("PhysicalSizeZUnit", "\u00b5m"));
		}
		final double interval = ome.positive("TimeIncrement");
		if (!(interval > 0)) return;
		calibration.frameInterval = interval;
		final String time = ome.text("TimeIncrementUnit", "s");
		calibration.setTimeUnit("s".equals(time) ? "sec" : time);
	}

	private static void channels(final CompositeImage image, final OmeXml ome) {
		final List<String> colors = ome.channels("Color");
		final List<String> names = ome.channels("Name");
		for (int c = 0; c < image.getNChannels() && c < colors.size(); c++) {
			if (colors.get(c).matches("-?\\d{1,10}")) image.setChannelLut(LUT
				.createLutFromColor(new Color((int) (Long.parseLong(colors.get(
					c)) >> 8) & 0xffffff)), c + 1);
			if (names.get(c).isBlank()) continue;
			for (int p = c; p < image.getStackSize(); p += image.getNChannels())
				image.getStack().setSliceLabel(names.get(c), p + 1);
		}
	}

	/** Returns 1 if the last sample is an opacity. */
	private int alpha() {
		final long[] extra = first.values(TiffPage.EXTRA_SAMPLES);
		return extra.length == 1 && (extra[0] == 1 || extra[0] == 2) && first
			.samples() > 1 ? 1 : 0;
	}

	private void checkOpaque(final Object alpha) throws IOException {
		final int length = Array.getLength(alpha);
		for (int i = 0; i < length; i++) {
			final long value = ((Number) Array.get(alpha, i))
				.longValue();
			final boolean opaque = first.format() == 3 ? value == Float
				.floatToIntBits(1) : value == (first.format() == 2 ? 127 : -1);
			if (!opaque) throw new IOException(
				"it has transparent pixels: save it without an alpha channel");
		}
	}

	private static ColorProcessor color(final TiffPage page,
		final Object[] samples)
	{
		final ColorProcessor color = new ColorProcessor(page.width(), page
			.height());
		color.setRGB((byte[]) samples[0], (byte[]) samples[1],
			(byte[]) samples[2]);
		return color;
	}

	private static ImageProcessor gray(final TiffPage page, final Object samples)
		throws IOException
	{
		final int width = page.width();
		final int height = page.height();
		if (samples instanceof final byte[] bytes && page.format() == 1) {
			if (page.bits() == 1) for (int i = 0; i < bytes.length; i++)
				bytes[i] *= -1;
			final ByteProcessor plane = new ByteProcessor(width, height, bytes,
				palette(page));
			if (page.photometric() == 0) plane.invertLut();
			return plane;
		}
		if (samples instanceof final short[] shorts) {
			if (page.format() == 2) for (int i = 0; i < shorts.length; i++)
				shorts[i] ^= 0x8000;
			final ShortProcessor plane = new ShortProcessor(width, height, shorts,
				null);
			if (page.photometric() == 0) plane.invertLut();
			return plane;
		}
		if (samples instanceof final byte[] bytes) {
			final short[] shorts = new short[bytes.length];
			for (int i = 0; i < bytes.length; i++)
				shorts[i] = (short) (bytes[i] + 0x8000);
			return new ShortProcessor(width, height, shorts, null);
		}
		final float[] floats = new float[width * height];
		for (int i = 0; i < floats.length; i++)
			floats[i] = real(page, samples, i);
		return new FloatProcessor(width, height, floats, null);
	}

	private static float real(final TiffPage page, final Object samples,
		final int index) throws IOException
	{
		if (samples instanceof final long[] longs) return (float) Double
			.longBitsToDouble(longs[index]);
		final int bits = ((int[]) samples)[index];
		if (page.format() == 3) return Float.intBitsToFloat(bits);
		final long value = page.format() == 2 ? bits : Integer.toUnsignedLong(bits);
		if (Math.abs(value) > EXACT && (long) (float) value != value)
			throw new IOException("its 32-bit whole number " + value +
				" does not fit into ImageJ's 32-bit reals: save it as 16-bit or " +
				"32-bit float");
		return value;
	}

	/** Returns the palette, or null if samples are values. */
	private static IndexColorModel palette(final TiffPage page) {
		if (page.photometric() != 3) return null;
		final long[] map = page.values(TiffPage.COLOR_MAP);
		// Some programs write 8 bits where TIFF wants 16.
		final int shift = Arrays.stream(map).allMatch(v -> v < 256) ? 0 : 8;
		final byte[][] colors = new byte[3][256];
		for (int i = 0; i < map.length; i++)
			colors[i / 256][i % 256] = (byte) (map[i] >> shift);
		return new IndexColorModel(8, 256, colors[0], colors[1], colors[2]);
	}
}
