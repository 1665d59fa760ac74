package sc.fiji.superres.compare;

import ij.ImagePlus;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.bound.Reliability;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.measure.HighImage;
import sc.fiji.superres.measure.StackPlanes;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.quality.Score;

/**
 * Scores methods on images of known high resolution: every plane is degraded,
 * enlarged by each method and compared with the original.
 * <p>
 * The protocol is that of most publications, extended to all image types and to
 * other degradations:
 * </p>
 * <ul>
 * <li>8-bit, 16-bit and 32-bit images are compared by their calibrated values,
 * RGB by its rounded BT.601 luma in studio range.</li>
 * <li>A plane is cropped to a multiple of the scale and degraded, not rounded:
 * by MATLAB's antialiased bicubic unless another degradation is given.</li>
 * <li>Methods and noise use the intensity range of the channel: the given range,
 * else 0 to 255 for 8-bit and RGB images, and the range of the channel over the
 * whole stack for others.</li>
 * <li>Results are rounded and clipped to the image type, except for 32-bit
 * images.</li>
 * <li>A method of three channels receives red, green and blue, and the luma of
 * its result is compared; it enlarges gray images as Upscale Image does.</li>
 * <li>Where the slices of stacks are degraded, planes are the xz planes, numbered
 * by y, and methods along z enlarge all of a channel and frame together; nothing
 * is left out at the border.</li>
 * <li>Else a border of {@code scale} pixels is left out. The peak of PSNR and the
 * data range of SSIM are the width of that intensity range.</li>
 * <li>A channel that is constant over its whole stack has a peak of 0. If a
 * method reproduces its planes (32-bit: within 1e-6 of the value), they count as
 * identical, with an infinite PSNR and an SSIM of 1; otherwise the error has no
 * scale, and the plane fails.</li>
 * </ul>
 * <p>
 * A file, plane or method that fails or runs out of memory is skipped and named
 * in the result; everything else continues. Images are not changed, and opened
 * one at a time; methods are opened once and warmed up before they are timed.
 * </p>
 */
public final class Comparison {

	private final DegradationSource source;
	private final Optional<IntensityRange> range;
	private final List<? extends ComparedMethod> methods;
	private final ComparisonJournal journal;
	private final List<ComparisonRow> rows = new ArrayList<>();
	private final List<String> failures = new ArrayList<>();
	private final List<ComparisonFigure> figures = new ArrayList<>();
	private final Map<String, MethodCost> costs = new LinkedHashMap<>();
	/** Of each method that enlarged a plane; null where they are not asked for. */
	private final Map<String, Optional<ErrorBound>> bounds;
	private final ComparisonFiles names;

	private Comparison(final DegradationSource source,
		final Optional<IntensityRange> range, final boolean bounds,
		final List<? extends ComparedMethod> methods,
		final ComparisonJournal journal)
	{
		this.bounds = bounds ? new HashMap<>() : null;
		this.source = source;
		this.range = range;
		this.methods = methods;
		this.journal = journal;
		names = new ComparisonFiles(source.scale());
	}

	/**
	 * Compares methods on image files degraded by bicubic.
	 *
	 * @see #files(List, ComparisonProtocol, List, ComparisonJournal, Progress)
	 */
	public static ComparisonResult files(final List<Path> files,
		final int scale, final List<String> models, final Progress progress)
		throws IOException
	{
		return files(files, ComparisonProtocol.of(Degradation.bicubic(scale)), models,
			ComparisonJournal.none(), progress);
	}

	/**
	 * Compares methods on image files.
	 *
	 * @param files high-resolution images
	 * @param protocol how they are degraded
	 * @param models names of methods, as
	 *          {@link sc.fiji.superres.method.Methods#named} takes them; where
	 *          there are several scales, each is compared at its own
	 * @param journal receives scores and figures as they are made; what it
	 *          already holds is not computed again
	 * @param progress updated after each tile, checked before each
	 * @throws IOException if the files of a method cannot be read, the journal
	 *           cannot be written or belongs to another comparison, or a file
	 *           already exists
	 * @throws IllegalArgumentException if there are no files or methods,
	 *           there is no such method of these scales, or a file would replace
	 *           one that is read
	 * @throws CancellationException if the user stopped it
	 */
	public static ComparisonResult files(final List<Path> files,
		final ComparisonProtocol protocol, final List<String> models,
		final ComparisonJournal journal, final Progress progress)
		throws IOException
	{
		if (files.isEmpty()) throw new WrongUsage(
			"There are no images to compare methods on: give at least one");
		journal.begin(ComparisonTask.of(protocol, models, files));
		return run(protocol, models, journal, each(files), progress);
	}

