package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles.Stoppable;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.network.values.PackageValues;
import sc.fiji.superres.network.values.ValueMap;

/**
 * Opens networks, whoever made them: a BioImage.IO package or a bare TorchScript
 * or ONNX file with one image in and one enlarged image out.
 * <p>
 * A package's sizes, scale and halo are taken from its description; what it does
 * not state, and a bare file's, is measured by running the network on noise. A
 * halo of 0 counts as not stated. A network of one channel that enlarges y alone
 * restores the z axis of volumes: it is applied to their xz and yz planes, and
 * both results are averaged. TorchScript is a program, not data: open only
 * what you trust.
 * </p>
 * <p>
 * The networks that were closed last stay in memory, so that they are ready at once
 * when they are opened again from files that have not changed.
 * </p>
 */
public final class Networks {

	/** How many closed networks stay in memory. */
	private static final int MOST_IDLE = 3;

	/** Parameters of a network that does not stay: 64 MB. */
	private static final long LARGE = 16_000_000;

	/** Closed networks by what they were opened from, the eldest first. */
	private static final Map<List<?>, Ready> IDLE = new LinkedHashMap<>();

	/** A checked network. */
	private record Ready(ImageNetwork network, NetworkGeometry geometry,
		Function<Intensities, ValueMap> values, Precision precision)
	{}

	private Networks() {
		// Static methods only.
	}

	/**
	 * Opens a network.
	 *
	 * @param path a package (folder or zip), or a TorchScript or ONNX file
	 * @param progress says whether to stop
	 * @return the network, to be closed
	 * @throws IOException if it cannot be read, is damaged, or does not reproduce
	 *           the test output of its package; the message says why
	 * @throws IllegalArgumentException if it is not a network that enlarges one
	 *           image; the message says why
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static Upscaler open(final Path path, final Progress progress)
		throws IOException
	{
		return open(path, ComputeSettings.DEFAULT, progress);
	}

	/**
	 * Opens a network to run it on some device in some precision.
	 *
	 * @throws sc.fiji.superres.block.WrongUsage if the device is a GPU and there is
	 *           none
	 *
	 * @see #open(Path, Progress)
	 */
	public static Upscaler open(final Path path, final ComputeSettings settings,
		final Progress progress) throws IOException
	{
		return open(path, 0, settings, progress);
	}

	/**
	 * Opens a network whose slices, if it enlarges z, are resampled.
	 *
	 * @param factor slices of the result per slice; 0 for the network's own
	 * @see #open(Path, ComputeSettings, Progress)
	 */
	public static Upscaler open(final Path path, final double factor,
		final ComputeSettings settings, final Progress progress) throws IOException
	{
		// A GPU that is not there is refused first.
		if (settings.device() == Device.GPU) settings.device().here();
		try (Stoppable work = new Stoppable(progress)) {
			return work.call(() -> opened(path, factor, settings, progress),
				Upscaler::close);
		}
	}

	private static Upscaler opened(final Path path, final double factor,
		final ComputeSettings settings, final Progress progress) throws IOException
	{
		final NetworkUpscaler planar = planar(path, settings, progress);
		return planar.scale(0) == planar.scale(1) ? planar : new AxialUpscaler(
			planar, factor);
	}

	private static NetworkUpscaler planar(final Path path,
		final ComputeSettings settings, final Progress progress) throws IOException
	{
		final List<?> origin = origin(path, settings);
		final Ready idle = take(origin);
		final Ready ready = idle == null ? ready(path, settings, progress) : idle;
		return new NetworkUpscaler(path.toString(), ready.network(), ready
			.geometry(), ready.values(), ready.precision(), () -> keep(origin, ready));
	}

	/** Returns what a network is opened from: its files as they are, and how. */
	private static List<?> origin(final Path path, final ComputeSettings settings)
		throws IOException
	{
		final List<Object> origin = new ArrayList<>(List.of(path.toAbsolutePath(),
			settings));
		// A folder that is no package may hold anything, and is refused.
		if (!ModelPackage.isPackage(path) && !Files.isRegularFile(path)) return origin;
		try (Stream<Path> files = Files.walk(path)) {
			for (final Path file : files.sorted().toList())
				origin.addAll(List.of(file, Files.size(file), Files.getLastModifiedTime(
					file)));
		}
		return origin;
	}

	private static Ready take(final List<?> origin) {
		synchronized (IDLE) {
			return IDLE.remove(origin);
		}
	}

	private static void keep(final List<?> origin, final Ready ready) {
		final List<Ready> leaving = new ArrayList<>();
		synchronized (IDLE) {
			final Ready other = NetworkUpscaler.parameters(ready.network()) > LARGE ? ready
				: IDLE.put(origin, ready);
			if (other != null) leaving.add(other);
			while (IDLE.size() > MOST_IDLE)
				leaving.add(IDLE.remove(IDLE.keySet().iterator().next()));
		}
		leaving.forEach(network -> network.network().close());
	}

