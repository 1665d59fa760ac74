package sc.fiji.superres.image.file;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.io.Opener;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/**
 * PNG, JPEG, GIF and BMP files. Their headers are checked before a pixel is
 * decoded; PNG with an alpha channel, 16-bit colors or fewer than 8 bits of
 * gray and BMP with a long header, which ImageJ misreads, are read by this
 * class.
 */
final class RasterImage {

	private static final int BMP_HEADER = 40;

	/** Pixels that a deflated byte stands for at most: 1032 bytes of 8 each. */
	private static final long DEFLATED = 1032 * 8;

	/** Pixels that a byte of GIF stands for at most, as codes have 12 bits. */
	private static final long GIF_CODE = 4096;

	private RasterImage() {
		// Static methods only.
	}

	/**
	 * Reads a file.
	 *
	 * @param type its type by {@link Opener#getFileType}
	 * @throws IOException if it is damaged, too large, or of a kind that is not
	 *           read
	 */
	static ImagePlus read(final Path file, final int type) throws IOException {
		final int orientation;
		final Optional<ImagePlus> own;
		if (type == Opener.PNG) {
			final PngFile png = PngFile.of(file);
			own = png(file, png);
			orientation = png.orientation();
		}
		else {
			own = other(file, type);
			orientation = type == Opener.JPEG ? JpegFile.orientation(file) : 1;
		}
		final ImagePlus image = own.isPresent() ? own.get() : ImageFiles.read(file);
		StoredOrientation.apply(image, orientation);
		return image;
	}

	// -- Helper methods --

	/** Reads a PNG that ImageJ misreads. */
	private static Optional<ImagePlus> png(final Path file, final PngFile png)
		throws IOException
	{
		if (png.hasTransparentColor()) throw new IOException("it has transparent " +
			"colors (tRNS): save it without them");
		return decoded(file, reader -> {
			checkSize(reader, Files.size(file) * DEFLATED, Files.size(file), png
				.pixelBytes());
			png.checkData(file);
			final boolean misread = png.hasAlpha() || png.color() == 2 && png
				.bits() == 16 || png.color() == 0 && png.bits() < 8;
			return misread ? Optional.of(stored(reader.read(0).getRaster(), png,
				file)) : Optional.empty();
		});
	}

	private static Optional<ImagePlus> other(final Path file, final int type)
		throws IOException
	{
		final ByteBuffer head = ByteBuffer.wrap(head(file)).order(
			ByteOrder.LITTLE_ENDIAN);
		if (type == Opener.BMP) checkPalette(head);
		return decoded(file, reader -> {
			final long bytes = Files.size(file);
			checkSize(reader, switch (type) {
				case Opener.JPEG -> bytes * JpegFile.MOST_PIXELS;
				case Opener.GIF -> bytes * GIF_CODE;
				default -> Long.MAX_VALUE;
			}, bytes, Integer.BYTES);
			if (type == Opener.JPEG) JpegFile.checkCoded(reader);
			return type == Opener.BMP && head.getInt(14) > BMP_HEADER ? Optional.of(
				indexed(reader.read(0), file)) : Optional.empty();
		});
	}

	private interface Decoder {

		Optional<ImagePlus> decode(ImageReader reader) throws IOException;
	}

	/** Decodes a file by Java; leaves to ImageJ what Java does not know. */
	private static Optional<ImagePlus> decoded(final Path file,
		final Decoder decoder) throws IOException
	{
		try (ImageInputStream in = ImageIO.createImageInputStream(file.toFile())) {
			final var readers = ImageIO.getImageReaders(in);
			if (!readers.hasNext()) return Optional.empty();
			final ImageReader reader = readers.next();
			try {
				reader.setInput(in, false, true);
				return decoder.decode(reader);
			}
			finally {
				reader.dispose();
			}
		}
		catch (final RuntimeException e) {
			throw new IOException("it is damaged (" + e + ")", e);
		}
	}

	private static byte[] head(final Path file) throws IOException {
		try (InputStream in = Files.newInputStream(file)) {
			final byte[] head = in.readNBytes(64);
			return head.length < 64 ? Arrays.copyOf(head, 64) : head;
		}
	}

	private static void checkPalette(final ByteBuffer head) throws IOException {
		final long colors = Integer.toUnsignedLong(head.getInt(46));
		final int bits = head.getShort(28);
		if (head.getInt(14) >= BMP_HEADER && bits <= 8 && colors > 1 << bits)
			throw new IOException("it is damaged: it has a palette of " + colors +
				" colors");
	}

