package sc.fiji.superres.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

import org.junit.jupiter.api.Test;

class SplitTest {

	@Test
	void oneInTenOriginals() {
		assertEquals(4, Split.validation(originals(43, 1), 1).size());
		assertEquals(1, Split.validation(originals(2, 5), 1).size());
	}

	/** 3 crops of each: the fourth original brings the images to 12. */
	@Test
	void stopsAtTwelveImages() {
		assertEquals(4, Split.validation(originals(100, 3), 1).size());
		assertEquals(12, Split.validation(originals(500, 1), 1).size());
	}

	@Test
	void holdsOutOriginalsThatAreThere() {
		final List<String> originals = originals(30, 2);
		assertTrue(originals.containsAll(Split.validation(originals, 9)));
	}

	@Test
	void dependsOnTheSeedAndNotOnTheOrder() {
		final List<String> originals = originals(60, 1);
		final Set<String> held = Split.validation(originals, 7);
		final List<String> shuffled = new ArrayList<>(originals);
		Collections.shuffle(shuffled, new Random(1));
		assertEquals(held, Split.validation(shuffled, 7));
		assertNotEquals(held, Split.validation(originals, 8));
	}

	@Test
	void needsTwoOriginals() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> Split.validation(originals(1, 20), 1)).getMessage();
		assertTrue(message.contains("photo-0") && message.contains("two originals"),
			message);
	}

	private static List<String> originals(final int count, final int crops) {
		final List<String> originals = new ArrayList<>();
		for (int i = 0; i < count * crops; i++)
			originals.add("photo-" + i / crops);
		return originals;
	}
}