	private static Ready ready(final Path path, final ComputeSettings settings,
		final Progress progress) throws IOException
	{
		try {
			if (!ModelPackage.isPackage(path)) return bare(path, settings,
				progress);
			try (ModelPackage model = ModelPackage.open(path)) {
				return packaged(model, settings, progress);
			}
		}
		catch (final WrongUsage exc) {
			throw exc;
		}
		catch (final IllegalArgumentException exc) {
			throw new IllegalArgumentException(path + ": " + exc.getMessage(), exc);
		}
	}

	private static Ready bare(final Path file,
		final ComputeSettings settings, final Progress progress) throws IOException
	{
		final ImageNetwork network = load(file, progress);
		try {
			final NetworkGeometry geometry = NetworkProbe.measure(network);
			return ready(network, file, geometry, Optional.empty(),
				ValueMap::range, settings, progress);
		}
		catch (final IOException | RuntimeException exc) {
			network.close();
			throw exc;
		}
	}

	private static Ready packaged(final ModelPackage model,
		final ComputeSettings settings, final Progress progress) throws IOException
	{
		final ModelDescription description = model.description();
		final Function<Intensities, ValueMap> values = PackageValues.of(
			description);
		final ImageNetwork network = load(model.weights(), progress);
		try {
			TestTensors.verify(model, network, values);
			return ready(network, model.weights(), geometry(
				description, network), description.input().preprocessing().isEmpty()
					? model.testInput() : Optional.empty(), values, settings, progress);
		}
		catch (final IOException | RuntimeException exc) {
			network.close();
			throw exc;
		}
	}

	private static Ready ready(final ImageNetwork network, final Path archive,
		final NetworkGeometry geometry, final Optional<Tensor> test,
		final Function<Intensities, ValueMap> values,
		final ComputeSettings settings, final Progress progress) throws IOException
	{
		if (!(network instanceof TorchNetwork torch)) {
			requireDefaults(settings);
			return new Ready(network, geometry, values, Precision.FLOAT32);
		}
		final TorchNetwork placed = torch.on(settings.device().here());
		final TorchNetwork taken;
		try {
			taken = FasterNetwork.of(placed, archive, geometry, test, settings
				.precision(), progress);
		}
		catch (final IOException | RuntimeException exc) {
			placed.close();
			throw exc;
		}
		if (placed != torch) torch.close();
		return new Ready(taken, geometry, values, taken == placed
			? Precision.FLOAT32 : Precision.BFLOAT16);
	}

	private static ImageNetwork load(final Path file, final Progress progress)
		throws IOException
	{
		if (!OnnxFile.isOnnx(file)) return TorchNetwork.open(file, progress);
		// The class behind it cannot even be linked without the runtime.
		OnnxRuntime.require(file);
		return OnnxNetwork.open(file);
	}

	/** Checks that nothing is asked of an ONNX network that only others can do. */
	private static void requireDefaults(final ComputeSettings settings) {
		if (settings.device() == Device.GPU) throw new WrongUsage(
			"ONNX networks run on the processor alone: choose device=cpu or auto");
		if (settings.precision() == Precision.BFLOAT16) throw new WrongUsage(
			"ONNX networks cannot run in bfloat16: choose precision=float32 or auto");
	}

	private static NetworkGeometry geometry(final ModelDescription description,
		final ImageNetwork network)
	{
		final ModelDescription.Output output = description.output();
		final int scaleX = (int) Math.round(output.scaleX());
		final int scale = (int) Math.round(output.scaleY());
		if (scaleX != output.scaleX() || scale != output.scaleY() || output
			.offset() != 0) throw new IllegalArgumentException(
				"The package enlarges by " + output.scaleY() + " and adds " + output
					.offset() + " pixels: only whole scales without an offset can be run");
		final ModelDescription.Size height = description.input().height();
		final ModelDescription.Size width = description.input().width();
		if (!height.equals(width)) throw new IllegalArgumentException(
			"The package accepts heights of " + height + " and widths of " + width +
				": only networks with the same sizes on both axes can be run");
		final int channels = description.input().channels();
		final int step = width.step();
		if (description.provenance().map(Provenance::needsTheWholeImage).orElse(
			false)) return new NetworkGeometry(channels, scaleX, scale,
				NetworkGeometry.UNBOUNDED, width.min(), step, Math.max(1, step));
		final int halo = (output.halo().orElse(0) + scale - 1) / scale;
		if (halo == 0) return NetworkProbe.measure(network, channels, scaleX,
			scale, width.min(), step);
		return new NetworkGeometry(channels, scaleX, scale, halo, width.min(), step,
			Math.max(1, step));
	}
}
