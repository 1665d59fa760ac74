package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.command.ScriptTest;

/** A preview is what the step makes of the current plane, and the latest one. */
class PreviewTest extends ScriptTest {

	private static final int SECONDS = 20;

	/** What was shown or closed, and what was said. */
	private final BlockingQueue<Object> events = new LinkedBlockingQueue<>();

	private Preview preview;

	@BeforeEach
	void open() {
		preview = new Preview(new Preview.Window() {

			@Override
			public void show(final ImagePlus image) {
				events.add(image);
			}

			@Override
			public void close() {
				events.add("closed");
			}
		}, events::add);
	}

	@Test
	void isWhatTheStepMakesOfTheCurrentPlane() throws Exception {
		final ImagePlus image = stack();
		image.setSlice(2);
		image.setRoi(new Roi(2, 1, 7, 5));
		final Map<String, Object> values = Map.of("image", image, "cutoff", 4.0,
			"region", "selection");
		preview.show(Step.named(context(), "highpass"), values);
		final ImagePlus shown = (ImagePlus) next();
		final ImagePlus plane = noise(32);
		plane.setRoi(new Roi(2, 1, 7, 5));
		final ImagePlus expected = (ImagePlus) Step.named(context(), "highpass").run(
			Map.of("image", plane, "cutoff", 4.0, "region", "selection"),
			Progress.NONE).get("output");
		assertSamePixels(expected, shown);
		assertEquals(1, shown.getStackSize());
		assertEquals("Preview of noise-highpass", shown.getTitle());
		assertEquals(2, image.getStackSize());
		assertEquals(2, image.getCurrentSlice());
	}

	@Test
	void olderRequestsGiveWay() throws Exception {
		final ImagePlus image = noise(32);
		final Step step = Step.named(context(), "edges");
		for (int i = 1; i < 20; i++)
			preview.show(step, Map.of("image", image, "method", "log", "sigma",
				(double) i));
		preview.show(step, Map.of("image", image, "method", "dx"));
		Object last = next();
		for (Object event = last; event != null; event = events.poll(500,
			TimeUnit.MILLISECONDS))
			last = event;
		assertEquals("Preview of noise-dx", ((ImagePlus) last).getTitle());
	}

	@Test
	void closingEndsWhatRuns() throws Exception {
		final Step step = Step.named(context(), "edges");
		preview.show(step, Map.of("image", noise(32, 500, 500), "method", "log",
			"sigma", 20.0));
		preview.close();
		assertEquals("closed", next());
		assertNull(events.poll(500, TimeUnit.MILLISECONDS));
	}

	@Test
	void saysWhyThereIsNone() throws Exception {
		preview.show(Step.named(context(), "highpass"), Map.of("image", noise(32),
			"cutoff", -3.0));
		final String said = (String) next();
		assertTrue(said.startsWith("No preview: cutoff=-3.0"), said);
	}

	private Object next() throws InterruptedException {
		return events.poll(SECONDS, TimeUnit.SECONDS);
	}

	/** An 8-bit slice, then one of 32 bits, both as 32-bit. */
	private static ImagePlus stack() {
		final ImagePlus plane = noise(32);
		final ImageStack stack = new ImageStack(WIDTH, HEIGHT);
		stack.addSlice(noise(8).getProcessor().convertToFloatProcessor());
		stack.addSlice(plane.getProcessor());
		final ImagePlus image = new ImagePlus(plane.getTitle(), stack);
		image.setCalibration(plane.getCalibration());
		return image;
	}
}
