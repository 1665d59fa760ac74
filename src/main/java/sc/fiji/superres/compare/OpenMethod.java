package sc.fiji.superres.compare;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.measure.ModelChoice;
import sc.fiji.superres.measure.StackPlanes;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.method.WrongScale;
import sc.fiji.superres.network.ComputeSettings;

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

	/** Number of the planes along z. */
	private static final int WARM_PLANES = 16;

	/**
	 * Opens methods; repeated names are opened once. With several scales, a model
	 * is opened at its own scale only, and the log names the others.
	 *
	 * @param names names that {@link Methods} knows, and
	 *          {@value ModelChoice#AUTO}
	 * @param protocol whose scales, along x and y or z, are opened
	 * @param progress says whether to stop
	 * @return the methods of each scale, in this order
	 * @throws IOException if the files of one cannot be read
	 * @throws IllegalArgumentException if there is no such method, it does not
	 *           enlarge one or three channels by any of the scales, or there is
	 *           none of a scale
	 */
	public static Map<Integer, List<ComparedMethod>> open(final List<String> names,
		final ComparisonProtocol protocol, final Progress progress)
		throws IOException
	{
		if (names.isEmpty()) throw new WrongUsage(
			"There are no methods to compare: choose some of " + String.join(", ",
				Methods.names()));
		final Map<Integer, List<ComparedMethod>> methods = new LinkedHashMap<>();
		protocol.scales().forEach(scale -> methods.put(scale,
			new ArrayList<>()));
		try {
			for (final String name : new LinkedHashSet<>(names))
				open(name, protocol, methods, progress);
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
		final Plane plane = new Plane(new float[WARM * WARM], WARM, WARM);
		final long width = Math.round(WARM * upscaler.scale(0));
		final long height = Math.round(WARM * upscaler.scale(isAlongZ() ? 2 : 1));
		final Dimensions size = new FinalDimensions(width, height);
		try {
			for (int i = 0; i < WARM_ROUNDS; i++) {
				if (isAlongZ()) enlargeAlongZ(Collections.nCopies(WARM_PLANES, plane),
					Intensities.unit(), size, Progress.NONE);
				else enlarge(Collections.nCopies(upscaler.channels(), plane), Intensities
					.units(upscaler.channels()), size, Progress.NONE);
			}
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
		return checked(lows, ImageEnlarger.enlarge(lows, upscaler, EnlargeSettings
			.of(name), intensities, progress), size);
	}

	/** Returns whether z is enlarged, and not x and y. */
	private boolean isAlongZ() {
		return upscaler.axes() == 3;
	}

	/**
	 * Enlarges a volume along z, as Upscale Image does.
	 *
	 * @param lows its xz planes, in the order of y
	 * @param intensities of its channel
	 * @param size the expected size of a plane
	 * @return its xz planes, neither rounded nor clipped
	 * @throws IllegalArgumentException if the result is of another size
	 * @throws IllegalStateException if memory is short
	 */
	List<Plane> enlargeAlongZ(final List<Plane> lows,
		final Intensities intensities, final Dimensions size,
		final Progress progress)
	{
		final ImageStack planes = new ImageStack(lows.get(0).width(), lows.get(0)
			.height());
		lows.forEach(low -> planes.addSlice(null, low.samples()));
		final ImagePlus turned = new ImagePlus("volume", planes);
		turned.setDimensions(1, lows.size(), 1);
		final IntensityRange range = new IntensityRange(intensities.low(),
			intensities.high());
		// Turned once more, xz planes are slices again.
		final ImageStack result = StackPlanes.XZ.of(ImageEnlarger.enlarge(
			StackPlanes.XZ.of(turned), upscaler, new EnlargeSettings(name, 0, intensities
				.low() < intensities.high() ? Optional.of(range) : Optional.empty(),
				EnlargeSettings.Region.IMAGE, EnlargeSettings.Colors.LUMA,
				EnlargeSettings.Depth.SAME, ""), progress)).getStack();
		return checked(lows, IntStream.rangeClosed(1, result.size()).mapToObj(
			i -> new Plane((float[]) result.getPixels(i), result.getWidth(), result
				.getHeight())).toList(), size);
	}

	private static List<Plane> checked(final List<Plane> lows,
		final List<Plane> enlarged, final Dimensions size)
	{
		final Dimensions made = enlarged.get(0).size();
		if (!Intervals.equalDimensions(made, size))
			throw new IllegalArgumentException("the method makes " + enlarged.get(0) +
				" of " + lows.get(0) + ", not " + size.dimension(0) + " x " + size
					.dimension(1) + " pixels: choose a method of that scale");
		return enlarged;
	}

	@Override
	public Optional<MethodCost> cost(final Dimensions low) {
		final int channels = upscaler.channels();
		final PreparedOperation enlargement = upscaler.prepare(low, Intensities
			.units(channels));
		return Optional.of(new MethodCost(new Series(name, (int) Math.round(upscaler
			.scale(isAlongZ() ? 2 : 0))), upscaler.parameters(), Float.BYTES *
				channels * (Intervals.numElements(low) + Intervals.numElements(
					enlargement.target())) +
				Tiles.blocks(enlargement, channels, 0) + Tiles.workspace(enlargement,
					0) + Tiles.outside(enlargement, 0)));
	}

	@Override
	public void close() {
		upscaler.close();
	}

	/** Opens a method at those scales that are its own. */
	private static void open(final String name,
		final ComparisonProtocol protocol,
		final Map<Integer, List<ComparedMethod>> methods,
		final Progress progress) throws IOException
	{
		if (name.equals(Methods.AUTO)) {
			if (protocol.axial()) throw new WrongUsage(
				"axis=z, but auto chooses among models of x and y: name interpolations " +
					"or models along z");
			methods.forEach((scale, open) -> open.add(new AutoMethod(scale,
				protocol.settings())));
			return;
		}
		final List<String> others = new ArrayList<>();
		WrongScale wrong = null;
		for (final DegradationSource source : protocol.sources()) {
			try {
				methods.get(source.scale()).add(open(name, source.wanted(),
					protocol.settings(), progress));
			}
			catch (final WrongScale exc) {
				wrong = exc;
				others.add("x" + source.scale());
			}
		}
		if (others.size() == methods.size()) throw wrong;
		if (wrong != null) IJ.log(name + " is left out at " + String.join(", ",
			others) + ": it is of another scale");
	}

	/**
	 * Opens a method.
	 *
	 * @param scale as {@link sc.fiji.superres.method.Method#open} takes it
	 * @param settings how a network is run
	 * @param progress says whether to stop
	 * @throws IOException if its files cannot be read
	 * @throws IllegalArgumentException if there is none, it is of another scale,
	 *           or it does not enlarge one or three channels
	 */
	public static OpenMethod open(final String name, final String scale,
		final ComputeSettings settings, final Progress progress) throws IOException
	{
		final OpenMethod method = new OpenMethod(name, Methods.named(name).with(
			settings).open(scale, progress));
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
