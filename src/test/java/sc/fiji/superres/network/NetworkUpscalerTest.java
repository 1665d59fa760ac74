package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import net.imglib2.Interval;
import net.imglib2.img.Img;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.network.architecture.Architectures;
import sc.fiji.superres.network.architecture.ScriptModule;
import sc.fiji.superres.network.values.ValueMap;

class NetworkUpscalerTest {

	private static final Map<String, NetworkGeometry> MEASURED =
		new HashMap<>();

	@TempDir
	private static Path folder;

	@Nested
	class SrcnnX2 extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return bare(TestNetworks.noisySrcnn(2, 1));
		}
	}

	@Nested
	class SrcnnX3InColor extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return bare(TestNetworks.noisySrcnn(3, 3));
		}
	}

	/** Zeros at the border: mirroring the halo would change the result. */
	@Nested
	class ZeroPadded extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return bare(TestNetworks.zeroPadded());
		}

		@Override
		protected int[][] sizes() {
			return new int[][] { { 1, 1 }, { 1, 9 }, { 40, 23 }, { 70, 51 } };
		}
	}

	/** Sizes are multiples of 4, so that planes are mirrored and cropped. */
	@Nested
	class Strided extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return bare(TestNetworks.strided());
		}

		@Override
		protected int[][] sizes() {
			return new int[][] { { 1, 1 }, { 5, 9 }, { 41, 23 }, { 64, 50 } };
		}
	}

	/** Any size, but tiles have to start where its blocks do. */
	@Nested
	class SelfPadding extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return bare(TestNetworks.selfPadding());
		}

		@Override
		protected int[][] sizes() {
			return new int[][] { { 1, 1 }, { 5, 9 }, { 41, 23 }, { 63, 50 } };
		}
	}

	/** Planes of any size up to its own, which is mirrored to. */
	@Nested
	class FixedSize extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return bare(TestNetworks.fixed(64));
		}
	}

	/** The mean of the whole image goes into every pixel. */
	@Nested
	class Global extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return bare(TestNetworks.global());
		}
	}

	/** In tiles of its one size it does what it does without that limit. */
	@Test
	void fixedSizeEnlargesLargePlanes() {
		final int width = 100;
		final int height = 71;
		final Random random = new Random(1);
		final float[] plane = new float[width * height];
		for (int i = 0; i < plane.length; i++)
			plane[i] = random.nextFloat();
		try (Upscaler fixed = bare(TestNetworks.fixed(64));
				Upscaler free = bare(TestNetworks.ending("x")))
		{
			assertArrayEquals(run(free, plane, width, height), run(fixed, plane,
				width, height), 1e-6f);
		}
	}

	@Test
	void fixedSizeThatSeesAllRefusesLargePlanes() {
		try (Upscaler upscaler = bare(TestNetworks.ending(
			"torch.add(torch.reshape(x, [1, 1, 64, 64]), torch.mean(x))")))
		{
			final String message = assertThrows(IllegalArgumentException.class,
				() -> upscaler.prepare(65, 10, Intensities.unit())).getMessage();
			assertTrue(message.contains("65 x 10") && message.contains("64 x 64"),
				message);
		}
	}

	/** Their overlap costs time, and those of wide networks memory. */
	@ParameterizedTest
	@CsvSource({ "edsr-light-8x1, 2, 570, 640", "edsr-light-32x1, 2, 540, 627",
		"edsr-light-32x1, 3, 360, 420", "edsr-light-32x1, 4, 280, 320",
		"edsr-64x1, 2, 280, 320" })
	void tilesAreLargeWhereTheyNeedLittleMemory(final String name,
		final int scale, final int least, final int most)
	{
		try (Upscaler upscaler = bare(Architectures.named(name).create(scale, 1, 1))) {
			final PreparedOperation plane = upscaler.prepare(4000, 4000, Intensities
				.unit());
			final Interval tile = plane.tiles(0).get(0);
			final long side = plane.source(tile).dimension(0);
			assertTrue(side > least && side <= most, name + " " + side);
			assertTrue(side <= 320 || plane.outside(tile) <= 384 << 20);
		}
	}

	private static float[] run(final Upscaler upscaler, final float[] plane,
		final int width, final int height)
	{
		final float[] result = new float[plane.length];
		final Img<FloatType> in = ArrayImgs.floats(plane, width, height);
		final Img<FloatType> out = ArrayImgs.floats(result, width, height);
		Tiles.run(upscaler.prepare(width, height, Intensities.unit()), 1, 0, //
			(interval, block) -> {
				int i = 0;
				for (final FloatType sample : Views.flatIterable(Views.interval(in,
					interval)))
					block[i++] = sample.get();
			}, (interval, block) -> {
				int i = 0;
				for (final FloatType sample : Views.flatIterable(Views.interval(out,
					interval)))
					sample.set(block[i++]);
			}, Progress.NONE);
		return result;
	}

	/** Each network is measured once only, which takes longest. */
	private static Upscaler bare(final ScriptModule net) {
		try {
			final Path file = TestNetworks.write(folder, net);
			final TorchNetwork network = TorchNetwork.open(file, Progress.NONE);
			return new NetworkUpscaler(file.toString(), network, MEASURED
				.computeIfAbsent(Sha256.of(file), sum -> NetworkProbe.measure(network)),
				ValueMap::range, Precision.FLOAT32, network::close);
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}
}