	/** Checks the size in the header before memory is allocated for it. */
	private static void checkSize(final ImageReader reader, final long most,
		final long bytes, final int perPixel) throws IOException
	{
		final String size = reader.getWidth(0) + " x " + reader.getHeight(0) +
			" pixels";
		final long pixels = (long) reader.getWidth(0) * reader.getHeight(0);
		if (pixels > most) throw new IOException("it is damaged: its " + bytes +
			" bytes cannot hold " + size);
		if (pixels > Integer.MAX_VALUE - 64 || pixels > Runtime.getRuntime()
			.maxMemory() / 2 / perPixel) throw new IOException("it is " + size +
				": " + ImageFiles.reason(ImageFiles.OUT_OF_MEMORY));
	}

	private static ImagePlus indexed(final BufferedImage image,
		final Path file) throws IOException
	{
		if (image.getAlphaRaster() != null) checkOpaque(image.getAlphaRaster(), 0,
			255);
		final String title = file.getFileName().toString();
		if (image.getRaster().getNumBands() > 1) return new ImagePlus(title,
			new ColorProcessor(image));
		final byte[] r = new byte[256];
		final byte[] g = new byte[256];
		final byte[] b = new byte[256];
		final byte[] indices = new byte[image.getWidth() * image.getHeight()];
		final int[] samples = image.getRaster().getSamples(0, 0, image.getWidth(),
			image.getHeight(), 0, (int[]) null);
		boolean gray = true;
		final IndexColorModel palette = image
			.getColorModel() instanceof final IndexColorModel colors ? colors : null;
		if (palette == null) for (int i = 0; i < 256; i++)
			r[i] = (byte) i;
		else for (int i = 0; i < palette.getMapSize(); i++) {
			r[i] = (byte) palette.getRed(i);
			g[i] = (byte) palette.getGreen(i);
			b[i] = (byte) palette.getBlue(i);
			gray &= r[i] == g[i] && g[i] == b[i];
		}
		for (int i = 0; i < indices.length; i++)
			indices[i] = gray ? r[samples[i]] : (byte) samples[i];
		return new ImagePlus(title, new ByteProcessor(image.getWidth(), image
			.getHeight(), indices, gray ? null : new IndexColorModel(8, 256, r, g,
				b)));
	}

	/** Samples as they are stored, those of few bits spread over 8. */
	private static ImagePlus stored(final Raster raster, final PngFile png,
		final Path file) throws IOException
	{
		final String title = file.getFileName().toString();
		final int width = raster.getWidth();
		final int height = raster.getHeight();
		final int bits = png.bits();
		final int white = (1 << bits) - 1;
		final int spread = bits < 8 ? 255 / white : 1;
		final int bands = raster.getNumBands() - (png.hasAlpha() ? 1 : 0);
		if (png.hasAlpha()) checkOpaque(raster, bands, white);
		final ImageStack stack = new ImageStack(width, height);
		for (int band = 0; band < bands; band++) {
			final ImageProcessor plane = bits == 16 ? new ShortProcessor(width,
				height) : new ByteProcessor(width, height);
			for (int y = 0; y < height; y++)
				for (int x = 0; x < width; x++)
					plane.set(x, y, spread * raster.getSample(x, y, band));
			stack.addSlice(plane);
		}
		if (bands == 3 && bits == 8) {
			final ColorProcessor color = new ColorProcessor(width, height);
			color.setRGB((byte[]) stack.getPixels(1), (byte[]) stack.getPixels(2),
				(byte[]) stack.getPixels(3));
			return new ImagePlus(title, color);
		}
		final ImagePlus image = new ImagePlus(title, stack);
		image.setDimensions(bands, 1, 1);
		return bands == 1 ? image : new CompositeImage(image,
			CompositeImage.COMPOSITE);
	}

	private static void checkOpaque(final Raster raster, final int band,
		final int opaque) throws IOException
	{
		for (int y = 0; y < raster.getHeight(); y++) {
			for (int x = 0; x < raster.getWidth(); x++) {
				if (raster.getSample(x, y, band) != opaque) throw new IOException(
					"it has transparent pixels: save it without an alpha channel");
			}
		}
	}
}
