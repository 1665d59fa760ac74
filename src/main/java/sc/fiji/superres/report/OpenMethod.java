package sc.fiji.superres.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.method.Methods;

/**
 * An opened method and its name.
 *
 * @param name the name it was asked for by
 * @param upscaler the method
 */
record OpenMethod(String name, Upscaler upscaler) implements AutoCloseable {

	/** Side of the plane that methods are warmed up with, and how often. */
	private static final int WARM = 64;
	private static final int WARM_ROUNDS = 3;

	/**
	 * Opens methods; names that are given twice, once.
	 *
	 * @param names names that {@link Methods} knows
	 * @param scale the scale factor
	 * @throws IOException if the files of one cannot be read
	 * @throws IllegalArgumentException if there is no such method, or it does not
	 *           enlarge single channels by this scale
	 */
	static List<OpenMethod> open(final List<String> names, final int scale)
		throws IOException
	{
		if (names.isEmpty()) throw new IllegalArgumentException(
			"There are no methods to compare: choose some of " + String.join(", ",
				Methods.names()));
		final List<OpenMethod> methods = new ArrayList<>();
		try {
			for (final String name : new LinkedHashSet<>(names)) {
				final OpenMethod method = new OpenMethod(name, Methods.named(name)
					.open(Integer.toString(scale)));
				methods.add(method);
				method.checkChannels();
			}
			return methods;
		}
		catch (final IOException | RuntimeException exc) {
			methods.forEach(OpenMethod::close);
			throw exc;
		}
	}

	/** Runs the method unseen, so that its first time counts like the others. */
	void warmUp(final int scale) {
		final int high = WARM * scale;
		try {
			for (int i = 0; i < WARM_ROUNDS; i++)
				Enlarged.by(upscaler, new Plane(new float[WARM * WARM], WARM, WARM),
					new Plane(new float[high * high], high, high), Intensities.unit(),
					Progress.NONE);
		}
		catch (final RuntimeException exc) {
			// Told when it is run on an image.
		}
	}

	/**
	 * Tells what the method needs for a plane.
	 *
	 * @param width width of the plane that is enlarged
	 * @param height its height
	 */
	MethodCost cost(final int width, final int height) {
		final Enlargement enlargement = upscaler.prepare(width, height, Intensities
			.unit());
		return new MethodCost(name, upscaler.parameters(), Float.BYTES *
			((long) width * height + Intervals.numElements(enlargement.target())) +
			Tiles.blocks(enlargement, 1, 0) + Tiles.workspace(enlargement, 0));
	}

	@Override
	public void close() {
		upscaler.close();
	}

	private void checkChannels() {
		if (upscaler.channels() != 1) throw new IllegalArgumentException(
			"The model " + name + " enlarges " + upscaler.channels() +
				" channels together, but single channels are compared: leave it out");
	}
}
