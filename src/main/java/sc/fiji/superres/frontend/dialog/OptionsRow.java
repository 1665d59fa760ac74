package sc.fiji.superres.frontend.dialog;

import java.awt.Choice;
import java.awt.EventQueue;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import ij.gui.GenericDialog;

import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.MacroOptions;
import sc.fiji.superres.step.ShownResults;
import sc.fiji.superres.step.Step;

/**
 * A row with the options of another step in macro syntax, typed or chosen in
 * that step's dialog. The row before this one chooses the step.
 */
final class OptionsRow extends Row {

	private final Step step;
	private TextField options;
	private Choice verb;

	/**
	 * @param step the step that runs the other one
	 */
	OptionsRow(final Step step, final Input input) {
		super(input);
		this.step = step;
	}

	/** Returns the verbs of the steps that have a result for one image. */
	static List<String> steps(final Step step) {
		return step.suite().stream().filter(other -> image(other).isPresent())
			.map(Step::verb).toList();
	}

	@Override
	void addFields(final GenericDialog dialog) {
		verb = (Choice) dialog.getChoices().lastElement();
		dialog.addStringField(label(), initial(), WIDE);
		options = (TextField) dialog.getStringFields().lastElement();
		dialog.addButton("Choose Options...", event -> choose());
	}

	@Override
	String read(final GenericDialog dialog) {
		return dialog.getNextString();
	}

	// -- Helper methods --

	private void choose() {
		final String chosen = verb.getSelectedItem();
		new Thread(() -> ask(chosen), "Options of " + chosen).start();
	}

	/**
	 * Opens the dialog in a thread of its own, as it reads the list of models.
	 */
	private void ask(final String name) {
		final Step other = step.suite().stream().filter(any -> any.verb().equals(
			name)).findFirst().orElseThrow();
		final Map<String, Object> each = new HashMap<>();
		image(other).ifPresent(input -> each.put(input.name(), null));
		try {
			new StepDialog(other, each).ask().ifPresent(chosen -> EventQueue
				.invokeLater(() -> options.setText(written(other, chosen))));
		}
		catch (final IllegalArgumentException exc) {
			ShownResults.fail(other.label(), exc.getMessage());
		}
	}

	/** Formats the options that differ from their defaults. */
	static String written(final Step step,
		final Map<String, String> chosen)
	{
		final List<String> options = new ArrayList<>();
		for (final Input input : step.inputs()) {
			final String text = chosen.get(input.name());
			if (text != null && !text.equals(Objects.toString(input.initial(), "")))
				options.add(MacroOptions.format(input.name(), text));
		}
		return String.join(" ", options);
	}

	private static Optional<Input> image(final Step step) {
		return step.inputs().stream().filter(Input::isImage).findFirst().filter(
			input -> step.inputs().stream().filter(Input::isImage).count() == 1 &&
				!step.outputs().isEmpty() && input.isRequired());
	}
}
