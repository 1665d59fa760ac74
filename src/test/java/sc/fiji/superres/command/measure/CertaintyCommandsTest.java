package sc.fiji.superres.command.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Line;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;

import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.step.SuperResCommand;

/** Tests {@link ShowCertainty} and {@link PlotProfile} as a script calls them. */
class CertaintyCommandsTest extends ScriptTest {

	private static final int ORANGE = 0xe69f00;
	private static final int GRAY = 0x646464;

	private ImagePlus image;
	private ImagePlus map;

	/** Gray 100, whose bound grows by 1 per column. */
	@BeforeEach
	void make() {
		final ByteProcessor gray = new ByteProcessor(80, 10);
		gray.setColor(100);
		gray.fill();
		image = new ImagePlus("gray", gray);
		final FloatProcessor bounds = new FloatProcessor(80, 10);
		for (int i = 0; i < 800; i++)
			bounds.setf(i, i % 80);
		map = new ImagePlus("map", bounds);
	}

	@Test
	void fadesFromTheThresholdOn() throws Exception {
		final ImagePlus view = certainty("threshold", 10);
		// 10 % of 255 are 25.5.
		assertEquals(GRAY, color(view, 25, 5));
		assertEquals(ORANGE, color(view, 51, 5));
		final int between = color(view, 38, 5);
		assertTrue((between >> 16) > 0x64 && (between >> 16) < 0xe6, Integer
			.toHexString(between));
		assertEquals(GRAY, color(certainty("threshold", 20), 51, 5));
	}

	@Test
	void showsBicubicOnTheLeft() throws Exception {
		final ByteProcessor low = new ByteProcessor(40, 5);
		low.setColor(200);
		low.fill();
		final ImagePlus view = certainty("source", new ImagePlus("low", low));
		assertEquals(0xc8c8c8, color(view, 20, 5));
		assertEquals(GRAY, color(view, 88, 5));
		assertEquals(ORANGE, color(view, 88 + 79, 5));
	}

	/** The legend has the level of the map, and the unit of the image. */
	@Test
	void theLegendTellsLevelAndUnit() throws Exception {
		final ImagePlus plain = certainty();
		map.getStack().setSliceLabel("true within +/- this in 95 % of pixels", 1);
		final ImagePlus level = certainty();
		assertTrue(differences(plain, level, 10 + 64, 10 + 82) > 50);
		assertEquals(0, differences(plain, level, 0, 10 + 55));
		image.getCalibration().setValueUnit("nM");
		assertTrue(differences(level, certainty(), 10 + 40, 10 + 55) > 50);
	}

	private static long differences(final ImagePlus a, final ImagePlus b,
		final int top, final int bottom)
	{
		long count = 0;
		for (int y = top; y < bottom; y++)
			for (int x = 0; x < a.getWidth(); x++)
				if (color(a, x, y) != color(b, x, y)) count++;
		return count;
	}

	@Test
	void unknownBoundsAreHidden() throws Exception {
		map.getProcessor().setf(3, 4, Float.NaN);
		assertEquals(ORANGE, color(certainty(), 3, 4));
	}

	/** The plane of the map that belongs to that of the image. */
	@Test
	void takesThePlaneOfTheImage() throws Exception {
		final ImageStack planes = new ImageStack(80, 10);
		final ImageStack maps = new ImageStack(80, 10);
		for (int i = 0; i < 2; i++) {
			planes.addSlice(image.getProcessor().duplicate());
			maps.addSlice(new FloatProcessor(80, 10, new float[800]));
		}
		maps.setProcessor(map.getProcessor(), 2);
		image = new ImagePlus("planes", planes);
		map = new ImagePlus("maps", maps);
		assertEquals(GRAY, color(certainty(), 79, 5));
		image.setSlice(2);
		assertEquals(ORANGE, color(certainty(), 79, 5));
	}

	@Test
	void plotsAlongASelectionOrALine() throws Exception {
		final Roi selection = new Line(10, 5, 60, 5);
		image.setRoi(selection);
		final ImagePlus plot = profile();
		assertEquals("Profile of gray", plot.getTitle());
		image.deleteRoi();
		assertSamePixels(plot, profile("line", "10,5,60,5"));
		// The band is wider at the end, where the bound is.
		assertTrue(band(plot, 0.9) > 2 * band(plot, 0.3), band(plot, 0.3) + " " +
			band(plot, 0.9));
	}

	@Test
	void badInputIsNamed() {
		final ImagePlus other = new ImagePlus("other", new FloatProcessor(9, 9));
		fails(ShowCertainty.class, new Object[] { "image", image, "map", other },
			"9 x 9", "80 x 10");
		fails(ShowCertainty.class, new Object[] { "image", image, "map", map,
			"threshold", 0 }, "threshold=0");
		fails(PlotProfile.class, new Object[] { "image", image, "map", map },
			"There is no line");
		fails(PlotProfile.class, new Object[] { "image", image, "map", map, "line",
			"1,2,3" }, "line=1,2,3", "four numbers");
		image.setRoi(1, 1, 5, 5);
		fails(PlotProfile.class, new Object[] { "image", image, "map", map },
			"There is no line");
	}

	// -- Helper methods --

	private ImagePlus certainty(final Object... more) throws Exception {
		return made(ShowCertainty.class, more);
	}

	private ImagePlus profile(final Object... more) throws Exception {
		return made(PlotProfile.class, more);
	}

	private ImagePlus made(final Class<? extends SuperResCommand> type,
		final Object... more) throws Exception
	{
		final Object[] inputs = new Object[4 + more.length];
		System.arraycopy(new Object[] { "image", image, "map", map }, 0, inputs, 0,
			4);
		System.arraycopy(more, 0, inputs, 4, more.length);
		return (ImagePlus) run(type, inputs).getOutput("output");
	}

	private static int color(final ImagePlus view, final int x, final int y) {
		return view.getProcessor().get(x, y) & 0xffffff;
	}

	/** Returns how many pixels of a column of the plot are in the band. */
	private static int band(final ImagePlus plot, final double at) {
		final int x = (int) (88 + at * 720);
		int count = 0;
		for (int y = 0; y < plot.getHeight(); y++)
			if (color(new ImagePlus("", plot.getProcessor().convertToRGB()), x,
				y) == 0xf0c060) count++;
		return count;
	}
}
