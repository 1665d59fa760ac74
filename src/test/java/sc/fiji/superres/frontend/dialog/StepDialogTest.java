package sc.fiji.superres.frontend.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Button;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Label;
import java.awt.Scrollbar;
import java.awt.TextField;
import java.awt.Window;
import java.awt.event.ActionEvent;
import java.awt.event.WindowEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.scijava.Context;

import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;
import ij.process.ByteProcessor;

import sc.fiji.superres.step.Step;

/**
 * Tests what dialogs show and record. It needs a screen, such as that of
 * {@code xvfb-run}.
 */
class StepDialogTest {

	/** A small screen of a laptop. */
	private static final int WIDTH = 1366;
	private static final int HEIGHT = 768;

	private static final String PATH = "/data/".repeat(20) + "the-end";

	@Test
	@Timeout(60)
	void groupsFitASmallScreenAndPathsShowTheirEnd() throws Exception {
		assumeFalse(GraphicsEnvironment.isHeadless(), "there is no screen");
		try (Context context = new Context()) {
			for (final String verb : List.of("train-network", "train-dictionary")) {
				final Step step = Step.named(context, verb);
				final Thread user = new Thread(() -> new StepDialog(step, Map.of(
					"image", image("brain.tif"))).ask());
				user.start();
				final GenericDialog dialog = shown();
				EventQueue.invokeAndWait(() -> check(dialog));
				EventQueue.invokeAndWait(dialog::dispose);
				user.join();
			}
		}
	}

	/** A line without options would run on defaults when it is replayed. */
	@Test
	@Timeout(60)
	void canceledDialogRecordsNothing() throws Exception {
		assumeFalse(GraphicsEnvironment.isHeadless(), "there is no screen");
		final boolean before = Recorder.record;
		try (Context context = new Context()) {
			Recorder.record = true;
			Recorder.setCommand("Resample Image...");
			final Thread user = new Thread(() -> assertTrue(new StepDialog(Step.named(
				context, "resample"), Map.of("image", image("a"))).ask().isEmpty()));
			user.start();
			final GenericDialog dialog = shown();
			EventQueue.invokeAndWait(() -> dialog.windowClosing(new WindowEvent(
				dialog, WindowEvent.WINDOW_CLOSING)));
			user.join();
			assertNull(Recorder.getCommand());
		}
		finally {
			Recorder.record = before;
		}
	}

	@Test
	@Timeout(60)
	void twoImagesArePreselected() throws Exception {
		assumeFalse(GraphicsEnvironment.isHeadless(), "there is no screen");
		final List<ImagePlus> images = List.of(image("a"), image("b"));
		try (Context context = new Context()) {
			images.forEach(ImagePlus::show);
			final Thread user = new Thread(() -> new StepDialog(Step.named(context,
				"quality"), Map.of()).ask());
			user.start();
			final GenericDialog dialog = shown();
			assertEquals(List.of("a", "b"), Stream.of(0, 1).map(i -> ((Choice) dialog
				.getChoices().get(i)).getSelectedItem()).sorted().toList());
			EventQueue.invokeAndWait(dialog::dispose);
			user.join();
		}
		finally {
			images.forEach(ImagePlus::close);
		}
	}

	@Test
	@Timeout(60)
	void sliderSetsItsNumber() throws Exception {
		assumeFalse(GraphicsEnvironment.isHeadless(), "there is no screen");
		final ImagePlus image = image("a");
		try (Context context = new Context()) {
			image.show();
			final AtomicReference<Object> found = new AtomicReference<>();
			final Thread user = new Thread(() -> found.set(new StepDialog(Step.named(
				context, "certainty"), Map.of("image", image)).ask().orElseThrow().get(
					"threshold")));
			user.start();
			final GenericDialog dialog = shown();
			EventQueue.invokeAndWait(() -> {
				((Scrollbar) dialog.getSliders().get(0)).setValue(25);
				((TextField) dialog.getNumericFields().get(0)).setText("25");
				press(dialog.getButtons()[0]);
			});
			user.join();
			assertEquals("25.0", found.get());
		}
		finally {
			image.close();
		}
	}

	private static ImagePlus image(final String title) {
		return new ImagePlus(title, new ByteProcessor(64, 64));
	}

	private static void check(final GenericDialog dialog) {
		final List<Component> all = all(dialog);
		assertTrue(labels(all).contains("Stack: brain.tif"), labels(all)::toString);
		assertFits(dialog);
		assertTrue(labels(all).contains("Model package:"), labels(all)::toString);
		assertFalse(labels(all).contains("Seed:"), labels(all)::toString);
		final Button more = all.stream().filter(Button.class::isInstance).map(
			Button.class::cast).filter(button -> button.getLabel().equals(
				"More options")).findFirst().orElseThrow();
		press(more);
		assertFits(dialog);
		assertTrue(labels(all).contains("Seed:"), labels(all)::toString);
		assertFalse(labels(all).contains("Model package:"), labels(all)::toString);
		press(more);
		assertTrue(labels(all).contains("Model package:"), labels(all)::toString);
		assertEquals("More options", more.getLabel());
		final TextField folder = (TextField) dialog.getStringFields().get(1);
		folder.setText(PATH);
		// ImageJ tells of it in an event of its own, which comes after this one.
		press(more);
		assertTrue(folder.getColumns() > 40);
		assertEquals(PATH.length(), folder.getCaretPosition());
	}

	/** Returns the labels that are to be seen. */
	private static List<String> labels(final List<Component> all) {
		return all.stream().filter(Label.class::isInstance).filter(
			Component::isVisible).map(label -> ((Label) label).getText()).toList();
	}

	private static void press(final Button button) {
		final ActionEvent event = new ActionEvent(button,
			ActionEvent.ACTION_PERFORMED, "");
		Stream.of(button.getActionListeners()).forEach(listener -> listener
			.actionPerformed(event));
	}

	private static void assertFits(final GenericDialog dialog) {
		assertTrue(dialog.getWidth() <= WIDTH && dialog.getHeight() <= HEIGHT, dialog
			.getSize()::toString);
	}

	private static List<Component> all(final Container container) {
		final List<Component> all = new ArrayList<>();
		for (final Component part : container.getComponents()) {
			all.add(part);
			if (part instanceof final Container inner) all.addAll(all(inner));
		}
		return all;
	}

	private static GenericDialog shown() throws InterruptedException {
		while (true) {
			for (final Window window : Window.getWindows())
				if (window instanceof final GenericDialog dialog && dialog.isShowing())
					return dialog;
			Thread.sleep(20);
		}
	}
}
