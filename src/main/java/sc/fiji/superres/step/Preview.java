package sc.fiji.superres.step;

import java.awt.EventQueue;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

import ij.ImagePlus;
import ij.gui.Roi;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;

/**
 * Runs a step on the current plane of its image, in the background, and shows
 * the latest result. A newer request stops an older one.
 * <p>
 * The plane is copied, so the image is not changed. The range of 16- and 32-bit
 * images is that of the plane, while the step itself uses that of the whole
 * stack.
 * </p>
 */
public final class Preview {

	/**
	 * Nanoseconds after which a preview is abandoned, as it has to respond to the
	 * user at once.
	 */
	private static final long LONGEST = 1_000_000_000;

	private static final String IMAGE = "image";
	private static final String OUTPUT = "output";

	private final Window window;
	private final Consumer<String> status;
	private volatile Request latest;

	/** Where previews are shown; called on the event thread only. */
	interface Window {

		/** Shows an image in place of the previous one. */
		void show(ImagePlus preview);

		/** Closes it, if it is open. */
		void close();
	}

	/**
	 * Creates a preview in a window of ImageJ.
	 *
	 * @param status receives the reason if there is no preview, on any thread
	 */
	public Preview(final Consumer<String> status) {
		this(new PreviewWindow(), status);
	}

	/**
	 * @param window where results go
	 * @param status receives the reason if there is no preview, on any thread
	 */
	Preview(final Window window, final Consumer<String> status) {
		this.window = window;
		this.status = status;
	}

	/**
	 * Requests a preview.
	 *
	 * @param step a step that makes an {@code output} of an {@code image}
	 * @param values its inputs
	 */
	public void show(final Step step, final Map<String, Object> values) {
		final Map<String, Object> inputs = new HashMap<>(values);
		inputs.computeIfPresent(IMAGE, (key, image) -> plane((ImagePlus) image));
		final Request request = new Request(step, inputs);
		latest = request;
		final Thread thread = new Thread(request, step.label() + " preview");
		thread.setDaemon(true);
		thread.start();
	}

	/** Stops the running preview and closes the window. */
	public void close() {
		latest = null;
		EventQueue.invokeLater(window::close);
	}

	private static ImagePlus plane(final ImagePlus image) {
		final ImagePlus plane = new ImagePlus(image.getTitle(), image
			.getProcessor().duplicate());
		plane.setCalibration(image.getCalibration().copy());
		final Roi roi = image.getRoi();
		if (roi != null) plane.setRoi((Roi) roi.clone());
		return plane;
	}

	private final class Request implements Runnable, Progress {

		private final Step step;
		private final Map<String, Object> inputs;
		private long start;

		private Request(final Step step, final Map<String, Object> inputs) {
			this.step = step;
			this.inputs = inputs;
		}

		@Override
		public void run() {
			// One at a time: those that are outdated after waiting end at once.
			synchronized (Preview.this) {
				start = System.nanoTime();
				try {
					check();
					final ImagePlus output = (ImagePlus) step.run(inputs, this).get(
						OUTPUT);
					output.setTitle("Preview of " + output.getTitle());
					EventQueue.invokeLater(() -> {
						if (latest == this) window.show(output);
					});
				}
				catch (final CancellationException late) {
					if (latest == this) status.accept("No preview: the plane takes " +
						"longer than a second");
				}
				catch (final Exception | OutOfMemoryError exc) {
					if (latest == this) status.accept("No preview: " + Failures.message(
						exc));
				}
			}
		}

		@Override
		public void update(final double fraction, final String what) {
			// Short enough to wait for.
		}

		@Override
		public boolean cancelled() {
			return latest != this || System.nanoTime() - start > LONGEST;
		}
	}
}
