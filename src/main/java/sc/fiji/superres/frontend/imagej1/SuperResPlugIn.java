package sc.fiji.superres.frontend.imagej1;

import ij.IJ;
import ij.plugin.PlugIn;

/**
 * What a menu entry of plain ImageJ calls, with the verb of a step.
 * <p>
 * It uses nothing but ImageJ and Java: ImageJ passes over a plug-in in silence
 * that lacks a class, and a macro would go on.
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
				"): copy all jars that docs/imagej1.md lists into one folder of plugins");
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}
}
