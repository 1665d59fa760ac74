package sc.fiji.superres.frontend.dialog;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import ij.WindowManager;
import ij.gui.GenericDialog;

import sc.fiji.superres.step.Input;

/** One of several texts. */
final class ChoiceRow extends Row {

	private final List<String> choices;

	ChoiceRow(final Input input, final List<String> choices) {
		super(input);
		this.choices = choices;
	}

	/** Returns the titles of the open images, and nothing where that is allowed. */
	static List<String> titles(final Input input) {
		final List<String> titles = new ArrayList<>(List.of(WindowManager
			.getImageTitles()));
		if (!input.isRequired()) titles.add(0, "");
		return titles;
	}

	@Override
	void addFields(final GenericDialog dialog) {
		dialog.addChoice(label(), choices.toArray(String[]::new), initial());
	}

	@Override
	String read(final GenericDialog dialog) {
		// Of an empty list nothing is chosen.
		return Objects.toString(dialog.getNextChoice(), "");
	}
}
