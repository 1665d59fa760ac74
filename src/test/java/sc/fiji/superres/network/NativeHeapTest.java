package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.architecture.Architectures;

/** What a pass gives back stays with the process. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
class NativeHeapTest {

	private static final int SIDE = 224;

	/** Pages of the 64 features of SRCNN's first layer, at twice the side. */
	private static final int PAGES = 64 * 4 * SIDE * SIDE * Float.BYTES / 4096;

	/** Field of /proc/self/stat: minor faults, counted after the command name. */
	private static final int MINOR_FAULTS = 7;

	@Test
	void passesTakeNoNewPages(@TempDir final Path folder) throws IOException {
		assertTrue(NativeHeap.keep(), "the C library is not the GNU one");
		final Path file = folder.resolve("srcnn.pt");
		Architectures.named("srcnn-9-1-5").write(file, 2, 1, 1);
		final Tensor tile = new Tensor(new int[] { 1, 1, SIDE, SIDE },
			new float[SIDE * SIDE]);
		try (TorchNetwork network = TorchNetwork.open(file, Progress.NONE)) {
			for (int i = 0; i < 3; i++)
				network.forward(tile);
			final long before = faults();
			for (int i = 0; i < 4; i++)
				network.forward(tile);
			final long found = (faults() - before) / 4;
			assertTrue(found < PAGES / 4, "each pass takes " + found +
				" pages anew; one layer has " + PAGES);
		}
	}

	private static long faults() throws IOException {
		final String stat = Files.readString(Path.of("/proc/self/stat"));
		return Long.parseLong(stat.substring(stat.lastIndexOf(')') + 2).split(
			" ")[MINOR_FAULTS]);
	}
}
