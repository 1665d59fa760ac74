package sc.fiji.superres.step;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;

import sc.fiji.superres.step.probe.ProbeSlow;
import sc.fiji.superres.step.probe.ProbeStep;

/** Tests {@link SuperResCommand} as scripts call it, without a macro. */
class SuperResCommandTest {

	private Context context;

	@TempDir
	Path folder;

	@BeforeEach
	void setUp() {
		context = new Context();
	}

	@AfterEach
	void tearDown() {
		context.dispose();
	}

	@Test
	void scriptTakesTheOutputByName() throws Exception {
		final CommandModule module = run("image", image(), "factor", 2.0).get();
		assertEquals("inverted", ((ImagePlus) module.getOutput("output"))
			.getTitle());
		assertEquals(6.0, module.getOutput("total"));
		assertFalse(module.isCanceled());
		assertNull(WindowManager.getCurrentImage());
	}

	@Test
	void failureReachesTheScript() {
		final ExecutionException e = assertThrows(ExecutionException.class,
			() -> run("image", image(), "fault", "java.io.IOException").get());
		final Throwable failure = e.getCause().getCause();
		assertEquals("fault in source", failure.getMessage());
		assertEquals(IOException.class, failure.getCause().getClass());
	}

	@Test
	void stopIsACancel() throws Exception {
		final CommandModule module = run("image", image(), "fault",
			CancellationException.class.getName()).get();
		assertTrue(module.isCanceled());
		assertEquals("fault in source", module.getCancelReason());
	}

	@Test
	@Timeout(30)
	void cancelStopsARunningCommand() throws Exception {
		final Path started = folder.resolve("started");
		final ProbeSlow command = new ProbeSlow();
		context.inject(command);
		final CommandModule module = new CommandModule(context.service(
			CommandService.class).getCommand(ProbeSlow.class), command);
		module.setInput("started", started.toFile());
		final Thread thread = new Thread(module);
		thread.start();
		while (!Files.exists(started)) {
			Thread.sleep(5);
		}
		((Cancelable) module).cancel("enough");
		thread.join();
		assertTrue(module.isCanceled());
		assertNull(module.getOutput("output"));
	}

	@Test
	void emptyImageIsNoImage() {
		final ImagePlus image = image();
		assertSame(image, SuperResCommand.requireImage(image));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> SuperResCommand.requireImage(null)).getMessage().contains(
				"no images open"));
		assertTrue(assertThrows(IllegalArgumentException.class,
			() -> SuperResCommand.requireImage(new ImagePlus())).getMessage()
				.contains("0 x 0"));
	}

	private Future<CommandModule> run(final Object... inputs) {
		return context.service(CommandService.class).run(ProbeStep.class, true,
			inputs);
	}

	private static ImagePlus image() {
		return new ImagePlus("source", new ByteProcessor(4, 3));
	}
}
