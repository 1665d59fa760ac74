package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.awt.Rectangle;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import sc.fiji.superres.command.measure.MeasureResolution;

/** Tests {@link Snapshot} with all kinds of images. */
class SnapshotTest {

	private static final int SIDE = 8;

	/** Makes a ramp, so that each plane is told from the others. */
	private static ImageProcessor ramp(final ImageProcessor empty,
		final int first)
	{
		for (int i = 0; i < SIDE * SIDE; i++)
			empty.set(i, first + i);
		return empty;
	}

	private static ImagePlus composite() {
		final ImageStack stack = new ImageStack(SIDE, SIDE);
		for (int i = 0; i < 6; i++)
			stack.addSlice("plane " + i, ramp(new ShortProcessor(SIDE, SIDE), 100 *
				i));
		final ImagePlus image = new ImagePlus("composite", stack);
		image.setDimensions(2, 3, 1);
		final CompositeImage composite = new CompositeImage(image,
			CompositeImage.GRAYSCALE);
		composite.setPosition(2, 2, 1);
		composite.setDisplayRange(7, 300);
		return composite;
	}

	/** Reads planes when they are asked for. */
	private static ImagePlus virtual() {
		return new ImagePlus("virtual", new ij.VirtualStack(SIDE, SIDE, null,
			"/none")
		{

			@Override
			public ImageProcessor getProcessor(final int n) {
				return ramp(new ByteProcessor(SIDE, SIDE), n);
			}

			@Override
			public Object getPixels(final int n) {
				return getProcessor(n).getPixels();
			}

			@Override
			public int size() {
				return 3;
			}

			@Override
			public int getSize() {
				return 3;
			}
		});
	}

	private static List<ImagePlus> images() {
		return List.of(new ImagePlus("8-bit", ramp(new ByteProcessor(SIDE, SIDE),
			3)), new ImagePlus("rgb", ramp(new ColorProcessor(SIDE, SIDE), 1 << 16)),
			composite(), virtual());
	}

	@Test
	void staysWhenTheImageIsClosed() {
		for (final ImagePlus image : images()) {
			image.setRoi(new Roi(1, 2, 3, 4));
			image.setOverlay(new Overlay(new Roi(0, 0, 2, 2)));
			image.setProperty("Info", "stain");
			image.getCalibration().pixelWidth = 0.25;
			final ImagePlus expected = image.duplicate();
			final int slice = image.getCurrentSlice();
			final double high = image.getDisplayRangeMax();
			final ImagePlus found = Snapshot.of(image);
			image.setRoi(new Roi(0, 0, 1, 1));
			image.close();
			image.flush();
			assertNull(image.getProcessor());
			assertEquals(image.getTitle(), found.getTitle());
			assertEquals(new Rectangle(1, 2, 3, 4), found.getRoi().getBounds());
			assertEquals(1, found.getOverlay().size());
			assertEquals("stain", found.getInfoProperty());
			assertEquals(0.25, found.getCalibration().pixelWidth);
			assertEquals(slice, found.getCurrentSlice());
			assertEquals(high, found.getDisplayRangeMax());
			assertPlanes(expected, found);
		}
	}

	private static void assertPlanes(final ImagePlus expected,
		final ImagePlus found)
	{
		assertArrayEquals(expected.getDimensions(), found.getDimensions());
		for (int i = 1; i <= found.getStackSize(); i++) {
			final ImageProcessor plane = found.getStack().getProcessor(i);
			for (int k = 0; k < SIDE * SIDE; k++)
				assertEquals(expected.getStack().getProcessor(i).get(k), plane.get(k),
					found.getTitle());
		}
		if (found instanceof final CompositeImage composite) {
			assertEquals(CompositeImage.GRAYSCALE, composite.getMode());
			assertEquals("plane 4", found.getStack().getSliceLabel(5));
		}
	}

	/** Scrolling, as closing, is a matter of the image, not of the snapshot. */
	@Test
	void staysWhereItWas() {
		final ImagePlus image = composite();
		final ImagePlus found = Snapshot.of(image);
		final int before = found.getProcessor().get(0);
		image.setPosition(1, 3, 1);
		assertEquals(before, found.getProcessor().get(0));
		assertInstanceOf(CompositeImage.class, found);
		found.setPosition(1, 1, 1);
		assertEquals(400, image.getProcessor().get(0));
	}

	@Test
	void needsNoMemory() {
		final ImagePlus image = composite();
		final ImagePlus found = Snapshot.of(image);
		for (int i = 1; i <= image.getStackSize(); i++)
			assertSame(image.getStack().getPixels(i), found.getStack().getPixels(i));
	}

	/** Commands tell two images from one image that is taken twice. */
	@Test
	void anImageTakenTwiceStaysOne() {
		final ImagePlus image = composite();
		try (Context context = new Context(CommandService.class)) {
			final MeasureResolution command = new MeasureResolution();
			final CommandModule module = new CommandModule(context.service(
				CommandService.class).getCommand(MeasureResolution.class), command);
			module.setInput("image", image);
			module.setInput("second", image);
			try (Snapshot snapshot = new Snapshot(module)) {
				assertSame(module.getInput("image"), module.getInput("second"));
				assertNotSame(image, module.getInput("image"));
			}
			assertSame(image, module.getInput("image"));
			assertSame(image, module.getInput("second"));
		}
	}

	@Test
	void anEmptyImageIsItsOwn() {
		final ImagePlus empty = new ImagePlus();
		assertSame(empty, Snapshot.of(empty));
	}
}
