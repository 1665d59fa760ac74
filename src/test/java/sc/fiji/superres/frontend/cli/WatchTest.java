package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import org.junit.jupiter.api.Test;

class WatchTest {

	/** In the log of a cluster's job, a bar would be one endless line. */
	@Test
	void aLineAMinuteWithoutATerminal() {
		final ByteArrayOutputStream written = new ByteArrayOutputStream();
		final AtomicLong clock = new AtomicLong(-5);
		final Watch watch = new Watch(null, new PrintStream(written, true,
			StandardCharsets.UTF_8), clock::get);
		for (int second = 0; second < 150; second++) {
			watch.update(second / 150.0, "step " + second + " of 150");
			clock.addAndGet(TimeUnit.SECONDS.toNanos(1));
		}
		assertEquals(List.of(" 40 % step 60 of 150", " 80 % step 120 of 150"),
			written.toString(StandardCharsets.UTF_8).lines().toList());
	}
}
