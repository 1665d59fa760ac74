package sc.fiji.superres.frontend.imagej1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class StepRunTest {

	@Test
	void messagesAreBrokenBetweenWords() {
		assertEquals("short", StepRun.wrapped("short"));
		final String message = "There is no model 'x': choose one of " + "edsr-natural-x2, "
			.repeat(20) + "or a file";
		final String wrapped = StepRun.wrapped(message);
		assertTrue(wrapped.lines().allMatch(line -> line.length() <= 90), wrapped);
		assertEquals(message, wrapped.replace('\n', ' '));
	}

	/** A path without spaces is not broken. */
	@Test
	void longWordsStay() {
		final String path = "/" + "x".repeat(200);
		assertEquals("There is no file\n" + path, StepRun.wrapped("There is no file " +
			path));
	}
}
