package sc.fiji.superres.network;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.file.TemporaryFolder;
import sc.fiji.superres.file.Tensor;

/**
 * Opens a network in {@link Bfloat16} where that is asked for, or pays.
 * <p>
 * Processors with instructions for bfloat16 (AMX, {@code avx512_bf16}) are two to
 * five times faster with it; others emulate it, slower than float32. So
 * {@link Precision#AUTO} measures: it takes bfloat16 where a tile of noise is at
 * least {@value #FASTER} times faster, and the test image of the package differs by
 * at most {@value #MOST} of the range of the result. That is done once for each
 * network and device, and remembered by its checksum beside the engine's library.
 * </p>
 */
final class FasterNetwork {

	private static final double FASTER = 1.3;
	private static final double MOST = 0.005;
	private static final String MEASURED = "superres-precision";
	private static final int TILE = 256;
	private static final int PASSES = 3;

	private static final System.Logger LOG = System.getLogger(FasterNetwork.class
		.getName());

	private FasterNetwork() {
		// Static methods only.
	}

	/**
	 * Returns the network to run.
	 *
	 * @param network in float32; closed if it is not the result
	 * @param archive that it was loaded from
	 * @param geometry of the network
	 * @param test an image that it enlarges, as (1, channels, y, x)
	 * @throws IOException if the archive cannot be read
	 * @throws IllegalArgumentException if bfloat16 is asked for, and not possible
	 */
	static TorchNetwork of(final TorchNetwork network, final Path archive,
		final NetworkGeometry geometry, final Optional<Tensor> test,
		final Precision wanted, final Progress progress) throws IOException
	{
		if (wanted == Precision.FLOAT32) return network;
		final boolean auto = wanted == Precision.AUTO;
		final Path memory = Path.of(System.getProperty(EngineCache.VARIABLE)).resolve(
			MEASURED).resolve(Sha256.of(archive) + (network.device() == Device.CPU ? ""
				: "-" + network.device()));
		if (auto && remembered(memory).equals(Optional.of(Precision.FLOAT32)))
			return network;
		TorchNetwork rounded = null;
		try {
			rounded = rounded(archive, false, network.device());
			final Tensor image = test.orElseGet(() -> noise(geometry));
			final double difference = difference(network.forward(image), rounded
				.forward(image));
			if (!auto || remembered(memory).isPresent() || pays(network, rounded,
				geometry, difference, memory, progress))
			{
				network.close();
				return rounded;
			}
			rounded.close();
			return network;
		}
		catch (final IOException | RuntimeException exc) {
			if (rounded != null) rounded.close();
			if (exc instanceof CancellationException stopped) throw stopped;
			if (!auto) throw refused(archive, exc);
			LOG.log(Level.DEBUG, "It cannot run in bfloat16", exc);
			return network;
		}
	}

	/**
	 * Loads a checked archive in bfloat16.
	 *
	 * @throws IllegalArgumentException if that is not possible
	 */
	static TorchNetwork load(final Path archive, final boolean train,
		final Device device)
	{
		try {
			return rounded(archive, train, device);
		}
		catch (final IOException exc) {
			throw refused(archive, exc);
		}
	}

	// -- Helper methods --

	private static TorchNetwork rounded(final Path archive, final boolean train,
		final Device device) throws IOException
	{
		try (TemporaryFolder folder = TemporaryFolder.make("superres-bfloat16")) {
			final Path rounded = folder.path().resolve("rounded.pt");
			Bfloat16.write(archive, rounded);
			return TorchNetwork.loadUntried(archive, rounded, train, device);
		}
	}

	private static IllegalArgumentException refused(final Path archive,
		final Exception cause)
	{
		return new IllegalArgumentException("The network " + archive.getFileName() +
			" cannot compute in bfloat16, as networks of the suite and imported ones can: " +
			"choose precision=float32 (" + cause.getMessage() + ")", cause);
	}

	private static boolean pays(final TorchNetwork network,
		final TorchNetwork rounded, final NetworkGeometry geometry,
		final double difference, final Path memory, final Progress progress)
	{
		final Tensor tile = noise(geometry);
		long exact = Long.MAX_VALUE;
		long fast = Long.MAX_VALUE;
		for (int pass = 0; pass <= PASSES; pass++) {
			progress.check();
			final long before = nanoseconds(network, tile);
			final long after = nanoseconds(rounded, tile);
			if (pass == 0) continue; // Warms up.
			exact = Math.min(exact, before);
			fast = Math.min(fast, after);
		}
		final double faster = (double) exact / fast;
		final boolean pays = faster >= FASTER && difference <= MOST;
		progress.note(String.format(Locale.ROOT, "precision=auto takes %s: on this " +
			"machine bfloat16 takes %.2f of the time, and differs by %.2g of the range",
			pays ? Precision.BFLOAT16 : Precision.FLOAT32, 1 / faster, difference));
		remember(memory, pays ? Precision.BFLOAT16 : Precision.FLOAT32);
		return pays;
	}

	private static long nanoseconds(final TorchNetwork network,
		final Tensor tile)
	{
		final long start = System.nanoTime();
		network.forward(tile);
		return System.nanoTime() - start;
	}

	/** Returns the largest difference; the range of intensities is 0 to 1. */
	private static double difference(final Tensor exact, final Tensor rounded) {
		double largest = 0;
		for (int i = 0; i < exact.values().length; i++)
			largest = Math.max(largest, Math.abs(exact.values()[i] - rounded
				.values()[i]));
		return largest;
	}

	private static Tensor noise(final NetworkGeometry geometry) {
		final int side = (int) geometry.valid(geometry.step() == 0 ? geometry
			.minimum() : TILE);
		final SplittableRandom random = new SplittableRandom(1);
		final float[] values = new float[geometry.channels() * side * side];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextDouble();
		return new Tensor(new int[] { 1, geometry.channels(), side, side }, values);
	}

	private static Optional<Precision> remembered(final Path memory) {
		try {
			if (!Files.exists(memory)) return Optional.empty();
			final String word = Files.readString(memory);
			return Arrays.stream(Precision.values()).filter(known -> known.toString()
				.equals(word)).findFirst();
		}
		catch (final IOException exc) {
			LOG.log(Level.DEBUG, "It is measured again", exc);
			return Optional.empty();
		}
	}

	private static void remember(final Path memory, final Precision taken) {
		try {
			Files.createDirectories(memory.getParent());
			Files.writeString(memory, taken.toString());
		}
		catch (final IOException exc) {
			LOG.log(Level.INFO, "It cannot be remembered whether bfloat16 pays, so " +
				"it will be measured again", exc);
		}
	}
}
