package sc.fiji.superres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
	 * Runs macros in one ImageJ, one after the other.
	 *
	 * @param folder for temporary files
	 * @param macros what macro files hold, without {@code #@} lines
	 * @return what they printed; the exit code is 0 also where one was aborted
	 */
	public static Jvm.Result run(final Path folder, final String... macros)
		throws IOException, InterruptedException
	{
		return runIn("sc.fiji.superres.MacroBridge", folder, macros);
	}

	/**
	 * Runs macros in one ImageJ that knows the commands by a class with a method
	 * {@code runMacros}.
	 */
	public static Jvm.Result runIn(final String bridge, final Path folder,
		final String... macros) throws IOException, InterruptedException
	{
		final String[] files = new String[macros.length + 1];
		files[0] = bridge;
		for (int i = 0; i < macros.length; i++) {
			files[i + 1] = Files.writeString(Files.createTempFile(folder, "macro",
				".ijm"), macros[i]).toString();
		}
		return Jvm.start(folder, List.of(
			"--add-opens=java.base/java.lang=ALL-UNNAMED"), MacroRunner.class, files)
			.await();
	}

	/** Patches ImageJ, which must happen before any of its classes is loaded. */
	public static void main(final String... args) throws Exception {
		LegacyInjector.preinit();
		final List<String> macros = new ArrayList<>();
		for (int i = 1; i < args.length; i++) {
			macros.add(Files.readString(Path.of(args[i])));
		}
		Class.forName(args[0]).getMethod("runMacros", List.class).invoke(null,
			macros);
		System.exit(0);
	}
}
