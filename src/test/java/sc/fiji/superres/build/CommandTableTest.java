package sc.fiji.superres.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;

import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.CommandService;

/** Tests that the documentation has what the commands declare. */
class CommandTableTest {

	@Test
	void pageHasTheTable() throws IOException {
		final String page = Files.readString(CommandTable.PAGE);
		try (Context context = new Context(CommandService.class)) {
			assertEquals(CommandTable.text(context), CommandTable.table(page),
				"write it anew: mvn process-classes exec:java@command-table");
		}
	}
}