	/**
	 * Compares methods on one image degraded by bicubic.
	 *
	 * @see #image(ImagePlus, ComparisonProtocol, List, ComparisonJournal,
	 *      Progress)
	 */
	public static ComparisonResult image(final ImagePlus image, final int scale,
		final List<String> models, final Progress progress) throws IOException
	{
		return image(image, ComparisonProtocol.of(Degradation.bicubic(scale)), models,
			ComparisonJournal.none(), progress);
	}

	/**
	 * Compares methods on one image.
	 *
	 * @param image a high-resolution image; not changed
	 * @see #files(List, ComparisonProtocol, List, ComparisonJournal, Progress)
	 */
	public static ComparisonResult image(final ImagePlus image,
		final ComparisonProtocol protocol, final List<String> models,
		final ComparisonJournal journal, final Progress progress)
		throws IOException
	{
		journal.begin(ComparisonTask.of(protocol, models, image));
		return run(protocol, models, journal, (comparison, part) -> comparison
			.add(image.getTitle(), image, part), progress);
	}

	// -- Helper methods --

	/** Hands images to a comparison. */
	interface Work {

		void run(Comparison comparison, Progress progress) throws IOException;
	}

	/** Hands over the images of files. */
	public static Work each(final List<Path> files) {
		return (comparison, progress) -> {
			for (int i = 0; i < files.size(); i++) {
				progress.check();
				comparison.add(files.get(i), progress.part(i, files.size()));
			}
		};
	}

	private static ComparisonResult run(final ComparisonProtocol protocol,
		final List<String> models, final ComparisonJournal journal,
		final Work work, final Progress progress) throws IOException
	{
		final Map<Integer, List<ComparedMethod>> methods = OpenMethod.open(models,
			protocol, progress);
		try {
			methods.values().forEach(open -> open.forEach(ComparedMethod::warmUp));
			final List<ComparisonResult> results = new ArrayList<>();
			for (final DegradationSource source : protocol.sources())
				results.add(run(new Comparison(source, protocol.range(), protocol
					.bounds(), methods.get(source.scale()), journal), work, progress.part(results.size(),
						protocol.sources().size())));
			return ComparisonResult.of(results);
		}
		finally {
			OpenMethod.close(methods);
		}
	}

	/** Compares methods that are open, and stay so. */
	public static ComparisonResult with(final List<? extends ComparedMethod> methods,
		final Degradation degradation, final ComparisonJournal journal,
		final Work work, final Progress progress) throws IOException
	{
		return run(new Comparison(DegradationSource.of(degradation), Optional
			.empty(), false, methods, journal), work, progress);
	}

	private static ComparisonResult run(final Comparison comparison,
		final Work work, final Progress progress) throws IOException
	{
		work.run(comparison, progress);
		return new ComparisonResult(List.copyOf(comparison.rows), List.copyOf(
			comparison.failures), List.copyOf(comparison.figures), List.copyOf(
				comparison.costs.values()));
	}

	private void add(final Path file, final Progress progress)
		throws IOException
	{
		final ImagePlus image;
		try {
			image = ImageFiles.open(file);
		}
		catch (final IOException | RuntimeException | OutOfMemoryError exc) {
			fail(name(file), exc);
			return;
		}
		add(name(file), image, progress);
	}

	private static String name(final Path file) {
		return file.getFileName().toString();
	}

