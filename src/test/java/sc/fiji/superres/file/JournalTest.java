package sc.fiji.superres.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

	private static final Journal.Kind KIND = new Journal.Kind("test", 2,
		"delete it");
	private static final Map<String, Object> TASK = Map.of("rate", 0.5, "names",
		"a, \"b\"\nc");

	private static final List<List<String>> ENTRIES = List.of(List.of("done",
		"a, b", "7"), List.of("task", "x", "y"), List.of("line\nbreak"));

	@TempDir
	private Path folder;
	private Path file;

	@BeforeEach
	void write() throws IOException {
		file = folder.resolve("journal.txt");
		try (Journal journal = open(TASK)) {
			assertEquals(List.of(), journal.entries());
			for (final List<String> entry : ENTRIES)
				journal.add(entry);
			assertEquals(ENTRIES, Journal.read(file, KIND, TASK));
		}
	}

	/** Wherever a kill cuts it off, whole entries are kept and others follow. */
	@Test
	void cutOffAnywhere() throws IOException {
		final byte[] all = Files.readAllBytes(file);
		for (int length = 0; length <= all.length; length++) {
			Files.write(file, Arrays.copyOf(all, length));
			final List<List<String>> kept;
			try (Journal journal = open(TASK)) {
				kept = journal.entries();
				assertEquals(ENTRIES.subList(0, kept.size()), kept);
				journal.add(List.of("more"));
			}
			final List<List<String>> read = Journal.read(file, KIND, TASK);
			assertEquals(kept, read.subList(0, kept.size()));
			assertEquals(List.of(List.of("more")), read.subList(kept.size(), read
				.size()));
			assertTrue(length < all.length || kept.size() == ENTRIES.size());
		}
	}

	@Test
	void anotherTaskOrVersion() throws IOException {
		refuses(KIND, Map.of("rate", 0.25, "names", TASK.get("names")),
			"is the journal of another test (rate is 0.25, but was 0.5): delete it");
		refuses(KIND, Map.of("names", TASK.get("names"), "a", 1, "b", 2, "c", 3),
			"(a is 1, but was not given; b is 2, but was not given; c is 3, but was " +
				"not given; and 1 more): delete it");
		refuses(new Journal.Kind("test", 3, "delete it"), TASK,
			"of another version of the suite, which this one cannot continue: " +
				"delete it");
		try (Journal anew = Journal.open(file, KIND, Map.of("rate", 1), true)) {
			assertEquals(List.of(), anew.entries());
		}
		assertFalse(Files.exists(file));
	}

	@Test
	void somethingElseIsKept() throws IOException {
		Files.writeString(file, "precious \"");
		refuses(KIND, TASK, "is not the journal of a test");
		assertThrows(IOException.class, () -> Journal.open(file, KIND, TASK, true));
		assertFalse(Journal.isJournal(file, KIND));
		assertEquals("precious \"", Files.readString(file));
	}

	@Test
	void oneWriterAtATime() throws IOException {
		try (Journal first = open(TASK)) {
			assertTrue(assertThrows(IOException.class, () -> open(TASK)).getMessage()
				.contains("is being written by another test: wait until it has finished"));
			assertEquals(ENTRIES, first.entries());
		}
		open(TASK).delete();
		assertFalse(Files.exists(file));
	}

	// -- Helper methods --

	private Journal open(final Map<String, ?> task) throws IOException {
		return Journal.open(file, KIND, task, false);
	}

	private void refuses(final Journal.Kind kind, final Map<String, ?> task,
		final String words) throws IOException
	{
		final String before = Files.readString(file);
		final String message = assertThrows(IOException.class, () -> Journal.open(
			file, kind, task, false)).getMessage();
		assertTrue(message.contains(words), message);
		assertEquals(before, Files.readString(file));
		assertThrows(IOException.class, () -> Journal.read(file, kind, task));
	}
}
