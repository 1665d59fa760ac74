package sc.fiji.superres.frontend.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import ij.WindowManager;
import ij.gui.GenericDialog;

import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Step;

/** A row with a choice of several texts. */
final class ChoiceRow extends Row {

	private final List<String> choices;
	private final String first;

	ChoiceRow(final Input input, final List<String> choices) {
		this(input, choices, null);
	}

	private ChoiceRow(final Input input, final List<String> choices,
		final String first)
	{
		super(input);
		this.choices = choices;
		this.first = first == null ? initial() : first;
	}

	/**
	 * Returns a row with a choice of the open images; each required one is preset
	 * to another image.
	 */
	static ChoiceRow images(final Step step, final Input input) {
		final List<String> titles = titles(input);
		final List<String> names = step.inputs().stream().filter(Input::isImage)
			.map(Input::name).toList();
		final int index = input.isRequired() ? Math.min(names.indexOf(input.name()),
			titles.size() - 1) : 0;
		return new ChoiceRow(input, titles, index < 0 ? "" : titles.get(index));
	}

	/**
	 * Returns the titles of the open images, after an empty one if the input is
	 * optional.
	 */
	private static List<String> titles(final Input input) {
		final List<String> titles = new ArrayList<>(List.of(WindowManager
			.getImageTitles()));
		if (!input.isRequired()) titles.add(0, "");
		return titles;
	}

	@Override
	void addFields(final GenericDialog dialog) {
		dialog.addChoice(label(), choices.toArray(String[]::new), first);
	}

	@Override
	String read(final GenericDialog dialog) {
		// An empty list has no choice.
		return Objects.toString(dialog.getNextChoice(), "");
	}
}
