package sc.fiji.superres.image.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import ij.IJ;
import ij.ImagePlus;
import ij.Prefs;
import ij.io.FileInfo;
import ij.io.FileSaver;
import ij.io.Opener;
import ij.measure.Calibration;
import ij.plugin.JpegWriter;
import ij.plugin.PNG_Writer;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.volume.zarr.OmeZarr;

/**
 * Reads and writes image files, by ImageJ's own opener where it is known to be
 * correct, and by its own saver, with stricter rules: a file that is truncated,
 * does not fit into memory or is of an unsupported kind is refused, a file is
 * written completely or not at all, and nothing is lost silently.
 * <p>
 * TIFF stores every image. PNG stores one plane of 8-bit, 16-bit or RGB, JPEG
 * one of 8-bit or RGB; neither stores a pixel size in a physical unit, an
 * intensity calibration or an overlay, and an image that has one is refused.
 * </p>
 */
public final class ImageFiles {

	/** ImageJ's report when it has left out slices. */
	static final String OUT_OF_MEMORY = "out of memory";

	private ImageFiles() {
		// Static methods only.
	}

	/**
	 * Opens an image; the folder of an OME-Zarr image as a virtual stack of its
	 * finest level.
	 *
	 * @throws IOException if it is missing, truncated, not an image, or too large
	 *           for Java's memory; the message says which
	 */
	public static ImagePlus open(final Path file) throws IOException {
		if (!Files.exists(file)) throw new NoSuchFileException(
			"There is no image file " + file);
		if (OmeZarr.isZarr(file)) return ZarrImage.open(OmeZarr.open(file), 0);
		if (!Files.isRegularFile(file)) throw new IOException("Cannot open " +
			file + " as an image: it is a folder, not a file");
		if (!Files.isReadable(file)) throw new IOException("Cannot open " + file +
			": reading it is not permitted");
		final Path whole = file.toAbsolutePath();
		if (!whole.toFile().exists()) throw new IOException("Cannot open " + file +
			": its name cannot be represented here; rename it, or set LC_ALL to a " +
			"UTF-8 locale");
		try {
			final int type = new Opener().getFileType(whole.toString());
			return type == Opener.ZIP ? ZippedImage.open(whole) : read(whole, type);
		}
		catch (final OutOfMemoryError e) {
			throw new IOException("Cannot open " + file + ": " + reason(
				OUT_OF_MEMORY), e);
		}
		catch (final IOException e) {
			throw new IOException("Cannot open " + file + ": " + Failures.message(e),
				e);
		}
	}

	/**
	 * Checks that a file name has the extension of a format that can be written.
	 *
	 * @throws IllegalArgumentException if it does not; the message lists the
	 *           formats
	 */
	public static void checkFormat(final Path file) {
		Format.of(file);
	}

	/**
	 * Checks, before a long run, that its image can be written.
	 *
	 * @param file file to write
	 * @param overwrite whether an existing file may be replaced
	 * @throws IOException if the file exists and may not be replaced, or its
	 *           folder is missing
	 * @throws IllegalArgumentException if the name does not end in a known format
	 */
	public static void check(final Path file, final boolean overwrite)
		throws IOException
	{
		checkFormat(file);
		AtomicFiles.check(file, overwrite);
		final Path folder = file.toAbsolutePath().getParent();
		if (!Files.isWritable(folder)) throw new AccessDeniedException(
			"Cannot write " + file + ": writing to " + folder + " is not permitted");
	}

	/**
	 * Writes an image.
	 *
	 * @param file file to write; its extension sets the format
	 * @param overwrite whether an existing file may be replaced
	 * @param progress checked before the file is moved into place
	 * @throws IOException if it cannot be written
	 * @throws IllegalArgumentException if the format would lose part of the image
	 */
	public static void save(final ImagePlus image, final Path file,
		final boolean overwrite, final Progress progress) throws IOException
	{
		final Format format = Format.of(file);
		format.check(image, file);
		AtomicFiles.write(file, overwrite, part -> {
			format.write(image, part.toString());
			progress.check();
		});
	}

	// -- Helper methods --

	/**
	 * Reads an image that is no archive, by ImageJ where it is known to read it
	 * right.
	 *
	 * @param type what {@link Opener#getFileType} says of it
	 */
	static ImagePlus read(final Path file, final int type) throws IOException {
		if (type == Opener.TIFF || type == Opener.UNKNOWN && TiffTags.isBig(file)) {
			final Optional<ImagePlus> tiff = TiffImage.read(file);
			return tiff.isPresent() ? tiff.get() : read(file);
		}
		WholeFile.check(file, type);
		switch (type) {
			case Opener.PNG, Opener.JPEG, Opener.GIF, Opener.BMP:
				return RasterImage.read(file, type);
			case Opener.PGM:
				return PnmImage.read(file);
			case Opener.FITS:
				return read(file);
			case Opener.DICOM, Opener.TIFF_AND_DICOM:
				final ImagePlus image = read(file);
				checkLength(image, file);
				return image;
			default:
				// ImageJ would show a dialog, change the active image, or abort a macro.
				throw new IOException(reason(null));
		}
	}

