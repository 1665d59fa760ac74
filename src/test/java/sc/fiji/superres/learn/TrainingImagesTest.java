package sc.fiji.superres.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.VirtualStack;
import ij.io.FileSaver;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.KeptNotes;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.model.TrainingData;

class TrainingImagesTest {

	@TempDir
	private Path folder;

	private Path images;

	@BeforeEach
	void makeFolder() throws IOException {
		images = Files.createDirectory(folder.resolve("images"));
	}

	@Test
	void sizesDepthsAndTypesMayDiffer() throws IOException {
		save(ReportImages.bytes(41, 36, 1), "a.tif");
		save(ReportImages.shorts(30, 50, 100, 3000, 2), "b.tif");
		save(ReportImages.floats(33, 33, -2, 7, 3), "c.tif");
		save(ReportImages.colors(30, 30, 4), "d.tif");
		final TrainingImages read = read(TrainingSource.of(images));
		assertEquals(List.of(), read.leftOut());
		assertEquals(3, read.training().size());
		assertEquals(1, read.validation().size());
		assertEquals(List.of("a.tif", "b.tif", "c.tif", "d.tif"), read.data()
			.images().stream().map(TrainingData.Image::file).toList());
		assertEquals("antialiased bicubic, scale 2", read.degradation());
		for (final Pair pair : read.training()) {
			assertEquals(2 * pair.low().width(), pair.high().width());
			for (final float sample : pair.high().samples())
				assertTrue(sample >= 0 && sample <= 1, "" + sample);
		}
	}

	/** Else the best step, and the score on the card, would be those of memory. */
	@Test
	void scoredImagesAreNotLearnedFrom() throws IOException {
		for (int i = 0; i < 5; i++)
			save(ReportImages.bytes(40, 40, i), i + ".tif");
		final Path heldout = Files.createDirectory(folder.resolve("heldout"));
		Files.copy(images.resolve("1.tif"), heldout.resolve("copy.tif"));
		ReportImages.save(ReportImages.bytes(40, 40, 9), heldout.resolve("new.tif"));
		final Path benchmark = Files.createDirectory(folder.resolve("benchmark"));
		Files.createSymbolicLink(benchmark.resolve("link.tif"), images.resolve(
			"3.tif"));
		final TrainingImages read = TrainingImages.read(new TrainingTask(
			new TrainingSource(Optional.of(images), Optional.empty(), Optional.empty(),
				Optional.of(heldout)), DegradationRange.of(Degradation.bicubic(2)),
			Supervision.PAIRS, List.of(benchmark), "", "", ""), 1, 8, 1, Progress.NONE);
		assertEquals(3, read.training().size());
		assertEquals(2, read.validation().size());
		assertEquals(List.of("0.tif", "2.tif", "4.tif"), read.data().images().stream()
			.map(TrainingData.Image::file).toList());
		assertEquals(List.of("1.tif", "3.tif"), read.leftOut().stream().map(
			reason -> reason.replaceFirst(" is in the validation set or a benchmark, .*",
				"")).toList());
		refuses(new TrainingSource(Optional.of(images), Optional.empty(), Optional
			.empty(), Optional.of(images)), "No image is left to learn from: 0.tif is in " +
				"the validation set");
	}

	@Test
	void unusableImagesAreNamed() throws IOException {
		save(ReportImages.bytes(40, 40, 1), "a.tif");
		save(ReportImages.bytes(40, 40, 2), "b.tif");
		save(ReportImages.bytes(40, 15, 3), "small.tif");
		final ImageProcessor nan = ReportImages.floats(40, 40, 0, 1, 4);
		nan.setf(700, Float.NaN);
		save(nan, "nan.tif");
		final ImageProcessor constant = ReportImages.bytes(40, 40, 5);
		constant.setValue(7);
		constant.fill();
		save(constant, "empty.tif");
		final TrainingImages read = read(TrainingSource.of(images));
		assertEquals(List.of(
			"1 of 1 planes of empty.tif are constant, or hold NaN or infinite pixels",
			"1 of 1 planes of nan.tif are constant, or hold NaN or infinite pixels",
			"small.tif has 40 x 15 pixels, less than a patch of 16 x 16"), read
				.leftOut());
		assertEquals(2, read.data().images().size());
	}

