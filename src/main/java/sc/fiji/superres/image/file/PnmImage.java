package sc.fiji.superres.image.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/**
 * PBM, PGM and PPM files, as text or binary (netpbm, P1 to P6). ImageJ shifts
 * bitmaps whose rows do not fill their last byte, cuts colors of 16 bits to 8,
 * and takes numbers that are too large.
 * <p>
 * Values of up to 255 are spread over 8 bits, larger ones are kept as they are; a
 * bitmap has black 0 and white 255.
 * </p>
 */
final class PnmImage {

	private static final int LARGEST = 65535;

	private final InputStream in;
	private final int kind;
	private final int width;
	private final int height;
	private final int most;
	private int held;
	private int bits;

	private PnmImage(final InputStream in, final long bytes) throws IOException {
		this.in = in;
		in.skipNBytes(1);
		kind = in.read() - '0';
		width = number();
		height = number();
		most = kind == 1 || kind == 4 ? 1 : number();
		if (width < 1 || height < 1 || most < 1 || most > LARGEST)
			throw new IOException("it is damaged: it has " + width + " x " + height +
				" pixels of values up to " + most);
		final long samples = (long) width * height * bands();
		final long least = switch (kind) {
			case 2, 3 -> 2 * samples - 1;
			case 4 -> (width + 7L) / 8 * height;
			default -> samples * (kind > 4 && most > 255 ? 2 : 1);
		};
		if (least > bytes) throw new EOFException();
		if (samples * 4 > Runtime.getRuntime().maxMemory() ||
			samples > Integer.MAX_VALUE - 64) throw new IOException("it is " + width +
				" x " + height + " pixels: " + ImageFiles.reason(
					ImageFiles.OUT_OF_MEMORY));
	}

	/**
	 * Reads a file.
	 *
	 * @throws EOFException if it is cut off
	 * @throws IOException if it is damaged, or holds several images
	 */
	static ImagePlus read(final Path file) throws IOException {
		try (InputStream in = new BufferedInputStream(Files.newInputStream(file),
			1 << 16))
		{
			return new PnmImage(in, Files.size(file)).image(file.getFileName()
				.toString());
		}
		catch (final EOFException e) {
			throw new EOFException("it is cut off after " + Files.size(file) +
				" bytes");
		}
	}

	// -- Helper methods --

	private int bands() {
		return kind == 3 || kind == 6 ? 3 : 1;
	}

	private ImagePlus image(final String title) throws IOException {
		final ImageStack stack = new ImageStack(width, height);
		final ImageProcessor[] planes = new ImageProcessor[bands()];
		for (int band = 0; band < planes.length; band++) {
			planes[band] = most > 255 ? new ShortProcessor(width, height)
				: new ByteProcessor(width, height);
			stack.addSlice(planes[band]);
		}
		for (int y = 0; y < height; y++) {
			bits = 0;
			for (int x = 0; x < width; x++) {
				for (final ImageProcessor plane : planes)
					plane.set(x, y, shown(sample()));
			}
		}
		if (in.read() == 'P' && Character.isDigit(in.read())) throw new IOException(
			"it holds several images: save each in a file of its own");
		if (planes.length == 1) return new ImagePlus(title, stack);
		if (most > 255) {
			final ImagePlus image = new ImagePlus(title, stack);
			image.setDimensions(planes.length, 1, 1);
			return new CompositeImage(image, CompositeImage.COMPOSITE);
		}
		final ColorProcessor color = new ColorProcessor(width, height);
		color.setRGB((byte[]) planes[0].getPixels(), (byte[]) planes[1].getPixels(),
			(byte[]) planes[2].getPixels());
		return new ImagePlus(title, color);
	}

	private int shown(final int sample) throws IOException {
		if (sample > most) throw new IOException("it is damaged: the value " +
			sample + " is above " + most);
		if (kind == 1 || kind == 4) return sample == 1 ? 0 : 255;
		return most < 255 ? (sample * 255 + most / 2) / most : sample;
	}

	private int sample() throws IOException {
		return switch (kind) {
			case 1 -> digit();
			case 2, 3 -> number();
			case 4 -> bit();
			default -> most > 255 ? next() << 8 | next() : next();
		};
	}

	/** Reads a bit of a row; those that fill its last byte are left out. */
	private int bit() throws IOException {
		if (bits == 0) {
			held = next();
			bits = 8;
		}
		return held >> --bits & 1;
	}

	/** Reads a digit, which needs no space behind it. */
	private int digit() throws IOException {
		final int digit = Character.digit(word(), 10);
		if (digit < 0) throw damaged();
		return digit;
	}

	/** Reads a number and the one character after it. */
	private int number() throws IOException {
		long number = 0;
		int c = word();
		do {
			final int digit = Character.digit(c, 10);
			if (digit < 0) throw damaged();
			number = 10 * number + digit;
			if (number > Integer.MAX_VALUE) throw damaged();
			c = in.read();
		}
		while (c >= 0 && !Character.isWhitespace(c) && c != '#');
		if (c == '#') comment();
		return (int) number;
	}

	private static IOException damaged() {
		return new IOException("it is damaged: a number was expected");
	}

	/** Returns the first character that is no space, past comments. */
	private int word() throws IOException {
		int c = next();
		while (Character.isWhitespace(c) || c == '#') {
			if (c == '#') comment();
			c = next();
		}
		return c;
	}

	private void comment() throws IOException {
		while (next() != '\n') {
			// Left out.
		}
	}

	private int next() throws IOException {
		final int next = in.read();
		if (next < 0) throw new EOFException();
		return next;
	}
}
