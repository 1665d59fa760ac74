package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import ij.ImagePlus;
import ij.ImageStack;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.step.Input;
import sc.fiji.superres.step.Step;

/**
 * Each command that takes images gives the same when they are closed while it
 * runs as when they stay open.
 */
class ClosedImageTest extends ScriptTest {

	private static final int SIDE = 64;

	@TempDir
	Path folder;

	/** What is closed when a run first asks or tells. */
	private static final class Closing implements Progress {

		private final List<ImagePlus> images;
		private boolean closed;

		private Closing(final List<ImagePlus> images) {
			this.images = images;
		}

		@Override
		public void update(final double fraction, final String what) {
			close();
		}

		@Override
		public boolean cancelled() {
			close();
			return false;
		}

		private void close() {
			closed = true;
			for (final ImagePlus image : images) {
				image.close();
				image.flush();
			}
		}
	}

	static Stream<String> takesImages() {
		return Step.all(context()).stream().filter(step -> step.inputs().stream()
			.anyMatch(Input::isImage)).map(Step::verb);
	}

	@ParameterizedTest
	@MethodSource("takesImages")
	void closingLosesNothing(final String verb) throws Exception {
		final Step step = Step.named(context(), verb);
		final Map<String, Object> expected = step.run(values(step, "model-open"),
			Progress.NONE);
		final Map<String, Object> values = values(step, "model-closed");
		final List<ImagePlus> images = images(values);
		final Closing closing = new Closing(images);
		final Map<String, Object> found = step.run(values, closing);
		assertTrue(closing.closed, "nothing was closed");
		for (final ImagePlus image : images)
			assertNull(image.getProcessor(), "not closed");
		assertEquals(expected.keySet(), found.keySet());
		expected.forEach((name, output) -> {
			// A plot of measured seconds is never the same.
			if (name.equals("time")) assertNotNull(found.get(name));
			else if (output instanceof final ImagePlus image) assertEqual(image,
				(ImagePlus) found.get(name), verb + " " + name);
			else if (output instanceof final ResultsTable table) assertEquals(table
				.size(), ((ResultsTable) found.get(name)).size());
			else assertEquals(output, found.get(name));
		});
		if (verb.startsWith("train")) assertTrue(Files.isDirectory(folder.resolve(
			"model-closed")));
		else assertTrue(expected.values().stream().anyMatch(ImagePlus.class::isInstance) ||
			expected.values().stream().anyMatch(ResultsTable.class::isInstance));
	}

	@ParameterizedTest
	@MethodSource("takesImages")
	void imagesAreNotChanged(final String verb) throws Exception {
		final Step step = Step.named(context(), verb);
		final Map<String, Object> values = values(step, "model-open");
		final List<ImagePlus> images = images(values);
		final List<Object> before = new ArrayList<>();
		for (final ImagePlus image : images)
			before.addAll(List.of(image.getProcessor(), image.getStack(), image
				.getRoi(), image.getCurrentSlice(), image.getTitle()));
		step.run(values, Progress.NONE);
		final List<Object> after = new ArrayList<>();
		for (final ImagePlus image : images)
			after.addAll(List.of(image.getProcessor(), image.getStack(), image
				.getRoi(), image.getCurrentSlice(), image.getTitle()));
		for (int i = 0; i < before.size(); i++)
			assertEquals(before.get(i), after.get(i));
	}

	// -- Helper methods --

	private Map<String, Object> values(final Step step, final String name)
		throws Exception
	{
		final Map<String, Object> values = new HashMap<>();
		for (final Input input : step.inputs()) {
			if (input.isImage()) values.put(input.name(), stack(input.name().equals(
				"result") ? 2 * SIDE : SIDE));
			if (input.name().equals("region")) values.put("region", "selection");
			if (input.name().equals("verify")) values.put("verify", true);
			if (input.name().equals("maps")) values.put("maps", true);
			if (input.name().equals("output")) values.put("output", folder.resolve(
				name).toFile());
			if (input.name().equals("steps")) values.put("steps", 2);
		}
		switch (step.verb()) {
			case "upscale" -> values.putAll(Map.of("model", "bicubic", "iterations",
				1));
			case "isotropic" -> values.putAll(Map.of("factor", 2.0, "minutes", 0.0));
			case "split" -> values.put("models", "bicubic,nearest");
			case "explain-network" -> values.put("model", "dictionary-natural-x2");
			case "verify-result" -> values.put("result", Step.named(context(),
				"upscale").run(Map.of("image", values.get("image"), "model", "bicubic"),
					Progress.NONE).get("output"));
			case "profile" -> values.put("line", "1,2,9,7");
			case "tiles" -> values.put("model", "bicubic");
			case "train-network" -> values.putAll(Map.of("network", "srcnn-9-5-5",
				"patch", 16, "batch", 2));
			case "train-dictionary" -> values.putAll(step.read(
				"atoms=8 patches=2000", text -> text));
			default -> {
				// The rest is declared.
			}
		}
		return values;
	}

	private static List<ImagePlus> images(final Map<String, Object> values) {
		return values.values().stream().filter(ImagePlus.class::isInstance).map(
			ImagePlus.class::cast).toList();
	}

	/** Makes a stack of noise, with a selection, that is not at its first slice. */
	private static ImagePlus stack(final int side) {
		final ImageStack stack = new ImageStack(side, side);
		for (int i = 0; i < 12; i++) {
			final ImageProcessor slice = noise(8, side, side).getProcessor();
			slice.smooth();
			slice.rotate(15 * i);
			stack.addSlice("slice " + i, slice);
		}
		final ImagePlus image = new ImagePlus("stack-" + side, stack);
		image.setRoi(new Roi(4, 6, 40, 36));
		image.setSlice(3);
		return image;
	}

	private static void assertEqual(final ImagePlus expected,
		final ImagePlus found, final String what)
	{
		assertNotNull(found, what);
		assertArrayEquals(expected.getDimensions(), found.getDimensions(), what);
		assertEquals(expected.getTitle(), found.getTitle());
		assertEquals(expected.getDisplayRangeMin(), found.getDisplayRangeMin(),
			what);
		assertEquals(expected.getStack().getSliceLabel(1), found.getStack()
			.getSliceLabel(1));
		assertEquals(expected.getCurrentSlice(), found.getCurrentSlice());
		for (int i = 1; i <= expected.getStackSize(); i++)
			assertArrayEquals((float[]) expected.getStack().getProcessor(i)
				.convertToFloatProcessor().getPixels(), (float[]) found.getStack()
					.getProcessor(i).convertToFloatProcessor().getPixels(), what);
	}
}
