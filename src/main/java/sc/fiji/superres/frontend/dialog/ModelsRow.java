package sc.fiji.superres.frontend.dialog;

import java.awt.Choice;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.List;

import ij.gui.GenericDialog;

import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Input.Kind;

/** A comma-separated list of models, to which known ones can be added. */
final class ModelsRow extends Row {

	private static final String ADD = "add a model";

	private final List<String> names = new ArrayList<>();
	private final List<String> items = new ArrayList<>(List.of(ADD));
	private TextField list;
	private Choice choice;

	ModelsRow(final Input input) {
		super(input);
		for (final InstalledModel model : Models.installed(Kind.MODELS)) {
			names.add(model.name());
			items.add(Models.describe(model));
		}
		names.addAll(Models.unlearned());
		items.addAll(Models.unlearned());
	}

	@Override
	void addFields(final GenericDialog dialog) {
		dialog.addStringField(label(), initial(), WIDE);
		list = (TextField) dialog.getStringFields().lastElement();
		dialog.addChoice("", items.toArray(String[]::new), ADD);
		choice = (Choice) dialog.getChoices().lastElement();
	}

	@Override
	String read(final GenericDialog dialog) {
		dialog.getNextChoice();
		return dialog.getNextString();
	}

	@Override
	void changed() {
		final int index = choice.getSelectedIndex();
		if (index == 0) return;
		choice.select(0);
		final String before = list.getText().strip();
		list.setText(before + (before.isEmpty() ? "" : ",") + names.get(index - 1));
	}
}
