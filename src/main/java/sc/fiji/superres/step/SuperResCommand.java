package sc.fiji.superres.step;

import java.io.File;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.scijava.app.StatusService;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandModule;
import org.scijava.command.ContextCommand;
import org.scijava.module.ModuleItem;
import org.scijava.plugin.Plugin;
import org.scijava.thread.ThreadService;

import ij.IJ;
import ij.ImagePlus;
import ij.Macro;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Threads;
import sc.fiji.superres.block.WrongUsage;

/**
 * Base class of the suite's commands: progress, cancellation and failures,
 * whoever the caller is.
 * <p>
 * A command declares its inputs and outputs and does its work in
 * {@link #execute}. It is called in one of two ways:
 * </p>
 * <ul>
 * <li>{@link #run()} is called by SciJava, for Fiji's menu, macros and scripts.
 * Progress goes to the status bar; the command stops when it is canceled or
 * Escape is pressed. A failure is thrown, so that a script that waits for the
 * result fails. When called from ImageJ's menu, a message is shown instead,
 * because Fiji would show an exception as a stack trace. A calling ImageJ
 * macro, which would continue with the old image active, is aborted with the
 * message; so is one whose step the user stopped or that lacks a required
 * input. If only a part failed ({@link Incomplete}), the outputs are still
 * shown ({@link ShownResults}).</li>
 * <li>{@link #work(Progress)} is called by programs that run a step for their
 * own purpose, such as the command line and the batch: no macro is aborted, and
 * no image becomes active.</li>
 * </ul>
 */
public abstract class SuperResCommand extends ContextCommand {

	private static final int PROGRESS_STEPS = 1000;

	private volatile boolean running;

	// -- SuperResCommand methods --

	/**
	 * Does the work: reads the inputs, calls the library, sets the outputs.
	 *
	 * @param progress receives the progress, and says whether to stop
	 * @throws CancellationException if the user stopped it
	 * @throws Exception if it failed; the message holds the offending value and
	 *           the remedy
	 */
	public abstract void execute(Progress progress) throws Exception;

	/** Does the work with all threads that are allowed. */
	final void work(final Progress progress) throws Exception {
		try (Snapshot images = new Snapshot(module())) {
			Threads.call(() -> {
				execute(progress);
				return null;
			});
		}
	}

	/**
	 * Returns whether an input has an effect, given the values of the others;
	 * dialogs leave out those that have none. An image may be missing.
	 *
	 * @param input its name
	 */
	protected boolean uses(final String input) {
		return true;
	}

	/**
	 * Returns whether most users set an input: dialogs show the others on demand.
	 *
	 * @param input its name
	 */
	protected boolean isCommon(final String input) {
		return true;
	}

	/**
	 * Describes the expected result for the dialog, which calls this after every
	 * change.
	 *
	 * @return one line, empty if the result is not known at once
	 * @throws IllegalArgumentException if the command would fail; the message
	 *           says why
	 */
	protected String outlook() {
		return "";
	}

	/**
	 * Returns whether dialogs can preview the {@code output} for the current
	 * plane of the {@code image}.
	 */
	protected boolean hasPreview() {
		return false;
	}

	/**
	 * Returns the input image if there is one. ImageJ2 passes an empty image if
	 * none is open.
	 *
	 * @throws IllegalArgumentException if the image is missing or empty
	 */
	protected static ImagePlus requireImage(final ImagePlus image) {
		if (image == null) throw new WrongUsage(
			"There are no images open");
		if (image.getWidth() < 1 || image.getHeight() < 1)
			throw new IllegalArgumentException("The image '" + image.getTitle() +
				"' is empty (" + image.getWidth() + " x " + image.getHeight() +
				" pixels): open one with pixels first");
		return image;
	}

	/**
	 * Splits a comma-separated list; commas within parentheses do not count.
	 */
	protected static Stream<String> parts(final String list) {
		return Stream.of(list.split(Input.COMMA)).map(String::strip);
	}

	/** Returns whether an image is open and has a selection. */
	protected static boolean hasSelection(final ImagePlus image) {
		return image != null && image.getRoi() != null;
	}

	/** Returns whether an image is open and is RGB. */
	protected static boolean isRgb(final ImagePlus image) {
		return image != null && image.getType() == ImagePlus.COLOR_RGB;
	}

