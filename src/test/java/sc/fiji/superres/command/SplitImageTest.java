package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.scijava.command.CommandModule;

import ij.ImagePlus;

/** Tests {@link SplitImage} as a script calls it. */
class SplitImageTest extends ScriptTest {

	@Test
	void makesTheViewAndTheMontage() throws Exception {
		final ImagePlus image = noise(16, 60, 40);
		image.setRoi(10, 10, 24, 16);
		final float[] before = samples(image).clone();
		final CommandModule module = run(SplitImage.class, "image", image, "scale",
			3, "models", "bicubic, nearest");
		final ImagePlus view = (ImagePlus) module.getOutput("output");
		assertEquals(180, view.getWidth());
		assertEquals(24, view.getBitDepth());
		final ImagePlus montage = (ImagePlus) module.getOutput("montage");
		// The selection, 16 times as large, three times.
		assertEquals(16 + 3 * (384 + 16), montage.getWidth());
		assertEquals(0, Arrays.compare(before, samples(image)));
		assertNull(run(SplitImage.class, "image", image).getOutput("montage"));
	}

	@Test
	void badInputIsNamed() {
		final ImagePlus image = noise(8, 60, 40);
		fails(SplitImage.class, new Object[] { "image", image, "model", "bicubik" },
			"'bicubik'");
		fails(SplitImage.class, new Object[] { "image", image, "models",
			"bicubic,bicubik" }, "'bicubik'");
		fails(SplitImage.class, new Object[] { "image", image, "left", 70 },
			"left=70.0 right=67.0");
		fails(SplitImage.class, new Object[] { "image", image, "scale", 0 },
			"'0'");
		fails(SplitImage.class, new Object[] { "image", noise(8, 12, 12), "models",
			"bicubic" }, "12 x 12 pixels");
	}
}