	@Test
	void cropsOfAnOriginalStayTogether() throws IOException {
		for (int i = 0; i < 6; i++)
			save(ReportImages.bytes(30 + i / 2, 30, i), i + ".tif");
		Files.writeString(images.resolve("SOURCES.csv"),
			"file,original\n0.tif,x\n1.tif,x\n2.tif,y\n3.tif,y\n4.tif,z\n5.tif,z\n");
		final TrainingImages read = read(TrainingSource.of(images));
		assertEquals(4, read.training().size());
		assertEquals(read.validation().get(0).high().width(), read.validation().get(1)
			.high().width());
	}

	@Test
	void ofAStackOneBlockOfSlices() throws IOException {
		final ImagePlus stack = new ImagePlus("stack", ReportImages.stack("", IntStream
			.range(0, 60).mapToObj(i -> ReportImages.bytes(20, 20, i)).toArray(
				ImageProcessor[]::new)).getImageStack());
		stack.setDimensions(2, 30, 1);
		final TrainingImages read = read(new TrainingSource(Optional.empty(), Optional
			.of(stack), Optional.empty(), Optional.empty()));
		assertEquals(54, read.training().size());
		assertEquals(6, read.validation().size()); // 3 slices of 2 channels
		final int[] held = read.validation().stream().mapToInt(pair -> plane(stack, pair
			.high())).toArray();
		for (int i = 1; i < held.length; i++)
			assertEquals(held[0] + i, held[i]);
		assertEquals(0, held[0] % 2);
		assertTrue(held[0] >= 14 && held[5] < 46, Arrays.toString(held));
		assertEquals(List.of("stack"), read.data().images().stream().map(
			TrainingData.Image::file).toList());
	}

	/** Red, green and blue, or three channels; all else is left out and named. */
	@Test
	void threeChannelsTogether() throws IOException {
		save(ReportImages.colors(30, 30, 1), "a.tif");
		save(ReportImages.colors(34, 30, 2), "b.tif");
		final ImagePlus composite = ReportImages.stack("", ReportImages.shorts(40, 30, 0,
			100, 1), ReportImages.shorts(40, 30, 50, 1000, 2), ReportImages.shorts(40, 30,
				0, 65535, 3));
		composite.setDimensions(3, 1, 1);
		saveStack(composite, "c.tif");
		final ImagePlus two = ReportImages.stack("", ReportImages.bytes(40, 30, 1),
			ReportImages.bytes(40, 30, 2));
		two.setDimensions(2, 1, 1);
		saveStack(two, "d.tif");
		save(ReportImages.bytes(40, 30, 5), "e.tif");
		final TrainingImages read = read(TrainingSource.of(images), 3);
		assertEquals(List.of("d.tif has 2 channels, not 3",
			"e.tif has 1 channel, not 3"), read.leftOut());
		assertEquals(List.of("a.tif", "b.tif", "c.tif"), read.data().images()
			.stream().map(TrainingData.Image::file).toList());
		final List<Pair> all = new ArrayList<>(read.training());
		all.addAll(read.validation());
		assertEquals(3, all.size());
		for (final Pair pair : all) {
			assertEquals(3, pair.channels());
			assertEquals(3, pair.lows().size());
		}
		final Pair colors = all.stream().filter(pair -> pair.high().width() == 34)
			.findFirst().orElseThrow();
		final int pixel = ReportImages.colors(34, 30, 2).get(5, 7);
		for (int c = 0; c < 3; c++)
			assertEquals((pixel >> 16 - 8 * c & 255) / 255f, colors.highs().get(c)
				.samples()[7 * 34 + 5], 1e-6);
		final Pair channels = all.stream().filter(pair -> pair.high().width() == 40)
			.findFirst().orElseThrow();
		for (final Plane channel : channels.highs())
			assertEquals(1, max(channel), 1e-6);
	}

