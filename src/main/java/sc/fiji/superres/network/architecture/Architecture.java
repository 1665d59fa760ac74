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
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import sc.fiji.superres.network.TorchNetwork;

/**
 * A network that can be trained, by the name that a user chooses.
 * <table>
 * <caption>Names</caption>
 * <tr>
 * <td>{@code srcnn-9-5-5}, {@code srcnn-9-1-5}</td>
 * <td>SRCNN by its kernels</td>
 * </tr>
 * <tr>
 * <td>{@code edsr-64x16}</td>
 * <td>EDSR as published, by features and blocks</td>
 * </tr>
 * <tr>
 * <td>{@code edsr-light-32x8}</td>
 * <td>the same body with a light tail</td>
 * </tr>
 * <tr>
 * <td>{@code wdsr-a-32x32}, {@code wdsr-b-32x8}</td>
 * <td>WDSR by block, features and blocks</td>
 * </tr>
 * <tr>
 * <td>{@code fast}, {@code balanced}, {@code best}</td>
 * <td>one of the above</td>
 * </tr>
 * </table>
 */
public final class Architecture {

	/** What there is to choose from, for messages. */
	public static final String NAMES = "fast, balanced, best, srcnn-9-5-5, " +
		"srcnn-9-1-5, or with numbers of features x blocks edsr-64x16, " +
		"edsr-light-32x8, wdsr-a-16x6, wdsr-b-32x8";

	private static final Map<String, String> PRESETS = Map.of("fast",
		"edsr-light-16x4", "balanced", "edsr-light-32x8", "best",
		"edsr-light-64x16");

	/** What is offered where one is chosen from a list. */
	private static final List<String> OFFERED = List.of("fast", "balanced", "best",
		"wdsr-a-16x6", "wdsr-b-32x8", "edsr-64x16", "srcnn-9-5-5", "srcnn-9-1-5");

	private static final Map<String, String> FAMILIES = Map.of("edsr",
		"EDSR as published", "edsr-light", "EDSR, light", "wdsr-a",
		"WDSR, wide blocks", "wdsr-b", "WDSR, slim blocks");

	private static final Pattern SRCNN = Pattern.compile("srcnn-9-([15])-5");
	private static final Pattern SIZED = Pattern.compile(
		"(edsr|edsr-light|wdsr-a|wdsr-b)-([1-9][0-9]{0,3})x([1-9][0-9]{0,2})");

	private final String name;
	private final Builder builder;

	/** Makes an untrained network. */
	@FunctionalInterface
	private interface Builder {

		public ScriptModule create(int scale, int channels, long seed);
	}

	private Architecture(final String name, final Builder builder) {
		this.name = name;
		this.builder = builder;
	}

	/**
	 * Finds an architecture.
	 *
	 * @throws IllegalArgumentException if there is none of that name; the message
	 *           lists the names
	 */
	public static Architecture named(final String wanted) {
		final String name = PRESETS.getOrDefault(wanted, wanted);
		final Matcher srcnn = SRCNN.matcher(name);
		if (srcnn.matches()) {
			final int middle = Integer.parseInt(srcnn.group(1));
			return new Architecture(name, (scale, channels, seed) -> Srcnn.create(
				scale, channels, middle, seed));
		}
		final Matcher sized = SIZED.matcher(name);
		if (!sized.matches()) throw new IllegalArgumentException(
			"There is no network '" + wanted + "': choose one of " + NAMES);
		return new Architecture(name, builder(sized.group(1), Integer.parseInt(sized
			.group(2)), Integer.parseInt(sized.group(3))));
	}

	/** Returns names to choose from. */
	public static List<String> offered() {
		return OFFERED;
	}

	/** Says in a few words what it is. */
	public String describe() {
		final Matcher sized = SIZED.matcher(name);
		return sized.matches() ? FAMILIES.get(sized.group(1)) + ", " + sized.group(
			2) + " features x " + sized.group(3) + " blocks"
			: "SRCNN, works on the enlarged image";
	}

	/** Returns whether there is an architecture of a name. */
	public static boolean exists(final String name) {
		return SRCNN.matcher(name).matches() || SIZED.matcher(name).matches() ||
			PRESETS.containsKey(name);
	}

	private static Builder builder(final String family, final int features,
		final int blocks)
	{
		return switch (family) {
			case "edsr" -> (scale, channels, seed) -> Edsr.create(scale, channels,
				features, blocks, false, seed);
			case "edsr-light" -> (scale, channels, seed) -> Edsr.create(scale,
				channels, features, blocks, true, seed);
			case "wdsr-a" -> (scale, channels, seed) -> Wdsr.create(scale, channels,
				features, blocks, false, seed);
			default -> (scale, channels, seed) -> Wdsr.create(scale, channels,
				features, blocks, true, seed);
		};
	}

	/** Returns whether it is trained with weight normalisation, as published. */
	public boolean normalized() {
		return name.startsWith("wdsr");
	}

	/**
	 * Checks a scale and a number of channels before a long run.
	 *
	 * @throws IllegalArgumentException if the network cannot enlarge so
	 */
	public void check(final int scale, final int channels) {
		if (scale < 1 || scale > 4) throw new IllegalArgumentException(
			"The network " + name + " cannot enlarge by " + scale +
				": choose 1, 2, 3 or 4");
		if (channels != 1 && channels != 3) throw new IllegalArgumentException(
			"The network " + name + " cannot enlarge " + channels +
				" channels together: choose 1 or 3");
	}

	/**
	 * Writes an untrained network as a TorchScript archive.
	 *
	 * @param scale 1 to 4
	 * @param channels that it enlarges together, 1 or 3
	 * @param seed of its weights
	 * @throws IllegalArgumentException if the scale or the channels are not
	 *           possible
	 */
	public void write(final Path file, final int scale, final int channels,
		final long seed) throws IOException
	{
		write(file, create(scale, channels, seed));
	}

	/**
	 * Writes a network that starts from another of the same architecture, for
	 * example one of another scale: what has the same name and shape is taken
	 * over, the rest is untrained.
	 *
	 * @param base a TorchScript archive
	 * @return the tensors that are left untrained
	 * @throws IllegalArgumentException if nothing of the base fits, or the scale
	 *           or the channels are not possible
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
		try (TorchNetwork from = TorchNetwork.openForTraining(base)) {
			from.parameters().forEach((key, array) -> {
				final float[] values = untrained.get(key);
				if (values == null || array.size() != values.length) return;
				System.arraycopy(array.toFloatArray(), 0, values, 0, values.length);
				untrained.remove(key);
			});
		}
		if (untrained.size() == trained) throw new IllegalArgumentException(base +
			" has no weights that fit " + name +
			": choose the network that it was trained as");
		write(file, net);
		return untrained.keySet();
	}

	/**
	 * Makes an untrained network.
	 *
	 * @param scale 1 to 4
	 * @param channels 1 or 3
	 */
	public ScriptModule create(final int scale, final int channels, final long seed) {
		check(scale, channels);
		return builder.create(scale, channels, seed);
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
