package sc.fiji.superres.step;

import java.io.IOException;
import java.util.Map;

import ij.ImagePlus;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;

/**
 * A command that makes an image of an image by an operation on blocks, so that
 * it can also be run on volumes that are larger than memory.
 */
public abstract class BlockCommand extends SuperResCommand {

	/**
	 * What a command does to its image.
	 *
	 * @param operation the operation, opened; closed with the task
	 * @param settings what is done around it
	 * @param taken what was taken on this machine for inputs that left it open, by
	 *          their names
	 */
	public record Task(BlockOperation operation, EnlargeSettings settings,
		Map<String, String> taken) implements AutoCloseable
	{

		/** Nothing was left open. */
		public Task(final BlockOperation operation,
			final EnlargeSettings settings)
		{
			this(operation, settings, Map.of());
		}

		@Override
		public void close() {
			operation.close();
		}
	}

	/** Returns the image; null if there is none. */
	protected abstract ImagePlus image();

	/**
	 * Opens what the command does to its image, whose samples are not looked at
	 * unless the inputs demand it.
	 *
	 * @throws IllegalArgumentException if the inputs do not fit; the message holds
	 *           the value and the remedy
	 */
	protected abstract Task task(Progress progress) throws IOException;

	/**
	 * Tells the user what the image says of a task that was opened; nothing by
	 * default.
	 *
	 * @param progress takes the notes, and is checked while the image is read
	 */
	protected void advise(final Task task, final Progress progress)
		throws IOException
	{
		// Most commands suit any image.
	}

	/**
	 * Returns what the Info of the result says of the task, in lines.
	 *
	 * @param progress checked while the image is read
	 */
	protected String record(final Task task, final Progress progress)
		throws IOException
	{
		return task.settings().method();
	}

	/** Applies the {@link #task} to a whole image in memory. */
	protected final ImagePlus fill(final Progress progress) throws IOException {
		final ImagePlus image = requireImage(image());
		try (Task task = task(progress)) {
			advise(task, progress);
			return ImageEnlarger.enlarge(image, task.operation(), task.settings().by(
				record(task, progress)), progress);
		}
	}

	// -- SuperResCommand methods --

	/** Says nothing of an image of the same size, but fails where the task does. */
	@Override
	protected String outlook() {
		if (image() == null || image().getWidth() == 0) return "";
		try (Task task = task(Progress.NONE)) {
			return "";
		}
		catch (final IOException exc) {
			throw new IllegalArgumentException(Failures.message(exc), exc);
		}
	}
}
