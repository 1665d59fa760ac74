package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.assertNull;

import ij.gui.TextRoi;
import ij.ImagePlus;
import ij.gui.Line;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.PointRoi;
import ij.gui.PolygonRoi;
import ij.gui.Roi;
import ij.gui.ShapeRoi;
import ij.process.FloatPolygon;

import java.awt.Color;
import java.awt.Font;
import java.awt.Rectangle;

import org.junit.jupiter.api.Test;

/** Overlay, selection and region. */
class PlacementTest {

	/** Selections keep coordinates as float. */
	private static final double ROUNDING = 1e-5;

	private static final Placement TWICE = new Placement(new Rectangle(20, 10),
		40, 20, 2, 2);

	/** The box at 4, 2 of 10 x 5 pixels, three times as wide, twice as high. */
	private static final Placement PART = new Placement(new Rectangle(4, 2, 10,
		5), 30, 10, 3, 2);

	@Test
	void rectanglesAndOvalsStayWhatTheyAre() {
		final Roi rectangle = new Roi(2, 3, 5, 4, 3);
		rectangle.setName("cell");
		rectangle.setStrokeColor(Color.red);
		rectangle.setStrokeWidth(1.5);
		rectangle.setProperty("class", "alive");
		rectangle.setPosition(2, 0, 3);
		final Roi scaled = TWICE.roi(rectangle);
		assertEquals(Roi.RECTANGLE, scaled.getType());
		assertEquals(new Rectangle(4, 6, 10, 8), scaled.getBounds());
		assertEquals(6, scaled.getCornerDiameter());
		assertEquals("cell", scaled.getName());
		assertEquals(Color.red, scaled.getStrokeColor());
		assertEquals(3, scaled.getStrokeWidth());
		assertEquals("alive", scaled.getProperty("class"));
		assertEquals(2, scaled.getCPosition());
		assertEquals(0, scaled.getZPosition());
		assertEquals(3, scaled.getTPosition());
		assertEquals(new Rectangle(2, 3, 5, 4), rectangle.getBounds());

		final Roi oval = PART.roi(new OvalRoi(5, 3, 4, 2));
		assertEquals(Roi.OVAL, oval.getType());
		assertEquals(new Rectangle(3, 2, 12, 4), oval.getBounds());
	}

	@Test
	void polygonsAreScaledAtTheEdgesOfPixels() {
		final Roi polygon = new PolygonRoi(new float[] { 5, 9, 6.5f }, new float[] {
			3, 3, 6 }, Roi.POLYGON);
		polygon.setPosition(7);
		polygon.setProperty("class", "dead");
		final Roi scaled = PART.roi(polygon);
		assertEquals(Roi.POLYGON, scaled.getType());
		assertPoints(scaled, new double[] { 3, 15, 7.5 }, new double[] { 2, 2, 8 });
		assertEquals(7, scaled.getPosition());
		assertEquals("dead", scaled.getProperty("class"));
	}

	@Test
	void compositeSelectionsAreScaled() {
		final ShapeRoi shape = new ShapeRoi(new Roi(2, 2, 4, 4)).or(new ShapeRoi(
			new Roi(10, 2, 4, 4)));
		final Roi scaled = TWICE.roi(shape);
		assertEquals(new Rectangle(4, 4, 24, 8), scaled.getBounds());
		assertTrue(scaled.contains(5, 5));
		assertFalse(scaled.contains(16, 5));
		assertTrue(scaled.contains(22, 5));
	}

	@Test
	void linesAreScaledAtTheCentresOfPixels() {
		// The centre of pixel 2 is the border of pixels 4 and 5.
		final Line line = new Line(2.0, 3.0, 8.0, 3.0);
		line.setStrokeWidth(2);
		final Line scaled = (Line) TWICE.roi(line);
		assertArrayEquals(new double[] { 4.5, 6.5, 16.5, 6.5 }, new double[] {
			scaled.x1d, scaled.y1d, scaled.x2d, scaled.y2d }, ROUNDING);
		assertEquals(4, scaled.getStrokeWidth());
	}