	/** Of a stack of colors one block of slices is set aside, too. */
	@Test
	void stackOfColors() throws IOException {
		final ImagePlus stack = ReportImages.stack("stack", IntStream.range(0, 20)
			.mapToObj(i -> ReportImages.colors(20, 20, i)).toArray(
				ImageProcessor[]::new));
		final TrainingImages read = read(new TrainingSource(Optional.empty(), Optional
			.of(stack), Optional.empty(), Optional.empty()), 3);
		assertEquals(18, read.training().size());
		assertEquals(2, read.validation().size());
	}

	/** Empty slices are never those that are set aside. */
	@Test
	void ofAStackOnlySlicesOfUse() throws IOException {
		final ImageProcessor empty = new ByteProcessor(20, 20);
		final ImagePlus stack = ReportImages.stack("stack", IntStream.range(0, 40)
			.mapToObj(i -> i < 2 || i > 37 ? ReportImages.bytes(20, 20, i) : empty)
			.toArray(ImageProcessor[]::new));
		final TrainingImages read = read(new TrainingSource(Optional.empty(), Optional
			.of(stack), Optional.empty(), Optional.empty()));
		assertEquals(3, read.training().size());
		assertEquals(1, read.validation().size());
	}

	/** The end of its longer side, at both resolutions. */
	@Test
	void ofASinglePlaneItsEnd() throws IOException {
		save(ReportImages.bytes(60, 200, 1), "a.tif");
		final TrainingImages read = read(TrainingSource.of(images));
		assertEquals("60 x 180 pixels", read.training().get(0).high().toString());
		assertEquals("30 x 90 pixels", read.training().get(0).low().toString());
		assertEquals("60 x 20 pixels", read.validation().get(0).high().toString());
		final Plane all = new Plane(new float[60 * 200], 60, 200);
		for (int i = 0; i < all.samples().length; i++)
			all.samples()[i] = ReportImages.bytes(60, 200, 1).get(i) / 255f;
		assertEquals(all.crop(0, 180, 60, 20), read.validation().get(0).high());
	}

	@Test
	void validationFolderWins() throws IOException {
		for (int i = 0; i < 3; i++)
			save(ReportImages.bytes(30, 30, i), i + ".tif");
		final Path other = Files.createDirectory(folder.resolve("other"));
		ReportImages.save(ReportImages.bytes(44, 44, 9), other.resolve("9.tif"));
		final TrainingImages read = read(new TrainingSource(Optional.of(images),
			Optional.empty(), Optional.empty(), Optional.of(other)));
		assertEquals(3, read.training().size());
		assertEquals(44, read.validation().get(0).high().width());
		assertEquals(3, read.data().images().size());
	}

	@Test
	void measuredPairsAreRegistered() throws IOException {
		final Path lows = Files.createDirectory(folder.resolve("low"));
		for (int i = 0; i < 2; i++) {
			final ImageProcessor high = ReportImages.shorts(80, 76, 0, 4000, i);
			save(high, i + ".tif");
			// Two LR pixels further right, one further up, half as bright.
			ReportImages.save(low(high, -4, 2, 0.5, 1000), lows.resolve(i + ".tiff"));
		}
		final KeptNotes kept = new KeptNotes();
		final List<String> notes = kept.lines();
		final TrainingImages read = read(measured(lows), 1, kept);
		assertEquals(List.of(), read.leftOut());
		assertTrue(read.degradation().startsWith("measured images in " + lows +
			", registered: shift 2.00, -1.00 LR pixels, gain 0.50"), read
				.degradation());
		assertEquals(2, notes.size());
		assertTrue(notes.get(1).startsWith("1.tif is registered: shift 2.00, -1.00"),
			notes::toString);
		for (final Pair pair : List.of(read.training().get(0), read.validation().get(
			0)))
		{
			// The mean of an image shrunk by 2 is the mean of the image.
			assertEquals(38, pair.low().width());
			assertEquals(37, pair.low().height());
			assertEquals(mean(pair.low()), mean(pair.high()), 0.01);
			final Plane again = Degradation.bicubic(2).apply(pair.high());
			for (int y = 3; y < 34; y++)
				for (int x = 3; x < 35; x++)
					assertEquals(pair.low().samples()[y * 38 + x], again.samples()[y *
						38 + x], 0.01, x + ", " + y);
		}
	}

