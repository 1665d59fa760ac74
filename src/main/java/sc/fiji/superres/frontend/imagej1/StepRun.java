package sc.fiji.superres.frontend.imagej1;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;

import org.scijava.Context;
import org.scijava.command.CommandService;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;
import ij.WindowManager;
import ij.plugin.frame.Recorder;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.frontend.dialog.StepDialog;
import sc.fiji.superres.step.Incomplete;
import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.MacroOptions;
import sc.fiji.superres.step.ShownResults;
import sc.fiji.superres.step.Step;

/**
 * Runs a {@link Step} from the menu of plain ImageJ or from a macro.
 * <p>
 * A macro has the same meaning as in Fiji: its keys are the names of the
 * inputs. The image of a step with one image input is the active one; several
 * are given by title. Inputs that are left out have their defaults. The main
 * result becomes the active image. A failure or Escape aborts the macro with a
 * message.
 * </p>
 */
final class StepRun {

	private static final String HOME = "ij.dir";

	private final Step step;
	private final List<Input> images;

	/** The active image, before a preview becomes it. */
	private final ImagePlus active = WindowManager.getCurrentImage();

	private StepRun(final Step step) {
		this.step = step;
		images = step.inputs().stream().filter(Input::isImage).toList();
	}

	/** Runs the step of a verb, with options of a macro or from a dialog. */
	static void run(final String verb) {
		// ImageJ's folder, which may contain a folder of models.
		if (System.getProperty(HOME) == null) System.setProperty(HOME, String
			.valueOf(IJ.getDirectory("imagej")));
		try (Context context = new Context(CommandService.class)) {
			new StepRun(Step.named(context, verb)).run();
		}
	}

	// -- Helper methods --

	private void run() {
		try {
			final Optional<Map<String, String>> texts = texts();
			if (texts.isEmpty()) return;
			IJ.resetEscape();
			final Map<String, Object> values = step.read(texts.get(),
				WindowManager::getImage);
			active().forEach(values::putIfAbsent);
			final Map<String, Object> outputs = step.run(values, new StatusProgress());
			show(outputs);
			ShownResults.tell(step, values, outputs);
		}
		catch (final CancellationException e) {
			ShownResults.fail(step.label(), e.getMessage());
		}
		catch (final Incomplete e) {
			show(e.outputs());
			ShownResults.show(e);
			ShownResults.fail(step.label(), Failures.message(e));
		}
		catch (final Exception | OutOfMemoryError e) {
			ShownResults.fail(step.label(), Failures.message(e));
		}
		finally {
			IJ.showProgress(1);
		}
	}

	/** Returns the options of the macro, or those that the user chooses. */
	private Optional<Map<String, String>> texts() {
		final String macro = Macro.getOptions();
		if (macro != null || IJ.isMacro()) return Optional.of(MacroOptions.parse(
			macro == null ? "" : macro));
		if (StepDialog.lacksImage(step)) return Optional.empty();
		final Optional<Map<String, String>> chosen = new StepDialog(step, active())
			.ask();
		if (Recorder.record) chosen.ifPresent(StepRun::record);
		return chosen;
	}

	/**
	 * Passes the chosen options to ImageJ's recorder, which adds brackets: all of
	 * them or none.
	 *
	 * @throws IllegalArgumentException if a macro cannot hold a value
	 */
	static void record(final Map<String, String> chosen) {
		final Map<String, String> written = new LinkedHashMap<>();
		chosen.forEach((key, value) -> {
			final String text = MacroOptions.format(key, value).substring(key
				.length() + 1);
			written.put(key, Recorder.fixString(text.contains(" ") ? value : text));
		});
		written.forEach(Recorder::recordOption);
	}

	/** Returns the active image if the step takes one image. */
	private Map<String, Object> active() {
		final Map<String, Object> values = new HashMap<>();
		if (images.size() == 1) values.put(images.get(0).name(), active);
		return values;
	}

	private void show(final Map<String, Object> outputs) {
		ShownResults.show(step.outputs(), outputs, null);
	}

	// -- Helper classes --

	private static final class StatusProgress implements Progress {

		@Override
		public void update(final double fraction, final String what) {
			IJ.showStatus(what);
			IJ.showProgress(fraction);
		}

		@Override
		public boolean cancelled() {
			return IJ.escapePressed();
		}

		@Override
		public void note(final String line) {
			IJ.log(line);
		}
	}
}
