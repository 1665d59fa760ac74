package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Font;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;

import sc.fiji.superres.block.KeptNotes;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.command.ScriptTest;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.step.Step;

/** Asks the shipped models about what they were not made for. */
class KindCheckTest extends ScriptTest {

	private static final String MODEL = "dictionary-natural-x2";
	private static final int SIDE = 64;

	@Test
	void everyShippedModelHasItsKind() throws IOException {
		for (final String model : Methods.installed())
			assertTrue(Methods.kind(model).isPresent(), model);
	}

	@Test
	void nucleiAreNeitherTextNorNoise() throws IOException {
		final ImageKind nuclei = Methods.kind("edsr-fluorescence-x2").orElseThrow();
		for (int seed = 0; seed < 10; seed++) {
			assertTrue(check(text(seed), nuclei).orElseThrow().isFar());
			assertTrue(check(noise(8, SIDE, SIDE), nuclei).orElseThrow().isFar());
		}
	}

	@Test
	void onlyTheSelectionIsMeasured() throws IOException {
		final ImageKind kind = Methods.kind(MODEL).orElseThrow();
		final ImageProcessor wide = new ByteProcessor(2 * SIDE, SIDE);
		wide.insert(text(1).getProcessor(), SIDE, 0);
		final ImagePlus image = new ImagePlus("wide", wide);
		final EnlargeSettings selection = new EnlargeSettings(MODEL, 0, Optional
			.empty(), EnlargeSettings.SELECTION, EnlargeSettings.LUMA);
		image.setRoi(new Roi(SIDE, 0, SIDE + 10, SIDE));
		assertEquals(check(text(1), kind), KindCheck.of(image, selection, kind,
			Progress.NONE));
		image.setRoi(new Roi(0, 0, SIDE, SIDE));
		assertEquals(Optional.empty(), KindCheck.of(image, selection, kind,
			Progress.NONE));
	}

	@Test
	void upscaleWarnsOfAnotherKind() throws Exception {
		final KeptNotes kept = new KeptNotes();
		final List<String> notes = kept.lines();
		final Step upscale = Step.named(context(), "upscale");
		final Map<String, Object> values = Map.of("image", noise(8, SIDE, SIDE), "model",
			MODEL);
		upscale.run(values, kept);
		assertTrue(notes.stream().anyMatch(note -> note.startsWith("Warning: " +
			MODEL + " was not made for this image, which is further from the training " +
			"images than ") && note
				.contains("does not hold")), notes::toString);
		final String outlook = upscale.outlook(values);
		assertTrue(outlook.contains("further from the training images than"),
			outlook);
		notes.clear();
		upscale.run(Map.of("image", noise(8, SIDE, SIDE), "model", "bicubic"),
			kept);
		assertEquals(List.of(), notes);
	}

	// -- Helper methods --

	private static Optional<KindCheck> check(final ImagePlus image,
		final ImageKind kind)
	{
		return KindCheck.of(image, EnlargeSettings.of(MODEL), kind, Progress.NONE);
	}

	private static ImagePlus text(final int seed) {
		final Random random = new Random(seed);
		final ByteProcessor page = new ByteProcessor(SIDE, SIDE);
		page.setColor(255);
		page.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 11));
		for (int y = 12; y < SIDE; y += 13)
			page.drawString(random.ints(10, 'a', 'z').collect(StringBuilder::new,
				StringBuilder::appendCodePoint, StringBuilder::append).toString(), 0, y);
		return new ImagePlus("text", page);
	}
}
