package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import net.imglib2.Dimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.measure.ResultsTable;
import ij.process.ColorProcessor;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.network.Networks;
import sc.fiji.superres.network.TestNetworks;
import sc.fiji.superres.network.published.WeightsImport;

class TileCheckTest {

	private static final Path FIXTURES = Path.of(
		"src/test/resources/network/published");

	@TempDir
	private Path folder;

	@Test
	void convolutionsAreTiledExactly() throws IOException {
		try (Upscaler upscaler = Networks.open(TestNetworks.writeSmall(folder), Progress.NONE)) {
			final TileCheck check = TileCheck.of(upscaler, Optional.of(sample()),
				Progress.NONE);
			assertTrue(check.verdict().startsWith("Tiles equal the whole image"), check
				.verdict());
			final ResultsTable table = check.table();
			assertEquals(2, table.size());
			assertEquals("3", table.getStringValue("A change reaches (pixels)", 0));
		}
	}

	/** IMDN has an attention over the whole image. */
	@Test
	void saysWhatTheAttentionOfTheWholeImageWouldCost() throws IOException {
		final TileCheck check = imported("imdn-x2");
		assertTrue(check.verdict().contains("each pixel depends on the whole image"),
			check.verdict());
		final ResultsTable table = check.table();
		assertEquals("whole image", table.getStringValue("Halo (pixels)", 0));
		for (int row = 0; row < 2; row++)
			assertTrue(number(table, row) > 1e-5, check.verdict());
	}

	/** SAFMN pools over windows of 8 pixels: tiles must begin at multiples. */
	@Test
	void findsThatItMattersWhereATileBegins() throws IOException {
		final TileCheck check = imported("safmn-x2");
		assertTrue(check.verdict().contains("depends on where a tile begins"), check
			.verdict());
		final ResultsTable table = check.table();
		assertTrue(number(table, 0) < 1e-3 && number(table, 1) > 1e-2, check
			.verdict());
	}

	/** A method that reads more than it says. */
	@Test
	void findsAHaloThatIsTooShort() {
		final TileCheck check = TileCheck.of(new MeanOfBlock(), Optional.empty(),
			Progress.NONE);
		assertTrue(check.verdict().startsWith("Tiles do not equal the whole image"),
			check.verdict());
		assertTrue(check.verdict().contains("halo of 1 pixels"), check.verdict());
	}

	@Test
	void refusesWhatDoesNotEnlargeByAWholeNumber() throws IOException {
		try (Upscaler upscaler = Methods.named("bicubic").open("1.5")) {
			assertThrows(WrongUsage.class, () -> TileCheck.of(upscaler, Optional
				.empty(), Progress.NONE));
		}
	}

	private TileCheck imported(final String name) throws IOException {
		final Path model = folder.resolve(name);
		new WeightsImport(FIXTURES.resolve(name + ".pth"), 0, "a", "MIT", "b").write(
			model, false, Progress.NONE);
		try (Upscaler upscaler = Networks.open(model, Progress.NONE)) {
			return TileCheck.of(upscaler, Optional.empty(), Progress.NONE);
		}
	}

	private static double number(final ResultsTable table, final int row) {
		return Double.parseDouble(table.getStringValue("Largest difference", row));
	}

	/** Red, green and blue, larger than what is checked. */
	private static ImagePlus sample() {
		final int[] pixels = new int[300 * 280];
		for (int i = 0; i < pixels.length; i++)
			pixels[i] = (int) (127 + 120 * Math.sin(i % 300 * (i / 300) / 900.0)) *
				0x10203;
		return new ImagePlus("sample", new ColorProcessor(300, 280, pixels));
	}

	/** Adds the mean of its block, and says that it reads one pixel around. */
	private static final class MeanOfBlock implements Upscaler {

		@Override
		public int channels() {
			return 1;
		}

		@Override
		public double scale(final int axis) {
			return 1;
		}

		@Override
		public long halo(final int axis) {
			return axis == 2 ? 0 : 1;
		}

		@Override
		public PreparedOperation prepare(final Dimensions size,
			final Intensities... intensities)
		{
			return new PreparedOperation() {

				@Override
				public Dimensions target() {
					return size;
				}

				@Override
				public Interval source(final Interval target) {
					return target;
				}

				@Override
				public void fill(final float[] source, final Interval from,
					final float[] target, final Interval to)
				{
					final int count = (int) Intervals.numElements(to);
					double sum = 0;
					for (int i = 0; i < count; i++)
						sum += source[i];
					for (int i = 0; i < count; i++)
						target[i] = source[i] + (float) (sum / count);
				}

				@Override
				public List<Interval> tiles(final int side) {
					final List<Interval> tiles = new ArrayList<>();
					for (long y = 0; y < size.dimension(1); y += side) {
						for (long x = 0; x < size.dimension(0); x += side)
							tiles.add(Intervals.createMinMax(x, y, Math.min(x + side, size
								.dimension(0)) - 1, Math.min(y + side, size.dimension(1)) - 1));
					}
					return tiles;
				}

				@Override
				public long workspace(final Interval tile) {
					return 0;
				}
			};
		}
	}
}
