package sc.fiji.superres.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles.Stoppable;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.network.NetworkGeometry;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.network.architecture.Architecture;
import sc.fiji.superres.network.architecture.Architectures;

/**
 * The network from which a training starts: untrained, or trained before.
 * <p>
 * A network of the same scale is used as it is, whatever its origin. One of
 * another scale must have an architecture of this suite, as stated in its
 * package or recognized by its tensors: the architecture is built for the new
 * scale, and all layers that fit are copied.
 * </p>
 */
public final class TrainingStart {

	/** The setting of a package's provenance that names its architecture. */
	public static final String NETWORK = "network";

	/**
	 * The setting of a package's provenance that holds the seed of its validation set,
	 * where that is not the seed of the training.
	 */
	public static final String SPLIT = "seed of the validation set";

	private final Optional<Architecture> architecture;
	private final Optional<Path> base;
	private final String checksum;
	/** Whether the base is rebuilt, for another scale or with branches. */
	private final boolean rebuilt;
	private final int channels;
	private final List<Citation> cite;
	private final OptionalLong split;

	private TrainingStart(final Optional<Architecture> architecture,
		final Optional<Path> base, final String checksum, final boolean rebuilt,
		final int channels, final List<Citation> cite, final OptionalLong split)
	{
		this.architecture = architecture;
		this.base = base;
		this.checksum = checksum;
		this.rebuilt = rebuilt;
		this.channels = channels;
		this.cite = architecture.map(Architecture::cite).orElse(cite);
		this.split = split;
	}

	/**
	 * Starts from an untrained network.
	 *
	 * @param channels that it enlarges together, 1 or 3
	 * @throws IllegalArgumentException if it does not support the scale or the
	 *           channels
	 */
	public static TrainingStart of(final Architecture architecture,
		final int scale, final int channels)
	{
		architecture.check(scale, channels);
		return new TrainingStart(Optional.of(architecture), Optional.empty(), "",
			true, channels, List.of(), OptionalLong.empty());
	}

	/**
	 * Starts from a trained network.
	 *
	 * @param base a package or a TorchScript file
	 * @param scale of the new network
	 * @param channels that it enlarges together, 1 or 3
	 * @param progress says whether to stop
	 * @throws IOException if it cannot be read
	 * @throws IllegalArgumentException if it has another number of channels, or
	 *           another scale and cannot be rebuilt
	 * @throws java.util.concurrent.CancellationException if the user stopped it
	 */
	public static TrainingStart of(final Path base, final int scale,
		final int channels, final Progress progress) throws IOException
	{
		try (Stoppable work = new Stoppable(progress)) {
			return work.call(() -> opened(base, scale, channels, progress), start -> {});
		}
	}

	private static TrainingStart opened(final Path base, final int scale,
		final int channels, final Progress progress) throws IOException
	{
		if (!ModelPackage.isPackage(base)) return of(base, base, Optional.empty(),
			List.of(), scale, channels, progress);
		try (ModelPackage model = ModelPackage.open(base)) {
			return of(base, model.weights(), model.description().provenance(), model
				.description().about().cite(), scale, channels, progress);
		}
	}

	private static TrainingStart of(final Path base, final Path archive,
		final Optional<Provenance> training, final List<Citation> cite,
		final int scale, final int channels, final Progress progress)
		throws IOException
	{
		try (TorchNetwork network = TorchNetwork.open(archive, progress)) {
			final NetworkGeometry geometry = NetworkGeometry.measure(network);
			if (geometry.channels() != channels) throw new WrongUsage(
				base + " enlarges " + geometry.channels() + " channels together, not " +
					channels + ": choose channels=" + geometry.channels() +
					", or another base");
			final Optional<Architecture> architecture = training.map(
				made -> made.settings().get(NETWORK)).map(Object::toString).filter(
					Architectures::exists).map(Architectures::named).or(() -> recognize(
						network, geometry));
			final boolean other = geometry.scaleY() != scale;
			if (other && architecture.isEmpty()) throw new WrongUsage(
				base + " enlarges by " + geometry.scaleY() + ", not by " + scale +
					", and its architecture cannot be built for that: choose the scale " +
					"" + geometry.scaleY() + ", or another base");
			architecture.ifPresent(a -> a.check(scale, channels));
			return new TrainingStart(architecture, Optional.of(base), Sha256
				.of(archive), other || architecture.map(Architecture::isBranched).orElse(
					false), channels, cite, training.map(TrainingStart::split).orElseGet(
						OptionalLong::empty));
		}
	}

