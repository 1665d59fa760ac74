package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.FileSaver;
import ij.process.ImageProcessor;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.block.Progress;

class SourceUnchangedTest {

	/** All that ImageJ saves of an image, and its state in memory. */
	private static List<Object> state(final ImagePlus image) {
		final Roi roi = image.getRoi();
		final ImageProcessor processor = image.getProcessor();
		final Object snapshot = processor.getSnapshotPixels();
		final FileSaver saver = new FileSaver(image);
		return List.of(image.getTitle(), image.changes, image.getCurrentSlice(),
			image.getType(), Arrays.toString(image.getDimensions()), Arrays.hashCode(
				saver.serialize()),
			roi.toString(), System.identityHashCode(roi), System.identityHashCode(
				image.getOverlay()), Arrays.toString(image.getOverlay().toArray()),
			System.identityHashCode(processor), System.identityHashCode(processor
				.getPixels()), processor.getRoi(), System.identityHashCode(snapshot),
			System.identityHashCode(processor.getMask()), image.getDisplayRangeMin(),
			image.getDisplayRangeMax(), image.getCalibration().toString(), image
				.getCalibration().xOrigin, image.getProperties().toString(), Arrays
					.toString(image.getPropertiesAsArray()), image.isLocked());
	}

	private static ImagePlus prepare(final ImagePlus image) {
		image.setOverlay(new Overlay(new Roi(1, 1, 3, 3)));
		image.setRoi(new OvalRoi(1, 0, 4, 3));
		image.setProperty("Info", "info");
		image.setProp("key", "value");
		image.getCalibration().xOrigin = 3;
		image.getCalibration().pixelWidth = 0.5;
		image.getProcessor().snapshot();
		return image;
	}

	private static void assertUnchanged(final ImagePlus image) {
		final List<Object> before = state(image);
		for (final EnlargeSettings settings : List.of(TestImages.settings(3),
			TestImages.selection()))
		{
			final ImagePlus result = TestImages.enlarge(image, BoxUpscaler.box(2, 1),
				settings);
			assertEquals(before, state(image));
			result.getCalibration().xOrigin = 99;
			result.getOverlay().clear();
			result.setProperty("Info", "other");
			result.getProcessor().setColor(0);
			result.getProcessor().fill();
			assertEquals(before, state(image));
		}
		final Progress stopped = new Progress() {

			@Override
			public void update(final double fraction, final String what) {
				// Not looked at.
			}

			@Override
			public boolean cancelled() {
				return true;
			}
		};
		assertThrows(CancellationException.class, () -> ImageEnlarger.enlarge(image,
			BoxUpscaler.nearest(2), TestImages.settings(0), stopped));
		assertEquals(before, state(image));
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void singleImage(final int depth) {
		final ImagePlus image = prepare(TestImages.image(depth, 7, 5));
		assertUnchanged(image);
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 16, 24, 32 })
	void hyperstack(final int depth) {
		final ImagePlus image = TestImages.hyperstack(depth, 7, 5, 2, 2, 3);
		image.setPosition(2, 1, 3);
		assertUnchanged(prepare(image));
	}

	@Test
	void composite() {
		final CompositeImage image = new CompositeImage(TestImages.hyperstack(16, 7,
			5, 3, 1, 2), CompositeImage.COMPOSITE);
		image.setPosition(2, 1, 2);
		image.setDisplayRange(5, 50);
		assertUnchanged(prepare(image));
		assertEquals(5, image.getChannelLut(2).min);
		assertEquals(CompositeImage.COMPOSITE, image.getMode());
	}

	@Test
	void singleImageGetsNoStack() {
		final ImagePlus image = TestImages.image(8, 4, 4);
		TestImages.twice(image);
		assertFalse(image.hasImageStack());
	}

	@Test
	void virtualStackKeepsItsPlane() {
		final ImageStack stack = new TestImages.CountingStack(16, 7, 5, 4);
		final ImagePlus image = new ImagePlus("virtual", stack);
		image.setSlice(3);
		final Object shown = image.getProcessor().getPixels();
		TestImages.twice(image);
		assertEquals(3, image.getCurrentSlice());
		assertSame(shown, image.getProcessor().getPixels());
		assertSame(stack, image.getStack());
	}
}
