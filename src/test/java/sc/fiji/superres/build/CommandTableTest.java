package sc.fiji.superres.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Tests that the README tells what the commands declare. */
class CommandTableTest {

	@Test
	void readmeHasTheTable() throws IOException {
		final String readme = Files.readString(Path.of("README.md"));
		try (Context context = new Context(CommandService.class)) {
			assertEquals(CommandTable.text(context), CommandTable.table(readme),
				"write it anew: mvn process-classes exec:java@command-table");
		}
	}
}
