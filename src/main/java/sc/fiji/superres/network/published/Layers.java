package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.architecture.BicubicLayer;
import sc.fiji.superres.network.architecture.MeanShift;
import sc.fiji.superres.network.architecture.ScriptModule;
import sc.fiji.superres.network.weights.Fused;
import sc.fiji.superres.network.weights.StateDictionary;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * A network under construction from a state dictionary: layers take their
 * weights by the names of the tensors, which must have the expected shapes and
 * finite numbers.
 * <p>
 * Layers return TorchScript expressions, as those of {@link ScriptModule} do;
 * convolutions have stride 1 and are padded with zeros to the same size.
 * </p>
 */
final class Layers {

	private static final String WEIGHT = ".weight";
	private static final String BIAS = ".bias";

	/** Superfluous tensors that a message names. */
	private static final int NAMED = 5;

	private final Layout layout;
	private final StateDictionary weights;
	private final TensorShapes shapes;
	private final int wanted;
	private final boolean unit;
	private final ScriptModule module;
	private final Set<String> unused;
	private final Set<String> added = new HashSet<>();

	/**
	 * @param scale as the user states it, or 0
	 * @param unit whether values are from 0 to 1 inside
	 */
	Layers(final Layout layout, final StateDictionary weights,
		final int scale, final boolean unit)
	{
		this.layout = layout;
		this.weights = weights;
		this.wanted = scale;
		this.unit = unit;
		shapes = weights.shapes();
		module = new ScriptModule("Published", 0);
		unused = new LinkedHashSet<>(shapes.shapes().keySet());
	}

	/** Returns the names and shapes of all tensors. */
	TensorShapes shapes() {
		return shapes;
	}

	/**
	 * Returns whether values are from 0 to 1 inside, rather than to 255 with a mean
	 * that is subtracted, where the layout has both forms.
	 */
	boolean unit() {
		return unit;
	}

	/** Returns values in the range that they have inside. */
	String inside(final String input) {
		return unit ? input : "torch.mul(" + input + ", 255.0)";
	}

	/** Returns values of the range inside as those from 0 to 1. */
	String outside(final String input) {
		return unit ? input : "torch.div(" + input + ", 255.0)";
	}

	/** Adds the statement {@code variable = expression}. */
	void line(final String variable, final String expression) {
		module.line(variable, expression);
	}

	/** Returns the number of outputs of a layer; 0 if it does not exist. */
	int outputs(final String layer) {
		return shapes.length(layer + WEIGHT, 0);
	}

	/** Returns the number of inputs of a layer; 0 if it does not exist. */
	int inputs(final String layer) {
		return shapes.length(layer + WEIGHT, 1);
	}

	/** Returns the side of the kernel of a layer; 0 if it does not exist. */
	int side(final String layer) {
		return shapes.length(layer + WEIGHT, 3);
	}

	/** Returns whether a layer exists. */
	boolean has(final String layer) {
		return shapes.shapes().containsKey(layer + WEIGHT);
	}

	// -- Layers --

	/** Adds a convolution with a bias. */
	String conv(final String layer, final String input, final int in,
		final int out, final int side) throws IOException
	{
		return conv(layer, input, new int[] { out, in, side, side }, true, 1);
	}

	/**
	 * Adds a convolution.
	 *
	 * @param shape outputs, inputs / groups, side, side
	 */
	String conv(final String layer, final String input, final int[] shape,
		final boolean bias, final int groups) throws IOException
	{
		return convolution(layer, input, take(layer + WEIGHT, shape), bias ? take(
			layer + BIAS, shape[0]) : null, groups);
	}

	/**
	 * Adds a convolution whose weights were made of other tensors.
	 *
	 * @param bias null for none
	 */
	private String convolution(final String layer, final String input,
		final Tensor kernels, final Tensor bias, final int groups)
	{
		return ScriptModule.convolution(input, add(layer + "_w", kernels),
			bias == null ? "None" : add(layer + "_b", bias), kernels.shape()[3] / 2,
			groups);
	}

	/** Adds a convolution that was made of other layers. */
	String conv(final String layer, final String input, final Fused fused) {
		return convolution(layer, input, fused.kernels(), fused.bias(), 1);
	}

	/** Returns a convolution that is to be fused with others. */
	Fused fused(final String kernels, final String bias, final int in,
		final int out, final int side) throws IOException
	{
		return new Fused(take(kernels, out, in, side, side), take(bias, out));
	}

	/** Adds a rectifier with a trained slope for each feature. */
	String prelu(final String layer, final String input, final int features)
		throws IOException
	{
		return "torch.prelu(" + input + ", " + trained(layer + WEIGHT, features) +
			")";
	}

	/** Adds a trained tensor. */
	String trained(final String tensor, final int... shape)
		throws IOException
	{
		return add(tensor, take(tensor, shape));
	}

	/** Adds a trained tensor as (features, 1, 1), to be combined with an image. */
	String perFeature(final String tensor, final int features)
		throws IOException
	{
		return add(tensor, new Tensor(new int[] { features, 1, 1 }, take(tensor,
			features).values()));
	}

	/**
	 * Subtracts the mean of DIV2K from {@code x}.
	 *
	 * @throws IOException if there are not three channels: the means of others are
	 *           not among the tensors
	 */
	void subtractMean(final int channels) throws IOException {
		if (channels != 3) throw new IOException("it enlarges " + channels +
			" channels, whose mean is not among the tensors of " + layout.name());
		MeanShift.subtract(module, channels);
	}

