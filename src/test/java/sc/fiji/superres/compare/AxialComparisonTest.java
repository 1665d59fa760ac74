package sc.fiji.superres.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.quality.Score;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** Comparisons of methods that enlarge z. */
class AxialComparisonTest {

	private static final int WIDTH = 24;
	private static final int HEIGHT = 13;
	private static final int DEPTH = 19;
	private static final int FACTOR = 3;

	/** Both sides compute the same numbers, along other axes. */
	private static final double SAME = 1e-6;

	private static final Degradation COARSE = Degradation.axial(FACTOR, 1);

	@TempDir
	Path folder;

	/** Interpolation along z is interpolation along y of each xz plane. */
	@Test
	void eachPlaneAlongZOfAllChannelsAndFramesIsScored() throws IOException {
		final ImagePlus image = image();
		final ComparisonResult result = compare(image, "bilinear", "lanczos3");
		result.requireComplete();
		assertEquals(2 * HEIGHT * 2 * 2, result.rows().size());
		int at = 0;
		for (int t = 1; t <= 2; t++) {
			for (int y = 0; y < HEIGHT; y++) {
				for (int c = 1; c <= 2; c++) {
					for (final String kernel : new String[] { "bilinear", "lanczos3" }) {
						final ComparisonRow row = row(result, ((t - 1) * HEIGHT + y) * 2 + c,
							kernel);
						final Score wanted = score(plane(image, c, y, t), kernel);
						assertEquals(wanted.psnr(), row.psnr(), SAME);
						assertEquals(wanted.ssim(), row.ssim(), SAME);
						assertEquals(WIDTH * 18e-6, row.megapixels(), 1e-12);
						at++;
					}
				}
			}
		}
		assertEquals(at, result.rows().size());
		assertEquals(2, result.costs().size());
	}

	@Test
	void volumeHasThePsnrOfItsMeanSquaredError() throws IOException {
		final ComparisonResult result = compare(image(), "bicubic");
		final double squared = result.rows().stream().mapToDouble(row -> Math.pow(
			10, -row.psnr() / 10)).average().getAsDouble();
		assertEquals(-10 * Math.log10(squared), ComparisonTable.summary(result,
			ComparisonProtocol.of(COARSE)).getValue("PSNR of volumes (dB)", 0), 1e-9);
		assertTrue(ComparisonTable.summary(result, ComparisonProtocol.of(COARSE))
			.getStringValue("Protocol", 0).contains("border 0, xz planes"));
	}

	@Test
	void figureShowsAPlaneAlongZ() throws IOException {
		final ComparisonResult result = compare(image(), "bicubic", "lanczos3");
		assertEquals(1, result.figures().size());
		assertNotNull(result.figures().get(0).image());
	}

	@Test
	void killedRunGoesOn() throws IOException {
		final Path csv = folder.resolve("scores.csv");
		final ImagePlus image = image();
		final ComparisonResult whole = compare(image, "bicubic", "lanczos3");
		try (ComparisonJournal journal = ComparisonJournal.open(csv, null, false)) {
			journal.begin(ComparisonTask.of(ComparisonProtocol.of(COARSE), List.of(
				"bicubic", "lanczos3"), image));
			journal.add(new ComparisonRow("volume", 3, "bicubic", FACTOR, 12.5, 0.5, 1,
				1));
		}
		assertTrue(Files.exists(folder.resolve("scores.csv.unfinished")));
		try (ComparisonJournal journal = ComparisonJournal.open(csv, null, false)) {
			final ComparisonResult resumed = Comparison.image(image,
				ComparisonProtocol.of(COARSE), List.of("bicubic", "lanczos3"), journal,
				Progress.NONE);
			assertEquals(12.5, row(resumed, 3, "bicubic").psnr());
			assertEquals(row(whole, 4, "bicubic").psnr(), row(resumed, 4, "bicubic")
				.psnr());
			assertEquals(whole.rows().stream().map(ComparisonRow::slice).toList(),
				resumed.rows().stream().map(ComparisonRow::slice).toList());
		}
	}

	@Test
	void refusesMethodsAndImagesWithoutZ() throws IOException {
		for (final String method : new String[] { "auto", "non-local-means" })
			assertThrows(IllegalArgumentException.class, () -> compare(image(),
				method));
		final ComparisonResult one = compare(new ImagePlus("plane", ReportImages
			.bytes(30, 30, 1)), "bicubic");
		assertTrue(one.failures().get(0).contains("one slice"), one.failures()
			.get(0));
	}

	// -- Helper methods --

	private static ComparisonResult compare(final ImagePlus image,
		final String... methods) throws IOException
	{
		return Comparison.image(image, ComparisonProtocol.of(COARSE), List.of(
			methods), ComparisonJournal.none(), Progress.NONE);
	}

	private static ComparisonRow row(final ComparisonResult result,
		final int slice, final String method)
	{
		return result.rows().stream().filter(row -> row.slice() == slice && row
			.method().equals(method)).findFirst().orElseThrow();
	}

	private static Score score(final Plane plane, final String kernel) {
		final Plane high = COARSE.crop(plane);
		final Plane low = COARSE.apply(plane);
		return Score.of(high, Resampler.resized(Sampling.of(Kernel.named(kernel)),
			low, high.width(), high.height()).rounded(255), 0, 255);
	}

	private static Plane plane(final ImagePlus image, final int c, final int y,
		final int t)
	{
		final float[] samples = new float[WIDTH * DEPTH];
		for (int z = 0; z < DEPTH; z++) {
			final ImageProcessor slice = image.getStack().getProcessor(image
				.getStackIndex(c, z + 1, t));
			for (int x = 0; x < WIDTH; x++)
				samples[z * WIDTH + x] = slice.getf(x, y);
		}
		return new Plane(samples, WIDTH, DEPTH);
	}

	private static ImagePlus image() {
		final ImageProcessor[] planes = new ImageProcessor[2 * DEPTH * 2];
		for (int i = 0; i < planes.length; i++)
			planes[i] = ReportImages.bytes(WIDTH, HEIGHT, i / 8);
		final ImagePlus image = ReportImages.stack("volume", planes);
		image.setDimensions(2, DEPTH, 2);
		return image;
	}
}
