package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Random;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.process.ShortProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.method.Methods;

/** One hot pixel changes nothing beyond the receptive field of a method. */
class HotPixelTest {

	private static final int WIDTH = 160;
	private static final int HEIGHT = 24;

	@ParameterizedTest
	@ValueSource(strings = { "bicubic", "non-local-means(noise=0.02)",
		"dictionary-natural-x2", "srcnn-natural-x2", "edsr-natural-x2" })
	void changesNothingBeyondTheReceptiveField(final String model)
		throws IOException
	{
		try (Upscaler upscaler = Methods.named(model).open("2")) {
			final ImagePlus clean = enlarged(upscaler, false);
			final ImagePlus hot = enlarged(upscaler, true);
			final int first = 2 * (int) (3 + upscaler.halo(0));
			assertTrue(first < 2 * WIDTH - 40, "halo " + upscaler.halo(0));
			for (int y = 0; y < 2 * HEIGHT; y++)
				for (int x = first; x < 2 * WIDTH; x++)
					assertEquals(clean.getProcessor().get(x, y), hot.getProcessor().get(x,
						y), x + ", " + y);
		}
	}

	/** Enlarges values of 135 to 1473; a pixel at the left may be hot. */
	private static ImagePlus enlarged(final Upscaler upscaler,
		final boolean hot)
	{
		final Random random = new Random(4);
		final ShortProcessor plane = new ShortProcessor(WIDTH, HEIGHT);
		for (int i = 0; i < WIDTH * HEIGHT; i++)
			plane.set(i, 300 + (int) (400 * (1 + Math.sin(i % WIDTH / 4.0))) + random
				.nextInt(40));
		plane.set(90, 10, 135);
		plane.set(95, 12, 1473);
		if (hot) plane.set(2, 10, 65535);
		return ImageEnlarger.enlarge(new ImagePlus("scene", plane), upscaler,
			EnlargeSettings.of("test"), Progress.NONE);
	}
}
