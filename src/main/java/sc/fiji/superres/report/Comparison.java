package sc.fiji.superres.report;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.image.ImageFiles;
import sc.fiji.superres.quality.Score;

/**
 * Measures methods on images whose high resolution is known: every plane is
 * shrunk, enlarged by each method and compared with what it was.
 * <p>
 * The protocol is the one of most publications
 * ({@link sc.fiji.superres.quality.PublishedProtocol}), carried over to all
 * types of images:
 * </p>
 * <ul>
 * <li>8-bit is taken as it is, RGB by its rounded luma of BT.601 in studio
 * range, 16-bit and 32-bit by stored values.</li>
 * <li>A plane is cropped to a multiple of the scale and shrunk by MATLAB's
 * antialiased bicubic, not rounded.</li>
 * <li>A method is told the intensities of the channel: 0 to 255 for 8-bit and
 * RGB, else the smallest to the largest value over the whole stack.</li>
 * <li>Its result is rounded and clipped to the type; 32-bit is not.</li>
 * <li>{@code scale} pixels are left out at each side. The peak of PSNR and the
 * data range of SSIM are 255 for 8-bit and RGB, else the high minus the low
 * above.</li>
 * <li>A channel that is constant over its whole stack has a peak of 0. A plane
 * of it that comes back (32-bit: within 1e-6 of its value) is identical, with a
 * PSNR of infinity and an SSIM of 1; otherwise there is nothing to measure the
 * error by, and the plane fails.</li>
 * </ul>
 * <p>
 * What fails is left out and named in the result; all else goes on. Images are
 * not changed, and looked at one by one; methods are opened once.
 * </p>
 */
public final class Comparison {

	private final Degradation degradation;
	private final List<OpenMethod> methods;
	private final List<ComparisonRow> rows = new ArrayList<>();
	private final List<String> failures = new ArrayList<>();
	private final List<ComparisonFigure> figures = new ArrayList<>();
	private final Set<String> fileNames = new HashSet<>();

	private Comparison(final Degradation degradation,
		final List<OpenMethod> methods)
	{
		this.degradation = degradation;
		this.methods = methods;
	}

	/**
	 * Compares methods on the images of files.
	 *
	 * @param files high-resolution images
	 * @param scale how much to shrink and enlarge
	 * @param models names of methods, as
	 *          {@link sc.fiji.superres.method.Methods#named} takes them
	 * @param progress told after each tile, asked before each
	 * @throws IOException if the files of a method cannot be read
	 * @throws IllegalArgumentException if there are no files or methods, the
	 *           scale is below 1, or there is no such method of that scale
	 * @throws CancellationException if the user stopped it
	 */
	public static ComparisonResult files(final List<Path> files,
		final int scale, final List<String> models, final Progress progress)
		throws IOException
	{
		if (files.isEmpty()) throw new IllegalArgumentException(
			"There are no images to compare methods on: give at least one");
		return run(scale, models, comparison -> {
			for (int i = 0; i < files.size(); i++) {
				progress.check();
				comparison.add(files.get(i), progress.part(i, files.size()));
			}
		});
	}

	/**
	 * Compares methods on one image.
	 *
	 * @param image a high-resolution image; not changed
	 * @see #files
	 */
	public static ComparisonResult image(final ImagePlus image, final int scale,
		final List<String> models, final Progress progress) throws IOException
	{
		return run(scale, models, comparison -> comparison.add(image.getTitle(),
			image, progress));
	}

	// -- Helper methods --

	/** Hands images to a comparison. */
	interface Work {

		void run(Comparison comparison);
	}

	private static ComparisonResult run(final int scale,
		final List<String> models, final Work work) throws IOException
	{
		final Degradation degradation = Degradation.bicubic(scale);
		final List<OpenMethod> methods = OpenMethod.open(models, scale);
		try {
			return run(degradation, methods, work);
		}
		finally {
			methods.forEach(OpenMethod::close);
		}
	}

	/** Compares methods that are open, and stay so. */
	static ComparisonResult run(final Degradation degradation,
		final List<OpenMethod> methods, final Work work)
	{
		final Comparison comparison = new Comparison(degradation, methods);
		work.run(comparison);
		return new ComparisonResult(List.copyOf(comparison.rows), List.copyOf(
			comparison.failures), List.copyOf(comparison.figures));
	}

	private void add(final Path file, final Progress progress) {
		final String name = file.getFileName().toString();
		final ImagePlus image;
		try {
			image = ImageFiles.open(file);
		}
		catch (final IOException | RuntimeException exc) {
			fail(name, exc);
			return;
		}
		add(name, image, progress);
	}

	void add(final String name, final ImagePlus image,
		final Progress progress)
	{
		final HighImage high = new HighImage(image, progress);
		FigurePanels shown = null;
		for (int i = 0; i < high.count(); i++) {
			final String where = high.count() == 1 ? name : name + ", slice " + (i +
				1);
			try {
				final FigurePanels panels = add(name, where, high, i, progress.part(i,
					high.count()));
				if (panels.betterThan(shown)) shown = panels;
			}
			catch (final CancellationException stop) {
				throw stop;
			}
			catch (final RuntimeException exc) {
				fail(where, exc);
			}
		}
		if (shown != null) figures.add(shown.figure(fileName(name), name));
	}

	private FigurePanels add(final String name, final String where,
		final HighImage high, final int index, final Progress progress)
	{
		final Plane plane = degradation.crop(high.plane(index));
		final Plane low = degradation.apply(plane);
		final FigurePanels panels = new FigurePanels(high, index, plane,
			degradation);
		for (int m = 0; m < methods.size(); m++) {
			final OpenMethod method = methods.get(m);
			try {
				final Enlarged enlarged = Enlarged.by(method.upscaler(), low, plane,
					high.intensities(index), progress.part(m, methods.size()));
				final Plane result = high.round(enlarged.plane());
				final Score score = Score.of(plane, result, degradation.scale(), high
					.peak(index));
				final ComparisonRow row = new ComparisonRow(name, index + 1, method
					.name(), degradation.scale(), score.psnr(), score.ssim(), enlarged
						.seconds(), plane.samples().length / 1e6);
				rows.add(row);
				panels.add(row, result);
			}
			catch (final CancellationException stop) {
				throw stop;
			}
			catch (final RuntimeException exc) {
				fail(where + ", " + method.name(), exc);
			}
		}
		return panels;
	}

	/** Makes a file name, unlike all before wherever case does not count. */
	private String fileName(final String image) {
		final String stem = image.replaceFirst("(?<=.)\\.[^.]*$", "").replaceAll(
			"[\\p{Cntrl}\\\\/:*?\"<>|]", "_") + "-x" + degradation.scale();
		String name = stem + ".png";
		for (int i = 2; !fileNames.add(name.toLowerCase(Locale.ROOT)); i++)
			name = stem + "-" + i + ".png";
		return name;
	}

	private void fail(final String where, final Exception exc) {
		failures.add(where + ": " + (exc.getMessage() == null ? exc : exc
			.getMessage()));
	}
}
