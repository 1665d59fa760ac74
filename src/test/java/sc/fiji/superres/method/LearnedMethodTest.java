package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.network.Architecture;

class LearnedMethodTest {

	@Test
	void opensByItsOwnScaleOnly(@TempDir final Path folder) throws IOException {
		final Path file = folder.resolve("net.pt");
		Architecture.named("srcnn-9-1-5").write(file, 2, 1);
		final Method method = Methods.named(file.toString());
		for (final String scale : new String[] { "", "2", "2.0" }) {
			try (Upscaler upscaler = method.open(scale)) {
				assertEquals(2, upscaler.prepare(7, 5, Intensities.unit()).scale(0));
			}
		}
		final String message = assertThrows(IllegalArgumentException.class,
			() -> method.open("3")).getMessage();
		assertTrue(message.contains("enlarges by 2.0, not by 3"), message);
	}
}
