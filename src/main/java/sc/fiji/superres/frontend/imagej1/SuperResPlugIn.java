package sc.fiji.superres.frontend.imagej1;

import ij.IJ;
import ij.plugin.PlugIn;

/**
 * The plugin behind the menu entries of plain ImageJ; its argument is the verb
 * of a step.
 * <p>
 * It depends on nothing but ImageJ and Java: ImageJ silently skips a plugin
 * whose classes are missing, and a macro would continue.
 * </p>
 */
public final class SuperResPlugIn implements PlugIn {

	@Override
	public void run(final String verb) {
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		// SciJava looks for commands by the class loader of the thread.
		thread.setContextClassLoader(getClass().getClassLoader());
		try {
			StepRun.run(verb);
		}
		catch (final LinkageError e) {
			IJ.error("SuperRes", "A jar of SuperRes is missing or too old (" + e +
				"): copy all jars listed in docs/imagej1.md into one folder of plugins");
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}
}
