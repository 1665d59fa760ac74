package sc.fiji.superres.image;

import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.gui.TextRoi;
import ij.measure.Calibration;
import ij.plugin.RoiScaler;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;

/**
 * Where the pixels of the result lie in the source, with the resulting
 * calibration, overlay and selection.
 * <p>
 * As in ImageJ's area selections, pixel i covers i to i + 1, so an edge at x of
 * the source is at (x - box.x) * scale in the result, and everything keeps its
 * physical position; if the size of the result was rounded up, its right and
 * bottom edges lie up to a pixel further out. Only ImageJ's points and lines
 * are measured from pixel centers: x becomes (x - box.x + 0.5) * scale - 0.5.
 * </p>
 *
 * @param box the part of the source that was enlarged
 * @param width width of the result
 * @param height height of the result
 * @param scaleX pixels of the result per source pixel along x
 * @param scaleY the same along y
 */
record Placement(Rectangle box, int width, int height, double scaleX,
	double scaleY)
{

	/** Returns the column of the box that the center of a pixel falls into. */
	int sourceX(final long x) {
		return (int) Math.min((x + 0.5) / scaleX, box.width - 1);
	}

	/** Returns the row of the box that the center of a pixel falls into. */
	int sourceY(final long y) {
		return (int) Math.min((y + 0.5) / scaleY, box.height - 1);
	}

	/** Returns the column that the center of one of the box falls into. */
	long targetX(final int x) {
		return (long) ((x + 0.5) * scaleX);
	}

	/** Returns the row that the center of one of the box falls into. */
	long targetY(final int y) {
		return (long) ((y + 0.5) * scaleY);
	}

	/**
	 * Returns the calibration of the result. Everything except the pixel size and
	 * the origin is kept.
	 *
	 * @param sourceHeight height of the whole source: if ImageJ counts y from its
	 *          last row, this becomes an explicit origin
	 * @param scaleZ slices of the result per slice
	 */
	Calibration calibration(final Calibration source, final int sourceHeight,
		final double scaleZ)
	{
		final Calibration result = source.copy();
		final double yOrigin = source.getInvertY() && source.yOrigin == 0
			? sourceHeight - 1 : source.yOrigin;
		result.xOrigin = (source.xOrigin - box.x) * scaleX;
		result.yOrigin = (yOrigin - box.y) * scaleY;
		result.pixelWidth = source.pixelWidth / scaleX;
		result.pixelHeight = source.pixelHeight / scaleY;
		result.zOrigin = source.zOrigin * scaleZ;
		result.pixelDepth = source.pixelDepth / scaleZ;
		return result;
	}

	/**
	 * Scales the objects that are at least partly inside the box; the source is
	 * not changed.
	 */
	Overlay overlay(final Overlay source) {
		final Overlay result = source.create();
		for (final Roi roi : source.crop(box).toArray())
			result.add(scale(roi));
		return result;
	}

	/** Scales a selection; the source is not changed. */
	Roi roi(final Roi source) {
		final Roi moved = (Roi) source.clone();
		moved.translate(-box.x, -box.y);
		return scale(moved);
	}

	private Roi scale(final Roi roi) {
		if (roi.getClass() == Roi.class || roi.getClass() == OvalRoi.class)
			return bounds(roi);
		final Roi scaled = RoiScaler.scale(roi, scaleX, scaleY, false);
		if (roi.isLineOrPoint()) scaled.translate((scaleX - 1) / 2, (scaleY -
			1) / 2);
		if (roi instanceof final TextRoi text) typeset(text, (TextRoi) scaled);
		if (roi.getPropertyCount() > 0) scaled.setProperties(roi.getProperties());
		if (roi instanceof final PointRoi points) counters(points,
			(PointRoi) scaled);
		else scaled.setPosition(roi.getPosition());
		if (roi.hasHyperStackPosition()) scaled.setPosition(roi.getCPosition(), roi
			.getZPosition(), roi.getTPosition());
		return scaled;
	}

	/** Copies what RoiScaler loses of a text. */
	private static void typeset(final TextRoi from, final TextRoi to) {
		to.setAngle(from.getAngle());
		to.setJustification(from.getJustification());
		to.setAntialiased(from.getAntialiased());
	}

	/** Scales rectangles and ovals, which RoiScaler would turn into polygons. */
	private Roi bounds(final Roi roi) {
		final Roi scaled = (Roi) roi.clone();
		final Rectangle2D.Double old = roi.getFloatBounds();
		scaled.setBounds(new Rectangle2D.Double(old.x * scaleX, old.y * scaleY,
			old.width * scaleX, old.height * scaleY));
		scaled.setCornerDiameter((int) Math.round(roi.getCornerDiameter() *
			scaleX));
		scaled.setStrokeWidth(roi.getStrokeWidth() * scaleX);
		return scaled;
	}

	private static void counters(final PointRoi from, final PointRoi to) {
		final int[] counters = new int[from.size()];
		for (int i = 0; i < counters.length; i++)
			counters[i] = from.getCounter(i) | from.getPointPosition(i) << 8;
		to.setCounters(counters);
	}
}
