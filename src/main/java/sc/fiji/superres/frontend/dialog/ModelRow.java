package sc.fiji.superres.frontend.dialog;

import java.awt.Choice;
import java.awt.Component;
import java.util.ArrayList;
import java.util.List;

import ij.gui.GenericDialog;

import sc.fiji.superres.command.Input;
import sc.fiji.superres.command.Input.Kind;
import sc.fiji.superres.method.InstalledModel;

/**
 * One of the interpolations or installed models, with what each enlarges by,
 * was trained on and reaches; or the path of another.
 */
final class ModelRow extends Row {

	private static final String NONE = "none";
	private static final String OTHER = "another file or folder";

	private final List<String> names = new ArrayList<>();
	private final List<String> items = new ArrayList<>();
	private Choice choice;
	private List<Component> path;

	ModelRow(final Input input) {
		super(input);
		if (initial().isEmpty()) add("", NONE);
		if (input.kind() == Kind.MODEL) Models.interpolations().forEach(name -> add(
			name, name));
		for (final InstalledModel model : Models.installed(input.kind())) add(model
			.name(), Models.describe(model));
	}

	@Override
	void addFields(final GenericDialog dialog) {
		final List<String> all = new ArrayList<>(items);
		all.add(OTHER);
		final int initial = names.indexOf(initial());
		dialog.addChoice(label(), all.toArray(String[]::new), initial < 0 ? OTHER
			: items.get(initial));
		choice = (Choice) dialog.getChoices().lastElement();
		final int before = dialog.getComponentCount();
		dialog.addFileField("File or folder:", initial < 0 ? initial() : "", LONG);
		path = List.of(dialog.getComponents()).subList(before, dialog
			.getComponentCount());
	}

	@Override
	String read(final GenericDialog dialog) {
		final int index = dialog.getNextChoiceIndex();
		final String other = dialog.getNextString();
		return index < names.size() ? names.get(index) : other;
	}

	@Override
	boolean isNeeded(final Component part) {
		return !path.contains(part) || choice.getSelectedIndex() == names.size();
	}

	private void add(final String name, final String item) {
		names.add(name);
		items.add(item);
	}
}
