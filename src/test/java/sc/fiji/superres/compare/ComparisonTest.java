package sc.fiji.superres.compare;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.FloatProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import net.imglib2.Dimensions;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.network.Precision;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.quality.PublishedProtocol;
import sc.fiji.superres.quality.Score;
import sc.fiji.superres.quality.Ssim;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class ComparisonTest {

	private static final Path SET5 = Path.of("../shared/data/eval/set5");

	/** Both sides compute the same numbers by the same classes. */
	private static final double SAME = 1e-9;

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "2, 33.66, 0.9299", "3, 30.39, 0.8682" })
	void bicubicScoresAsPublished(final int scale, final double psnr,
		final double ssim) throws IOException
	{
		assumeTrue(Files.isDirectory(SET5), "without the images of Set5");
		final List<Path> files;
		try (Stream<Path> list = Files.list(SET5)) {
			files = list.sorted().collect(Collectors.toList());
		}
		final ComparisonResult result = Comparison.files(files,
			scale, List.of("bicubic"), Progress.NONE);
		result.requireComplete();
		assertEquals(5, result.rows().size());
		assertEquals(5, result.figures().size());
		assertEquals(psnr, result.rows().stream().mapToDouble(ComparisonRow::psnr)
			.average().getAsDouble(), 0.02);
		assertEquals(ssim, result.rows().stream().mapToDouble(ComparisonRow::ssim)
			.average().getAsDouble(), 0.001);
	}

	@Test
	void rowsGoByImageAndMethod() throws IOException {
		final ImageProcessor grey = ReportImages.bytes(41, 33, 1);
		final ImageProcessor color = ReportImages.colors(36, 40, 2);
		final List<Path> files = List.of(ReportImages.save(grey, folder.resolve(
			"b.tif")), ReportImages.save(color, folder.resolve("a.tif")));
		final ComparisonResult result = Comparison.files(files, 3,
			List.of("bicubic", "nearest", "bicubic"), Progress.NONE);
		result.requireComplete();
		assertEquals(List.of("b.tif bicubic", "b.tif nearest", "a.tif bicubic",
			"a.tif nearest"), result.rows().stream().map(row -> row.image() + " " +
				row.method()).toList());
		for (final ComparisonRow row : result.rows()) {
			assertEquals(1, row.slice());
			assertEquals(3, row.scale());
			assertEquals(row.image().equals("b.tif") ? 39 * 33e-6 : 36 * 39e-6, row
				.megapixels(), 1e-12);
			assertTrue(row.seconds() > 0 && row.seconds() < 60, row.toString());
		}
		requireScore(PublishedProtocol.luma((int[]) color.getPixels()), 36, 40,
			"bicubic", result.rows().get(2));
		final float[] samples = (float[]) grey.convertToFloat().getPixels();
		requireScore(samples, 41, 33, "bicubic", result.rows().get(0));
		requireScore(samples, 41, 33, "nearest", result.rows().get(1));
	}

	@Test
	void networksAreComparedInAPrecision() throws IOException {
		final ImagePlus image = new ImagePlus("a", ReportImages.bytes(80, 64, 1));
		final String model = TestNetworks.writeSmall(folder).toString();
		final List<Double> scores = new ArrayList<>();
		for (final Precision precision : List.of(Precision.FLOAT32,
			Precision.BFLOAT16))
		{
			final ComparisonProtocol protocol = new ComparisonProtocol(List.of(
				DegradationSource.of(Degradation.bicubic(2))), Optional.empty(),
				new ComputeSettings(Device.CPU, precision));
			final ComparisonResult result = Comparison.image(image, protocol, List.of(
				model), ComparisonJournal.none(), Progress.NONE);
			result.requireComplete();
			scores.add(result.rows().get(0).psnr());
			assertEquals(precision == Precision.BFLOAT16, protocol.values()
				.containsKey("precision"));
		}
		assertNotEquals(scores.get(0), scores.get(1));
		assertEquals(scores.get(0), scores.get(1), 0.1);
	}

	@Test
	void wholeNumbersAreMeasuredByTheRangeOfTheirChannel() throws IOException {
		final ImageProcessor[] planes = { ReportImages.shorts(40, 30, 100, 1000, 1),
			ReportImages.shorts(40, 30, 0, 65535, 2), //
			ReportImages.shorts(40, 30, 500, 3000, 3), //
			ReportImages.shorts(40, 30, 20, 900, 4) };
		final ImagePlus image = ReportImages.stack("hyper", planes);
		image.setDimensions(2, 2, 1);
		final ComparisonResult result = Comparison.image(image, 2, List.of(
			"bicubic"), Progress.NONE);
		result.requireComplete();
		assertEquals(1, result.figures().size());
		for (int i = 0; i < 4; i++) {
			final double peak = Math.max(planes[i % 2].getStats().max, planes[i % 2 +
				2].getStats().max) - Math.min(planes[i % 2].getStats().min, planes[i %
					2 + 2].getStats().min);
			final float[] high = (float[]) planes[i].convertToFloat().getPixels();
			final float[] wanted = enlarged(high, 40, 30, 2, "bicubic");
			for (int j = 0; j < wanted.length; j++)
				wanted[j] = Math.round(Math.max(0, Math.min(65535, wanted[j])));
			assertEquals(i + 1, result.rows().get(i).slice());
			assertEquals(Psnr.of(high, wanted, 40, 30, 2, peak), result.rows().get(i)
				.psnr(), SAME);
			assertEquals(Ssim.gaussian(peak).of(high, wanted, 40, 30, 2), result.rows().get(i)
				.ssim(), SAME);
		}
	}

	@Test
	void floatsAreNeitherRoundedNorClipped() throws IOException {
		final ImageProcessor plane = ReportImages.floats(30, 30, -0.3, 0.4, 5);
		final float[] high = ((float[]) plane.getPixels()).clone();
		final ComparisonRow row = Comparison.image(new ImagePlus("f", plane), 2,
			List.of("bicubic"), Progress.NONE).rows().get(0);
		final double peak = plane.getStats().max - plane.getStats().min;
		assertEquals(Psnr.of(high, enlarged(high, 30, 30, 2, "bicubic"), 30, 30, 2,
			peak), row.psnr(), SAME);
		assertArrayEquals(high, (float[]) plane.getPixels());
	}

	@Test
	void methodsAreToldTheIntensitiesOfTheStack() throws IOException {
		final List<String> told = new ArrayList<>();
		final Upscaler method = new Probe(intensities -> told.add(intensities
			.low() + " " + intensities.high()));
		compare(method, new ImagePlus("8", ReportImages.bytes(30, 30, 1)));
		compare(method, new ImagePlus("RGB", ReportImages.colors(30, 30, 1)));
		final ImageProcessor[] planes = { new FloatProcessor(30, 30),
			new FloatProcessor(30, 30) };
		planes[0].setf(3, 3, -7);
		planes[1].setf(0, 0, 9);
		compare(method, ReportImages.stack("32", planes));
		// What is looked at to tell the memory that the method needs.
		assertTrue(told.removeIf("0.0 1.0"::equals));
		assertEquals(List.of("0.0 255.0", "0.0 255.0", "-7.0 9.0", "-7.0 9.0"),
			told);
	}

	@Test
	void identicalPlanesHaveInfinitePsnr() throws IOException {
		final ComparisonResult result = Comparison.image(new ImagePlus("same",
			ReportImages.bytes(20, 20, 1)), 1, List.of("bicubic"), Progress.NONE);
		assertEquals(Double.POSITIVE_INFINITY, result.rows().get(0).psnr());
		assertEquals(1, result.rows().get(0).ssim());
	}

	@Test
	void constantChannelsAreIdenticalOrFail() throws IOException {
		final ImageProcessor constant = new FloatProcessor(30, 30);
		constant.add(0.3);
		final ImagePlus image = new ImagePlus("flat", constant);
		final ComparisonResult same = Comparison.image(image, 2, List.of(
			"lanczos3"), Progress.NONE);
		same.requireComplete();
		assertEquals(Double.POSITIVE_INFINITY, same.rows().get(0).psnr());
		assertEquals(1, same.rows().get(0).ssim());
		assertEquals(1, same.figures().size());

		final ComparisonResult other = compare(new Probe(2), image);
		assertEquals(0, other.rows().size());
		assertEquals(0, other.figures().size());
		requireFailure(other, "flat, probe: the channel is 0.3 everywhere");
	}

	@Test
	void unreadableFilesAreNamedAndLeftOut() throws IOException {
		final Path bad = Files.writeString(folder.resolve("bad.tif"), "no image");
		final Path good = ReportImages.save(ReportImages.bytes(30, 30, 1), folder
			.resolve("good.tif"));
		final ComparisonResult result = Comparison.files(List.of(bad, good),
			2, List.of("bicubic"), Progress.NONE);
		assertEquals(1, result.rows().size());
		assertEquals("good.tif", result.rows().get(0).image());
		requireFailure(result, "bad.tif: Cannot open");
		final String message = assertThrows(IllegalStateException.class,
			result::requireComplete).getMessage();
		assertTrue(message.contains("bad.tif: Cannot open"), message);
	}

	@Test
	void planesThatCannotBeComparedAreNamedAndLeftOut() throws IOException {
		final ImageProcessor bad = ReportImages.floats(30, 30, 0, 1, 1);
		bad.setf(4, 5, Float.NaN);
		final ComparisonResult nan = Comparison.image(ReportImages.stack("nan",
			ReportImages.floats(30, 30, 0, 1, 1), bad), 2, List.of("bicubic"),
			Progress.NONE);
		assertEquals(1, nan.rows().size());
		requireFailure(nan, "nan, slice 2: it contains NaN");
		requireFailure(Comparison.image(new ImagePlus("small", ReportImages.bytes(14,
			40, 1)), 2, List.of("bicubic"), Progress.NONE),
			"small, bicubic: Cannot compare 14 x 40 pixels with a border of 2");
		requireFailure(Comparison.image(new ImagePlus("tiny", ReportImages.bytes(3, 3,
			1)), 4, List.of("bicubic"), Progress.NONE), "tiny: Cannot degrade");
	}

	@Test
	void oneFailingMethodDoesNotStopTheOthers() throws IOException {
		final List<OpenMethod> methods = List.of(new OpenMethod("broken", new Probe(
			intensities -> {
				throw new IllegalStateException("out of order");
			})), new OpenMethod("nan", new Probe(Float.NaN)), //
			new OpenMethod("large", Resampler.by(Sampling.of(Kernel.named(
				"bicubic")), 3, 3)), new OpenMethod("good", new Probe(2)));
		final ComparisonResult result = Comparison.with(methods, Degradation
			.bicubic(2), ComparisonJournal.none(), (comparison, part) -> {
				for (final String name : new String[] { "a", "b" })
					comparison.add(name, new ImagePlus(name, ReportImages.bytes(30, 30,
						1)), part);
			}, Progress.NONE);
		assertEquals(List.of("a good", "b good"), result.rows().stream().map(
			row -> row.image() + " " + row.method()).toList());
		assertEquals(6, result.failures().size());
		assertEquals("a, broken: out of order", result.failures().get(0));
		assertEquals("a, nan: the result holds NaN, which has no error", result
			.failures().get(1));
		assertTrue(result.failures().get(2).startsWith(
			"a, large: the method makes 45 x 45 pixels"), result.failures().get(2));
		final String message = assertThrows(IllegalStateException.class,
			result::requireComplete).getMessage();
		assertTrue(message.endsWith("; and 1 more"), message);
	}

	/** Neither an image nor a method that is too large ends the run. */
	@Test
	void memoryThatRunsOutEndsOnePartAlone() throws IOException {
		final List<OpenMethod> methods = List.of(new OpenMethod("large", new Probe(
			intensities -> {
				throw new OutOfMemoryError("Java heap space");
			})), new OpenMethod("good", new Probe(2)));
		final ImageStack stack = new ImageStack(30, 30) {

			@Override
			public ImageProcessor getProcessor(final int slice) {
				if (slice == 2) throw new OutOfMemoryError("Java heap space");
				return super.getProcessor(slice);
			}

			@Override
			public Object getPixels(final int slice) {
				return getProcessor(slice).getPixels();
			}
		};
		stack.addSlice(new FloatProcessor(30, 30));
		stack.addSlice(new FloatProcessor(30, 30));
		final ImagePlus broken = new ImagePlus("broken", stack);
		final ComparisonResult result = Comparison.with(methods, Degradation
			.bicubic(2), ComparisonJournal.none(), (comparison, part) -> {
				comparison.add("a", broken, part);
				comparison.add("b", new ImagePlus("b", ReportImages.bytes(30, 30, 1)),
					part);
			}, Progress.NONE);
		assertEquals(List.of("b good"), result.rows().stream().map(row -> row
			.image() + " " + row.method()).toList());
		assertEquals(List.of("a: Java ran out of memory",
			"b, large: Java ran out of memory"), result.failures().stream().map(
				failure -> failure.replaceFirst(" \\(.*", "")).toList());
		assertEquals(1, result.figures().size());
	}

	/** Three channels by bicubic give nearly what its luma gives. */
	@Test
	void methodOfThreeChannels() throws IOException {
		final Upscaler bicubic = Resampler.by(Sampling.of(Kernel.named("bicubic")),
			2, 2);
		for (final ImageProcessor image : new ImageProcessor[] { ReportImages.colors(
			40, 40, 1), ReportImages.bytes(40, 40, 2), ReportImages.floats(40, 40, -1, 3,
				3) })
		{
			final ComparisonResult result = Comparison.with(List.of(new OpenMethod(
				"one", bicubic), new OpenMethod("three", new Thrice(bicubic))),
				Degradation.bicubic(2), ComparisonJournal.none(),
				(comparison, part) -> comparison.add("a", new ImagePlus("a", image),
					part), Progress.NONE);
			assertEquals(List.of(), result.failures());
			final double tolerance = image instanceof ColorProcessor ? 0.3 : 1e-4;
			assertEquals(result.rows().get(0).psnr(), result.rows().get(1).psnr(),
				tolerance);
		}
	}

	@Test
	void wrongSettingsAreRefused() {
		final List<Path> files = List.of(folder.resolve("x.tif"));
		requireRefused("There are no images", List.of(), 2, List.of("bicubic"));
		requireRefused("There are no methods", files, 2, List.of());
		requireRefused("a scale of 0", files, 0, List.of("bicubic"));
		requireRefused("no model 'bicubik'", files, 2, List.of("bicubic",
			"bicubik"));
	}

	@Test
	void stopsWhereTheUserWants() {
		assertThrows(CancellationException.class, () -> Comparison.image(
			new ImagePlus("image", ReportImages.bytes(30, 30, 1)), 2, List.of(
				"bicubic"), ReportImages.STOPPED));
	}

	@Test
	void progressRunsFromStartToEnd() throws IOException {
		final List<Double> told = new ArrayList<>();
		final Progress progress = new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				told.add(fraction);
			}

			@Override
			public boolean cancelled() {
				return false;
			}
		};
		final List<Path> files = List.of(ReportImages.save(ReportImages.bytes(30, 30,
			1), folder.resolve("1.tif")), ReportImages.save(ReportImages.bytes(30, 30,
				2), folder.resolve("2.tif")));
		Comparison.files(files, 2, List.of("bicubic", "nearest"),
			progress);
		assertEquals(List.of(0.25, 0.5, 0.75, 1.0), told);
	}

	@Test
	void figuresHaveNamesOfTheirOwn() throws IOException {
		final ImageProcessor pixels = ReportImages.bytes(30, 30, 1);
		final List<Path> files = Stream.of("a.tif", "A.tiff", "b.c.tif", ".tif")
			.map(name -> ReportImages.save(pixels, folder.resolve(name))).toList();
		final ComparisonResult result = Comparison.files(files, 2,
			List.of("bicubic"), Progress.NONE);
		assertEquals(List.of("a-x2.png", "A-x2-2.png", "b.c-x2.png", ".tif-x2.png"),
			result.figures().stream().map(ComparisonFigure::name).toList());
		assertEquals("C_ me_-x2.png", Comparison.image(new ImagePlus("C: me?",
			pixels), 2, List.of("bicubic"), Progress.NONE).figures().get(0).name());
	}

	// -- Helper methods --

	private static ComparisonResult compare(final Upscaler method,
		final ImagePlus image) throws IOException
	{
		return Comparison.with(List.of(new OpenMethod("probe", method)), Degradation
			.bicubic(2), ComparisonJournal.none(), (comparison, part) -> comparison
				.add(image.getTitle(), image, part), Progress.NONE);
	}

	private static void requireFailure(final ComparisonResult result,
		final String text)
	{
		assertEquals(1, result.failures().size(), result.failures().toString());
		assertTrue(result.failures().get(0).startsWith(text), result.failures()
			.get(0));
	}

	private static void requireRefused(final String text, final List<Path> files,
		final int scale, final List<String> models)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Comparison.files(files, scale, models,
				Progress.NONE)).getMessage();
		assertTrue(message.contains(text), message);
	}

	private static void requireScore(final float[] samples, final int width,
		final int height, final String kernel, final ComparisonRow row)
	{
		final PublishedProtocol protocol = new PublishedProtocol(row.scale());
		final Plane high = protocol.crop(new Plane(samples, width, height));
		final Score wanted = protocol.score(high, new Plane(
			enlarged(high.samples(), high.width(), high.height(), row.scale(),
				kernel), high.width(), high.height()));
		assertEquals(wanted.psnr(), row.psnr(), SAME);
		assertEquals(wanted.ssim(), row.ssim(), SAME);
	}

	private static float[] enlarged(final float[] high, final int width,
		final int height, final int scale, final String kernel)
	{
		final Plane low = Degradation.bicubic(scale).apply(new Plane(high, width,
			height));
		return Resampler.by(Sampling.of(Kernel.named(kernel)), scale, scale).plane(
			low.samples(), low.width(), low.height());
	}

	/** Doubles planes by bicubic, having looked at the intensities. */
	private static class Probe implements Upscaler {

		private interface Look {

			void at(Intensities intensities);
		}

		private final Resampler twice = Resampler.by(Sampling.of(Kernel.named(
			"bicubic")), 2, 2);
		private final Look look;
		private final float factor;

		Probe(final Look look) {
			this.look = look;
			factor = 1;
		}

		/** Multiplies the result. */
		Probe(final float factor) {
			look = intensities -> {};
			this.factor = factor;
		}

		@Override
		public int channels() {
			return 1;
		}

		@Override
		public double scale(final int axis) {
			return twice.scale(axis);
		}

		@Override
		public long halo(final int axis) {
			return twice.halo(axis);
		}

		@Override
		public PreparedOperation prepare(final Dimensions size,
			final Intensities... intensities)
		{
			look.at(intensities[0]);
			return new Multiplied(twice.prepare(size), factor);
		}

		@Override
		public void close() {
			// Holds nothing.
		}
	}

	/** Enlarges three channels, each by the same method. */
	private record Thrice(Upscaler one) implements Upscaler {

		@Override
		public int channels() {
			return 3;
		}

		@Override
		public double scale(final int axis) {
			return one.scale(axis);
		}

		@Override
		public long halo(final int axis) {
			return one.halo(axis);
		}

		@Override
		public PreparedOperation prepare(final Dimensions size,
			final Intensities... intensities)
		{
			assertEquals(3, intensities.length);
			final PreparedOperation each = one.prepare(size, intensities[0]);
			return new Multiplied(each, 1) {

				@Override
				public void fill(final float[] source, final Interval from,
					final float[] target, final Interval to)
				{
					final int in = (int) Intervals.numElements(from);
					final int out = (int) Intervals.numElements(to);
					for (int c = 0; c < 3; c++) {
						final float[] filled = new float[out];
						each.fill(Arrays.copyOfRange(source, c * in, (c + 1) * in), from,
							filled, to);
						System.arraycopy(filled, 0, target, c * out, out);
					}
				}
			};
		}

		@Override
		public void close() {
			// Holds nothing.
		}
	}
}
