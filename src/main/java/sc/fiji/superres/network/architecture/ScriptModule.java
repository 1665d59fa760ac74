package sc.fiji.superres.network.architecture;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A network under construction: its tensors and the TorchScript source of its
 * {@code forward}, written as an archive that PyTorch 1.6 and later load.
 * <p>
 * The archive is a zip with stored entries under one folder: {@code data.pkl}
 * (pickle protocol 2 of the module), {@code code/__torch__.py} (its class),
 * {@code data/0}, {@code data/1}, ... (raw little-endian float32),
 * {@code constants.pkl}, {@code version} and {@code byteorder}. The class is
 * flat: no submodules. Equal modules have equal bytes.
 * </p>
 * <pre>
 * ScriptModule net = new ScriptModule("Tiny", seed);
 * net.line("x", net.conv("first", "x", 1, 8, 3, 1));
 * net.line("x", "torch.relu(x)");
 * net.line("x", net.conv("last", "x", 8, 1, 3, 1));
 * net.write(out);
 * </pre>
 */
public final class ScriptModule {

	/** A tensor of the module, in C order. */
	public record Variable(String name, int[] shape, float[] values, boolean trained) {

		/** Multiplies the initial values by a factor. */
		void scale(final double factor) {
			for (int i = 0; i < values.length; i++)
				values[i] *= (float) factor;
		}
	}

	private final String name;
	private final SplittableRandom random;
	private final List<Variable> variables = new ArrayList<>();
	private final StringBuilder body = new StringBuilder();

	/**
	 * @param name class name of the network
	 * @param seed of the initial weights
	 */
	public ScriptModule(final String name, final long seed) {
		this.name = name;
		this.random = new SplittableRandom(seed);
	}

	/** Adds the statement {@code variable = expression} to {@code forward}. */
	public void line(final String variable, final String expression) {
		body.append("    ").append(variable).append(" = ").append(expression)
			.append('\n');
	}

	/**
	 * Adds a trained convolution with stride 1, its weights drawn from He's normal
	 * distribution for ReLU (He et al. 2015, eq. 10) and its bias 0.
	 *
	 * @param input name of the variable it reads
	 * @param in input channels
	 * @param out output channels
	 * @param size side of the kernel
	 * @param padding zeros around the input
	 * @return the expression
	 */
	public String conv(final String layer, final String input, final int in,
		final int out, final int size, final int padding)
	{
		final String weights = kernels(layer + "_w", in, out, size);
		return convolution(input, weights, trained(layer + "_b", new int[] { out },
			new float[out]), padding, 1);
	}

	/**
	 * Adds the trained kernels of a convolution, drawn from He's normal
	 * distribution for ReLU (He et al. 2015, eq. 10), and returns their expression.
	 */
	String kernels(final String variable, final int in, final int out,
		final int size)
	{
		final float[] weights = new float[out * in * size * size];
		final double deviation = Math.sqrt(2.0 / (in * size * size));
		for (int i = 0; i < weights.length; i++)
			weights[i] = (float) (deviation * random.nextGaussian());
		return trained(variable, new int[] { out, in, size, size }, weights);
	}

	/** Adds a convolution with fixed weights and no bias. */
	String fixedConv(final String layer, final String input, final int[] shape,
		final float[] weights)
	{
		return convolution(input, constant(layer, shape, weights), "None", 0, 1);
	}

	/**
	 * Returns the expression of a convolution with stride 1.
	 *
	 * @param weights expression of a tensor (outputs, inputs / groups, y, x)
	 * @param bias expression of a tensor, or {@code None}
	 * @param padding zeros around the input
	 */
	public static String convolution(final String input, final String weights,
		final String bias, final int padding, final int groups)
	{
		return "torch.conv2d(" + input + ", " + weights + ", " + bias +
			", [1, 1], [" + padding + ", " + padding + "], [1, 1], " + groups + ")";
	}

	/** Adds a trained tensor and returns its expression. */
	public String trained(final String variable, final int[] shape,
		final float[] values)
	{
		variables.add(new Variable(variable, shape, values, true));
		return "self." + variable;
	}

	/** Adds a fixed tensor and returns its expression. */
	public String constant(final String variable, final int[] shape,
		final float[] values)
	{
		variables.add(new Variable(variable, shape, values, false));
		return "self." + variable;
	}

	/**
	 * Returns an expression that pads a variable by repeating its outermost
	 * pixels.
	 */
	public static String padded(final String input, final int width) {
		return padded(input, width, width);
	}

	/**
	 * Returns an expression that pads a variable by repeating its outermost
	 * pixels.
	 *
	 * @param x pixels to the left and right
	 * @param y pixels above and below
	 */
	static String padded(final String input, final int x, final int y) {
		return "torch.replication_pad2d(" + input + ", [" + x + ", " + x + ", " +
			y + ", " + y + "])";
	}

	/** Returns a tensor, whose initial values may be changed. */
	public Variable variable(final String variable) {
		return variables.stream().filter(v -> v.name().equals(variable)).findFirst()
			.orElseThrow();
	}

