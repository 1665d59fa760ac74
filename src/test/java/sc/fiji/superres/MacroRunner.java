package sc.fiji.superres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import net.imagej.patcher.LegacyInjector;

/**
 * Runs ImageJ macros in a genuine ImageJ without a screen, where the commands
 * of the suite can be called as in Fiji.
 */
public final class MacroRunner {

	private MacroRunner() {
		// Static methods only.
	}

	/**
	 * Runs a macro.
	 *
	 * @param folder for temporary files
	 * @param macro what a macro file holds, without {@code #@} lines
	 * @return what it printed; the exit code is 0 also where it was aborted
	 */
	public static Jvm.Result run(final Path folder, final String macro)
		throws IOException, InterruptedException
	{
		final Path file = Files.createTempFile(folder, "macro", ".ijm");
		Files.writeString(file, macro);
		return Jvm.start(folder, List.of(
			"--add-opens=java.base/java.lang=ALL-UNNAMED"), MacroRunner.class, file
				.toString()).await();
	}

	/** Patches ImageJ, which must happen before any of its classes is loaded. */
	public static void main(final String... args) throws Exception {
		LegacyInjector.preinit();
		Class.forName("sc.fiji.superres.MacroBridge").getMethod("runMacro",
			String.class).invoke(null, Files.readString(Path.of(args[0])));
		System.exit(0);
	}
}
