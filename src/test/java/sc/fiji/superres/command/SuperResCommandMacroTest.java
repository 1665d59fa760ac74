package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.MacroRunner;

/** Tests {@link SuperResCommand} in macros of a genuine ImageJ 1.54p. */
class SuperResCommandMacroTest {

	private static final String OPEN =
		"newImage('source', '8-bit black', 4, 4, 1);";

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "", "setBatchMode(true);" })
	void outputIsActive(final String mode) throws Exception {
		final Jvm.Result result = MacroRunner.run(folder, mode + OPEN +
			"run('Probe Step...', 'factor=2.0');" +
			"print(nImages, getTitle, getPixel(1, 1));");
		// The source, the map, and the output, which is the inverse of 0.
		assertEquals("3 inverted 255", result.results().strip(), result::toString);
	}

	@ParameterizedTest
	@CsvSource({ "'', java.io.IOException",
		"setBatchMode(true);, java.io.IOException",
		"'', java.util.concurrent.CancellationException",
		"setBatchMode(true);, java.util.concurrent.CancellationException" })
	void failureAndStopAbortTheMacro(final String mode, final String fault)
		throws Exception
	{
		final Jvm.Result result = MacroRunner.run(folder, mode + OPEN +
			"print('before'); run('Probe Step...', 'fault=" + fault +
			"'); print('after');");
		assertTrue(result.results().contains("before"), result::toString);
		assertFalse(result.results().contains("after"), result::toString);
		assertTrue(result.messages().contains("fault in source"),
			result::toString);
	}

	@Test
	void missingImageAbortsTheMacro() throws Exception {
		final Jvm.Result result = MacroRunner.run(folder,
			"run('Probe Step...', 'factor=2.0'); print('after');");
		assertFalse(result.results().contains("after"), result::toString);
		assertTrue(result.messages().contains("'image' is required"),
			result::toString);
	}
}
