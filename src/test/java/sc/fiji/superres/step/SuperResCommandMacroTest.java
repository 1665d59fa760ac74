package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.MacroRunner;

/** Tests {@link SuperResCommand} in macros of a genuine ImageJ 1.54p. */
class SuperResCommandMacroTest {

	private static final String OPEN =
		"newImage('source', '8-bit black', 4, 4, 1);";

	private static final String BATCH = "setBatchMode(true);";

	@TempDir
	Path folder;

	@Test
	void outputIsActive() throws Exception {
		final String macro = OPEN + "run('Probe Step...', 'factor=2.0');" +
			"print(nImages, getTitle, getPixel(1, 1));";
		final Jvm.Result result = MacroRunner.run(folder, macro, BATCH + macro);
		// The source, the map, and the output, which is the inverse of 0.
		final List<String> shown = List.of("summary: plain 2.0 3 true null",
			"total: 6.0", "3 inverted 255");
		assertEquals(Stream.concat(shown.stream(), shown.stream()).toList(), result
			.results().strip().lines().toList(), result::toString);
	}

	@Test
	void failureAndStopAbortTheMacro() throws Exception {
		final List<String> macros = new ArrayList<>();
		macros.add("print('before'); run('Probe Step...', 'factor=2.0');" +
			"print('after');");
		for (final String mode : new String[] { "", BATCH }) {
			for (final String fault : new String[] { "java.io.IOException",
				"java.util.concurrent.CancellationException" })
			{
				macros.add(mode + OPEN + "print('before'); run('Probe Step...', " +
					"'fault=" + fault + "'); print('after');");
			}
		}
		final Jvm.Result result = MacroRunner.run(folder, macros.toArray(
			String[]::new));
		assertEquals(macros.size(), count("before", result.results()),
			result::toString);
		assertEquals(0, count("after", result.results()), result::toString);
		// Fiji would show the exception of a command in two windows.
		assertEquals(0, count("Logged: ", result.results()), result::toString);
		assertEquals(1, count("Error: image is missing", result.messages()),
			result::toString);
		assertEquals(4, count("Error: fault in source", result.messages()),
			result::toString);
	}

	private static int count(final String words, final String text) {
		return text.split(Pattern.quote(words), -1).length - 1;
	}
}
