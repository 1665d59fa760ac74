package sc.fiji.superres.measure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.IJ;
import ij.ImagePlus;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.method.BlurLevel;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.ModelFormat;
import sc.fiji.superres.method.TrainedAcquisition;
import sc.fiji.superres.resample.Kernel;

/** Tests {@link ModelChoice} on nuclei of known acquisition. */
class ModelChoiceTest {

	private static final List<InstalledModel> MODELS = List.of( //
		model("cells", "2", "cells", 5, BlurLevel.SHARP, false), //
		model("small", "2", "natural", 2.9, BlurLevel.SHARP, false), //
		model("sharp", "2", "natural-scales-3", 3.8, BlurLevel.SHARP, false), //
		model("noise", "2", "all", 7, BlurLevel.SHARP, true), //
		model("soft", "2", "all", 4, BlurLevel.SOFT, false), //
		model("blur", "2", "all", 4, BlurLevel.BLURRED, false), //
		model("both", "2", "all", 8, BlurLevel.BLURRED, true), //
		model("large", "4", "natural", 2.7, BlurLevel.SHARP, false));

	/** Models of the suite, whose packages tell their kinds. */
	private static final List<InstalledModel> KINDS = List.of(kind("edsr-sharp-x2",
		"natural-and-biomedical", 1.9), kind("edsr-fluorescence-x2", "fluorescence",
			2), kind("edsr-mri-x2", "mri", 4.9));

	@ParameterizedTest
	@CsvSource({ "0, 0, sharp", "0, 1000, noise", "0, 100, noise", "0, 10, noise",
		"1.6, 0, soft", "2, 0, blur", "3, 0, blur", "1.6, 1000, noise",
		"2.5, 1000, both" })
	void modelFitsTheAcquisition(final double sigma, final double photons,
		final String expected)
	{
		final ModelChoice choice = ModelChoice.of(image(sigma, photons), "2", MODELS,
			Progress.NONE);
		assertEquals(expected, choice.model(), choice.reason());
		assertTrue(choice.reason().contains("it was trained on"), choice.reason());
	}

	@Test
	void scaleWithoutModelsIsInterpolated() {
		assertEquals(new ModelChoice("bicubic",
			"no installed model enlarges by 3"), ModelChoice.of(image(0, 0), "3", MODELS,
				Progress.NONE));
		assertEquals("large", ModelChoice.of(image(0, 0), "4", MODELS, Progress.NONE)
			.model());
	}

	/** A camera bins, which a model for bicubic down-sampling does not know. */
	@Test
	void severalSamplingsAreWorthMoreThanGain() {
		final List<InstalledModel> models = new ArrayList<>(MODELS);
		models.add(new InstalledModel("binned", ModelFormat.NETWORK, "2", 1, "all", "", 1,
			"", new TrainedAcquisition(BlurLevel.SHARP, false, Map.of("kernels", List.of("bicubic",
				"area"))), Path.of("binned"), ""));
		assertEquals("binned", ModelChoice.of(image(0, 0), "2", models, Progress.NONE)
			.model());
		assertEquals("noise", ModelChoice.of(image(0, 100), "2", models, Progress.NONE)
			.model());
	}

	/** The models of their kinds gain more on these than that of natural images. */
	@ParameterizedTest
	@CsvSource({ "nuclei.png, edsr-fluorescence-x2", "brain.tif, edsr-mri-x2" })
	void kindDecidesBetweenModelsThatFit(final String sample, final String expected) {
		final ImagePlus low = image(sample, Degradation.bicubic(2));
		assertEquals(expected, ModelChoice.of(low, "2", KINDS, Progress.NONE).model());
		assertEquals("edsr-sharp-x2", ModelChoice.of(Optional.empty(), "2", KINDS)
			.model());
	}

	/** The same pixels, as gray RGB and with a single one in color. */
	@Test
	void imagesWithColorsAreNoScans() {
		final ImagePlus scan = image("brain.tif", Degradation.bicubic(2));
		final ColorProcessor pixels = scan.getProcessor().convertToColorProcessor();
		final ImagePlus color = new ImagePlus("color", pixels);
		assertEquals("edsr-mri-x2", ModelChoice.of(color, "2", KINDS, Progress.NONE)
			.model());
		pixels.set(0, 0, 0x008000);
		final String choice = ModelChoice.of(color, "2", KINDS, Progress.NONE).model();
		assertTrue(!choice.equals("edsr-mri-x2"), choice);
	}

	/** Better no gain than structure drawn from noise. */
	@Test
	void modelsThatDoNotFitAreNotTaken() {
		final ModelChoice choice = ModelChoice.of(image(0, 100), "4", MODELS,
			Progress.NONE);
		assertEquals("bicubic", choice.model());
		assertTrue(choice.reason().contains("the nearest, large, was trained on sharp " +
			"images without noise"), choice.reason());
	}

	@Test
	void whatCannotBeMeasuredIsTakenForSharp() {
		final ImagePlus flat = new ImagePlus("flat", new FloatProcessor(100, 100));
		assertEquals("sharp", ModelChoice.of(flat, "2", MODELS, Progress.NONE)
			.model());
	}

	@Test
	void misfitsAreWarnedOf() {
		final String warning = warning("sharp", image(0, 50)).orElseThrow();
		assertTrue(warning.contains("sharp images without noise") && warning.contains(
			"worse than bicubic; noise fits better"), warning);
		assertTrue(warning("both", image(0, 0)).orElseThrow().contains("sharp fits"));
		assertEquals(Optional.empty(), warning("noise", image(0, 50)));
		assertEquals(Optional.empty(), warning("noise", image(0, 0)));
		assertEquals(Optional.empty(), warning("sharp", image(0, 0)));
	}

	private static Optional<String> warning(final String name,
		final ImagePlus image)
	{
		return ModelChoice.warning(ModelChoice.measured(image, Progress.NONE), MODELS.stream().filter(model -> model.name()
			.equals(name)).findFirst().orElseThrow(), MODELS);
	}

	private static InstalledModel model(final String name, final String scale,
		final String domain, final double gain, final BlurLevel blur,
		final boolean noisy)
	{
		return new InstalledModel(name, ModelFormat.NETWORK, scale, 1, domain, "", gain, "",
			new TrainedAcquisition(blur, noisy, Map.of()), Path.of(name), "");
	}

	private static InstalledModel kind(final String name, final String domain,
		final double gain)
	{
		return new InstalledModel(name, ModelFormat.NETWORK, "2", 1, domain, "", gain,
			"", new TrainedAcquisition(BlurLevel.SHARP, false, Map.of()), Path.of("models", name),
			"");
	}

	/** Makes nuclei of 8 bits, binned by 2. */
	private static ImagePlus image(final double sigma, final double photons) {
		return image("nuclei.png", new Degradation(2, Kernel.named("area"), sigma == 0
			? Blur.NONE : Blur.gaussian(sigma), new Noise(photons, 0, 0, 8, 1)));
	}

	private static ImagePlus image(final String sample,
		final Degradation degradation)
	{
		final ImagePlus high = IJ.openImage("src/main/samples/" + sample);
		final Plane low = degradation.apply(new Plane(ImagePlanes.of(high,
			Progress.NONE).unit(0), high.getWidth(), high.getHeight()));
		final FloatProcessor levels = new FloatProcessor(low.width(), low.height(),
			low.samples());
		levels.multiply(255);
		return new ImagePlus(sample, levels.convertToByte(false));
	}
}
