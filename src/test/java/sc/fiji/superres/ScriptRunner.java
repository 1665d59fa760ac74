package sc.fiji.superres;

import java.nio.file.Path;
import java.util.Arrays;

import org.scijava.Context;
import org.scijava.plugin.Plugin;
import org.scijava.script.AdaptedScriptLanguage;
import org.scijava.script.ScriptLanguage;
import org.scijava.script.ScriptService;

/**
 * Runs a script as Fiji's {@code --headless --run} does: its exit code is 0,
 * also after an exception, unless the script itself ends Java.
 */
public final class ScriptRunner {

	private ScriptRunner() {
		// Static methods only.
	}

	/** Runs the script of the first argument; then come keys and values. */
	public static void main(final String... args) {
		try (Context context = new Context()) {
			context.service(ScriptService.class).run(Path.of(args[0]).toFile(), true,
				(Object[]) Arrays.copyOfRange(args, 1, args.length)).get();
		}
		catch (final Exception e) {
			System.err.println("Logged: " + e);
		}
		System.exit(0);
	}

	/** Groovy, which Fiji brings by a jar that is not on Maven Central. */
	@Plugin(type = ScriptLanguage.class, name = "Groovy")
	public static class Groovy extends AdaptedScriptLanguage {

		public Groovy() {
			super("groovy");
		}
	}
}