	/** Returns the tensors in the order in which they were added. */
	public List<Variable> variables() {
		return variables;
	}

	/** Returns the number of trained values, weights and biases. */
	public long parameters() {
		return variables.stream().filter(Variable::trained).mapToLong(v -> v
			.values().length).sum();
	}

	/**
	 * Writes the archive.
	 *
	 * @param out not closed
	 */
	public void write(final OutputStream out) throws IOException {
		final ZipOutputStream zip = new ZipOutputStream(out);
		store(zip, "data.pkl", modulePickle());
		store(zip, "code/__torch__.py", source().getBytes(
			StandardCharsets.US_ASCII));
		for (int i = 0; i < variables.size(); i++)
			store(zip, "data/" + i, littleEndian(variables.get(i).values()));
		store(zip, "constants.pkl", pickle(p -> p.write(')')));
		store(zip, "version", "6\n".getBytes(StandardCharsets.US_ASCII));
		store(zip, "byteorder", "little".getBytes(StandardCharsets.US_ASCII));
		zip.finish();
	}

	private String source() {
		final StringBuilder s = new StringBuilder("class " + name + "(Module):\n");
		s.append("  __parameters__ = ").append(names(true)).append('\n');
		s.append("  __buffers__ = ").append(names(false)).append('\n');
		s.append("  training : bool\n");
		for (final Variable v : variables)
			s.append("  ").append(v.name()).append(" : Tensor\n");
		s.append("  def forward(self: __torch__.").append(name).append(
			",\n    x: Tensor) -> Tensor:\n");
		return s.append(body).append("    return x\n").toString();
	}

	private String names(final boolean trained) {
		final StringBuilder s = new StringBuilder("[");
		for (final Variable v : variables)
			if (v.trained() == trained) s.append('"').append(v.name()).append(
				"\", ");
		return s.append(']').toString();
	}

	private byte[] modulePickle() {
		return pickle(p -> {
			global(p, "__torch__", name);
			p.writeBytes(")\u0081}("); // no arguments, new object, its state: {
			text(p, "training");
			p.write(0x88); // True
			for (int i = 0; i < variables.size(); i++) {
				text(p, variables.get(i).name());
				tensor(p, variables.get(i), i);
			}
			p.writeBytes("ub"); // }, set the state
		});
	}

	private static void tensor(final DataOutputStream p, final Variable v,
		final int key) throws IOException
	{
		global(p, "torch._utils", "_rebuild_tensor_v2");
		p.writeBytes("((");
		text(p, "storage");
		global(p, "torch", "FloatStorage");
		text(p, Integer.toString(key));
		text(p, "cpu");
		integer(p, v.values().length);
		p.writeBytes("tQ"); // a persistent id
		integer(p, 0);
		p.write('(');
		for (final int n : v.shape())
			integer(p, n);
		p.writeBytes("t(");
		for (int i = 0; i < v.shape().length; i++)
			integer(p, Arrays.stream(v.shape(), i + 1, v.shape().length).reduce(1,
				(a, b) -> a * b));
		p.writeBytes("t\u0089"); // False: gradients are requested by the trainer
		global(p, "collections", "OrderedDict");
		p.writeBytes(")RtR");
	}

	// -- Pickle --

	private interface PickleBody {

		void writeTo(DataOutputStream pickle) throws IOException;
	}

	private static byte[] pickle(final PickleBody content) {
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		final DataOutputStream p = new DataOutputStream(bytes);
		try {
			p.writeShort(0x8002); // protocol 2
			content.writeTo(p);
			p.write('.');
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
		return bytes.toByteArray();
	}

	private static void global(final DataOutputStream p, final String module,
		final String attribute) throws IOException
	{
		p.writeBytes("c" + module + "\n" + attribute + "\n");
	}

	private static void text(final DataOutputStream p, final String value)
		throws IOException
	{
		final byte[] utf = value.getBytes(StandardCharsets.UTF_8);
		p.write('X');
		p.writeInt(Integer.reverseBytes(utf.length));
		p.write(utf);
	}

	private static void integer(final DataOutputStream p, final int value)
		throws IOException
	{
		p.write('J');
		p.writeInt(Integer.reverseBytes(value));
	}

	// -- Zip --

	private void store(final ZipOutputStream zip, final String path,
		final byte[] content) throws IOException
	{
		final ZipEntry entry = new ZipEntry(name.toLowerCase(Locale.ROOT) + "/" +
			path);
		entry.setMethod(ZipEntry.STORED);
		entry.setSize(content.length);
		entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
		final CRC32 crc = new CRC32();
		crc.update(content);
		entry.setCrc(crc.getValue());
		zip.putNextEntry(entry);
		zip.write(content);
		zip.closeEntry();
	}

	private static byte[] littleEndian(final float[] values) {
		final ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES)
			.order(ByteOrder.LITTLE_ENDIAN);
		bytes.asFloatBuffer().put(values);
		return bytes.array();
	}
}
