package sc.fiji.superres.frontend.dialog;

import java.awt.Color;
import java.awt.Panel;

import ij.gui.GenericDialog;
import ij.gui.MultiLineLabel;

/** Three lines in a dialog that describe the expected result. */
final class Note {

	private static final int WIDTH = 360;
	private static final int LETTERS = 54;
	private static final int LINES = 3;
	private static final Color WARNING = new Color(176, 0, 32);

	private final MultiLineLabel label = new MultiLineLabel(wrap(" "), WIDTH);

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

	/** Breaks a text into three lines; the rest of a longer text is cut off. */
	static String wrap(final String text) {
		final StringBuilder lines = new StringBuilder();
		String rest = text;
		for (int line = 1; line < LINES; line++) {
			final int space = rest.lastIndexOf(' ', LETTERS);
			final int end = rest.length() <= LETTERS ? rest.length() : space < 0 ? LETTERS
				: space;
			lines.append(rest, 0, end).append('\n');
			rest = rest.substring(end).strip();
			if (rest.isEmpty()) rest = " ";
		}
		return lines.append(rest.length() <= LETTERS ? rest : rest.substring(0,
			LETTERS - 3) + "...").toString();
	}
}