	/** Returns the seed by which the validation set of a training was chosen. */
	private static OptionalLong split(final Provenance training) {
		if (training.settings().containsKey(Provenance.SOURCE)) return OptionalLong
			.empty();
		return OptionalLong.of(training.settings().get(SPLIT) instanceof Number other
			? other.longValue() : training.seed());
	}

	private static Optional<Architecture> recognize(final TorchNetwork network,
		final NetworkGeometry geometry)
	{
		final Map<String, int[]> shapes = new HashMap<>();
		network.parameters().forEach((name, array) -> shapes.put(name, Arrays
			.stream(array.getShape().getShape()).mapToInt(Math::toIntExact)
			.toArray()));
		return Architectures.recognize(shapes, geometry.scaleY(), geometry
			.channels());
	}

	/** Returns whether it enlarges one axis, as the xz planes of a stack need. */
	public boolean isAxial() {
		return architecture.map(Architecture::isAxial).orElse(false);
	}

	/** Returns whether it is trained with weight normalization. */
	public boolean normalized() {
		return architecture.isPresent() && architecture.get().normalized();
	}

	/** Returns the number of channels that are enlarged together. */
	public int channels() {
		return channels;
	}

	/** Returns the name of the architecture, or of the file if it is unknown. */
	public String name() {
		return architecture.map(Architecture::toString).orElseGet(() -> base.get()
			.getFileName().toString());
	}

	/** Returns a short description of the network, if it is known. */
	public String describe() {
		return architecture.map(a -> a + ": " + a.describe()).orElseGet(this::name);
	}

	/** Returns what users of the network should cite, as far as it is known. */
	public List<Citation> cite() {
		return cite;
	}

	/**
	 * Returns the seed for choosing the validation set: that of the base, so that
	 * the same images are set aside. A base that was trained on some of them would
	 * have better scores than all that follows.
	 *
	 * @param seed of the training, without a base that was trained here
	 */
	public long split(final long seed) {
		return split.orElse(seed);
	}

	/** Returns the SHA-256 of the base's weights; empty without a base. */
	public String checksum() {
		return checksum;
	}

	/** Returns the file or folder of the base, if there is one. */
	public Optional<Path> path() {
		return base;
	}

	/** Returns the name of the base, if there is one. */
	public Optional<String> base() {
		return base.map(path -> path.getFileName() + " (sha256 " + checksum
			.substring(0, 12) + ")");
	}

	/**
	 * Writes the network as a TorchScript archive.
	 *
	 * @param scale as passed before
	 * @param seed of the untrained layers
	 */
	public void write(final Path file, final int scale, final long seed)
		throws IOException
	{
		if (base.isEmpty()) architecture.get().write(file, scale, channels, seed);
		else if (!ModelPackage.isPackage(base.get())) write(file, scale, seed, base
			.get());
		else try (ModelPackage model = ModelPackage.open(base.get())) {
			write(file, scale, seed, model.weights());
		}
	}

	/**
	 * Returns the file of a trained network as it is kept.
	 *
	 * @param trained archive of the network that was trained
	 * @param file written where its branches have to be fused
	 */
	Path kept(final Path trained, final Path file, final int scale)
		throws IOException
	{
		if (!architecture.map(Architecture::isBranched).orElse(false)) return trained;
		AtomicFiles.write(file, true, part -> architecture.get().fuse(trained, part,
			scale, channels));
		return file;
	}

	private void write(final Path file, final int scale, final long seed,
		final Path archive) throws IOException
	{
		if (rebuilt) architecture.get().write(file, scale, channels, seed, archive);
		else Files.copy(archive, file);
	}
}