	/** What has no partner or does not match it is left out by name. */
	@Test
	void misfitsAreNamed() throws IOException {
		final Path lows = Files.createDirectory(folder.resolve("low"));
		for (int i = 0; i < 8; i++) {
			final ImageProcessor high = ReportImages.bytes(60, 60, i);
			save(high, i + ".tif");
			ReportImages.save(low(high, 0, 0, 1, 0), lows.resolve(i + ".tif"));
		}
		Files.delete(lows.resolve("0.tif"));
		ReportImages.save(ReportImages.bytes(30, 29, 1), lows.resolve("1.tif"));
		ReportImages.save(ReportImages.bytes(30, 30, 77), lows.resolve("2.tif"));
		final ImageProcessor nan = ReportImages.floats(30, 30, 0, 1, 3);
		nan.setf(77, Float.NaN);
		ReportImages.save(nan, lows.resolve("3.tif"));
		ReportImages.save(new ByteProcessor(30, 30), lows.resolve("4.tif"));
		ReportImages.save(ReportImages.bytes(30, 30, 9), lows.resolve("9.tif"));
		final KeptNotes kept = new KeptNotes();
		final List<String> notes = kept.lines();
		final TrainingImages read = read(measured(lows), 1, kept);
		final List<String> reasons = List.of(
			"0.tif has no low-resolution image of the same name",
			"1.tif has 60 x 60 pixels, but its low-resolution image 1.tif has 30 x " +
				"29 pixels: the first must be larger by 2, with as many planes and " +
				"channels", "1 of 1 planes of 2.tif do not match 2.tif: the ",
			"1 of 1 planes of 3.tif are constant, or hold NaN or infinite pixels",
			"1 of 1 planes of 4.tif are constant, or hold NaN or infinite pixels",
			"9.tif has no high-resolution image of the same name");
		assertEquals(reasons.size(), read.leftOut().size(), read.leftOut()::toString);
		for (int i = 0; i < reasons.size(); i++) {
			assertTrue(read.leftOut().get(i).startsWith(reasons.get(i)), read.leftOut()
				.get(i));
			assertTrue(notes.contains("Left out: " + read.leftOut().get(i)), notes
				::toString);
		}
		assertEquals(3, read.training().size() + read.validation().size());
		assertEquals(List.of("5.tif", "6.tif", "7.tif"), read.data().images().stream()
			.map(TrainingData.Image::file).toList());
	}

	@Test
	void nothingMatches() throws IOException {
		final Path lows = Files.createDirectory(folder.resolve("low"));
		save(ReportImages.bytes(40, 36, 1), "a.tif");
		ReportImages.save(ReportImages.bytes(20, 18, 1), lows.resolve("a.png.tif"));
		refuses(measured(lows), "No image is left to learn from",
			"a.tif has no low-resolution image", "a.png.tif has no high-resolution");
		ReportImages.save(ReportImages.bytes(20, 18, 2), lows.resolve("a.tif"));
		refuses(measured(lows), "No image is left to learn from",
			"1 of 1 planes of a.tif do not match a.tif");
		save(ReportImages.bytes(30, 30, 1), "a.tif");
		ReportImages.save(ReportImages.bytes(15, 15, 1), lows.resolve("a.tif"));
		refuses(measured(lows), "a.tif has 30 x 30 pixels, less than 32 x 32");
		ReportImages.save(ReportImages.bytes(15, 15, 1), lows.resolve("a.tiff"));
		refuses(measured(lows), "a.tif and a.tiff have the same name");
	}

