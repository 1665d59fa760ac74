package sc.fiji.superres.command;

import java.awt.GraphicsEnvironment;
import java.util.HashMap;
import java.util.Map;

import org.scijava.ItemVisibility;
import org.scijava.app.StatusService;
import org.scijava.command.Previewable;
import org.scijava.plugin.Parameter;

/**
 * A step on one image whose dialog shows what becomes of the current plane.
 * <p>
 * The preview is a window of its own, made by the step itself of a copy of the
 * plane: the image stays as it is. It is neither recorded nor an option of the
 * command line.
 * </p>
 */
abstract class PreviewCommand extends SuperResCommand implements Previewable {

	private final Preview shown = new Preview(this::tell);

	@Parameter(label = "Preview", description = "Show what becomes of the " +
		"current plane", visibility = ItemVisibility.INVISIBLE, persist = false,
		required = false)
	private boolean preview = false;

	// -- Previewable methods --

	/** Called by the dialog, first and whenever a value changed. */
	@Override
	public final void preview() {
		if (!preview || GraphicsEnvironment.isHeadless()) {
			shown.close();
			return;
		}
		final Step step = Step.named(context(), module().getInfo().getName());
		final Map<String, Object> values = new HashMap<>();
		for (final Input input : step.inputs())
			values.put(input.name(), module().getInput(input.name()));
		shown.show(step, values);
	}

	/** Called where the dialog was dismissed. */
	@Override
	public final void cancel() {
		shown.close();
	}

	// -- SuperResCommand methods --

	@Override
	protected final void started() {
		shown.close();
	}

	// -- Helper methods --

	private void tell(final String message) {
		final StatusService status = context().getService(StatusService.class);
		if (status != null) status.showStatus(message);
	}
}
