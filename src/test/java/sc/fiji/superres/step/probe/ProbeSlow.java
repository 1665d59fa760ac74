package sc.fiji.superres.step.probe;

import java.io.File;
import java.nio.file.Files;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.step.SuperResCommand;

/** Goes on until it is stopped, for at most a minute. */
@Plugin(type = Command.class, name = "probe-slow",
	menuPath = "Plugins>Probe>Probe Slow...", headless = true,
	description = "Goes on until it is stopped")
public class ProbeSlow extends SuperResCommand {

	private static final int MILLISECONDS = 60_000;
	private static final int PAUSE = 10;

	@Parameter(label = "Started", persist = false,
		description = "Made when the step is under way")
	private File started;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	@Override
	public void execute(final Progress progress) throws Exception {
		Files.createFile(started.toPath());
		for (int i = 0; i < MILLISECONDS; i += PAUSE) {
			progress.update((double) i / MILLISECONDS, "waiting");
			progress.check();
			Thread.sleep(PAUSE);
		}
	}
}
