package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.Device.Gpus;
import sc.fiji.superres.network.values.ValueMap;

/** Tests the choice of a device, and a GPU whose memory is too small, by stubs. */
class DeviceTest {

	private static final Gpus NONE = new Gpus(0, "there is none");
	private static final Gpus TWO = new Gpus(2, "");

	@Test
	void autoTakesAGpuWhereThereIsOne() {
		assertEquals(Device.CPU, Device.AUTO.among(NONE));
		assertEquals(Device.GPU, Device.AUTO.among(TWO));
		assertEquals(Device.CPU, Device.CPU.among(TWO));
		assertEquals(Device.GPU, Device.GPU.among(TWO));
	}

	@Test
	void aGpuThatIsNotThereIsRefusedWithTheRemedy() {
		final String message = assertThrows(WrongUsage.class, () -> Device.GPU.among(
			NONE)).getMessage();
		for (final String part : List.of("device=gpu", "there is none", "device=cpu",
			"PYTORCH_LIBRARY_PATH", "PYTORCH_VERSION=2.7.1", "PYTORCH_FLAVOR=cu128"))
			assertTrue(message.contains(part), message);
		assertTrue(assertThrows(WrongUsage.class, () -> Device.of("tpu")).getMessage()
			.contains("auto, cpu, gpu"));
	}

	@Test
	void theStatusNamesTheDeviceAndWhyItIsNoGpu() {
		final EngineStatus status = EngineStatus.read();
		assertEquals(Device.AUTO.among(TorchEngine.gpus()), status.device());
		if (status.device() == Device.CPU) assertTrue(status.gpus().contains(
			"PYTORCH_LIBRARY_PATH"), status.gpus());
	}

	@Test
	void outOfMemoryHalvesTheTiles() {
		for (final NetworkGeometry geometry : List.of(new NetworkGeometry(1, 2, 3, 1,
			1, 1), new NetworkGeometry(1, 2, 8, 8, 4, 8), new NetworkGeometry(1, 1, 2, 3, 1, 1, 1)))
		{
			final float[] plane = noise(64 * 48);
			final Gpu large = new Gpu(geometry, Integer.MAX_VALUE);
			final Gpu small = new Gpu(geometry, 1000);
			final NetworkUpscaler halved = upscaler(small, geometry);
			assertArrayEquals(upscaler(large, geometry).plane(plane, 64, 48), halved
				.plane(plane, 64, 48));
			assertEquals(List.of(64 * 48), large.passes);
			assertTrue(small.passes.size() >= 4, small.passes + "");
			assertTrue(small.passes.stream().allMatch(pixels -> pixels < 1000));
			// What did not fit once is not tried again.
			final int refused = small.refused;
			halved.plane(plane, 64, 48);
			assertEquals(refused, small.refused);
		}
	}

	@Test
	void aGpuTooSmallForAnyTileIsAnError() {
		final NetworkGeometry geometry = new NetworkGeometry(1, 2, 3, 1, 1, 1);
		final String message = assertThrows(IllegalStateException.class,
			() -> upscaler(new Gpu(geometry, 10), geometry).plane(noise(64 * 48), 64,
				48)).getMessage();
		assertTrue(message.contains("device=cpu"), message);
		final NetworkGeometry whole = new NetworkGeometry(1, 2,
			NetworkGeometry.UNBOUNDED, 1, 1, 1);
		assertThrows(IllegalStateException.class, () -> upscaler(new Gpu(whole,
			1000), whole).plane(noise(64 * 48), 64, 48));
	}

	private static NetworkUpscaler upscaler(final Gpu network,
		final NetworkGeometry geometry)
	{
		final NetworkUpscaler upscaler = new NetworkUpscaler("it", network, geometry,
			ValueMap::range, Precision.FLOAT32, network::close);
		assertEquals("gpu", upscaler.device());
		return upscaler;
	}

	private static float[] noise(final int length) {
		final Random random = new Random(1);
		final float[] values = new float[length];
		for (int i = 0; i < length; i++)
			values[i] = random.nextFloat();
		return values;
	}

	/** A GPU that fits images of fewer pixels, and repeats pixels. */
	private static final class Gpu implements ImageNetwork {

		private final NetworkGeometry geometry;
		private final int most;
		private final List<Integer> passes = new ArrayList<>();
		private int refused;

		Gpu(final NetworkGeometry geometry, final int most) {
			this.geometry = geometry;
			this.most = most;
		}

		@Override
		public Tensor forward(final Tensor input) {
			final int height = input.shape()[2];
			final int width = input.shape()[3];
			if (width * height >= most) {
				refused++;
				throw new OutOfDeviceMemory("CUDA out of memory", null);
			}
			passes.add(width * height);
			final int columns = width * geometry.scaleX();
			final float[] output = new float[columns * height * geometry.scaleY()];
			for (int i = 0; i < output.length; i++)
				output[i] = input.values()[i / columns / geometry.scaleY() * width + i %
					columns / geometry.scaleX()];
			return new Tensor(new int[] { 1, 1, height * geometry.scaleY(), columns },
				output);
		}

		@Override
		public Device device() {
			return Device.GPU;
		}

		@Override
		public List<long[]> weights() {
			return List.of();
		}

		@Override
		public void close() {
			// It holds nothing.
		}
	}
}
