package sc.fiji.superres.quality;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.imageio.ImageIO;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class PublishedProtocolTest {

	private static final Path DATA = Path.of("../shared/data/eval");

	private static final Map<String, Integer> SIZES = Map.of("set5", 5, "set14",
		14, "bsd100", 100);

	/** The bicubic rows of the publications, to their last digit but one. */
	@ParameterizedTest
	@CsvSource({ "set5, 2, 33.66, 0.9299", "set5, 3, 30.39, 0.8682",
		"set5, 4, 28.42, 0.8104", "set14, 2, 30.24, 0.8688",
		"set14, 3, 27.55, 0.7742", "set14, 4, 26.00, 0.7027",
		"bsd100, 2, 29.56, 0.8431", "bsd100, 3, 27.21, 0.7385",
		"bsd100, 4, 25.96, 0.6675" })
	void bicubicScoresAsPublished(final String set, final int scale,
		final double psnr, final double ssim) throws IOException
	{
		final Path folder = DATA.resolve(set);
		assumeTrue(Files.isDirectory(folder), "without the images of " + set);
		final PublishedProtocol protocol = new PublishedProtocol(scale);
		double psnrs = 0;
		double ssims = 0;
		final List<Path> files;
		try (Stream<Path> list = Files.list(folder)) {
			files = list.collect(Collectors.toList());
		}
		assertEquals(SIZES.get(set), files.size());
		for (final Path file : files) {
			final Plane high = protocol.crop(read(file));
			final Score score = protocol.score(high, bicubic(protocol.degrade(high),
				scale));
			psnrs += score.psnr() / files.size();
			ssims += score.ssim() / files.size();
		}
		assertEquals(psnr, psnrs, 0.02);
		assertEquals(ssim, ssims, 0.001);
	}

	@Test
	void lumaIsOfStudioRange() {
		// imresize.rgb2y of these colours
		assertArrayEquals(new float[] { 16, 235, 81, 145, 41, 126 },
			PublishedProtocol.luma(new int[] { 0, 0xffffff, 0xff0000, 0x00ff00,
				0xff0000ff, 0x808080 }), 0);
	}

	@Test
	void roundsAndClips() {
		final float[] high = new float[20 * 20];
		final float[] enlarged = new float[high.length];
		for (int i = 0; i < high.length; i++) {
			high[i] = i % 2 == 0 ? 255 : 0;
			enlarged[i] = i % 2 == 0 ? 300 : i % 3 == 0 ? -40 : 0.49f;
		}
		final Score score = new PublishedProtocol(3).score(new Plane(high, 20, 20),
			new Plane(enlarged, 20, 20));
		assertEquals(Double.POSITIVE_INFINITY, score.psnr());
		assertEquals(1, score.ssim());
		assertEquals(300, enlarged[0]);
	}

	@Test
	void refusesSizesThatDiffer() {
		final String message = assertThrows(IllegalArgumentException.class,
			() -> new PublishedProtocol(2).score(new Plane(new float[600], 30, 20),
				new Plane(new float[600], 20, 30))).getMessage();
		assertTrue(message.contains("30 x 20 pixels with 20 x 30"), message);
		assertThrows(IllegalArgumentException.class, () -> new PublishedProtocol(
			0));
	}

	private static Plane bicubic(final Plane low, final int scale) {
		return new Plane(Resampler.by(Sampling.of(Kernel.named("bicubic")), scale,
			scale).plane(low.samples(), low.width(), low.height()), //
			low.width() * scale, low.height() * scale);
	}

	private static Plane read(final Path file) throws IOException {
		final BufferedImage image = ImageIO.read(file.toFile());
		final int width = image.getWidth();
		final int height = image.getHeight();
		if (image.getRaster().getNumBands() == 1) return new Plane(image.getRaster()
			.getSamples(0, 0, width, height, 0, (float[]) null), width, height);
		final int[] rgb = image.getRGB(0, 0, width, height, null, 0, width);
		return new Plane(PublishedProtocol.luma(rgb), width, height);
	}
}
