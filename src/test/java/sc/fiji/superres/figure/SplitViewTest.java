package sc.fiji.superres.figure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class SplitViewTest {

	private static final int RED = 0xe00000;

	@Test
	void partBetweenTheLinesIsEnlarged() {
		final ImageProcessor pixels = ReportImages.bytes(100, 20, 1);
		final ImageProcessor before = pixels.duplicate();
		final ImagePlus view = split(new ImagePlus("a.tif", pixels), 25, 75).image();
		assertEquals(24, view.getBitDepth());
		assertEquals(200, view.getWidth());
		assertEquals(40, view.getHeight());
		final float[] wanted = Resampler.by(Sampling.of(Kernel.named("bicubic")), 2,
			2).plane((float[]) before.convertToFloat().getPixels(), 100, 20);
		for (int y = 0; y < 40; y++) {
			for (int x = 0; x < 200; x++) {
				final int pixel = view.getProcessor().get(x, y) & 0xffffff;
				final boolean line = x == 49 || x == 50 || x == 149 || x == 150;
				assertEquals(line ? RED : 0x010101 * (x > 50 && x < 149 ? Math.round(
					wanted[y * 200 + x]) : before.get(x / 2, y / 2)), pixel, x + "," +
						y);
			}
		}
	}

	@Test
	void hiddenChannelsStayHidden() {
		final ImagePlus stack = ReportImages.stack("s", ReportImages.bytes(40, 30, 1),
			ReportImages.bytes(40, 30, 2));
		stack.setDimensions(2, 1, 1);
		final CompositeImage image = new CompositeImage(stack, CompositeImage.COMPOSITE);
		image.setActiveChannels("10");
		final ImageProcessor view = split(image, 0, 100).flat();
		// The second channel is green.
		for (int i = 10; i < 60; i++)
			assertEquals(0, view.getPixel(i, 20, null)[1]);
	}

	@Test
	void planeIsShownAsItIs() {
		final ImagePlus stack = ReportImages.stack("s", ReportImages.shorts(40, 30, 0,
			60000, 1), ReportImages.shorts(40, 30, 1000, 2000, 2));
		stack.setSlice(2);
		stack.setDisplayRange(1000, 2000);
		final ImagePlus shown = SplitView.shown(stack);
		assertEquals(1, shown.getStackSize());
		assertEquals(1000, shown.getDisplayRangeMin());
		final ImageProcessor view = split(stack, 0, 100).flat();
		assertEquals(0, view.getPixel(20, 10, null)[0] - view.getPixel(20, 10,
			null)[1]);
		final double level = (stack.getStack().getProcessor(2).get(2, 2) - 1000) *
			255 / 1000.0;
		final int[] found = split(stack, 99, 100).flat().getPixel(4,
			4, null);
		assertEquals(level, found[0], 1);
	}

	@Test
	void compositesAreShownInTheirColors() {
		final ImagePlus channels = ReportImages.stack("c", ReportImages.bytes(40, 30,
			1), ReportImages.bytes(40, 30, 2));
		channels.setDimensions(2, 1, 1);
		final CompositeImage composite = new CompositeImage(channels,
			CompositeImage.COMPOSITE);
		final int[] pixel = split(composite, 99, 100).flat()
			.getPixel(8, 8, null);
		final int[] wanted = new ColorProcessor(composite.getImage())
			.getPixel(4, 4, null);
		for (int c = 0; c < 3; c++)
			assertEquals(wanted[c], pixel[c], 1);
	}

	@Test
	void linesMove() {
		final SplitView view = split(new ImagePlus("a", ReportImages.bytes(50, 20,
			1)), 20, 80);
		assertEquals(new Rectangle(20, 0, 60, 40), view.part());
		final int[] all = new int[100 * 40];
		final int[] none = new int[all.length];
		final int[] some = new int[all.length];
		view.compose(-5, 200, all);
		view.compose(70, 70, none);
		view.compose(10, 30, some);
		for (int i = 0; i < some.length; i++)
			assertEquals(i % 100 >= 10 && i % 100 < 30 ? all[i] : none[i], some[i]);
	}

	@Test
	void scaleBarIsDrawnWherePixelsHaveASize() {
		final ImagePlus image = new ImagePlus("a", ReportImages.bytes(100, 60, 1));
		image.getProcessor().set(128);
		final int plain = white(split(image, 10, 20));
		image.getCalibration().setUnit("mm");
		assertEquals(0, plain);
		assertTrue(white(split(image, 10, 20)) > 150);
		// Whatever part lies between the lines, as where these are dragged.
		final SplitView view = split(image, 10, 20);
		for (final int right : new int[] { 0, 170, 200 }) {
			final int[] pixels = new int[200 * 120];
			view.compose(0, right, pixels);
			assertEquals(white(view), Arrays.stream(pixels).filter(pixel -> (pixel &
				0xffffff) == 0xffffff).count());
		}
	}

	@Test
	void wrongLinesAreRefused() {
		final ImagePlus image = new ImagePlus("a", ReportImages.bytes(20, 20, 1));
		for (final double[] lines : new double[][] { { 50, 50 }, { 60, 40 }, { -1,
			5 }, { 5, 101 }, { Double.NaN, 5 } })
		{
			final String message = assertThrows(IllegalArgumentException.class,
				() -> split(image, lines[0], lines[1])).getMessage();
			assertTrue(message.contains("left=" + lines[0] + " right=" + lines[1]),
				message);
		}
	}

	private static int white(final SplitView view) {
		int count = 0;
		for (final int pixel : (int[]) view.flat().getPixels())
			if ((pixel & 0xffffff) == 0xffffff) count++;
		return count;
	}

	private static SplitView split(final ImagePlus image, final double left,
		final double right)
	{
		return SplitView.of(image, Resampler.by(Sampling.of(Kernel.named(
			"bicubic")), 2, 2), "bicubic", left, right, Progress.NONE);
	}
}
