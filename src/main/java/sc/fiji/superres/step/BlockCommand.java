package sc.fiji.superres.step;

import java.io.IOException;

import ij.ImagePlus;

import sc.fiji.superres.block.BlockOperation;
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
	 */
	public record Task(BlockOperation operation, EnlargeSettings settings)
		implements AutoCloseable
	{

		@Override
		public void close() {
			operation.close();
		}
	}

	/**
	 * Opens what the command does to its image.
	 *
	 * @throws IllegalArgumentException if the inputs do not fit; the message holds
	 *           the value and the remedy
	 */
	protected abstract Task task(Progress progress) throws IOException;

	/** Applies the {@link #task} to a whole image in memory. */
	protected final ImagePlus fill(final ImagePlus image,
		final Progress progress) throws IOException
	{
		requireImage(image);
		try (Task task = task(progress)) {
			return ImageEnlarger.enlarge(image, task.operation(), task.settings(),
				progress);
		}
	}
}
