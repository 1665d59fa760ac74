package sc.fiji.superres.image.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import ij.ImagePlus;
import ij.io.Opener;

import sc.fiji.superres.file.TemporaryFolder;

/** A zip archive with one image in it, as ImageJ saves stacks compressed. */
final class ZippedImage {

	private static final List<String> ENDINGS = List.of(".tif", ".tiff", ".dcm");

	private ZippedImage() {
		// Static methods only.
	}

	/**
	 * Opens the image, from a copy that does not stay.
	 *
	 * @throws IOException if the archive is damaged or cut off, or holds anything
	 *           else
	 */
	static ImagePlus open(final Path file) throws IOException {
		try (ZipFile zip = new ZipFile(file.toFile());
				TemporaryFolder folder = TemporaryFolder.make("superres-unzipped"))
		{
			if (zip.size() != 1) throw new IOException("it is a zip archive of " + zip
				.size() + " files: unpack it, and open the images in it");
			final ZipEntry entry = zip.entries().nextElement();
			if (ENDINGS.stream().noneMatch(entry.getName().toLowerCase(
				Locale.ROOT)::endsWith)) throw new IOException("it is a zip archive of " +
					entry.getName() + ", not of a TIFF or DICOM file: unpack it");
			if (entry.getSize() > Runtime.getRuntime().maxMemory())
				throw new IOException(ImageFiles.reason(ImageFiles.OUT_OF_MEMORY));
			final Path copy = folder.path().resolve("image.tif");
			try (InputStream in = zip.getInputStream(entry)) {
				unpack(in, entry, copy);
			}
			final ImagePlus image = ImageFiles.read(copy, new Opener().getFileType(
				copy.toString()));
			image.setTitle(file.getFileName().toString());
			return image;
		}
		catch (final ZipException | EOFException e) {
			throw new IOException("it is a zip archive that is damaged or cut off (" +
				e.getMessage() + ")", e);
		}
	}

	// -- Helper methods --

	private static void unpack(final InputStream file, final ZipEntry entry,
		final Path copy) throws IOException
	{
		final CRC32 checksum = new CRC32();
		try (CheckedInputStream in = new CheckedInputStream(file, checksum);
				OutputStream out = Files.newOutputStream(copy))
		{
			long left = entry.getSize();
			final byte[] buffer = new byte[1 << 16];
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				left -= n;
				if (left < 0) throw new ZipException("more than it should hold");
				out.write(buffer, 0, n);
			}
			if (left > 0 || checksum.getValue() != entry.getCrc())
				throw new ZipException("the checksum of " + entry.getName() +
					" does not match");
		}
	}
}
