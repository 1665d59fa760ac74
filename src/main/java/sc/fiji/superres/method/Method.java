package sc.fiji.superres.method;

import java.io.IOException;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.network.ComputeSettings;

/**
 * A way to enlarge images, found by its name.
 * <p>
 * Example: {@code try (Upscaler upscaler = Methods.named("bicubic").open("3"))}.
 * </p>
 */
public interface Method {

	/** Begins the scale of a method that enlarges z alone, such as 1x1x4. */
	String ALONG_Z = "1x1x";

	/** Returns the requested name: an interpolation, a package or a path. */
	String name();

	/**
	 * Returns the scale factor without opening the method.
	 *
	 * @param scale as in {@link #open}
	 * @return new pixels per old pixel along x and y; NaN if only the opened method
	 *         knows it
	 * @throws IllegalArgumentException if the scale is none, or not one of this
	 *           method; the message holds it
	 */
	double scale(String scale);

	/**
	 * Returns the scale factor of z without opening the method.
	 *
	 * @param scale as in {@link #open}
	 * @return new slices per old slice
	 */
	default double slices(final String scale) {
		return 1;
	}

	/**
	 * Returns the method with other settings; only networks have any, and
	 * interpolations and dictionaries return themselves.
	 */
	default Method with(final ComputeSettings settings) {
		return this;
	}

	/**
	 * Opens the method.
	 *
	 * @param scale the scale factor as a decimal number, or an empty string for
	 *          the method's own (2 for interpolations)
	 * @param progress says whether to stop
	 * @return the opened method, to be closed
	 * @throws IOException if its files cannot be read or are damaged
	 * @throws IllegalArgumentException if the scale is none, or not one of this
	 *           method, or there is no such device; the message holds it
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	Upscaler open(String scale, Progress progress) throws IOException;

	/** Opens the method, which nobody stops. */
	default Upscaler open(final String scale) throws IOException {
		return open(scale, Progress.NONE);
	}
}
