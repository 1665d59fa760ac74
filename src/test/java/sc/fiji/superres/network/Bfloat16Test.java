package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.architecture.Architectures;

class Bfloat16Test {

	@TempDir
	private Path folder;

	/** Written by the suite, and by libtorch after a training. */
	@Test
	void roundsTrainedTensorsAndTheInputsOfTheirConvolutions()
		throws IOException
	{
		final String head = "  __parameters__ = [\"a\", \"b\", \"c\", \"d\", ]\n" +
			"  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n";
		assertEquals(head + "    x = torch.conv2d(torch.to(x, 6), self.a, None, [1])\n" +
			"    x = torch.conv2d(torch.to(torch.relu_(x), 15), torch.to(self.b, 15), " +
			"torch.to(self.d, 15), [1, 1])\n" +
			"    x = torch.conv2d(x, self.fixed, None, [1, 1])\n" +
			"    x = torch.conv2d(torch.to(x, 6), self.c, None, [1, 1])\n" +
			"    return torch.to(x, 6)\n", Bfloat16.rewritten(head +
				"    x = torch.conv2d(x, self.a, None, [1])\n" +
				"    x = torch.conv2d(torch.relu_(x), self.b, self.d, [1, 1])\n" +
				"    x = torch.conv2d(x, self.fixed, None, [1, 1])\n" +
				"    x = torch.conv2d(x, self.c, None, [1, 1])\n" + "    return x\n"));
		assertEquals(head + "    b = torch.to(self.b, 15)\n    c = self.c\n" +
			"    x0 = torch.conv2d(torch.to(x, 6), self.a, None, [1])\n" +
			"    x1 = torch.conv2d(torch.to(x0, 15), b, None, [1])\n" +
			"    x2 = torch.conv2d(torch.to(x1, 6), c, None, [1])\n" +
			"    return torch.to(torch.add(x2, x), 6)\n", Bfloat16.rewritten(head +
				"    b = self.b\n    c = self.c\n" +
				"    x0 = torch.conv2d(x, self.a, None, [1])\n" +
				"    x1 = torch.conv2d(x0, b, None, [1])\n" +
				"    x2 = torch.conv2d(x1, c, None, [1])\n" +
				"    return torch.add(x2, x)\n"));
	}

	/** Kernels that are sums of branches: composed in float32. */
	@Test
	void composesKernelsBeforeItRoundsThem() throws IOException {
		final String head = "  __parameters__ = [\"a\", \"b\", \"c\", \"d\", \"e\", ]\n" +
			"  def forward(self: __torch__.Net,\n    x: Tensor) -> Tensor:\n";
		final String kernel = "    k = torch.conv2d(self.a, self.b, None, [1])\n" +
			"    k = torch.add(self.c, k)\n";
		assertEquals(head + kernel +
			"    x = torch.conv2d(torch.to(x, 6), torch.to(k, 6), self.d, [1])\n" +
			kernel +
			"    x = torch.conv2d(torch.to(x, 15), torch.to(k, 15), torch.to(self.e, 15), [1])\n" +
			kernel + "    x = torch.conv2d(torch.to(x, 6), k, self.d, [1])\n" +
			"    return torch.to(x, 6)\n", Bfloat16.rewritten(head + kernel +
				"    x = torch.conv2d(x, k, self.d, [1])\n" + kernel +
				"    x = torch.conv2d(x, k, self.e, [1])\n" + kernel +
				"    x = torch.conv2d(x, k, self.d, [1])\n    return x\n"));
	}

	@Test
	void networksOfTheSuiteRunInIt() throws IOException {
		final Path file = TestNetworks.writeSmall(folder);
		for (final Precision precision : Precision.values()) {
			try (Upscaler upscaler = Networks.open(file, in(precision), Progress.NONE)) {
				if (precision != Precision.AUTO) assertEquals(precision.toString(), upscaler
					.precision());
			}
		}
	}

	/** A network of several functions: only auto falls back. */
	@Test
	void othersAreRefused() throws IOException {
		final Path file = Path.of("src/test/resources/network/scripted.pt");
		final String message = assertThrows(IllegalArgumentException.class, () -> Networks.open(file,
			in(Precision.BFLOAT16), Progress.NONE)).getMessage();
		assertTrue(message.contains("choose precision=float32"), message);
		try (Upscaler upscaler = Networks.open(file, in(Precision.AUTO), Progress.NONE)) {
			assertEquals("float32", upscaler.precision());
		}
	}

	@ParameterizedTest
	@CsvSource({ "edsr-16x2, 3", "rcan-16x2x2, 1" })
	void differsByItsRoundingOnly(final String name, final int channels)
		throws IOException
	{
		final Path file = folder.resolve("net.pt");
		final Path rounded = folder.resolve("rounded.pt");
		Architectures.named(name).write(file, 2, channels, 1);
		Bfloat16.write(file, rounded);
		final SplittableRandom random = new SplittableRandom(1);
		final Tensor input = new Tensor(new int[] { 1, channels, 32, 32 },
			new float[channels * 1024]);
		for (int i = 0; i < input.values().length; i++)
			input.values()[i] = (float) random.nextDouble();
		try (TorchNetwork a = TorchNetwork.open(file, Progress.NONE); TorchNetwork b =
			TorchNetwork.open(rounded, Progress.NONE))
		{
			final float[] exact = a.forward(input).values();
			final float[] found = b.forward(input).values();
			double largest = 0;
			double range = 0;
			for (int i = 0; i < exact.length; i++) {
				largest = Math.max(largest, Math.abs(exact[i] - found[i]));
				range = Math.max(range, Math.abs(exact[i]));
			}
			assertTrue(largest > 0 && largest < 0.02 * range, largest + " of " + range);
		}
	}

	private static ComputeSettings in(final Precision precision) {
		return new ComputeSettings(Device.CPU, precision);
	}
}
