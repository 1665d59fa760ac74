package sc.fiji.superres.compare;

import ij.IJ;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.measure.ModelChoice;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.method.WrongScale;

/**
 * An opened method.
 *
 * @param name the name by which it was requested
 * @param upscaler the method
 */
public record OpenMethod(String name, Upscaler upscaler)
	implements ComparedMethod
{

	/** Side of the plane that methods are warmed up with, and how often. */
	private static final int WARM = 64;
	private static final int WARM_ROUNDS = 3;

	/**
	 * Opens methods; repeated names are opened once. With several scales, a model
	 * is opened at its own scale only, and the log names the others.
	 *
	 * @param names names that {@link Methods} knows, and
	 *          {@value ModelChoice#AUTO}
	 * @param scales the scale factors
	 * @return the methods of each scale, in this order
	 * @throws IOException if the files of one cannot be read
	 * @throws IllegalArgumentException if there is no such method, it does not
	 *           enlarge one or three channels by any of the scales, or there is
	 *           none of a scale
	 */
	public static Map<Integer, List<ComparedMethod>> open(final List<String> names,
		final List<Integer> scales) throws IOException
	{
		if (names.isEmpty()) throw new WrongUsage(
			"There are no methods to compare: choose some of " + String.join(", ",
				Methods.names()));
		final Map<Integer, List<ComparedMethod>> methods = new LinkedHashMap<>();
		scales.forEach(scale -> methods.put(scale, new ArrayList<>()));
		try {
			for (final String name : new LinkedHashSet<>(names))
				open(name, methods);
			methods.forEach((scale, open) -> {
				if (open.isEmpty()) throw new WrongUsage("None of " +
					String.join(", ", names) + " enlarges by " + scale +
					": add one, such as bicubic, or leave that scale out");
			});
			return methods;
		}
		catch (final IOException | RuntimeException exc) {
			close(methods);
			throw exc;
		}
	}

	/** Closes all methods. */
	static void close(final Map<Integer, List<ComparedMethod>> methods) {
		methods.values().forEach(open -> open.forEach(ComparedMethod::close));
	}

	@Override
	public OpenMethod of(final DegradedPlane plane, final Progress progress) {
		return this;
	}

	@Override
	public void warmUp() {
		final long side = Math.round(WARM * upscaler.scale(0));
		try {
			for (int i = 0; i < WARM_ROUNDS; i++)
				enlarge(Collections.nCopies(upscaler.channels(), new Plane(
					new float[WARM * WARM], WARM, WARM)), Intensities.units(upscaler
						.channels()), new FinalDimensions(side, side), Progress.NONE);
		}
		catch (final RuntimeException | OutOfMemoryError exc) {
			// Reported when it is run on an image.
		}
	}

	/**
	 * Enlarges a plane, as Upscale Image does.
	 *
	 * @param lows its channels, as many as the method takes
	 * @param intensities of each channel over the whole image
	 * @param size the expected size
	 * @return its channels, neither rounded nor clipped
	 * @throws IllegalArgumentException if the result is of another size
	 * @throws IllegalStateException if memory is short
	 */
	List<Plane> enlarge(final List<Plane> lows, final Intensities[] intensities,
		final Dimensions size, final Progress progress)
	{
		final List<Plane> enlarged = ImageEnlarger.enlarge(lows, upscaler,
			EnlargeSettings.of(name), intensities, progress);
		final Dimensions made = enlarged.get(0).size();
		if (!Intervals.equalDimensions(made, size))
			throw new IllegalArgumentException("the method makes " + enlarged.get(0) +
				" of " + lows.get(0) + ", not " + size.dimension(0) + " x " + size
					.dimension(1) + " pixels: choose a method of that scale");
		return enlarged;
	}

	@Override
	public Optional<MethodCost> cost(final int width, final int height) {
		final int channels = upscaler.channels();
		final PreparedOperation enlargement = upscaler.prepare(width, height,
			Intensities.units(channels));
		return Optional.of(new MethodCost(new Series(name, (int) Math.round(upscaler
			.scale(0))), upscaler.parameters(), Float.BYTES * channels *
				((long) width * height + Intervals.numElements(enlargement.target())) +
				Tiles.blocks(enlargement, channels, 0) + Tiles.workspace(enlargement,
					0) + Tiles.outside(enlargement, 0)));
	}

	@Override
	public void close() {
		upscaler.close();
	}

	/** Opens a method at those scales that are its own. */
	private static void open(final String name,
		final Map<Integer, List<ComparedMethod>> methods) throws IOException
	{
		if (name.equals(ModelChoice.AUTO)) {
			methods.forEach((scale, open) -> open.add(new AutoMethod(scale)));
			return;
		}
		final List<String> others = new ArrayList<>();
		WrongScale wrong = null;
		for (final Map.Entry<Integer, List<ComparedMethod>> scale : methods
			.entrySet())
		{
			try {
				scale.getValue().add(open(name, scale.getKey()));
			}
			catch (final WrongScale exc) {
				wrong = exc;
				others.add("x" + scale.getKey());
			}
		}
		if (others.size() == methods.size()) throw wrong;
		if (wrong != null) IJ.log(name + " is left out at " + String.join(", ",
			others) + ": it is of another scale");
	}

	/**
	 * Opens a method.
	 *
	 * @throws IOException if its files cannot be read
	 * @throws IllegalArgumentException if there is none, it is of another scale,
	 *           or it does not enlarge one or three channels
	 */
	public static OpenMethod open(final String name, final int scale)
		throws IOException
	{
		final OpenMethod method = new OpenMethod(name, Methods.named(name).open(
			Integer.toString(scale)));
		try {
			method.checkChannels();
			return method;
		}
		catch (final RuntimeException exc) {
			method.close();
			throw exc;
		}
	}

	private void checkChannels() {
		final int channels = upscaler.channels();
		if (channels != 1 && channels != 3) throw new WrongUsage(
			"The model " + name + " enlarges " + channels + " channels together, but " +
				"single channels and RGB are compared: leave it out");
	}
}
