package sc.fiji.superres.figure;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.gui.RoiListener;
import ij.macro.Interpreter;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;
import java.util.Arrays;

/**
 * The picture of a {@link SplitView}, flat until it gets a window. From then
 * on, the lines are an overlay that follows the sides of a selection, with
 * ImageJ's own handles; moving the selection moves both lines. ImageJ draws the
 * overlay into PNG files. A picture that was changed before then stays as it
 * is.
 */
final class SplitLines extends ImagePlus implements RoiListener {

	private final SplitView view;
	private boolean live;

	SplitLines(final SplitView view) {
		super(view.title(), view.flat());
		this.view = view;
	}

	/** Makes the lines follow a selection. */
	void follow() {
		if (!live) {
			if (!isUnchanged()) return;
			live = true;
			setCalibration(view.calibration().copy());
			draw(view.part());
			final Roi roi = new Roi(view.part());
			roi.setStrokeColor(SplitView.RED);
			setRoi(roi);
		}
		Roi.addRoiListener(this);
	}

	// -- ImagePlus methods --

	@Override
	public void show(final String status) {
		if (IJ.getInstance() != null && !Interpreter.isBatchMode()) follow();
		super.show(status);
	}

	/** Also called when the window is closed. */
	@Override
	public synchronized void flush() {
		Roi.removeRoiListener(this);
		super.flush();
	}

	// -- RoiListener methods --

	@Override
	public void roiModified(final ImagePlus changed, final int id) {
		if (changed != this || getRoi() == null) return;
		final Rectangle part = getRoi().getBounds();
		final int height = view.part().height;
		// A corner was dragged, or a new selection drawn.
		if (getRoi().getType() == Roi.RECTANGLE && part.height != height) getRoi()
			.setBounds(new Rectangle2D.Double(part.x, 0, part.width, height));
		draw(part);
		updateAndDraw();
	}

	// -- Helper methods --

	private boolean isUnchanged() {
		return getProcessor().getPixels() instanceof final int[] pixels && Arrays
			.equals(pixels, (int[]) view.flat().getPixels());
	}

	private void draw(final Rectangle part) {
		view.compose(part.x, part.x + part.width, (int[]) getProcessor()
			.getPixels());
		final Overlay lines = new Overlay();
		for (final int x : new int[] { part.x, part.x + part.width }) {
			final Line line = new Line(x, 0, x, view.part().height);
			line.setStrokeColor(SplitView.RED);
			line.setStrokeWidth(view.stroke());
			lines.add(line);
		}
		setOverlay(lines);
	}
}
