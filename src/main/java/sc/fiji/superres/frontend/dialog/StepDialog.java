package sc.fiji.superres.frontend.dialog;

import java.awt.AWTEvent;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.event.ActionEvent;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Preview;
import sc.fiji.superres.step.Step;

/**
 * The dialog of a {@link Step}, in Fiji and in plain ImageJ. It shows the
 * inputs that have an effect with the current choices, the expected result or
 * an error, a preview, and help. The expected result and the preview may take
 * time, so they are computed off the event thread.
 */
public final class StepDialog {

	private static final String MORE = "More options";
	private static final String BACK = "Main options";

	private final Step step;
	private final Map<String, Object> given;
	private final List<Row> rows;
	private final Set<String> common;
	private final Preview preview = new Preview(IJ::showStatus);
	private final Outlook outlook = new Outlook();

	private GenericDialog dialog;
	private Note note;
	private Checkbox previewed;
	private boolean runs = true;
	/** Whether the inputs are shown that few users set. */
	private boolean more;

	/**
	 * Creates the dialog, and reads the installed models; not to be called on the
	 * event thread.
	 *
	 * @param given inputs that have values already, which the dialog leaves out
	 */
	public StepDialog(final Step step, final Map<String, Object> given) {
		this.step = step;
		this.given = given;
		rows = step.inputs().stream().filter(input -> !given.containsKey(input
			.name())).map(input -> Row.of(step, input)).toList();
		common = step.common().stream().map(Input::name).collect(Collectors
			.toSet());
	}

	/**
	 * Asks the user; no dialog opens if there is nothing to ask.
	 *
	 * @return the text of each input that has an effect, in macro syntax; empty
	 *          if the dialog was canceled
	 */
	public Optional<Map<String, String>> ask() {
		if (rows.isEmpty()) return Optional.of(Map.of());
		// ImageJ would record keys that it derives from the labels.
		final boolean recording = Recorder.record;
		Recorder.record = false;
		try {
			build();
			dialog.showDialog();
			return dialog.wasCanceled() ? Optional.empty() : Optional.of(chosen());
		}
		finally {
			Recorder.record = recording;
			// A recorded call without options would be replayed with defaults.
			if (recording && dialog != null && dialog.wasCanceled()) Recorder.setCommand(null);
			outlook.forget();
			preview.close();
		}
	}

	/**
	 * Informs the user if a step needs an image and none is open.
	 *
	 * @return whether there is none
	 */
	public static boolean lacksImage(final Step step) {
		final boolean lacks = WindowManager.getImageCount() == 0 && step.inputs()
			.stream().anyMatch(input -> input.isImage() && input.isRequired());
		if (lacks) IJ.error(step.label(), "There are no images open");
		return lacks;
	}

	// -- Helper methods --

	private void build() {
		dialog = new GenericDialog(step.label().replace("...", ""));
		given.forEach((name, value) -> {
			if (value instanceof final ImagePlus image && image
				.getWidth() > 0) dialog.addMessage(label(name) +
				": " + image.getTitle());
		});
		rows.forEach(row -> row.add(dialog));
		if (rows.stream().anyMatch(row -> !isCommon(row))) dialog.addButton(MORE,
			this::turn);
		note = new Note(dialog);
		if (step.hasPreview()) {
			dialog.addCheckbox("Preview", false);
			previewed = (Checkbox) dialog.getCheckboxes().lastElement();
		}
		dialog.addHelp(Help.of(step));
		dialog.addDialogListener((changed, event) -> refresh(event));
		refresh(null);
		dialog.addWindowListener(new WindowAdapter() {

			@Override
			public void windowOpened(final WindowEvent event) {
				allow(runs);
			}
		});
	}

	/**
	 * Shows the inputs that have an effect with the current choices; the expected
	 * result follows when it is known.
	 *
	 * @param event null if nothing has changed
	 * @return whether the step can run, as far as is known
	 */
	private boolean refresh(final AWTEvent event) {
		rows.forEach(Row::changed);
		final Map<String, String> texts = texts();
		final Set<String> used = used(texts);
		boolean resized = false;
		for (final Row row : rows)
			resized |= row.show(used.contains(row.input().name()) && isCommon(
				row) != more);
		texts.keySet().retainAll(used);
		try {
			final Map<String, Object> values = values(texts);
			final Optional<String> missing = missing(values);
			if (missing.isPresent()) {
				outlook.forget();
				note.tell(missing.get());
				allow(false);
			}
			else outlook.ask(() -> step.outlook(values), text -> {
				note.tell(text);
				allow(true);
				if (event != null) preview(values);
			}, this::refuse);
		}
		catch (final IllegalArgumentException exc) {
			outlook.forget();
			refuse(exc.getMessage());
		}
		if (resized && dialog.isVisible()) dialog.pack();
		return runs;
	}

	/** Shows the other inputs in place of these: all would not fit a screen. */
	private void turn(final ActionEvent event) {
		more = !more;
		((Button) event.getSource()).setLabel(more ? BACK : MORE);
		refresh(null);
	}

	private boolean isCommon(final Row row) {
		return common.contains(row.input().name());
	}

	private String label(final String name) {
		return step.inputs().stream().filter(input -> input.name().equals(name))
			.findFirst().orElseThrow().label();
	}

	private void refuse(final String why) {
		note.warn(why);
		preview.close();
		allow(false);
	}

	/** Records whether the step can run, and enables the button accordingly. */
	private void allow(final boolean runnable) {
		runs = runnable;
		final Button ok = dialog.getButtons()[0];
		if (ok != null) ok.setEnabled(runs); // Otherwise it does not exist yet.
	}

	private void preview(final Map<String, Object> values) {
		if (previewed == null) return;
		if (previewed.getState()) preview.show(step, values);
		else preview.close();
	}

	/** Returns the text of each input that has an effect. */
	private Map<String, String> chosen() {
		dialog.resetCounters();
		final Map<String, String> texts = texts();
		texts.keySet().retainAll(used(texts));
		return texts;
	}

	/** Returns the text of each input; images and paths may be left empty. */
	private Map<String, String> texts() {
		dialog.resetCounters();
		final Map<String, String> texts = new LinkedHashMap<>();
		for (final Row row : rows) {
			final String text = row.read(dialog);
			final Input input = row.input();
			if (!text.isEmpty() || !input.isImage() && !input.isPath()) texts.put(
				input.name(), text);
		}
		return texts;
	}

	/**
	 * Returns the names of the inputs that have an effect; those that cannot be
	 * parsed count as their defaults.
	 */
	private Set<String> used(final Map<String, String> texts) {
		final Map<String, Object> values = new HashMap<>(given);
		texts.forEach((key, text) -> {
			try {
				values.putAll(step.read(Map.of(key, text), WindowManager::getImage));
			}
			catch (final IllegalArgumentException exc) {
				// The error is reported for the input that depends on it.
			}
		});
		return step.used(values).stream().map(Input::name).collect(Collectors
			.toSet());
	}

	private Map<String, Object> values(final Map<String, String> texts) {
		final Map<String, Object> values = new HashMap<>(given);
		values.putAll(step.read(texts, WindowManager::getImage));
		return values;
	}

	private Optional<String> missing(final Map<String, Object> values) {
		return rows.stream().map(Row::input).filter(input -> input.isRequired() &&
			Objects.toString(values.get(input.name()), "").isEmpty()).map(
				input -> "Needed: " + input.label()).findFirst();
	}
}