	@Test
	void scalesByTheScaleAndNotByTheRoundedSize() {
		final Placement rounded = new Placement(new Rectangle(11, 10), 19, 17, 1.7,
			1.7);
		final Line line = (Line) rounded.roi(new Line(10.5, 0.5, 10.5, 9.5));
		// Centres of pixels: (10.5 + 0.5) * 1.7 - 0.5.
		assertArrayEquals(new double[] { 18.2, 1.2, 18.2, 16.5 }, new double[] {
			line.x1d, line.y1d, line.x2d, line.y2d }, ROUNDING);
		assertPoints(rounded.roi(new PolygonRoi(new float[] { 0, 10, 10 },
			new float[] { 0, 0, 10 }, Roi.POLYGON)), new double[] { 0, 17, 17 },
			new double[] { 0, 0, 17 });
		final Overlay overlay = new Overlay(new Roi(0, 0, 10, 10));
		assertEquals(17, rounded.overlay(overlay).get(0).getFloatBounds().width,
			ROUNDING);
	}

	@Test
	void centresOfTargetPixelsFallIntoSourcePixels() {
		// (x + 0.5) / 1.7 of 19 pixels; the last centre, 10.88, is still inside.
		final Placement wide = new Placement(new Rectangle(4, 2, 11, 1), 19, 1, 1.7,
			1.2);
		final int[] columns = new int[19];
		for (int x = 0; x < 19; x++)
			columns[x] = wide.sourceX(x);
		assertArrayEquals(new int[] { 0, 0, 1, 2, 2, 3, 3, 4, 5, 5, 6, 6, 7, 7, 8,
			9, 9, 10, 10 }, columns);
		// 2 rows of 1 by 1.2: the second centre, 1.25, is beyond the border.
		assertEquals(0, wide.sourceY(0));
		assertEquals(0, wide.sourceY(1));
	}

	@Test
	void pointsKeepCountersAndSlices() {
		final PointRoi points = new PointRoi();
		points.addPoint(5, 4, 1);
		points.setCounter(2);
		points.addPoint(6, 5, 3);
		points.setPointType(PointRoi.DOT);
		final PointRoi scaled = (PointRoi) PART.roi(points);
		assertPoints(scaled, new double[] { 4, 7 }, new double[] { 4.5, 6.5 });
		assertEquals(PointRoi.DOT, scaled.getPointType());
		for (int i = 0; i < 2; i++) {
			assertEquals(points.getCounter(i), scaled.getCounter(i));
			assertEquals(points.getPointPosition(i), scaled.getPointPosition(i));
		}
		assertEquals(3, scaled.getPointPosition(1));
	}

	@Test
	void overlayIsScaledAndKeepsItsLook() {
		final ImagePlus image = TestImages.hyperstack(8, 20, 10, 2, 2, 2);
		final Overlay overlay = new Overlay();
		overlay.drawLabels(true);
		overlay.setLabelColor(Color.pink);
		final Roi polygon = new PolygonRoi(new float[] { 1, 3, 2 }, new float[] { 1,
			1, 4 }, Roi.POLYGON);
		polygon.setPosition(2, 1, 2);
		overlay.add(polygon);
		overlay.add(new Roi(15, 5, 5, 5));
		image.setOverlay(overlay);
		image.setHideOverlay(true);
		image.setRoi(new OvalRoi(3, 4, 5, 6));
		final ImagePlus result = TestImages.twice(image);
		final Overlay scaled = result.getOverlay();
		assertEquals(2, scaled.size());
		assertTrue(scaled.getDrawLabels());
		assertEquals(Color.pink, scaled.getLabelColor());
		assertPoints(scaled.get(0), new double[] { 2, 6, 4 }, new double[] { 2, 2,
			8 });
		assertEquals(2, scaled.get(0).getCPosition());
		assertEquals(1, scaled.get(0).getZPosition());
		assertEquals(2, scaled.get(0).getTPosition());
		assertEquals(new Rectangle(30, 10, 10, 10), scaled.get(1).getBounds());
		assertTrue(result.getHideOverlay());
		assertEquals(new Rectangle(6, 8, 10, 12), result.getRoi().getBounds());
		assertEquals(Roi.OVAL, result.getRoi().getType());
	}

