package sc.fiji.superres.network.architecture;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * An architecture that can be trained, with its numbers: its description, what
 * to cite, and how to build it.
 * <p>
 * {@link Architectures} finds one by its name.
 * </p>
 */
public final class Architecture {

	private static final int LARGEST_SCALE = 4;
	private static final int LARGEST_AXIAL = 10;

	private final String name;
	private final String description;
	private final List<Citation> cite;
	private final boolean normalized;
	private final boolean axial;
	private final Builder builder;
	/** Builds the network that is kept of a trained one. */
	private final Builder kept;

	/** Makes an untrained network. */
	@FunctionalInterface
	interface Builder {

		/**
		 * @param scale that the architecture can enlarge by
		 * @param channels 1 or 3; 1 if it enlarges y alone
		 * @param seed of the initial weights
		 */
		ScriptModule create(int scale, int channels, long seed);
	}

	/**
	 * @param name with its numbers
	 * @param description a short description
	 * @param cite what users of such a network should cite
	 * @param normalized whether it is trained with weight normalization
	 * @param builder builds an untrained network
	 */
	Architecture(final String name, final String description,
		final List<Citation> cite, final boolean normalized,
		final Builder builder)
	{
		this(name, description, cite, normalized, false, builder, builder);
	}

	private Architecture(final String name, final String description,
		final List<Citation> cite, final boolean normalized, final boolean axial,
		final Builder builder, final Builder kept)
	{
		this.name = name;
		this.description = description;
		this.cite = List.copyOf(cite);
		this.normalized = normalized;
		this.axial = axial;
		this.builder = builder;
		this.kept = kept;
	}

	/** Returns a network of one channel that enlarges y by 2 to 10, and x not. */
	static Architecture axial(final String name, final String description,
		final List<Citation> cite, final Builder builder)
	{
		return new Architecture(name, description, cite, false, true, builder,
			builder);
	}

	/**
	 * Returns a network whose convolutions have branches beside them while it is
	 * trained.
	 *
	 * @param builder builds the network that is trained, whose branches are those
	 *          of {@link Branches}
	 * @param kept builds the same network without them
	 */
	static Architecture branched(final String name, final String description,
		final List<Citation> cite, final Builder builder, final Builder kept)
	{
		return new Architecture(name, description, cite, false, false, builder,
			kept);
	}

	/** Returns a short description. */
	public String describe() {
		return description;
	}

	/** Returns what users of such a network should cite. */
	public List<Citation> cite() {
		return cite;
	}

	/** Returns whether it is trained with weight normalization, as published. */
	public boolean normalized() {
		return normalized;
	}

	/** Returns whether it enlarges y alone, to restore the z axis of stacks. */
	public boolean isAxial() {
		return axial;
	}

	/** Returns whether it is trained with branches that {@link #fuse} removes. */
	public boolean isBranched() {
		return kept != builder;
	}

	/**
	 * Checks a scale and a number of channels before a long run.
	 *
	 * @throws IllegalArgumentException if the network does not support them
	 */
	public void check(final int scale, final int channels) {
		if (!enlargesBy(scale)) throw new WrongUsage("The network " + name +
			" cannot enlarge by " + scale + ": choose " + (axial ? "2 to 10"
				: "1, 2, 3 or 4"));
		if (!enlarges(channels)) throw new WrongUsage(
			"The network " + name + " cannot enlarge " + channels +
				" channels together: choose 1" + (axial ? "" : " or 3"));
	}

	/**
	 * Writes an untrained network as a TorchScript archive.
	 *
	 * @param scale 1 to 4; 2 to 10 where it is axial
	 * @param channels that it enlarges together, 1 or 3; 1 if it is axial
	 * @param seed of its weights
	 * @throws IllegalArgumentException if the scale or channels are not supported
	 */
	public void write(final Path file, final int scale, final int channels,
		final long seed) throws IOException
	{
		write(file, create(scale, channels, seed));
	}

	/**
	 * Writes a network that starts from another of the same architecture, for
	 * example one of another scale: tensors of the same name and shape are
	 * copied, the rest is untrained.
	 *
	 * @param base a TorchScript archive
	 * @return the tensors that are left untrained
	 * @throws IllegalArgumentException if no tensor of the base fits, or the
	 *           scale or channels are not supported
	 * @throws IOException if the base cannot be read
	 */
	public Set<String> write(final Path file, final int scale,
		final int channels, final long seed, final Path base) throws IOException
	{
		final ScriptModule net = create(scale, channels, seed);
		final Map<String, float[]> untrained = new TreeMap<>();
		net.variables().stream().filter(ScriptModule.Variable::trained).forEach(
			v -> untrained.put(v.name(), v.values()));
		final int trained = untrained.size();
		try (TorchNetwork from = TorchNetwork.openForTraining(base,
			ComputeSettings.on(Device.CPU), Progress.NONE))
		 {
			from.parameters().forEach((key, array) -> {
				final float[] values = untrained.get(key);
				if (values == null || array.size() != values.length) return;
				System.arraycopy(array.toFloatArray(), 0, values, 0, values.length);
				untrained.remove(key);
			});
		}
		if (untrained.size() == trained) throw new WrongUsage(base +
			" has no weights that fit " + name +
			": choose the architecture that it was trained as");
		write(file, net);
		return untrained.keySet();
	}

	/**
	 * Writes a trained network without the branches that it was trained with, which
	 * enlarges as it did.
	 *
	 * @param trained a TorchScript archive
	 * @throws IOException if it cannot be read
	 */
	public void fuse(final Path trained, final Path file, final int scale,
		final int channels) throws IOException
	{
		check(scale, channels);
		final ScriptModule net = kept.create(scale, channels, 0);
		try (TorchNetwork from = TorchNetwork.open(trained, Progress.NONE)) {
			final Map<String, float[]> values = new TreeMap<>();
			from.parameters().forEach((key, array) -> values.put(key, array
				.toFloatArray()));
			Branches.fuse(net, values);
		}
		write(file, net);
	}

	/**
	 * Makes an untrained network.
	 *
	 * @param scale 1 to 4; 2 to 10 where it is axial
	 * @param channels 1 or 3; 1 if it is axial
	 */
	public ScriptModule create(final int scale, final int channels, final long seed) {
		check(scale, channels);
		return builder.create(scale, channels, seed);
	}

	/** Returns whether these are exactly the tensors that are kept of it. */
	boolean owns(final TensorShapes tensors, final int scale,
		final int channels)
	{
		if (!enlargesBy(scale) || !enlarges(channels)) return false;
		final List<ScriptModule.Variable> own = kept.create(scale, channels, 0)
			.variables().stream().filter(ScriptModule.Variable::trained).toList();
		return own.size() == tensors.shapes().size() && own.stream().allMatch(
			variable -> tensors.has(variable.name(), variable.shape()));
	}

	private boolean enlargesBy(final int scale) {
		return axial ? scale >= 2 && scale <= LARGEST_AXIAL : scale >= 1 &&
			scale <= LARGEST_SCALE;
	}

	private boolean enlarges(final int channels) {
		return channels == 1 || channels == 3 && !axial;
	}

	private static void write(final Path file, final ScriptModule net)
		throws IOException
	{
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(
			file)))
		{
			net.write(out);
		}
	}

	@Override
	public String toString() {
		return name;
	}
}
