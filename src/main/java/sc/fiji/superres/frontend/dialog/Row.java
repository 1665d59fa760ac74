package sc.fiji.superres.frontend.dialog;

import java.awt.Component;
import java.awt.TextField;
import java.util.List;

import ij.gui.GenericDialog;

import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Step;

/** The fields by which a dialog asks for one input. */
abstract class Row {

	static final int SHORT = 8;
	static final int LONG = 24;
	static final int WIDE = 44;

	/** Separator between the parts of a list item. */
	static final String GAP = "  |  ";

	private final Input input;
	private List<Component> parts;

	Row(final Input input) {
		this.input = input;
	}

	/** Returns the row for an input of a step. */
	static Row of(final Step step, final Input input) {
		return switch (input.kind()) {
			case MODEL, TRAINED, DICTIONARY -> ListedRow.models(input);
			case NETWORK -> ListedRow.networks(input);
			case MODELS -> new ModelsRow(input);
			case STEP -> new ChoiceRow(input, OptionsRow.steps(step));
			case OPTIONS -> new OptionsRow(step, input);
			case IMAGE -> ChoiceRow.images(step, input);
			case CHOICE -> new ChoiceRow(input, input.choices());
			default -> new TextRow(input);
		};
	}

	Input input() {
		return input;
	}

	/** Adds its fields to a dialog. */
	final void add(final GenericDialog dialog) {
		final int before = dialog.getComponentCount();
		addFields(dialog);
		parts = List.of(dialog.getComponents()).subList(before, dialog
			.getComponentCount());
	}

	/** Adds its fields to a dialog, in the order in which they are read. */
	abstract void addFields(GenericDialog dialog);

	/** Returns the value as text in macro syntax. */
	abstract String read(GenericDialog dialog);

	/** Called when something in the dialog has changed. */
	void changed() {
		// Most rows do not depend on others.
	}

	/**
	 * Shows or hides the fields.
	 *
	 * @return whether that changed the size of the dialog
	 */
	final boolean show(final boolean visible) {
		boolean changed = false;
		for (final Component part : parts) {
			final boolean shown = visible && isNeeded(part);
			changed |= part.isVisible() != shown;
			part.setVisible(shown);
		}
		return changed;
	}

	/**
	 * Returns whether one of the fields has an effect, given the values of the
	 * others.
	 */
	boolean isNeeded(final Component part) {
		return true;
	}

	/** Shows the end of a path, which tells more than its beginning. */
	static void showEnd(final TextField path) {
		if (!path.isFocusOwner()) path.setCaretPosition(path.getText().length());
	}

	final String label() {
		return input.label() + ":";
	}

	final String initial() {
		return input.initial() == null ? "" : input.initial().toString();
	}
}
