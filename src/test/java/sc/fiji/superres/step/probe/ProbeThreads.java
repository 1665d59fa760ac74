package sc.fiji.superres.step.probe;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.RowBands;
import sc.fiji.superres.step.SuperResCommand;

/** Tells how many bands there are, and in how many threads they run. */
@Plugin(type = Command.class, name = "probe-threads",
	menuPath = "Plugins>Probe>Probe Threads", headless = true,
	description = "Counts threads")
public class ProbeThreads extends SuperResCommand {

	private static final int ROWS = 99;

	@Parameter(type = ItemIO.OUTPUT)
	private String output;

	@Override
	public void execute(final Progress progress) {
		final Set<Thread> seen = ConcurrentHashMap.newKeySet();
		final int count = RowBands.count(ROWS, 1);
		final CountDownLatch all = new CountDownLatch(count);
		RowBands.forEach(ROWS, 1, (first, end) -> {
			seen.add(Thread.currentThread());
			all.countDown();
			try {
				all.await(5, TimeUnit.SECONDS);
			}
			catch (final InterruptedException e) {
				throw new IllegalStateException(e);
			}
		});
		output = count + " in " + seen.size();
	}
}
