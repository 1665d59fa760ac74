package sc.fiji.superres.frontend.dialog;

import java.awt.TextField;

import ij.gui.GenericDialog;

import sc.fiji.superres.step.Input;

/** A row with a text, a number, a path or a check box. */
final class TextRow extends Row {

	private TextField path;

	TextRow(final Input input) {
		super(input);
	}

	@Override
	void addFields(final GenericDialog dialog) {
		switch (input().kind()) {
			case FLAG -> dialog.addCheckbox(input().label(), Boolean.parseBoolean(
				initial()));
			case FOLDER -> dialog.addDirectoryField(label(), initial(), WIDE);
			case FILE -> dialog.addFileField(label(), initial(), WIDE);
			case NUMBER -> dialog.addStringField(label(), initial(), SHORT);
			default -> dialog.addStringField(label(), initial(), LONG);
		}
		if (input().isPath()) path = (TextField) dialog.getStringFields()
			.lastElement();
	}

	@Override
	void changed() {
		if (path != null) showEnd(path);
	}

	@Override
	String read(final GenericDialog dialog) {
		return input().isFlag() ? Boolean.toString(dialog.getNextBoolean()) : dialog
			.getNextString();
	}
}