	/** Finds samples that ImageJ filled with zeros beyond the end of a file. */
	private static void checkLength(final ImagePlus image, final Path file)
		throws IOException
	{
		final FileInfo info = image.getOriginalFileInfo();
		if (info == null || info.compression > FileInfo.COMPRESSION_NONE) return;
		final long end = info.getOffset() + (long) info.width * info.height * info
			.getBytesPerPixel() * Math.max(1, info.nImages);
		if (end > Files.size(file)) throw new EOFException(
			"it is cut off: it should go on to byte " + end +
			", but the file ends at " + Files.size(file));
	}

	/**
	 * Reads an image. ImageJ reports errors in a window that waits, unless it is
	 * set to write them to its log; if memory runs out, it leaves out slices and
	 * continues, or fails while reporting it.
	 */
	static synchronized ImagePlus read(final Path file)
		throws IOException
	{
		ImagePlus image = null;
		String report;
		IJ.redirectErrorMessages(true); // Also clears previous errors.
		try (PrintedLines printed = new PrintedLines()) {
			image = new Opener().openImage(file.getParent() + "/", file.getFileName()
				.toString());
			report = IJ.getErrorMessage();
			if (report == null) report = printed.first();
		}
		catch (final OutOfMemoryError e) {
			report = OUT_OF_MEMORY;
		}
		catch (final RuntimeException e) {
			final String told = IJ.getErrorMessage();
			report = told == null ? e.toString() : told;
		}
		finally {
			IJ.redirectErrorMessages(false);
		}
		if (report == null && image != null && image.getWidth() > 0) return image;
		throw new IOException(reason(report));
	}

	static String reason(final String report) {
		if (report == null) return "it is not an image of a kind that is read: open " +
			"it in ImageJ, and save it as TIFF";
		if (OUT_OF_MEMORY.equals(report)) return "it does not fit into Java's " +
			"memory; give Java more (in Fiji: Edit > Options > Memory & Threads; " +
			"on the command line: JAVA_OPTS=-Xmx...)";
		return "ImageJ cannot read it (" + report.strip().replaceAll(
			"\\s*\\R\\s*", " ") + ")";
	}

	// -- Helper classes --

	private enum Format {

			TIFF {

				@Override
				void check(final ImagePlus image, final Path file) {
					// Stores everything.
				}

				@Override
				void write(final ImagePlus image, final String part)
					throws IOException
				{
					if (!new FileSaver(image).saveAsTiff(part)) throw new IOException(
						reason());
				}

				/** Returns the reason, which ImageJ quotes in its message. */
				private String reason() {
					final String message = IJ.getErrorMessage();
					if (message == null) return "ImageJ could not save it";
					final Matcher quoted = QUOTED.matcher(message);
					return quoted.find() ? quoted.group(1) : message.strip();
				}
			},

			PNG {

				@Override
				boolean holds(final int type) {
					return type == ImagePlus.GRAY16 || super.holds(type);
				}

				@Override
				void write(final ImagePlus image, final String part)
					throws IOException
				{
					try {
						new PNG_Writer().writeImage(image, part, Prefs
							.getTransparentIndex());
					}
					catch (final IOException | RuntimeException e) {
						throw e;
					}
					catch (final Exception e) {
						throw new IOException(e.getMessage(), e);
					}
				}
			},

			JPEG {

				@Override
				void write(final ImagePlus image, final String part)
					throws IOException
				{
					final String error = JpegWriter.save(image, part, FileSaver
						.getJpegQuality());
					if (error != null) throw new IOException(error);
				}
			};

		private static final Pattern QUOTED = Pattern.compile("\"(.+?)\"");
		private static final String REMEDY = ": use a name that ends in .tif";

		static Format of(final Path file) {
			final String name = file.getFileName().toString();
			switch (name.substring(name.lastIndexOf('.') + 1).toLowerCase(
				Locale.ROOT)) {
				case "tif":
				case "tiff":
					return TIFF;
				case "png":
					return PNG;
				case "jpg":
				case "jpeg":
					return JPEG;
				default:
					throw new WrongUsage("Cannot write " + file +
						": its name must end in .tif, .tiff, .png, .jpg or .jpeg");
			}
		}

		abstract void write(ImagePlus image, String part) throws IOException;

		boolean holds(final int type) {
			return type == ImagePlus.GRAY8 || type == ImagePlus.COLOR_RGB;
		}

		void check(final ImagePlus image, final Path file) {
			final String lost = lost(image);
			if (lost != null) throw new IllegalArgumentException("Cannot write " +
				file + ", " + name() + " would lose the image's " + lost + REMEDY);
		}

		private String lost(final ImagePlus image) {
			final Calibration calibration = image.getCalibration();
			if (image.getStackSize() > 1) return "stack of " + image
				.getStackSize() + " slices";
			if (!holds(image.getType())) return image.getBitDepth() +
				"-bit samples";
			if (image.getBitDepth() == 16 && !image.getProcessor().isDefaultLut())
				return "16-bit samples, as it has a color table";
			if (calibration.calibrated()) return "intensity calibration";
			// The unit of plots is blank.
			final String unit = calibration.getUnit();
			if (!unit.isBlank() && !unit.startsWith("pixel")) return "pixel size in " +
				unit;
			if (image.getOverlay() != null) return "overlay";
			return null;
		}
	}
}
