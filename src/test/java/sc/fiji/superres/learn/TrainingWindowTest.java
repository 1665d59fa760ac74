package sc.fiji.superres.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.process.ImageProcessor;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.training.TrainingLog.Line;
import sc.fiji.superres.training.TrainingWatcher.Preview;

/** Tests what {@link TrainingWindow} shows, as far as that needs no screen. */
class TrainingWindowTest {

	/** A small screen of a laptop, and what a window's frame takes of it. */
	private static final Rectangle SCREEN = new Rectangle(1366, 768);
	private static final int FRAME = 60;

	private static final Line START = new Line(0, Double.NaN, 30.1, 33.6, 0);

	private static List<Line> lines(final int count) {
		final List<Line> lines = new ArrayList<>(List.of(START));
		for (int i = 1; i <= count; i++)
			lines.add(new Line(500 * i, 0.03 / i, 34 + 0.1 * i, 33.6, 1e-3));
		return lines;
	}

	/** At first there are two scores, but no two losses that make a line. */
	@Test
	void everyPlotShowsSomething() {
		final int one = TrainingWindow.plots(lines(1)).getHeight();
		final int two = TrainingWindow.plots(lines(2)).getHeight();
		assertTrue(one < two, one + " and " + two);
		assertTrue(blue(TrainingWindow.plots(lines(1)), 0, one) > 0, "no score");
		for (final int count : new int[] { 2, 40 }) {
			final ImagePlus plots = TrainingWindow.plots(lines(count));
			assertTrue(blue(plots, 0, one) > 0, "no score of " + count);
			assertTrue(blue(plots, one, two) > 0, "no loss of " + count);
		}
	}

	/** A training that diverges has losses and scores that are no numbers. */
	@Test
	void whatIsNoNumberHasNoAxis() {
		final List<Line> lines = lines(2);
		lines.add(new Line(1500, Double.NaN, Double.NaN, 33.6, 1e-3));
		lines.add(new Line(2000, Double.POSITIVE_INFINITY, Double.NaN, 33.6, 1e-3));
		final ImagePlus plots = TrainingWindow.plots(lines);
		final int half = TrainingWindow.plots(lines(1)).getHeight();
		assertTrue(blue(plots, 0, half) > 0);
		assertTrue(blue(plots, half, plots.getHeight()) > 0);
	}

	@Test
	void windowsFitASmallScreen() {
		final ImagePlus plots = TrainingWindow.plots(lines(9));
		assertTrue(plots.getHeight() + FRAME <= SCREEN.height, plots::toString);
		final Dimension size = new Dimension(3 * 192, 192 + FRAME);
		for (int x = 0; x < SCREEN.width; x += 97) {
			final Point place = TrainingWindow.onScreen(new Point(x + plots
				.getWidth(), x / 2), size, SCREEN);
			assertTrue(SCREEN.contains(new Rectangle(place, size)), place::toString);
		}
		assertEquals(new Point(700, 20), TrainingWindow.onScreen(new Point(700, 20),
			size, SCREEN));
	}

	/** A dark image is to be seen, and all three parts alike. */
	@Test
	void previewHasTheRangeOfItsImage() {
		final Plane dark = new Plane(new float[] { 0.02f, 0.05f, 0.03f, 0.04f }, 2,
			2);
		final Plane off = new Plane(new float[] { 0, 1, 0.03f, 0.04f }, 2, 2);
		final ImagePlus image = TrainingWindow.image(new Preview(List.of(off), List
			.of(off), List.of(dark)));
		assertEquals(6, image.getWidth());
		assertEquals(0.02, image.getDisplayRangeMin(), 1e-6);
		assertEquals(0.05, image.getDisplayRangeMax(), 1e-6);
	}

	/** Counts the pixels of lines and circles in blue. */
	private static int blue(final ImagePlus image, final int from, final int to) {
		final ImageProcessor pixels = image.getProcessor();
		int count = 0;
		for (int y = from; y < to; y++) {
			for (int x = 0; x < image.getWidth(); x++) {
				final int rgb = pixels.get(x, y);
				if ((rgb & 255) > (rgb >> 16 & 255) + 60) count++;
			}
		}
		return count;
	}
}
