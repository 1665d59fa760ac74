package sc.fiji.superres.frontend.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

import sc.fiji.superres.block.Progress;

/**
 * What a command line left that was run in this Java.
 *
 * @param code the exit code
 * @param results what it wrote to the standard output
 * @param messages what it wrote to the standard error
 */
public record Line(int code, String results, String messages) {

	public static Line run(final String... args) {
		final StringWriter out = new StringWriter();
		final StringWriter err = new StringWriter();
		final int code = SuperRes.run(new PrintWriter(out), new PrintWriter(err),
			Progress.NONE, args);
		return new Line(code, text(out), text(err));
	}

	private static String text(final StringWriter writer) {
		return writer.toString().strip().replace(System.lineSeparator(), "\n");
	}
}
