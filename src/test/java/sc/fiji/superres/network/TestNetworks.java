package sc.fiji.superres.network;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.network.architecture.ScriptModule;

/** Small networks with known sizes and random weights. */
public final class TestNetworks {

	private TestNetworks() {
		// Static methods only.
	}

	/** SRCNN 9-5-5 in which every weight counts: halo 2 + 8 / scale. */
	static ScriptModule noisySrcnn(final int scale, final int channels) {
		final ScriptModule net = Architectures.named("srcnn-9-5-5").create(
			scale, channels, 1);
		final Random random = new Random(1);
		for (final String layer : new String[] { "first_w", "middle_w",
			"last_w" })
		{
			final float[] weights = net.variable(layer).values();
			for (int i = 0; i < weights.length; i++)
				weights[i] += 0.01f * (float) random.nextGaussian();
		}
		return net;
	}

	/** x2, three convolutions padded with zeros: halo 3. */
	public static ScriptModule zeroPadded() {
		final ScriptModule net = new ScriptModule("Zero", 1);
		net.line("x", net.conv("a", "x", 1, 8, 3, 1));
		net.line("x", "torch.relu(x)");
		net.line("x", net.conv("b", "x", 8, 8, 3, 1));
		net.line("x", net.conv("c", "x", 8, 4, 3, 1));
		net.line("x", "torch.pixel_shuffle(x, 2)");
		return net;
	}

	/**
	 * x2 by 600,000 weights a layer: with one layer, a pass over 256 x 256 pixels
	 * takes one to three seconds of one thread.
	 */
	private static ScriptModule slow(final int layers) {
		final ScriptModule net = new ScriptModule("Slow", 1);
		net.line("x", net.conv("a", "x", 1, 256, 3, 1));
		for (int i = 0; i < layers; i++)
			net.line("x", net.conv("b" + i, "x", 256, 256, 3, 1));
		net.line("x", net.conv("c", "x", 256, 4, 3, 1));
		net.line("x", "torch.pixel_shuffle(x, 2)");
		return net;
	}

	/** x2 after pooling by 4, which takes only multiples of 4. */
	static ScriptModule strided() {
		final ScriptModule net = new ScriptModule("Strided", 1);
		strided(net);
		return net;
	}

	private static void strided(final ScriptModule net) {
		net.line("p",
			"torch.avg_pool2d(x, [4, 4], [4, 4], [0, 0], False, True, None)");
		net.line("p", net.conv("a", "p", 1, 64, 3, 1));
		net.line("p", "torch.pixel_shuffle(p, 8)");
		net.line("y", net.conv("b", "x", 1, 4, 3, 1));
		net.line("y", "torch.pixel_shuffle(y, 2)");
		net.line("x", "torch.add(p, y)");
	}

	/** The same, but it pads its input to a multiple of 4 and crops. */
	static ScriptModule selfPadding() {
		final ScriptModule net = new ScriptModule("SelfPadding", 1);
		net.line("h", "torch.size(x, 2)");
		net.line("w", "torch.size(x, 3)");
		net.line("x", "torch.replication_pad2d(x, [0, torch.remainder(torch.neg(" +
			"w), 4), 0, torch.remainder(torch.neg(h), 4)])");
		strided(net);
		net.line("x", "torch.slice(x, 2, 0, torch.mul(h, 2), 1)");
		net.line("x", "torch.slice(x, 3, 0, torch.mul(w, 2), 1)");
		return net;
	}

	/** x1, which takes images of one size only. */
	static ScriptModule fixed(final int size) {
		return ending("torch.reshape(x, [1, 1, " + size + ", " + size + "])");
	}

	/** x2, the mean of the image added to each pixel. */
	static ScriptModule global() {
		final ScriptModule net = new ScriptModule("Global", 1);
		net.line("m", "torch.mean(x, [2, 3], True)");
		net.line("x", net.conv("a", "x", 1, 4, 3, 1));
		net.line("x", "torch.add(torch.pixel_shuffle(x, 2), m)");
		return net;
	}

	/** x1, whose output the last statement makes of {@code x}. */
	static ScriptModule ending(final String expression) {
		final ScriptModule net = new ScriptModule("Ending", 1);
		net.line("x", net.conv("a", "x", 1, 1, 3, 1));
		net.line("x", expression);
		return net;
	}

	/** Writes {@link #zeroPadded}, for the tests of other rooms. */
	public static Path writeSmall(final Path folder) throws IOException {
		return write(folder, zeroPadded());
	}

	/** Writes {@link #slow}. */
	public static Path writeSlow(final Path folder) throws IOException {
		return write(folder, slow(1));
	}

	/**
	 * Writes a network whose pass over 256 x 256 pixels takes a second even of two
	 * fast cores.
	 */
	public static Path writeSlower(final Path folder) throws IOException {
		return write(folder, slow(3));
	}

	/** Writes a network that is slow on the smallest images, too. */
	static Path writeVerySlow(final Path folder) throws IOException {
		return write(folder, slow(8));
	}

	/** Writes an untrained SRCNN 9-1-5 of x2, which starts as bicubic. */
	public static Path writeSrcnn(final Path folder) throws IOException {
		return write(folder, Architectures.named("srcnn-9-1-5")
			.create(2, 1, 1));
	}

	/** Writes a network of x1 that fails for training steps of length 1. */
	public static Path writeFragile(final Path folder) throws IOException {
		return write(folder, ending("torch.sqrt(torch.add(x, 5.))"));
	}

	/** Writes a network that calls an operator which no PyTorch has yet. */
	public static Path writeFuture(final Path folder) throws IOException {
		return write(folder, ending("torch.sharpen2d(x)"));
	}

	/** Writes a network to a file of its own. */
	public static Path write(final Path folder, final ScriptModule net)
		throws IOException
	{
		final Path file = Files.createTempFile(folder, "net", ".pt");
		try (OutputStream out = Files.newOutputStream(file)) {
			net.write(out);
		}
		return file;
	}

	/** Writes a network, and changes the entry whose name ends so. */
	public static Path write(final Path folder, final ScriptModule net,
		final String entry, final UnaryOperator<String> edit) throws IOException
	{
		final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		net.write(bytes);
		final Path file = Files.createTempFile(folder, "net", ".pt");
		try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(bytes
			.toByteArray())); ZipOutputStream out = new ZipOutputStream(Files
				.newOutputStream(file)))
		{
			for (ZipEntry e = in.getNextEntry(); e != null; e = in.getNextEntry()) {
				out.putNextEntry(new ZipEntry(e.getName()));
				final byte[] content = in.readAllBytes();
				out.write(e.getName().endsWith(entry) ? edit.apply(new String(content,
					StandardCharsets.ISO_8859_1)).getBytes(StandardCharsets.ISO_8859_1)
					: content);
			}
		}
		return file;
	}
}
