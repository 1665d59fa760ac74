package sc.fiji.superres.frontend.dialog;

import java.awt.Color;
import java.awt.Panel;

import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;

/** Two lines in a dialog that describe the expected result. */
final class Note {

	private static final int WIDTH = 360;
	private static final int LETTERS = 60;
	private static final Color WARNING = new Color(176, 0, 32);

	private final MultiLineLabel label = new MultiLineLabel(" \n ", WIDTH);

	Note(final GenericDialog dialog) {
		final Panel panel = new Panel();
		panel.add(label);
		dialog.addPanel(panel);
	}

	void tell(final String text) {
		label.setForeground(Color.BLACK);
		label.setText(wrap(text));
	}

	void warn(final String text) {
		label.setForeground(WARNING);
		label.setText(wrap(text));
	}

	/** Breaks a text into two lines; the rest of a longer text is cut off. */
	static String wrap(final String text) {
		if (text.length() <= LETTERS) return text + "\n ";
		final int space = text.lastIndexOf(' ', LETTERS);
		final int end = space < 0 ? LETTERS : space;
		final String rest = text.substring(end).strip();
		return text.substring(0, end) + "\n" + (rest.length() <= LETTERS ? rest
			: rest.substring(0, LETTERS - 3) + "...");
	}
}
