package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.command.CommandModule;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.step.Incomplete;
import sc.fiji.superres.step.Step;

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
		assertTrue(montage.getTitle().endsWith("-montage"), montage.getTitle());
		assertEquals(0, Arrays.compare(before, samples(image)));
		assertNull(run(SplitImage.class, "image", image).getOutput("montage"));
	}

	/** The view is there, where there is no montage, or one of the others. */
	@Test
	void failingMethodLosesNothingElse(@TempDir final Path folder)
		throws Exception
	{
		final Path damaged = Files.writeString(folder.resolve("damaged.pt"),
			"no network");
		final Incomplete none = incomplete(noise(8, 60, 40), "bicubic," + damaged);
		assertTrue(none.getMessage().startsWith("There is no montage: "), none
			.getMessage());
		assertNotNull(none.outputs().get("output"));
		assertNull(none.outputs().get("montage"));
		final Incomplete small = incomplete(noise(8, 12, 12), "bicubic");
		assertEquals(24, ((ImagePlus) small.outputs().get("output")).getWidth());
		assertTrue(small.table().getStringValue("Not compared", 0).startsWith(
			"noise.tif, bicubic: Cannot compare 12 x 12 pixels"));
	}

	@Test
	void badInputIsNamed() {
		final ImagePlus image = noise(8, 60, 40);
		fails(SplitImage.class, new Object[] { "image", image, "model", "bicubik" },
			"'bicubik'");
		fails(SplitImage.class, new Object[] { "image", image, "models",
			"bicubic,bicubik" }, "'bicubik'");
		fails(SplitImage.class, new Object[] { "image", image, "scale", 3, "models",
			"bicubic,edsr-natural-x2" }, "enlarges by 2, not by 3");
		fails(SplitImage.class, new Object[] { "image", image, "left", 70 },
			"left=70.0 right=67.0");
		fails(SplitImage.class, new Object[] { "image", image, "scale", 0 },
			"'0'");
		fails(SplitImage.class, new Object[] { "image", noise(8, 12, 12), "models",
			"bicubic" }, "12 x 12 pixels");
	}

	private static Incomplete incomplete(final ImagePlus image,
		final String models)
	{
		return assertThrows(Incomplete.class, () -> Step.named(context(), "split")
			.run(Map.of("image", image, "models", models), Progress.NONE));
	}
}
