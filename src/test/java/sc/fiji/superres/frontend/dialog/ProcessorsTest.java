package sc.fiji.superres.frontend.dialog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.Priority;
import org.scijava.display.DisplayPostprocessor;
import org.scijava.module.process.PostprocessorPlugin;
import org.scijava.module.process.PreprocessorPlugin;
import org.scijava.plugin.PluginInfo;
import org.scijava.plugin.PluginService;
import org.scijava.plugin.SciJavaPlugin;
import org.scijava.widget.InputHarvester;

import sc.fiji.superres.step.CallersImage;
import sc.fiji.superres.step.ResultsDisplay;
import sc.fiji.superres.step.UnaskedInputs;

/**
 * Tests the order in which SciJava calls what the suite adds before and after a
 * command: ImageJ2's own, which the tests do not have, come between.
 */
class ProcessorsTest {

	/** Of ImageJ2's ActiveImagePlusPreprocessor, as its source declares. */
	private static final double ACTIVE_IMAGE = Priority.VERY_HIGH;

	/** Of the dialogs of SciJava and ImageJ2. */
	private static final double DIALOG = InputHarvester.PRIORITY;

	@Test
	void callersImageComesFirstAndQuestionsLast() {
		try (Context context = new Context()) {
			assertTrue(priority(context, PreprocessorPlugin.class,
				CallersImage.class) > ACTIVE_IMAGE);
			final double unasked = priority(context, PreprocessorPlugin.class,
				UnaskedInputs.class);
			final double questions = priority(context, PreprocessorPlugin.class,
				StepQuestions.class);
			assertTrue(ACTIVE_IMAGE > unasked);
			assertTrue(unasked > questions);
			assertTrue(questions > DIALOG, questions + " and " + DIALOG);
			final List<String> order = context.service(PluginService.class)
				.getPluginsOfType(PreprocessorPlugin.class).stream().map(
					PluginInfo::getClassName).toList();
			assertTrue(order.indexOf(CallersImage.class.getName()) < order.indexOf(
				UnaskedInputs.class.getName()), order::toString);
			assertTrue(order.indexOf(UnaskedInputs.class.getName()) < order.indexOf(
				StepQuestions.class.getName()), order::toString);
		}
	}

	/** Results are resolved before SciJava would display them. */
	@Test
	void resultsAreShownBeforeSciJavaDoes() {
		try (Context context = new Context()) {
			assertTrue(priority(context, PostprocessorPlugin.class,
				ResultsDisplay.class) > priority(context, PostprocessorPlugin.class,
					DisplayPostprocessor.class));
		}
	}

	private static <P extends SciJavaPlugin> double priority(
		final Context context, final Class<P> type,
		final Class<? extends P> plugin)
	{
		final List<PluginInfo<P>> found = context.service(PluginService.class)
			.getPluginsOfType(type).stream().filter(info -> info.getClassName()
				.equals(plugin.getName())).toList();
		assertEquals(1, found.size(), plugin.getName());
		return found.get(0).getPriority();
	}
}