	/** A virtual stack may be larger than memory: that is told before it is read. */
	@Test
	void moreThanFitsIntoMemory() {
		final ImagePlus stack = new ImagePlus("huge", new VirtualStack() {

			@Override
			public int getSize() {
				return 1_000_000;
			}

			@Override
			public int getWidth() {
				return 1000;
			}

			@Override
			public int getHeight() {
				return 1000;
			}

			@Override
			public int getBitDepth() {
				return 8;
			}

			@Override
			public ImageProcessor getProcessor(final int n) {
				return new ByteProcessor(1000, 1000);
			}
		});
		refuses(new TrainingSource(Optional.empty(), Optional.of(stack), Optional
			.empty(), Optional.empty()), "Learning from huge, 1000000 planes of 1000 " +
				"x 1000 pixels", "needs 4768386 MiB of Java memory",
			"learn from fewer or smaller images");
	}

	@Test
	void nothingToLearnFrom() throws IOException {
		refuses(TrainingSource.of(images), "no images");
		save(ReportImages.bytes(30, 24, 1), "a.tif");
		refuses(TrainingSource.of(images), "only 1 plane");
		save(ReportImages.bytes(10, 36, 1), "b.tif");
		refuses(TrainingSource.of(images), "only 1 plane", "b.tif has 10 x 36");
		Files.delete(images.resolve("b.tif"));
		save(ReportImages.bytes(10, 36, 1), "a.tif");
		refuses(TrainingSource.of(images), "No image is left", "10 x 36");
		assertThrows(IllegalArgumentException.class, () -> new TrainingSource(Optional
			.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
	}

	/** Shrinks an image by 2, moved by whole pixels, with other gray values. */
	private static ImageProcessor low(final ImageProcessor high, final int left,
		final int down, final double gain, final double offset)
	{
		final ImageProcessor moved = high.convertToFloatProcessor();
		moved.translate(-left, -down);
		final Plane low = Degradation.bicubic(2).apply(new Plane((float[]) moved
			.getPixels(), high.getWidth(), high.getHeight())).scaled(gain, offset);
		return new FloatProcessor(low.width(), low.height(), low.samples());
	}

	private static double mean(final Plane plane) {
		double sum = 0;
		for (final float sample : plane.samples())
			sum += sample;
		return sum / plane.samples().length;
	}

	private TrainingSource measured(final Path lows) {
		return new TrainingSource(Optional.of(images), Optional.empty(), Optional.of(
			lows), Optional.empty());
	}

	private static TrainingImages read(final TrainingSource source)
		throws IOException
	{
		return read(source, 1);
	}

	private static TrainingImages read(final TrainingSource source,
		final int channels) throws IOException
	{
		return read(source, channels, Progress.NONE);
	}

	private static TrainingImages read(final TrainingSource source,
		final int channels, final Progress progress) throws IOException
	{
		return TrainingImages.read(new TrainingTask(source, DegradationRange.of(
			Degradation.bicubic(2)), Supervision.PAIRS, List.of(), "", "", ""), channels, 8, 1,
			progress);
	}

	private static void refuses(final TrainingSource source,
		final String... words)
	{
		final Exception exc = assertThrows(Exception.class, () -> read(source));
		for (final String word : words)
			assertTrue(exc.getMessage().contains(word), exc.getMessage());
	}

	private void saveStack(final ImagePlus image, final String name) {
		assertTrue(new FileSaver(image).saveAsTiff(images.resolve(name).toString()));
	}

	private void save(final ImageProcessor image, final String name) {
		assertTrue(new FileSaver(new ImagePlus("", image)).saveAsTiff(images.resolve(
			name).toString()));
	}

	/** Finds the plane of a stack that a plane was made from. */
	private static int plane(final ImagePlus stack, final Plane plane) {
		for (int i = 0; i < stack.getStackSize(); i++) {
			final float[] samples = (float[]) stack.getStack().getProcessor(i + 1)
				.convertToFloatProcessor().getPixels();
			boolean equal = true;
			for (int k = 0; k < samples.length; k++)
				equal &= Math.abs(samples[k] / 255 - plane.samples()[k]) < 1e-6;
			if (equal) return i;
		}
		assertArrayEquals(new float[0], plane.samples(), "of no plane");
		return -1;
	}

	private static float max(final Plane plane) {
		float max = Float.NEGATIVE_INFINITY;
		for (final float sample : plane.samples())
			max = Math.max(max, sample);
		return max;
	}
}