	void add(final String name, final ImagePlus image,
		final Progress progress) throws IOException
	{
		final String figure = names.figure(name);
		final boolean wanted = journal.wants(figure);
		final ImagePlus compared;
		final HighImage high;
		final FigurePanels panels;
		try {
			compared = source.axial() ? StackPlanes.XZ.of(image) : image;
			high = new HighImage(compared, range, progress);
			panels = wanted ? shown(name, compared, high) : null;
		}
		catch (final CancellationException stop) {
			throw stop;
		}
		catch (final RuntimeException | OutOfMemoryError exc) {
			fail(name, exc);
			return;
		}
		addCosts(image);
		final List<int[]> groups = groups(compared);
		for (int g = 0; g < groups.size(); g++) {
			final int[] group = groups.get(g);
			final boolean shown = panels != null && Arrays.stream(group).anyMatch(
				i -> panels.plane().index() == i);
			if (!shown && takeUp(name, group)) continue;
			final String where = where(name, group[0], high, groups.size());
			final List<DegradedPlane> planes = new ArrayList<>();
			try {
				for (final int i : group)
					planes.add(shown && panels.plane().index() == i ? panels.plane()
						: degraded(name, compared, high, i));
			}
			catch (final IOException | RuntimeException | OutOfMemoryError exc) {
				fail(where, exc);
				continue;
			}
			final List<ComparisonRow> found = new ArrayList<>();
			for (int m = 0; m < methods.size(); m++)
				found.addAll(compare(name, where, high, planes, methods.get(m), shown
					? panels : null, progress.part(g, groups.size()).part(m, methods
						.size())));
			found.sort(Comparator.comparingInt(ComparisonRow::slice));
			rows.addAll(found);
		}
		if (panels == null || !panels.hasResults()) return;
		figures.add(panels.figure(figure, name));
		try {
			journal.add(figures.get(figures.size() - 1));
		}
		catch (final OutOfMemoryError exc) {
			fail(name + ", figure", exc);
		}
	}

	/**
	 * Returns the numbers of the planes that are enlarged together: each alone, or
	 * all along z of a channel and frame.
	 */
	private List<int[]> groups(final ImagePlus compared) {
		final int count = compared.getStackSize();
		if (!source.axial()) return IntStream.range(0, count).mapToObj(
			i -> new int[] { i }).toList();
		final int channels = compared.getNChannels();
		final int depth = compared.getNSlices();
		return IntStream.range(0, count / depth).mapToObj(v -> IntStream.range(0,
			depth).map(i -> (v / channels * depth + i) * channels + v % channels)
			.toArray()).toList();
	}

	/** Names a group of planes, where there are several. */
	private String where(final String name, final int first,
		final HighImage high, final int groups)
	{
		if (source.axial()) return groups == 1 ? name : name +
			", the volume of xz plane " + (first + 1);
		return high.count() == 1 ? name : name + ", slice " + (first + 1);
	}

	/** Estimates what the methods need for an image. */
	private void addCosts(final ImagePlus image) {
		final int scale = source.scale();
		final Dimensions low = source.axial() ? new FinalDimensions(image
			.getWidth(), image.getHeight(), image.getNSlices() / scale)
			: new FinalDimensions(image.getWidth() / scale, image.getHeight() / scale);
		for (final ComparedMethod method : methods) {
			try {
				method.cost(low).ifPresent(cost -> costs.merge(method.name(),
					cost, (a, b) -> a.memory() < b.memory() ? b : a));
			}
			catch (final RuntimeException | OutOfMemoryError exc) {
				// Reported when the method is run on it.
			}
		}
	}

	private DegradedPlane degraded(final String name, final ImagePlus image,
		final HighImage high, final int index) throws IOException
	{
		return new DegradedPlane(high, index, source.degradation(image, name,
			index));
	}

	/** Returns the plane with the most texture; null if none can be read. */
	private FigurePanels shown(final String name, final ImagePlus image,
		final HighImage high)
	{
		FigurePanels best = null;
		for (int i = 0; i < high.count(); i++) {
			try {
				final FigurePanels panels = new FigurePanels(high, degraded(name, image,
					high, i));
				if (best == null || panels.texture() > best.texture()) best = panels;
			}
			catch (final IOException | IllegalArgumentException exc) {
				// Reported when it is compared.
			}
		}
		return best;
	}

	/** Takes all scores of planes from the journal if it holds them. */
	private boolean takeUp(final String name, final int[] group) {
		final List<ComparisonRow> found = Arrays.stream(group).boxed().flatMap(
			index -> methods.stream().map(method -> known(name, index, method)))
			.toList();
		if (found.contains(null)) return false;
		rows.addAll(found);
		return true;
	}

