package sc.fiji.superres.image.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

/**
 * Reads TIFF files of which the result is known to be correct. ImageJ reads
 * stacks of equal pages of common kinds, after all strips have been checked;
 * this class reads what ImageJ misreads: BigTIFF, OME-TIFF, tiles, orientation,
 * predictors of 32 bits, thumbnails between pages, several samples of 8, 16 and
 * 32 bits. Anything else is refused with its tag and a remedy.
 */
final class TiffImage {

	/** Tag of MetaMorph, whose planes lie one after the other in one page. */
	private static final int UIC2 = 33629;

	private final FileChannel channel;
	private final ByteOrder order;
	private final List<TiffPage> pages;
	private final TiffPage first;

	/** Whether one page describes planes that lie one after the other. */
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
			TiffKind.check(page);
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
	 * @return the image; empty if ImageJ reads it correctly
	 * @throws IOException if it is damaged or of an unsupported kind
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

	/** Returns whether ImageJ is known to read it correctly. */
	private boolean isPlain() {
		if (thumbnails || first.big() || first.description().contains("<OME"))
			return false;
		if (pages.stream().anyMatch(page -> page.orientation() != 1 || page
			.tiled() || !page.alike(first) || page.compression() != first
				.compression() || page.planar() != first.planar() || page
					.predictor() != first.predictor())) return false;
		for (final int tag : new int[] { TiffPage.X_RESOLUTION,
			TiffPage.Y_RESOLUTION })
			if (!stack && first.has(tag) && !(first.rational(tag) > 0)) return false;
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
				"): save only pages that belong together");
		final OmeXml ome = first.description().contains("<OME") ? OmeXml.of(first
			.description()) : null;
		final int[] sequence = ome == null ? null : ome.pages(first.shown(), pages
			.size());
		ImageStack planes = null;
		for (int p = 0; p < pages.size(); p++) {
			final TiffPage page = pages.get(sequence == null ? p : sequence[p]);
			for (final ImageProcessor plane : TiffPlanes.of(page, new TiffSamples(
				channel, order, page).read()))
			{
				if (planes == null) planes = new ImageStack(plane.getWidth(), plane
					.getHeight());
				planes.addSlice(plane);
			}
		}
		return assembled(new ImagePlus(title, planes), ome);
	}

	private ImagePlus assembled(final ImagePlus image, final OmeXml ome)
		throws IOException
	{
		final Calibration calibration = image.getCalibration();
		if (first.format() == 2 && first.bits() < 32) calibration
			.setSigned16BitCalibration();
		if (ome == null) {
			image.setDimensions(first.colored() ? 1 : first.shown(), pages.size(), 1);
			size(calibration);
			if (!first.description().isBlank()) image.setProp("Info", first
				.description());
		}
		else {
			image.setDimensions(ome.size('C') / (first.colored() ? 3 : 1), ome.size(
				'Z'), ome.size('T'));
			ome.calibrate(image);
		}
		final int c = image.getNChannels();
		if (image.getStackSize() > 1) image.setOpenAsHyperStack(c > 1 || image
			.getNFrames() > 1);
		image.resetDisplayRange();
		if (c < 2 || c > 7 || image.getType() == ImagePlus.COLOR_RGB) return image;
		final CompositeImage composite = new CompositeImage(image,
			CompositeImage.COMPOSITE);
		if (ome != null) ome.color(composite);
		return composite;
	}

	private void size(final Calibration calibration) {
		final double x = first.rational(TiffPage.X_RESOLUTION);
		final double y = first.rational(TiffPage.Y_RESOLUTION);
		final int unit = (int) first.value(TiffPage.RESOLUTION_UNIT, 2);
		// ImageJ takes 72 per inch as a placeholder for an unknown resolution.
		if (!(x > 0 && y > 0) || unit < 2 || unit > 3 || unit == 2 && x == 72)
			return;
		final boolean turned = first.orientation() > 4;
		calibration.pixelWidth = 1 / (turned ? y : x);
		calibration.pixelHeight = 1 / (turned ? x : y);
		calibration.setUnit(unit == 2 ? "inch" : "cm");
	}
}
