package sc.fiji.superres.frontend.dialog;

import java.awt.TextField;
import java.util.List;

import ij.gui.GenericDialog;

import sc.fiji.superres.step.Input;

/** A row with a text, a number, a path or a check box. */
final class TextRow extends Row {

	/** By which a slider moves. */
	private static final double STEP = 1;

	private final List<Double> slider;
	private TextField path;

	TextRow(final Input input) {
		super(input);
		slider = input.slider();
	}

	@Override
	void addFields(final GenericDialog dialog) {
		switch (input().kind()) {
			case FLAG -> dialog.addCheckbox(input().label(), Boolean.parseBoolean(
				initial()));
			case FOLDER -> dialog.addDirectoryField(label(), initial(), WIDE);
			case FILE -> dialog.addFileField(label(), initial(), WIDE);
			case NUMBER -> {
				if (slider.isEmpty()) dialog.addStringField(label(), initial(), SHORT);
				else dialog.addSlider(label(), slider.get(0), slider.get(1), Double
					.parseDouble(initial()), STEP);
			}
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
		if (input().isFlag()) return Boolean.toString(dialog.getNextBoolean());
		return slider.isEmpty() ? dialog.getNextString() : Double.toString(dialog
			.getNextNumber());
	}
}
