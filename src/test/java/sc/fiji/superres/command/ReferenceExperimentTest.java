package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;
import ij.ImageStack;

import sc.fiji.superres.Jvm;
import sc.fiji.superres.MacroRunner;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.frontend.cli.SuperRes;
import sc.fiji.superres.image.file.ImageFiles;

/** Tests the macro and the script of the reference experiment. */
class ReferenceExperimentTest {

	private static final String[] SHRUNK_BY = { "area", "bicubic", "lanczos4" };

	@TempDir
	private Path folder;

	private Path mri;
	private Path photograph;
	private Path output;

	@BeforeEach
	void writeImages() throws IOException {
		final ImageStack slices = new ImageStack();
		for (int i = 0; i < 3; i++)
			slices.addSlice(ScriptTest.noise(8, 60, 48).getProcessor());
		mri = folder.resolve("t1.tif");
		ImageFiles.save(new ImagePlus("t1", slices), mri, false, Progress.NONE);
		photograph = folder.resolve("photo.png");
		ImageFiles.save(new ImagePlus("photo", ScriptTest.noise(8, 40, 30)
			.getProcessor()), photograph, false, Progress.NONE);
		output = folder.resolve("out put");
	}

	@Test
	void macro() throws Exception {
		String macro = Files.readString(Path.of("macros/reference_experiment.ijm"));
		for (final Map.Entry<String, Object> value : Map.<String, Object> of("mri",
			mri, "photograph", photograph, "output", output, "models",
			"bicubic,nearest").entrySet())
			macro = macro.replaceFirst("(?m)^#@ .* " + value.getKey() + "$", value
				.getKey() + " = '" + value.getValue() + "';");
		final Jvm.Result result = MacroRunner.run(folder, macro);
		assertTrue(result.results().contains("area,photo.png,1,nearest,2,"),
			result::toString);
		requireResults(List.of("bicubic", "nearest"), List.of("bicubic",
			"nearest"));
	}

	/** With the models that are shipped, by a launcher that is none. */
	@Test
	@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a shell script")
	void script() throws Exception {
		final Path launcher = Files.createDirectory(folder.resolve("bin")).resolve(
			"superres");
		Files.writeString(launcher, "#!/bin/sh\nexec '" + Path.of(System.getProperty(
			"java.home"), "bin", "java") + "' -Djava.awt.headless=true " +
			"-Dai.djl.pytorch.num_threads=1 -Dsuperres.home=" + Path.of("")
				.toAbsolutePath() + " -cp '" + System.getProperty("java.class.path") +
			"' " + SuperRes.class.getName() + " \"$@\"\n");
		launcher.toFile().setExecutable(true);
		assertEquals(0, run(mri, photograph, output));
		requireResults(List.of("bicubic", "edsr-natural-x2",
			"dictionary-natural-x2"), List.of("bicubic", "wdsr-natural-x4",
				"dictionary-natural-x4"));
		// What is there is kept, and what can be done is done all the same.
		Files.delete(output.resolve("resampling-bicubic.csv"));
		Files.delete(output.resolve("resampling.csv"));
		Files.move(output.resolve("resampling-bicubic"), folder.resolve("aside"));
		assertEquals(1, run(mri, photograph, output));
		requireTable();
		assertEquals(2, run(mri, photograph));
	}

	// -- Helper methods --

	private int run(final Path... args) throws Exception {
		final ProcessBuilder script = new ProcessBuilder(Stream.concat(Stream.of(
			"sh", "macros/reference_experiment.sh"), Stream.of(args).map(
				Path::toString)).toList()).redirectErrorStream(true).redirectOutput(
					folder.resolve("printed.txt").toFile());
		script.environment().put("SUPERRES", folder.toString());
		return script.start().waitFor();
	}

	private void requireResults(final List<String> twice,
		final List<String> fourfold) throws IOException
	{
		final List<String> scores = Files.readAllLines(output.resolve("mri.csv"));
		assertEquals(Stream.of(1, 2, 3).flatMap(slice -> twice.stream().map(
			model -> "t1.tif," + slice + "," + model + ",2")).toList(), scores
				.subList(1, 1 + 3 * twice.size()).stream().map(line -> line.replaceFirst(
					"(,[^,]+){4}$", "")).toList());
		assertEquals("t1.tif,3," + fourfold.get(fourfold.size() - 1) + ",4", scores
			.get(scores.size() - 1).replaceFirst("(,[^,]+){4}$", ""));
		for (final int scale : new int[] { 2, 4 })
			for (final String name : new String[] { "t1.tif-psnr-x%d.plot.png",
				"t1.tif-ssim-x%d.plot.png", "t1-x%d.png", "psnr-time-x%d.plot.png",
				"psnr-distribution-x%d.plot.png", "ssim-distribution-x%d.plot.png" })
			assertTrue(Files.exists(output.resolve("mri").resolve(String.format(name,
				scale))), name);
		for (final String kernel : SHRUNK_BY)
			assertTrue(Files.exists(output.resolve("resampling-" + kernel +
				"/photo-x2.png")));
		requireTable();
	}

	private void requireTable() throws IOException {
		final List<String> table = Files.readAllLines(output.resolve(
			"resampling.csv"));
		assertEquals("kernel,image,slice,method,scale,psnr,ssim,seconds," +
			"megapixels", table.get(0));
		assertEquals(Stream.of(SHRUNK_BY).flatMap(kernel -> Stream.of("nearest",
			"bicubic", "lanczos4").map(method -> kernel + ",photo.png,1," + method +
				",2")).toList(), table.subList(1, table.size()).stream().map(
					line -> line.replaceFirst("(,[^,]+){4}$", "")).toList());
	}
}
