package sc.fiji.superres.command.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.measure.ResultsTable;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.frontend.cli.SuperRes;
import sc.fiji.superres.network.TestPackages;

/** Tests {@link CheckInstallation}. */
class CheckInstallationTest extends ScriptTest {

	@TempDir
	Path folder;

	@Test
	void reportOfThisInstallation() throws Exception {
		final ResultsTable report = (ResultsTable) run(CheckInstallation.class)
			.getOutput("output");
		for (int row = 0; row < report.size(); row++) {
			assertEquals("ok", report.getStringValue("State", row), report
				.getRowAsString(row));
		}
		assertTrue(found(report, "Engine").matches(
			"PyTorch 2\\.7\\.1.*, DJL 0\\.35\\.1"), found(report, "Engine"));
		assertTrue(found(report, "Device").matches("cpu \\(the bundled PyTorch .*" +
			"PYTORCH_FLAVOR=cu128\\)"), found(report, "Device"));
		assertEquals("1", found(report, "Threads"));
		assertTrue(found(report, "Cache folder").endsWith(", writable"));
		assertTrue(found(report, "Network").startsWith("offline"));
		assertTrue(found(report, "Java memory").endsWith(" GiB"));
		assertTrue(found(report, "Model srcnn-natural-x2").matches(
			".*SHA-256 of checksums.sha256 is [0-9a-f]{64}"));
	}

	/** A second DJL and a damaged model are named, and the exit code tells. */
	@Test
	void problemsAreNamed() throws Exception {
		final Path second = folder.resolve("djl");
		final Path engine = second.resolve("ai/djl/engine/Engine.class");
		Files.createDirectories(engine.getParent());
		Files.createFile(engine);
		final Path model = folder.resolve("models/damaged");
		Files.createDirectory(model.getParent());
		TestPackages.writeSmall(model);
		Files.writeString(model.resolve("README.md"), "# Other\n");
		final Jvm.Result result = Jvm.start(folder, List.of("-cp", System
			.getProperty("java.class.path") + System.getProperty("path.separator") +
			second, "-Dsuperres.home=" + folder), SuperRes.class, "check").await();
		assertEquals(1, result.exitCode(), result::toString);
		assertTrue(result.messages().startsWith(
			"superres check: The installation has problems: "), result::toString);
		// The message is one line of limited length; the table holds all of it.
		assertTrue(result.messages().contains("Class path (ai/djl/engine/Engine.class"),
			result::toString);
		final String table = result.results();
		for (final String text : new String[] { "/djl/ai/djl/engine/Engine.class",
			"they could conflict", "Model damaged", "Get the package again" })
			assertTrue(table.contains(text), table);
	}

	private static String found(final ResultsTable report, final String item) {
		for (int row = 0; row < report.size(); row++) {
			if (report.getStringValue("Item", row).equals(item)) return report
				.getStringValue("Found", row);
		}
		throw new AssertionError("There is no " + item);
	}
}