	/**
	 * Returns the equivalent command line for the provenance of results: the verb
	 * and all inputs that are neither images nor empty.
	 *
	 * @param unsaid names of inputs to leave out
	 */
	protected String commandLine(final String... unsaid) {
		return commandLine(Map.of(), unsaid);
	}

	/**
	 * Returns the command line with other values of some inputs, which the command
	 * chose.
	 *
	 * @param chosen values by name
	 * @see #commandLine(String...)
	 */
	protected String commandLine(final Map<String, ?> chosen,
		final String... unsaid)
	{
		final CommandModule module = module();
		final StringBuilder line = new StringBuilder("superres " + module.getInfo()
			.getName());
		for (final ModuleItem<?> item : module.getInfo().inputs()) {
			final Object value = chosen.containsKey(item.getName()) ? chosen.get(item
				.getName()) : module.getInput(item.getName());
			if (!Step.isSettable(item) || List.of(unsaid).contains(item.getName()))
				continue;
			final boolean plain = value instanceof String || value instanceof Number ||
				value instanceof Boolean || value instanceof File;
			if (plain && !value.toString().isEmpty()) line.append(" --").append(item
				.getName()).append('=').append(quoted(value.toString()));
		}
		return line.toString();
	}

	private static String quoted(final String value) {
		return value.matches("[-+\\w.,:/\\\\]+") ? value : "'" + value.replace("'",
			"'\\''") + "'";
	}

	// -- Runnable methods --

	@Override
	public final void run() {
		final StatusService status = context().getService(StatusService.class);
		IJ.resetEscape();
		running = true;
		try {
			work(new StatusProgress(status));
		}
		catch (final CancellationException stop) {
			super.cancel(IJ.isMacro() ? null : stop.getMessage());
			abortMacro(stop.getMessage());
		}
		catch (final Throwable failure) {
			final String message = Failures.message(failure);
			if (failure instanceof Incomplete incomplete) show(incomplete);
			if (!isCalledByImageJ()) throw new IllegalStateException(message, failure);
			super.cancel(null);
			tell(message);
		}
		finally {
			running = false;
			if (status != null) status.showProgress(1, 1);
		}
	}

	// -- Cancelable methods --

	/**
	 * Stops the work, or keeps it from starting. SciJava does the latter if a
	 * required input is missing or the user closed the dialog.
	 */
	@Override
	public final void cancel(final String reason) {
		super.cancel(reason);
		if (!running) abortMacro(reason);
	}

	// -- Helper methods --

	/** Aborts the calling macro, if there is one. */
	private void abortMacro(final String message) {
		if (IJ.isMacro()) tell(message);
	}

	/** Shows a message, which aborts a calling macro. */
	private void tell(final String message) {
		try {
			final String title = module().getInfo().getTitle();
			ShownResults.fail(title, message);
		}
		catch (final RuntimeException e) {
			// This is how ImageJ signals that the macro is aborted.
			if (!Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
		}
	}

	/** Shows the outputs although a part failed, which SciJava would not do. */
	private void show(final Incomplete failure) {
		final CommandModule module = module();
		ShownResults.show(module.getInfo().outputs(), module.getOutputs(),
			caller());
		ShownResults.show(failure);
	}

	/** Returns the thread that is waiting for this command, or null. */
	private Thread caller() {
		return context().service(ThreadService.class).getParent(null);
	}

	/**
	 * Returns whether ImageJ is the caller, from its menu or for a macro. Scripts
	 * that call SciJava wait in a thread without a frame of ImageJ.
	 */
	private boolean isCalledByImageJ() {
		final Thread caller = caller();
		return caller != null && Stream.of(caller.getStackTrace()).anyMatch(
			frame -> frame.getClassName().equals(IJ.class.getName()));
	}

	/** Returns this command with its declaration. */
	final CommandModule module() {
		return new CommandModule(new CommandInfo(getClass(), getClass()
			.getAnnotation(Plugin.class)), this);
	}

	// -- Helper classes --

	private class StatusProgress implements Progress {

		private final StatusService status;

		private StatusProgress(final StatusService status) {
			this.status = status;
		}

		@Override
		public void update(final double fraction, final String what) {
			if (status != null) status.showStatus((int) Math.round(PROGRESS_STEPS *
				fraction), PROGRESS_STEPS, what);
		}

		@Override
		public boolean cancelled() {
			return isCanceled() || IJ.escapePressed();
		}

		@Override
		public void note(final String line) {
			IJ.log(line);
		}
	}
}
