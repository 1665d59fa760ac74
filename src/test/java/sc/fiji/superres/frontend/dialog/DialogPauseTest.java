package sc.fiji.superres.frontend.dialog;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.awt.Choice;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.GraphicsEnvironment;
import java.awt.Window;
import java.awt.event.ItemEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;

import ij.ImagePlus;
import ij.gui.GenericDialog;
import ij.process.ByteProcessor;

import sc.fiji.superres.file.TestZips;
import sc.fiji.superres.model.Checksums;
import sc.fiji.superres.network.TestPackages;
import sc.fiji.superres.step.Step;

/**
 * Measures how long the dialog of Upscale Image keeps the event thread from
 * other events, with packages of 100 MB installed. It needs a screen, such as
 * that of {@code xvfb-run}.
 */
class DialogPauseTest {

	private static final int SIZE = 100_000_000;

	/** Longest pause of the event thread, in milliseconds. */
	private static final double LONGEST = 50;

	@TempDir
	private Path home;

	@Test
	@Timeout(120)
	void opensAndChangesWithoutAPause() throws Exception {
		assumeFalse(GraphicsEnvironment.isHeadless(), "there is no screen");
		final String before = System.getProperty("superres.home");
		System.setProperty("superres.home", home.toString());
		try (Context context = new Context()) {
			install();
			// What ImageJ and AWT load once is not what is measured.
			measure(Step.named(context, "resample"));
			final List<Double> pauses = measure(Step.named(context, "upscale"));
			assertTrue(pauses.stream().allMatch(pause -> pause < LONGEST),
				() -> "ms on the event thread: " + pauses);
		}
		finally {
			if (before == null) System.clearProperty("superres.home");
			else System.setProperty("superres.home", before);
		}
	}

	/** Opens a dialog, changes its first list again and again, and closes it. */
	private static List<Double> measure(final Step step) throws Exception {
		final Thread user = new Thread(() -> new StepDialog(step, Map.of("image",
			new ImagePlus("image", new ByteProcessor(64, 64)))).ask());
		final List<Double> pauses = new ArrayList<>();
		final long start = System.nanoTime();
		user.start();
		double opening = 0;
		GenericDialog dialog = null;
		while (dialog == null) {
			opening = Math.max(opening, pause());
			dialog = shown();
		}
		final double shown = (System.nanoTime() - start) / 1e6;
		for (int i = 0; i < 40; i++)
			opening = Math.max(opening, pause());
		pauses.add(opening);
		final Choice choice = (Choice) dialog.getChoices().get(0);
		for (int i = 0; i < choice.getItemCount(); i++) {
			final int item = i;
			EventQueue.invokeLater(() -> {
				choice.select(item);
				for (final var listener : choice.getItemListeners())
					listener.itemStateChanged(new ItemEvent(choice,
						ItemEvent.ITEM_STATE_CHANGED, choice.getItem(item),
						ItemEvent.SELECTED));
			});
			double longest = 0;
			for (int k = 0; k < 20; k++)
				longest = Math.max(longest, pause());
			pauses.add(longest);
		}
		final GenericDialog open = dialog;
		EventQueue.invokeAndWait(open::dispose);
		user.join();
		System.err.printf(Locale.ROOT, "%s: dialog after %.0f ms, pauses %s%n", step
			.verb(), shown, pauses);
		return pauses;
	}

	private static GenericDialog shown() {
		return Stream.of(Window.getWindows()).filter(GenericDialog.class::isInstance)
			.filter(Component::isShowing).map(GenericDialog.class::cast).findFirst()
			.orElse(null);
	}

	/** Returns the milliseconds that an event waits for its turn. */
	private static double pause() throws Exception {
		final long start = System.nanoTime();
		EventQueue.invokeAndWait(() -> {});
		final double pause = (System.nanoTime() - start) / 1e6;
		Thread.sleep(2);
		return pause;
	}

	/** Installs a folder and a zip. */
	private void install() throws IOException {
		final Path models = Files.createDirectory(home.resolve("models"));
		final Path folder = models.resolve("folder");
		TestPackages.writeSmall(folder);
		final byte[] bytes = new byte[SIZE];
		new Random(1).nextBytes(bytes);
		Files.write(folder.resolve("figures.bin"), bytes);
		Checksums.write(folder);
		TestZips.write(folder, models.resolve("zip.zip"));
		assertFalse(Files.size(models.resolve("zip.zip")) < SIZE);
	}
}