	@Test
	void textKeepsItsAngleAndAlignment() {
		final ImagePlus image = TestImages.hyperstack(8, 60, 40, 1, 1, 1);
		final TextRoi text = new TextRoi(10, 12, 30, 10, "nucleus", new Font(
			"SansSerif", Font.PLAIN, 9));
		text.setAngle(30);
		text.setJustification(TextRoi.CENTER);
		image.setOverlay(new Overlay(text));
		final TextRoi scaled = (TextRoi) TestImages.twice(image).getOverlay().get(0);
		assertEquals(30, scaled.getAngle());
		assertEquals(TextRoi.CENTER, scaled.getJustification());
		assertEquals(18, scaled.getCurrentFont().getSize());
	}

	@Test
	void selectionIsCutOut() {
		final ImagePlus image = TestImages.hyperstack(16, 20, 10, 2, 2, 1);
		image.getCalibration().pixelWidth = 0.5;
		image.getCalibration().pixelHeight = 0.25;
		image.getCalibration().xOrigin = 1;
		image.setOverlay(new Overlay(new Roi(5, 4, 2, 2)));
		image.getOverlay().add(new Roi(0, 0, 2, 2));
		image.setRoi(4, 3, 8, 5);
		final BoxUpscaler upscaler = BoxUpscaler.nearest(2);
		final ImagePlus result = TestImages.enlarge(image, upscaler, TestImages
			.selection());
		assertArrayEquals(new int[] { 16, 10, 2, 2, 1 }, result.getDimensions());
		for (int i = 1; i <= 4; i++)
			for (int y = 0; y < 10; y++)
				for (int x = 0; x < 16; x++)
					assertEquals(image.getStack().getProcessor(i).get(4 + x / 2, 3 + y /
						2), result.getStack().getProcessor(i).get(x, y));
		assertEquals(image.getCalibration().getX(4), result.getCalibration().getX(
			0));
		assertEquals(image.getCalibration().getX(12), result.getCalibration().getX(
			16));
		assertEquals(image.getCalibration().getY(3), result.getCalibration().getY(
			0));
		assertEquals(image.getCalibration().getY(8), result.getCalibration().getY(
			10));
		assertNull(result.getRoi());
		assertEquals(1, result.getOverlay().size());
		assertEquals(new Rectangle(2, 2, 4, 4), result.getOverlay().get(0)
			.getBounds());
		// The intensities are those of the whole stack.
		double low = Double.MAX_VALUE;
		for (final int i : new int[] { 1, 3 })
			low = Math.min(low, image.getStack().getProcessor(i).getStats().min);
		assertEquals(low, upscaler.prepared.get(0)[0].low());
	}

	@Test
	void selectionOfOtherShapeIsKeptInItsBox() {
		final ImagePlus image = TestImages.image(8, 20, 10);
		// Reaches out of the image at the left and above.
		image.setRoi(new OvalRoi(-2, -1, 8, 6));
		final ImagePlus result = TestImages.enlarge(image, BoxUpscaler.nearest(2),
			TestImages.selection());
		assertEquals(12, result.getWidth());
		assertEquals(10, result.getHeight());
		assertEquals(Roi.OVAL, result.getRoi().getType());
		assertEquals(new Rectangle(-4, -2, 16, 12), result.getRoi().getBounds());
		assertEquals(image.getProcessor().get(5, 4), result.getProcessor().get(11,
			9));
	}

	@Test
	void namesASelectionThatIsNone() {
		final ImagePlus image = TestImages.image(8, 20, 10);
		assertMessage(image, "\"noise.tif\" has no selection");
		image.setRoi(new Line(1, 1, 5, 5));
		assertMessage(image, "is a straight line, not an area");
		image.setRoi(new Roi(30, 30, 5, 5));
		assertMessage(image, "is outside it");
	}

	private static void assertMessage(final ImagePlus image,
		final String part)
	{
		final String message = assertThrows(IllegalArgumentException.class,
			() -> TestImages.enlarge(image, BoxUpscaler.nearest(2), TestImages
				.selection())).getMessage();
		assertTrue(message.contains(part), message);
		assertTrue(message.contains("region=image"), message);
	}

	private static void assertPoints(final Roi roi, final double[] x,
		final double[] y)
	{
		final FloatPolygon points = roi.getFloatPolygon();
		assertEquals(x.length, points.npoints);
		for (int i = 0; i < x.length; i++) {
			assertEquals(x[i], points.xpoints[i], ROUNDING);
			assertEquals(y[i], points.ypoints[i], ROUNDING);
		}
	}
}
