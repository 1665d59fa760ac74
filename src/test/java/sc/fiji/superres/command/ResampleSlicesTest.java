package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.ItemVisibility;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleService;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.superres.block.Progress;

class ResampleSlicesTest {

	private Context context;

	@BeforeEach
	void setUp() {
		context = new Context();
	}

	@AfterEach
	void tearDown() {
		context.dispose();
	}

	@Test
	void resamplesSlicesOnRequest() throws Exception {
		final ImagePlus output = run(Map.of("image", image(), "z", 2.0));
		assertEquals(10, output.getNSlices());
		assertEquals(0.4, output.getCalibration().pixelDepth, 1e-12);
		assertEquals(46, output.getWidth());
		assertEquals(5, run(Map.of("image", image())).getNSlices());
	}

	@Test
	void dialogShowsTheResult() throws Exception {
		final CommandInfo info = context.service(CommandService.class).getCommand(
			ResampleImage.class);
		final Module module = context.service(ModuleService.class).createModule(
			info);
		module.setInput("image", image());
		module.initialize();
		info.getInput("result").initialize(module);
		assertEquals("46 x 34 x 5 voxels of 0.05000 x 0.05000 x 0.8000 microns",
			module.getInput("result"));
		module.setInput("scale", "0.5");
		info.getInput("scale").callback(module);
		assertEquals("12 x 9 x 5 voxels of 0.2000 x 0.2000 x 0.8000 microns", module
			.getInput("result"));
		module.setInput("scale", "zwei");
		info.getInput("scale").callback(module);
		assertTrue(module.getInput("result").toString().contains("zwei"));
		module.setInput("image", null);
		info.getInput("z").callback(module);
		assertEquals("", module.getInput("result"));
	}

	@Test
	void whatTheDialogShowsIsNoOption() throws Exception {
		final CommandInfo info = context.service(CommandService.class).getCommand(
			ResampleImage.class);
		assertEquals(ItemVisibility.MESSAGE, info.getInput("result")
			.getVisibility());
		assertTrue(Step.named(context, "resample").inputs().stream().noneMatch(
			input -> input.name().equals("result")));
		final ImagePlus output = run(Map.of("image", image()));
		assertFalse(output.getInfoProperty().contains("--result"), output
			.getInfoProperty());
		assertTrue(output.getInfoProperty().contains("--z=1.0"), output
			.getInfoProperty());
	}

	private ImagePlus run(final Map<String, Object> values) throws Exception {
		return (ImagePlus) Step.named(context, "resample").run(values,
			Progress.NONE).get("output");
	}

	private static ImagePlus image() {
		final ImagePlus image = IJ.createImage("image", "16-bit ramp", 23, 17, 5);
		image.getCalibration().pixelWidth = 0.1;
		image.getCalibration().pixelHeight = 0.1;
		image.getCalibration().pixelDepth = 0.8;
		image.getCalibration().setUnit("micron");
		return image;
	}
}
