package sc.fiji.superres.report;

import ij.ImageListener;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.RoiListener;
import ij.process.ColorProcessor;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;

/**
 * A {@link SplitView} whose lines follow the sides of a selection: its handles
 * are ImageJ's own, and moving it moves both lines. The lines are an overlay, so
 * that ImageJ draws them into a PNG file. Ends to listen where the image is
 * closed.
 */
final class SplitLines implements RoiListener, ImageListener {

	private final SplitView view;
	private final ImagePlus image;

	SplitLines(final SplitView view) {
		this.view = view;
		final Rectangle part = view.part();
		image = new ImagePlus(view.title(), new ColorProcessor(view.width(),
			part.height));
		image.setCalibration(view.calibration().copy());
		show(part);
		final Roi roi = new Roi(part);
		roi.setStrokeColor(SplitView.RED);
		image.setRoi(roi);
		Roi.addRoiListener(this);
		ImagePlus.addImageListener(this);
	}

	ImagePlus image() {
		return image;
	}

	// -- RoiListener methods --

	@Override
	public void roiModified(final ImagePlus changed, final int id) {
		if (changed != image || image.getRoi() == null) return;
		final Roi roi = image.getRoi();
		final Rectangle part = roi.getBounds();
		final int height = view.part().height;
		// Where a corner is dragged, or a new selection drawn.
		if (roi.getType() == Roi.RECTANGLE && part.height != height) roi.setBounds(
			new Rectangle2D.Double(part.x, 0, part.width, height));
		show(part);
		image.updateAndDraw();
	}

	// -- ImageListener methods --

	@Override
	public void imageClosed(final ImagePlus closed) {
		if (closed != image) return;
		Roi.removeRoiListener(this);
		ImagePlus.removeImageListener(this);
	}

	@Override
	public void imageOpened(final ImagePlus opened) {
		// Nothing to do.
	}

	@Override
	public void imageUpdated(final ImagePlus updated) {
		// Nothing to do.
	}

	// -- Helper methods --

	private void show(final Rectangle part) {
		view.compose(part.x, part.x + part.width, (int[]) image.getProcessor()
			.getPixels());
		final Overlay lines = new Overlay();
		for (final int x : new int[] { part.x, part.x + part.width }) {
			final Line line = new Line(x, 0, x, view.part().height);
			line.setStrokeColor(SplitView.RED);
			line.setStrokeWidth(view.stroke());
			lines.add(line);
		}
		image.setOverlay(lines);
	}
}