	private ComparisonRow known(final String name, final int index,
		final ComparedMethod method)
	{
		return journal.row(name, index + 1, method.name(), source.scale());
	}

	/**
	 * Scores a method on planes that are enlarged together.
	 *
	 * @param panels where one of the planes is shown, or null
	 * @return their rows; if it fails, those that are known
	 */
	private List<ComparisonRow> compare(final String name, final String where,
		final HighImage high, final List<DegradedPlane> planes,
		final ComparedMethod method, final FigurePanels panels,
		final Progress progress) throws IOException
	{
		final List<ComparisonRow> all = new ArrayList<>();
		for (final DegradedPlane plane : planes)
			all.add(known(name, plane.index(), method));
		if (panels == null && !all.contains(null)) return all;
		try {
			final long choice = System.nanoTime();
			final OpenMethod open = method.of(planes.get(0), progress);
			final long chosen = System.nanoTime();
			final List<List<Plane>> lows = new ArrayList<>();
			final int channels = high.color() ? open.upscaler().channels() : 1;
			for (final DegradedPlane plane : planes)
				lows.add(plane.low(channels));
			final long start = System.nanoTime();
			final List<List<Plane>> results = enlarge(open, high, planes, lows, progress);
			final double seconds = (System.nanoTime() - start + chosen - choice) /
				1e9 / planes.size();
			for (int i = 0; i < planes.size(); i++) {
				final DegradedPlane plane = planes.get(i);
				final Plane result = high.result(results.get(i));
				if (all.get(i) == null) all.set(i, row(name, method, high, plane, result,
					seconds, reliability(open, high, plane, results.get(i))));
				if (panels != null && panels.plane() == plane) panels.add(all.get(i),
					result);
			}
		}
		catch (final CancellationException stop) {
			throw stop;
		}
		catch (final IOException | RuntimeException | OutOfMemoryError exc) {
			fail(where + ", " + method.name(), exc);
			return all.stream().filter(Objects::nonNull).toList();
		}
		for (final ComparisonRow row : all)
			if (journal.row(row.image(), row.slice(), row.method(), row
				.scale()) == null) journal.add(row);
		return all;
	}

	/** Returns the channels of what a method makes of planes, not rounded. */
	private List<List<Plane>> enlarge(final OpenMethod open, final HighImage high,
		final List<DegradedPlane> planes, final List<List<Plane>> lows,
		final Progress progress)
	{
		final DegradedPlane first = planes.get(0);
		final int index = first.index();
		if (source.axial()) return open.enlargeAlongZ(lows.stream().map(low -> low
			.get(0)).toList(), high.intensities(index), first.original().size(),
			progress).stream().map(List::of).toList();
		final int channels = lows.get(0).size();
		return List.of(open.enlarge(lows.get(0), high.intensities(index, channels),
			first.original().size(), progress));
	}

	/** Compares the bounds of the errors of a plane, as calibrations do. */
	private Optional<Reliability> reliability(final OpenMethod method,
		final HighImage high, final DegradedPlane plane, final List<Plane> result)
		throws IOException
	{
		if (bounds == null) return Optional.empty();
		if (!bounds.containsKey(method.name())) bounds.put(method.name(), Methods
			.bound(method.name(), Integer.toString(source.scale())));
		return bounds.get(method.name()).map(bound -> new CalibrationImages.Sample(
			plane, high, result).reliability(bound));
	}

	private ComparisonRow row(final String name, final ComparedMethod method,
		final HighImage high, final DegradedPlane plane, final Plane result,
		final double seconds, final Optional<Reliability> reliability)
	{
		final Plane original = plane.original();
		final Score score = Score.of(original, result, source.border(), high.peak(
			plane.index()));
		return new ComparisonRow(name, plane.index() + 1, method.name(), source
			.scale(), score.psnr(), score.ssim(), seconds, original
				.samples().length / 1e6, reliability);
	}

	private void fail(final String where, final Throwable exc) {
		failures.add(where + ": " + Failures.message(exc));
	}
}
