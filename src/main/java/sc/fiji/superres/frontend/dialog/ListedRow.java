package sc.fiji.superres.frontend.dialog;

import java.awt.Choice;
import java.awt.Component;
import java.awt.TextField;
import java.util.ArrayList;
import java.util.List;

import ij.gui.GenericDialog;

import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Input.Kind;

/** A row with a choice of described items, or another value that is typed. */
final class ListedRow extends Row {

	private static final String NONE = "none";
	private static final String AUTO = "auto";

	private final List<String> names = new ArrayList<>();
	private final List<String> items = new ArrayList<>();
	/** The last item of the list. */
	private final String other;
	private Choice choice;
	private List<Component> typed;
	private TextField field;

	private ListedRow(final Input input, final String other) {
		super(input);
		this.other = other;
		if (initial().isEmpty()) add("", NONE);
	}

	/**
	 * Returns a list of the installed models, each with its scale, domain and
	 * score. Interpolations come last, because AWT shows the first ten rows; any
	 * other value is a path.
	 */
	static ListedRow models(final Input input) {
		final ListedRow row = new ListedRow(input, "another file or folder");
		if (AUTO.equals(input.initial())) row.add(AUTO, AUTO + GAP +
			"the model that fits the image");
		for (final InstalledModel model : Models.installed(input.kind())) row.add(
			model.name(), Models.describe(model));
		if (input.kind() == Kind.MODEL) Models.unlearned().forEach(name -> row
			.add(name, name));
		return row;
	}

	/** Returns a list of the networks to train. */
	static ListedRow networks(final Input input) {
		final ListedRow row = new ListedRow(input, "another network");
		for (final String name : Architectures.offered()) row.add(name, name + GAP +
			Architectures.named(name).describe());
		return row;
	}

	@Override
	void addFields(final GenericDialog dialog) {
		final List<String> all = items();
		final int initial = names.indexOf(initial());
		final String text = initial < 0 ? initial() : "";
		dialog.addChoice(label(), all.toArray(String[]::new), initial < 0 ? other
			: items.get(initial));
		choice = (Choice) dialog.getChoices().lastElement();
		final int before = dialog.getComponentCount();
		if (input().kind() == Kind.NETWORK) dialog.addStringField("Name:", text,
			LONG);
		else dialog.addFileField("File or folder:", text, WIDE);
		field = (TextField) dialog.getStringFields().lastElement();
		typed = List.of(dialog.getComponents()).subList(before, dialog
			.getComponentCount());
	}

	@Override
	String read(final GenericDialog dialog) {
		final int index = dialog.getNextChoiceIndex();
		final String text = dialog.getNextString();
		return index < names.size() ? names.get(index) : text;
	}

	@Override
	void changed() {
		showEnd(field);
	}

	@Override
	boolean isNeeded(final Component part) {
		return !typed.contains(part) || choice.getSelectedIndex() == names.size();
	}

	/** Returns the items of the list as shown. */
	List<String> items() {
		final List<String> all = new ArrayList<>(items);
		all.add(other);
		return all;
	}

	private void add(final String name, final String item) {
		names.add(name);
		items.add(item);
	}
}