	/** Adds the mean to {@code x} that {@link #subtractMean} subtracted. */
	void addMean() {
		MeanShift.add(module);
	}

	/** Enlarges {@code x} by the bicubic interpolation that the papers use. */
	void bicubic(final int scale, final int channels) {
		if (scale == 1) return;
		line("x", ScriptModule.padded("x", BicubicLayer.HALO));
		BicubicLayer.add(module, "x", scale, channels);
	}

	/**
	 * Adds the tail of many networks, to and from {@code x}: for each factor of 2
	 * or 3 of the scale a convolution and a pixel shuffle.
	 *
	 * @param layer its layers are numbered 0, 2, ...
	 * @return the scale
	 */
	int upsample(final String layer, final int features) throws IOException {
		for (int i = 0; has(layer + "." + i); i += 2) {
			final int factor = factor(layer + "." + i, features);
			line("x", conv(layer + "." + i, "x", features, features * factor * factor,
				3));
			line("x", shuffled("x", factor));
		}
		return enlargement(layer, features);
	}

	/** Returns by how much a convolution and a pixel shuffle after it enlarge. */
	int factor(final String layer, final int features) {
		return outputs(layer) == 9 * features ? 3 : 2;
	}

	/** Returns the scale of the layers that {@link #upsample} adds. */
	int enlargement(final String layer, final int features) {
		int scale = 1;
		for (int i = 0; has(layer + "." + i); i += 2)
			scale *= factor(layer + "." + i, features);
		return scale;
	}

	/** Returns the expression of a rectifier that keeps a share of values below 0. */
	static String leaky(final String input, final double slope) {
		return "torch.leaky_relu(" + input + ", " + slope + ")";
	}

	/** Returns the expression of a pixel shuffle. */
	static String shuffled(final String input, final int factor) {
		return "torch.pixel_shuffle(" + input + ", " + factor + ")";
	}

	/** Returns the expression of an enlargement that repeats pixels. */
	static String nearest(final String input, final int factor) {
		return "torch.upsample_nearest2d(" + input + ", None, [" + factor + ".0, " +
			factor + ".0])";
	}

	/** Returns the side of the square pixels that make {@code outputs} of {@code channels}. */
	static int root(final int outputs, final int channels) {
		return channels == 0 ? 0 : (int) Math.round(Math.sqrt(outputs / channels));
	}

	// -- Scale, and the end --

	/**
	 * Returns the scale that the user states, where the tensors do not.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	int scale() {
		if (wanted == 0) throw new WrongUsage("The tensors of " + layout.name() +
			" do not state by how much it enlarges: state the scale");
		return wanted;
	}

	/**
	 * Returns which of the scales that the tensors are for the network is to have.
	 *
	 * @throws IllegalArgumentException if there are several and the user states
	 *           none of them
	 */
	int scale(final List<Integer> scales) {
		if (scales.size() == 1) return scales.get(0);
		if (!scales.contains(wanted)) throw new WrongUsage("The tensors of " + layout
			.name() + " are for the scales " + scales.stream().map(String::valueOf)
				.collect(Collectors.joining(", ")) + (wanted == 0 ? "" : ", not for " +
					wanted) + ": state the scale");
		return wanted;
	}

	/**
	 * Ends the network, which returns {@code x}.
	 *
	 * @param numbers of the architecture, in words
	 * @throws IOException if there are tensors that were not used; the message
	 *           names some
	 * @throws IllegalArgumentException if the user states another scale
	 */
	PublishedNetwork end(final String numbers, final int scale,
		final int channels) throws IOException
	{
		if (!unused.isEmpty()) throw new IOException("it has " + unused.size() +
			" tensors that " + layout.name() + " does not have: " + unused.stream()
				.limit(NAMED).map(StateDictionary::shown).collect(Collectors.joining(
					", ")) + (unused.size() > NAMED ? ", ..." : ""));
		if (channels != 1 && channels != 3) throw new IOException("it enlarges " +
			channels + " channels, but only networks of 1 or 3 channels can be run");
		if (wanted != 0 && wanted != scale) throw new WrongUsage(
			"The weights enlarge by " + scale + ", not by " + wanted +
				": leave the scale out");
		return new PublishedNetwork(layout.name() + ": " + numbers + (unit
			? ", values of 0 to 1 without a mean" : ""), module, layout.cite(), scale,
			channels, 1, 1, true);
	}

	/** Marks tensors as known, though nothing is made of them. */
	void ignore(final String prefix) {
		unused.removeIf(name -> name.startsWith(prefix));
	}

	/**
	 * Returns a tensor.
	 *
	 * @throws IOException if it is missing, of another shape, or not finite
	 */
	Tensor take(final String name, final int... shape) throws IOException {
		final Tensor tensor = weights.tensor(name);
		if (tensor == null) throw new IOException("it looks like " + layout.name() +
			", but lacks the tensor " + name);
		if (!Arrays.equals(tensor.shape(), shape)) throw new IOException(
			"it looks like " + layout.name() + ", but its tensor " + name +
				" has the shape " + Arrays.toString(tensor.shape()) + " instead of " +
				Arrays.toString(shape));
		for (final float value : tensor.values()) {
			if (!Float.isFinite(value)) throw new IOException("its tensor " + name +
				" holds the value " + value + ": it is damaged, or its training failed");
		}
		unused.remove(name);
		return tensor;
	}

	private String add(final String name, final Tensor tensor) {
		final String variable = name.replace('.', '_');
		if (!added.add(variable)) return "self." + variable;
		return module.trained(variable, tensor.shape(), tensor.values());
	}
}
