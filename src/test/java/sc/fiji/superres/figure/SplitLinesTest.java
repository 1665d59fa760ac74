package sc.fiji.superres.figure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.gui.RoiListener;
import ij.process.ImageProcessor;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.lang.reflect.Field;
import java.util.Collection;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** Tests what happens when the selection is moved; no window is needed. */
class SplitLinesTest {

	private SplitView view;
	private SplitLines image;

	@BeforeEach
	void split() {
		view = SplitView.of(new ImagePlus("a.tif", ReportImages.bytes(50, 20, 1)),
			Resampler.by(Sampling.of(Kernel.named("bicubic")), 2, 2), "bicubic", 20,
			80, Progress.NONE);
		image = new SplitLines(view);
		image.follow();
	}

	/** No window, no selection: what is saved is the flat picture. */
	@Test
	void isFlatUntilItIsShown() {
		final ImagePlus flat = view.image();
		assertNull(flat.getRoi());
		assertNull(flat.getOverlay());
		flat.setRoi(new Roi(30, 0, 25, 40));
		assertArrayEquals((int[]) view.flat().getPixels(), (int[]) flat
			.getProcessor().getPixels());
	}

	@Test
	void pictureThatWasChangedStays() {
		final SplitLines changed = new SplitLines(view);
		changed.getProcessor().invert();
		final int[] before = ((int[]) changed.getProcessor().getPixels()).clone();
		changed.follow();
		assertArrayEquals(before, (int[]) changed.getProcessor().getPixels());
		assertNull(changed.getOverlay());
	}

	/** Nobody holds an image whose window is closed. */
	@Test
	void closedImageFollowsNoMore() throws ReflectiveOperationException {
		final Field field = Roi.class.getDeclaredField("listeners");
		field.setAccessible(true);
		final Collection<?> listeners = (Collection<?>) field.get(null);
		assertTrue(listeners.contains(image));
		image.flush();
		assertFalse(listeners.contains(image));
		assertFalse(listeners.contains(view.image()));
	}

	@Test
	void linesAreTheSidesOfTheSelection() {
		assertEquals(new Rectangle(20, 0, 60, 40), image.getRoi().getBounds());
		requireSplit(20, 80);
	}

	@Test
	void partFollowsTheSelection() {
		image.setRoi(new Roi(30, 0, 25, 40));
		requireSplit(30, 55);
		// A corner was dragged: the selection stays as high as the image.
		image.getRoi().setBounds(new Rectangle2D.Double(10, 7, 40,
			20));
		image.getRoi().notifyListeners(RoiListener.MODIFIED);
		assertEquals(new Rectangle(10, 0, 40, 40), image.getRoi().getBounds());
		requireSplit(10, 50);
		image.deleteRoi();
		requireSplit(10, 50);
	}

	private void requireSplit(final int left, final int right) {
		final int[] wanted = new int[100 * 40];
		view.compose(left, right, wanted);
		final ImageProcessor found = image.getProcessor();
		assertArrayEquals(wanted, (int[]) found.getPixels());
		assertEquals(left, image.getOverlay().get(0).getBounds().x);
		assertEquals(right, image.getOverlay().get(1).getBounds().x);
	}
}
