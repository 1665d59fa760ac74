package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Blur;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Noise;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.SafeYaml;
import sc.fiji.superres.file.YamlMap;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/** Opens and runs each package that the project ships. */
class ShippedModelsTest {

	private static final Path MODELS = Path.of("models");

	/** Over all PyTorch builds that networks were compared on. */
	private static final float TOLERANCE = 1e-5f;

	static Stream<Path> models() throws IOException {
		try (Stream<Path> folders = Files.list(MODELS)) {
			return folders.filter(Files::isDirectory).sorted().toList().stream();
		}
	}

	static Stream<Path> networks() throws IOException {
		return models().filter(ModelPackage::isPackage);
	}

	@ParameterizedTest
	@MethodSource("models")
	void saysWhatItIs(final Path folder) {
		final String name = folder.getFileName().toString();
		final InstalledModel model = InstalledModel.of(name, folder);
		assertEquals("", model.problem());
		assertTrue(name.endsWith("-x" + model.scale()), model::toString);
		assertTrue(model.figure().contains(" dB (bicubic "), model::toString);
		assertTrue(ModelPackage.isPackage(folder) != ArrayPackage.isPackage(folder),
			name);
	}

	/** In both formats of a description, and for people. */
	@ParameterizedTest
	@MethodSource("models")
	void saysWhatToCiteAndHowItWasValidated(final Path folder)
		throws IOException
	{
		final String card = Files.readString(folder.resolve("README.md"));
		for (final String name : ModelPackage.isPackage(folder) ? List.of("rdf.yaml",
			"bioimageio.yaml") : List.of(ArrayPackage.FILE))
		{
			final YamlMap root = SafeYaml.read(folder.resolve(name));
			assertFalse(root.maps("cite").isEmpty(), name);
			for (final YamlMap cite : root.maps("cite"))
				assertTrue(card.contains(cite.text("text") + ", https://doi.org/" + cite
					.text("doi")), card);
			assertTrue(Provenance.of(root.map("config").values()).orElseThrow()
				.figures().get(0).isValidation(), name);
		}
		assertTrue(card.contains("| validation set ("), card);
	}

	/** The tail of the shipped networks is not EDSR's. */
	@ParameterizedTest
	@MethodSource("networks")
	void saysWhereItsTailIsLight(final Path folder) throws IOException {
		try (ModelPackage model = ModelPackage.open(folder)) {
			final String network = model.description().provenance().orElseThrow()
				.settings().get("network").toString();
			assertEquals(network.startsWith("edsr-light"), model.description().about()
				.description().contains("light tail of one pixel shuffle"));
		}
	}

	@ParameterizedTest
	@MethodSource("networks")
	void givesItsTestOutput(final Path folder) throws IOException {
		try (ModelPackage model = ModelPackage.open(folder);
				TorchNetwork network = TorchNetwork.open(model.weights(), Progress.NONE))
		{
			assertArrayEquals(Npy.read(folder.resolve(ModelDescription.TEST_OUTPUT))
				.values(), network.forward(Npy.read(folder.resolve(
					ModelDescription.TEST_INPUT))).values(), TOLERANCE);
		}
	}

	/**
	 * Rings and checks, as fine as the scale allows, acquired as it expects. Models that
	 * know slight blur take the rings, whose edges are soft, for blurred; so they are.
	 */
	@ParameterizedTest
	@MethodSource("models")
	void isNearerToTheOriginalThanBicubic(final Path folder)
		throws IOException
	{
		final int side = 240;
		final String name = folder.getFileName().toString();
		final String scale = name.substring(name.length() - 1);
		final int finest = Math.max(2, Integer.parseInt(scale));
		final float[] high = new float[side * side];
		for (int i = 0; i < high.length; i++) {
			final double far = Math.hypot(i % side - 90.0, i / side - 120.0);
			high[i] = (float) (0.5 + 0.3 * Math.sin(far / (finest + far /
				60)) + ((i % side /
				30 + i / side / 25) % 2 == 0 ? 0.1 : 0));
		}
		final Plane low = acquisition(Integer.parseInt(scale), InstalledModel.of(name,
			folder).acquisition()).apply(new Plane(high, side, side));
		try (Upscaler upscaler = new LearnedMethod(name, folder).open(scale)) {
			final float[] enlarged = Tiles.plane(upscaler.prepare(low.width(), low
				.height(), Intensities.unit()), low.samples(), low.width(), low.height());
			final double bicubic = psnr(high, Resampler.resized(Sampling.of(Kernel.named(
				"bicubic")), low, side, side).samples(), side);
			final double psnr = psnr(high, enlarged, side);
			assertTrue(psnr > bicubic, psnr + " dB, bicubic " + bicubic);
		}
	}

	private static Degradation acquisition(final int scale,
		final TrainedAcquisition trained)
	{
		final Degradation ideal = Degradation.of(scale);
		return new Degradation(scale, trained.severalSamplings() ? Kernel.named(Kernel.AREA)
			: ideal.kernel(), switch (trained.blur()) {
				case SHARP -> trained.settings().containsKey("sigma") ? Blur.gaussian(0.8)
					: ideal.blur();
				case SOFT -> Blur.gaussian(1.2);
				case BLURRED -> Blur.gaussian(1.5);
			}, trained.noisy() ? new Noise(100, 0.01, 0, 0,
				1) : Noise.NONE);
	}

	private static double psnr(final float[] high, final float[] enlarged,
		final int side)
	{
		return Psnr.of(high, enlarged, side, side, 4, 1);
	}
}
