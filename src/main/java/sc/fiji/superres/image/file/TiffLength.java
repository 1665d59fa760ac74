package sc.fiji.superres.image.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

import ij.io.FileInfo;
import ij.io.TiffDecoder;

/**
 * Finds truncated TIFF files, which ImageJ opens without an error: missing
 * samples become zeros and missing slices are left out.
 * <p>
 * A file is complete if every strip and every slice of an ImageJ stack ends
 * within it. Its tags have been read before, see {@link TiffTags}, and its
 * strips are decoded afterwards, see {@link TiffSamples}.
 * </p>
 */
final class TiffLength {

	/**
	 * The number of slices that ImageJ's decoder reports for a MetaMorph stack
	 * without a slice count.
	 */
	private static final int UNKNOWN_SLICES = 9999;

	private TiffLength() {
		// Static methods only.
	}

	/**
	 * Checks a TIFF file.
	 *
	 * @throws IOException if it is truncated, or of a kind that ImageJ cannot
	 *           read
	 */
	static void check(final Path file) throws IOException {
		try (final FileChannel channel = FileChannel.open(file)) {
			final FileInfo[] images = new TiffDecoder(file.toAbsolutePath()
				.getParent() + "/", file.getFileName().toString()).getTiffInfo();
			if (images == null) throw new EOFException("there is no image in it");
			for (final FileInfo image : images) {
				final long end = end(image);
				if (end > channel.size()) throw cutOff(end, channel);
			}
		}
	}

	// -- Helper methods --

	private static IOException cutOff(final long needed,
		final FileChannel channel) throws IOException
	{
		return new EOFException("it is cut off: it should go on to byte " +
			needed + ", but the file ends at " + channel.size());
	}

	/** Returns where the last sample of an image or ImageJ stack ends. */
	private static long end(final FileInfo image) {
		final boolean compressed = image.compression > FileInfo.COMPRESSION_NONE;
		final int[] offsets = image.stripOffsets;
		final int[] lengths = image.stripLengths;
		long end = 0;
		if (offsets != null && lengths != null && (compressed ||
			offsets.length > 1))
		{
			for (int i = 0; i < Math.min(offsets.length, lengths.length); i++) {
				end = Math.max(end, unsigned(offsets[i]) + unsigned(lengths[i]));
			}
		}
		if (compressed) return end;
		final long plane = planeBytes(image);
		final int slices = image.nImages == UNKNOWN_SLICES ? 1 : Math.max(1,
			image.nImages);
		if (slices == 1 && end > 0) return end;
		return image.getOffset() + slices * plane + (slices - 1) * image.getGap();
	}

	private static long planeBytes(final FileInfo image) {
		final long pixels = (long) image.width * image.height;
		switch (image.fileType) {
			case FileInfo.BITMAP:
				return (image.width + 7L) / 8 * image.height;
			case FileInfo.GRAY10_UNSIGNED:
				return pixels * 10 / 8;
			case FileInfo.GRAY12_UNSIGNED:
				return pixels * 12 / 8;
			default:
				return pixels * image.getBytesPerPixel();
		}
	}

	private static long unsigned(final int value) {
		return Integer.toUnsignedLong(value);
	}
}
