package sc.fiji.superres.frontend.dialog;

import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Step;

/** The help of a dialog, as HTML. */
final class Help {

	private Help() {
		// Static methods only.
	}

	static String of(final Step step) {
		final StringBuilder text = new StringBuilder("<html><h2>" + step.label() +
			"</h2><p>" + html(step.description()) + "</p><dl>");
		for (final Input input : step.inputs()) {
			text.append("<dt><b>" + html(input.label()) + "</b> (" + input.name() +
				")</dt><dd>" + html(input.description()) + ".</dd>");
		}
		return text.append("</dl><p><a href=\"" + Step.HELP + "\">" + Step.HELP +
			"</a></p>").toString();
	}

	private static String html(final String text) {
		return text.replace("&", "&amp;").replace("<", "&lt;");
	}
}
