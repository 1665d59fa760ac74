package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.quality.PublishedProtocol;

/** An EDSR that PyTorch 2.13 traced; its figures are those of its README. */
class ReferenceNetworkTest extends OperationContractTest {

	private static final Path FOLDER = Path.of("../shared/reference");
	private static final Path NETWORK = FOLDER.resolve("edsr-x2.pt");
	private static final Path SET5 = Path.of("../shared/data/eval/set5");

	@BeforeEach
	void needsTheNetwork() {
		assumeTrue(Files.exists(NETWORK), "without the reference network");
	}

	@Override
	protected BlockOperation open() {
		try {
			return Networks.open(NETWORK, Progress.NONE);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	/** Less than the halo of 19, and more than two halos. */
	@Override
	protected int[][] sizes() {
		return new int[][] { { 1, 1 }, { 11, 7 }, { 61, 47 } };
	}

	@Test
	void givesItsStoredOutput() throws IOException {
		final Tensor input = Npy.read(FOLDER.resolve("edsr-x2-input.npy"));
		final Tensor expected = Npy.read(FOLDER.resolve(
			"edsr-x2-output.npy"));
		try (TorchNetwork network = TorchNetwork.open(NETWORK, Progress.NONE)) {
			final Tensor output = network.forward(input);
			assertArrayEquals(expected.shape(), output.shape());
			assertArrayEquals(expected.values(), output.values(), 1e-5f);
		}
	}

	@Test
	void scoresAsStated() throws IOException {
		assumeTrue(Files.isDirectory(SET5), "without the images of Set5");
		final PublishedProtocol protocol = new PublishedProtocol(2);
		final List<Path> files;
		try (Stream<Path> list = Files.list(SET5)) {
			files = list.toList();
		}
		assertEquals(5, files.size());
		double psnr = 0;
		try (BlockOperation upscaler = open()) {
			for (final Path file : files) {
				final Plane high = protocol.crop(read(file));
				psnr += protocol.score(high, enlarge(upscaler, protocol.degrade(high)))
					.psnr() / files.size();
			}
		}
		assertEquals(37.19, psnr, 0.02);
	}

	private static Plane enlarge(final BlockOperation upscaler, final Plane low) {
		final PreparedOperation enlargement = upscaler.prepare(low.width(), low.height(),
			new EightBit());
		final Interval all = Intervals.createMinSize(0, 0, 2 * low.width(), 2 * low
			.height());
		final float[] target = new float[4 * low.samples().length];
		enlargement.fill(low.samples(), enlargement.source(all), target, all);
		return new Plane(target, 2 * low.width(), 2 * low.height());
	}

	private static Plane read(final Path file) throws IOException {
		final BufferedImage image = ImageIO.read(file.toFile());
		final int width = image.getWidth();
		final int height = image.getHeight();
		final int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
		return new Plane(PublishedProtocol.luma(rgb), width, height);
	}

	/** 0 to 255 whatever the image. */
	private static final class EightBit implements Intensities {

		@Override
		public double low() {
			return 0;
		}

		@Override
		public double high() {
			return 255;
		}

		@Override
		public double percentile(final double percent) {
			throw new AssertionError("not asked for by a bare network");
		}

		@Override
		public double mean() {
			throw new AssertionError("not asked for by a bare network");
		}

		@Override
		public double standardDeviation() {
			throw new AssertionError("not asked for by a bare network");
		}
	}
}
