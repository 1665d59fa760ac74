package sc.fiji.superres.method;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.file.Npy;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
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

	@ParameterizedTest
	@MethodSource("networks")
	void givesItsTestOutput(final Path folder) throws IOException {
		try (ModelPackage model = ModelPackage.open(folder);
				TorchNetwork network = TorchNetwork.open(model.weights()))
		{
			assertArrayEquals(Npy.read(folder.resolve(ModelDescription.TEST_OUTPUT))
				.values(), network.forward(Npy.read(folder.resolve(
					ModelDescription.TEST_INPUT))).values(), TOLERANCE);
		}
	}

	/** Rings and checks, as fine as the scale allows. */
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
		final Plane low = Degradation.of(Integer.parseInt(scale)).apply(new Plane(
			high, side, side));
		try (Upscaler upscaler = new LearnedMethod(name, folder).open(scale)) {
			final float[] enlarged = Tiles.plane(upscaler.prepare(low.width(), low
				.height(), Intensities.unit()), low.samples(), low.width(), low.height());
			final double bicubic = psnr(high, Resampler.to(Sampling.of(Kernel.named(
				"bicubic")), side, side).plane(low).samples(), side);
			final double psnr = psnr(high, enlarged, side);
			assertTrue(psnr > bicubic, psnr + " dB, bicubic " + bicubic);
		}
	}

	private static double psnr(final float[] high, final float[] enlarged,
		final int side)
	{
		return Psnr.of(high, enlarged, side, side, 4, 1);
	}
}
