package sc.fiji.superres.install;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.network.TestPackages;

class InstallationTest {

	private static final List<String> HOMES = List.of("superres.home", "fiji.dir",
		"imagej.dir", "ij.dir");

	@TempDir
	private Path home;

	private final Map<String, String> before = new HashMap<>();

	@BeforeEach
	void moveIn() {
		HOMES.forEach(name -> before.put(name, System.clearProperty(name)));
		System.setProperty("superres.home", home.toString());
	}

	@AfterEach
	void moveOut() {
		before.forEach((name, value) -> {
			if (value == null) System.clearProperty(name);
			else System.setProperty(name, value);
		});
	}

	/** A suite without any network is one that was not installed as a whole. */
	@Test
	void lackOfNetworksIsAProblem() throws IOException {
		assertTrue(lacksNetworks());
		Files.createDirectory(home.resolve("models"));
		assertTrue(lacksNetworks());
		TestPackages.writeSmall(home.resolve("models").resolve("small"));
		assertFalse(lacksNetworks());
	}

	private static boolean lacksNetworks() {
		return Installation.check(Progress.NONE).problems().stream().anyMatch(
			problem -> problem.contains("no networks found") && problem.contains(
				"Install Super Resolution Model..."));
	}
}
