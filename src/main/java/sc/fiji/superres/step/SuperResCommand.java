package sc.fiji.superres.step;

import java.io.File;
import java.util.List;
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
 * What every command of the suite owes to those who call it.
 * <p>
 * A command declares its inputs and outputs and does its work in
 * {@link #execute}. It is called in one of two ways:
 * </p>
 * <ul>
 * <li>{@link #run()} is the way of SciJava: Fiji's menu, macros and scripts.
 * Progress goes to the status bar; the command stops where it was canceled or
 * Escape was pressed. A failure is an exception, so that a script that asks for
 * the result fails. Called from ImageJ's menu it is a message instead, and no
 * exception, which Fiji would show as stack traces. A calling ImageJ macro,
 * which would go on with the old image active, is aborted with the message; so
 * is one whose step the user stopped, or that lacks a required input. What was
 * made where only a part failed ({@link Incomplete}) is shown all the same
 * ({@link ShownResults}).</li>
 * <li>{@link #work(Progress)} is the way of a program that runs a step for its
 * own purpose, as the command line and the batch do: no macro is aborted,
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
	 * @param progress told how far the work is, and asked whether to stop
	 * @throws CancellationException if the user stopped it
	 * @throws Exception if it failed; the message holds the offending value and
	 *           the remedy
	 */
	public abstract void execute(Progress progress) throws Exception;

	/** Does the work with as many threads as there may be. */
	final void work(final Progress progress) throws Exception {
		try (Snapshot images = new Snapshot(module())) {
			Threads.call(() -> {
				execute(progress);
				return null;
			});
		}
	}

	/**
	 * Returns whether an input matters with what the others are set to: dialogs
	 * leave out what does not. An image may be missing.
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
	 * Describes the expected result for the dialog, which asks after every
	 * change.
	 *
	 * @return a line, or an empty one where that is not known at once
	 * @throws IllegalArgumentException if nothing will come of them; the message
	 *           holds why
	 */
	protected String outlook() {
		return "";
	}

	/**
	 * Returns whether it makes an {@code output} of the current plane of an
	 * {@code image} so fast that dialogs can show it.
	 */
	protected boolean hasPreview() {
		return false;
	}

	/**
	 * Returns an input image, or says clearly that there is none. ImageJ2 hands
	 * over an empty image where no image is open.
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
	 * Takes a list apart whose parts are separated by commas; those within
	 * parentheses separate nothing.
	 */
	protected static Stream<String> parts(final String list) {
		return Stream.of(list.split(Input.COMMA)).map(String::strip);
	}

	/** Returns whether an image is open and has a selection. */
	protected static boolean hasSelection(final ImagePlus image) {
		return image != null && image.getRoi() != null;
	}

	/** Returns whether an image is open and has red, green and blue. */
	protected static boolean isRgb(final ImagePlus image) {
		return image != null && image.getType() == ImagePlus.COLOR_RGB;
	}

	/**
	 * Returns the command line that does the same, for the provenance of results:
	 * the verb and all inputs that are neither images nor left empty.
	 *
	 * @param unsaid names of inputs that are left out
	 */
	protected String commandLine(final String... unsaid) {
		final CommandModule module = module();
		final StringBuilder line = new StringBuilder("superres " + module.getInfo()
			.getName());
		for (final ModuleItem<?> item : module.getInfo().inputs()) {
			final Object value = module.getInput(item.getName());
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
	 * Stops the work, or keeps it from starting. The latter comes from SciJava,
	 * where a required input is missing or the user closed the dialog.
	 */
	@Override
	public final void cancel(final String reason) {
		super.cancel(reason);
		if (!running) abortMacro(reason);
	}

	// -- Helper methods --

	/** Aborts the macro that called this command, if one did. */
	private void abortMacro(final String message) {
		if (IJ.isMacro()) tell(message);
	}

	/** Shows a message, which aborts the macro that called. */
	private void tell(final String message) {
		try {
			final String title = module().getInfo().getTitle();
			IJ.error(title, message == null ? title + " was canceled" : message);
		}
		catch (final RuntimeException e) {
			// This is how ImageJ signals that the macro is aborted.
			if (!Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
		}
	}

	/** Shows what was made although a part failed, which SciJava would not. */
	private void show(final Incomplete failure) {
		final CommandModule module = module();
		ShownResults.show(module.getInfo().outputs(), module.getOutputs(),
			caller());
		ShownResults.show(failure);
	}

	/** Returns the thread that waits for this command, or null. */
	private Thread caller() {
		return context().service(ThreadService.class).getParent(null);
	}

	/**
	 * Returns whether ImageJ called, from its menu or for a macro: scripts that
	 * call SciJava wait in a thread in which no ImageJ runs.
	 */
	private boolean isCalledByImageJ() {
		final Thread caller = caller();
		return caller != null && Stream.of(caller.getStackTrace()).anyMatch(
			frame -> frame.getClassName().equals(IJ.class.getName()));
	}

	/** This command with its declaration. */
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
