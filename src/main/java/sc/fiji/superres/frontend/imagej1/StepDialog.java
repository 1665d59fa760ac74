package sc.fiji.superres.frontend.imagej1;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import ij.IJ;
import ij.WindowManager;
import ij.gui.GenericDialog;
import ij.plugin.frame.Recorder;

import sc.fiji.superres.command.Input;
import sc.fiji.superres.command.MacroOptions;
import sc.fiji.superres.command.Preview;
import sc.fiji.superres.command.Step;

/**
 * A dialog of plain ImageJ with the inputs of a {@link Step}. What is chosen is
 * recorded as the line of a macro, and run from that line.
 */
final class StepDialog {

	private static final int SHORT = 8;
	private static final int LONG = 24;
	private static final String NONE = "";

	private final Step step;
	private final Function<String, Map<String, Object>> values;
	private final List<Input> inputs;

	/**
	 * @param values reads options of a macro as the step's inputs, for previews
	 */
	StepDialog(final Step step,
		final Function<String, Map<String, Object>> values)
	{
		this.step = step;
		this.values = values;
		final List<Input> all = step.inputs();
		final boolean one = all.stream().filter(Input::isImage).count() == 1;
		inputs = all.stream().filter(input -> !one || !input.isImage()).toList();
	}

	/**
	 * Asks the user.
	 *
	 * @return options as in a macro, or none where the dialog was cancelled
	 */
	Optional<String> ask() {
		if (inputs.isEmpty()) return Optional.of("");
		final GenericDialog dialog = dialog();
		final Preview preview = new Preview(IJ::showStatus);
		if (step.hasPreview()) preview(dialog, preview);
		// ImageJ would record keys made from the labels.
		final boolean recording = Recorder.record;
		Recorder.record = false;
		try {
			dialog.showDialog();
			if (dialog.wasCanceled()) return Optional.empty();
			final Map<String, String> chosen = chosen(dialog);
			Recorder.record = recording;
			if (recording) record(chosen);
			return Optional.of(options(chosen));
		}
		finally {
			Recorder.record = recording;
			preview.close();
		}
	}

	/** Writes what was chosen as options of a macro. */
	static String options(final Map<String, String> chosen) {
		final List<String> options = new ArrayList<>();
		chosen.forEach((key, value) -> options.add(MacroOptions.format(key,
			value)));
		return String.join(" ", options);
	}

	/** Hands what was chosen to ImageJ's recorder, which adds brackets. */
	static void record(final Map<String, String> chosen) {
		chosen.forEach((key, value) -> {
			final String written = MacroOptions.format(key, value).substring(key
				.length() + 1);
			Recorder.recordOption(key, Recorder.fixString(written.contains(" ") ? value
				: written));
		});
	}

	// -- Helper methods --

	private GenericDialog dialog() {
		final GenericDialog dialog = new GenericDialog(step.label().replace("...",
			""));
		inputs.forEach(input -> add(dialog, input));
		dialog.addHelp(help());
		return dialog;
	}

	private void preview(final GenericDialog dialog, final Preview preview) {
		dialog.addCheckbox("Preview", false);
		dialog.addDialogListener((changed, event) -> {
			final Map<String, String> chosen = chosen(dialog);
			if (!dialog.getNextBoolean()) preview.close();
			else try {
				preview.show(step, values.apply(options(chosen)));
			}
			catch (final IllegalArgumentException exc) {
				IJ.showStatus(exc.getMessage());
			}
			return true;
		});
	}

	private static void add(final GenericDialog dialog, final Input input) {
		final String initial = input.initial() == null ? "" : input.initial()
			.toString();
		final String label = input.label() + ":";
		if (input.isImage()) dialog.addChoice(label, titles(input), NONE);
		else if (input.isFlag()) dialog.addCheckbox(input.label(), Boolean
			.parseBoolean(initial));
		else if (!input.choices().isEmpty()) dialog.addChoice(label, input.choices()
			.toArray(String[]::new), initial);
		else if (input.isFolder()) dialog.addDirectoryField(label, initial, LONG);
		else if (input.isPath()) dialog.addFileField(label, initial, LONG);
		else dialog.addStringField(label, initial, input.isNumber() ? SHORT : LONG);
	}

	private static String[] titles(final Input input) {
		final List<String> titles = new ArrayList<>(List.of(WindowManager
			.getImageTitles()));
		if (!input.isRequired()) titles.add(0, NONE);
		return titles.toArray(String[]::new);
	}

	/** Gives the text of each input; images and paths may be left empty. */
	private Map<String, String> chosen(final GenericDialog dialog) {
		final Map<String, String> chosen = new LinkedHashMap<>();
		for (final Input input : inputs) {
			final String text;
			if (input.isFlag()) text = Boolean.toString(dialog.getNextBoolean());
			else if (input.isImage() || !input.choices().isEmpty()) text = dialog
				.getNextChoice();
			else text = dialog.getNextString();
			if (!text.isEmpty() || !input.isImage() && !input.isPath()) chosen.put(
				input.name(), text);
		}
		return chosen;
	}

	private String help() {
		final StringBuilder text = new StringBuilder("<html><h2>" + step.label() +
			"</h2><p>" + html(step.description()) + "</p><dl>");
		for (final Input input : inputs) {
			text.append("<dt><b>" + html(input.label()) + "</b> (" + input.name() +
				")</dt><dd>" + html(input.description()) + ".</dd>");
		}
		return text.append("</dl><p><a href=\"" + Step.HELP + "\">" +
			Step.HELP + "</a></p>").toString();
	}

	private static String html(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}
}
