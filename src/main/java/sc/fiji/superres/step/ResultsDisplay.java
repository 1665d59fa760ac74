package sc.fiji.superres.step;

import java.util.Optional;

import org.scijava.Priority;
import org.scijava.module.Module;
import org.scijava.module.process.AbstractPostprocessorPlugin;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

/**
 * Shows the results of the suite's commands in Fiji, in place of SciJava's own
 * display, which does not know ImageJ's tables and leaves the last image
 * active. Shown outputs are marked as resolved, and callers can still get them.
 */
@Plugin(type = PostprocessorPlugin.class, priority = Priority.LOW)
public final class ResultsDisplay extends AbstractPostprocessorPlugin {

	@Parameter
	private ThreadService threads;

	@Override
	public void process(final Module module) {
		final Optional<Step> step = Step.of(getContext(), module);
		if (step.isEmpty()) return;
		ShownResults.show(step.get().outputs(), module.getOutputs(), threads
			.getParent(null));
		ShownResults.tell(step.get(), module.getInputs(), module.getOutputs());
		step.get().outputs().forEach(item -> module.resolveOutput(item.getName()));
	}
}
