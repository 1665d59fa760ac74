package sc.fiji.superres.image.file;

import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

/** Makes ImageJ's planes of the samples of a page of TIFF. */
final class TiffPlanes {

	/** Largest whole number up to which a 32-bit real tells all apart. */
	private static final long EXACT = 1 << 24;

	private TiffPlanes() {
		// Static methods only.
	}

	/**
	 * Makes planes, turned as they are to be shown.
	 *
	 * @param samples see {@link TiffSamples#read}
	 * @return one of colors, or one of each sample but the opacity
	 * @throws IOException if a pixel is transparent, or ImageJ cannot hold it
	 */
	static List<ImageProcessor> of(final TiffPage page, final Object[] samples)
		throws IOException
	{
		if (page.hasAlpha()) checkOpaque(page, samples[page.shown()]);
		final List<ImageProcessor> planes = new ArrayList<>();
		if (page.colored()) planes.add(color(page, samples));
		else for (int s = 0; s < page.shown(); s++)
			planes.add(gray(page, samples[s]));
		planes.replaceAll(plane -> StoredOrientation.apply(plane, page
			.orientation()));
		return planes;
	}

	// -- Helper methods --

	private static void checkOpaque(final TiffPage page, final Object alpha)
		throws IOException
	{
		final long opaque = switch (page.format()) {
			case 1 -> -1;
			case 2 -> (1L << page.bits() - 1) - 1;
			default -> page.bits() == 64 ? Double.doubleToLongBits(1) : Float
				.floatToIntBits(1);
		};
		for (int i = 0; i < Array.getLength(alpha); i++) {
			if (Array.getLong(alpha, i) != opaque) throw new IOException(
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
