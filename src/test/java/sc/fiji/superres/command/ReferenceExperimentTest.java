package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.MacroRunner;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.ImageFiles;

/** Tests the macro of the reference experiment, on small images. */
class ReferenceExperimentTest {

	@TempDir
	private Path folder;

	@Test
	void leavesScoresAndFigures() throws Exception {
		final ImageStack slices = new ImageStack();
		for (int i = 0; i < 3; i++)
			slices.addSlice(ScriptTest.noise(8, 60, 48).getProcessor());
		final Path mri = folder.resolve("t1.tif");
		ImageFiles.save(new ImagePlus("t1", slices), mri, false, Progress.NONE);
		final ImagePlus plain = new ImagePlus("photo", ScriptTest.noise(8, 40, 30)
			.getProcessor());
		final Path photograph = folder.resolve("photo.png");
		ImageFiles.save(plain, photograph, false, Progress.NONE);
		final Path output = Files.createDirectory(folder.resolve("out put"));
		String macro = Files.readString(Path.of("macros/reference_experiment.ijm"));
		for (final Map.Entry<String, Object> value : Map.<String, Object> of("mri",
			mri, "photograph", photograph, "output", output, "twice",
			"bicubic,lanczos3", "fourfold", "bicubic,nearest").entrySet())
			macro = macro.replaceFirst("(?m)^#@ .* " + value.getKey() + "$", value
				.getKey() + " = '" + value.getValue() + "';");
		final Jvm.Result result = MacroRunner.run(folder, macro);
		assertTrue(result.results().contains("shrunk by,enlarged by,psnr,ssim"),
			result::toString);
		for (final int scale : new int[] { 2, 4 }) {
			final List<String> scores = Files.readAllLines(output.resolve("mri-x" +
				scale + ".csv"));
			assertEquals(7, scores.size());
			assertTrue(scores.get(6).startsWith("t1.tif,3," + (scale == 2 ? "lanczos3"
				: "nearest") + "," + scale + ","), scores.get(6));
			assertTrue(Files.exists(output.resolve("mri-x" + scale +
				"/t1.tif-ssim-x" + scale + ".plot.png")));
		}
		final List<String> table = Files.readAllLines(output.resolve(
			"resampling.csv"));
		assertEquals(10, table.size());
		assertTrue(table.get(1).matches("area,nearest,[0-9]+\\.[0-9]{3}," +
			"[0-9]\\.[0-9]{4}"), table.get(1));
		assertTrue(table.get(9).startsWith("lanczos4,lanczos4,"), table.get(9));
	}
}
