package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import sc.fiji.superres.PlaneBenchmark;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.file.Tensor;

/**
 * Times a network run in tiles, its channels next to each other, against one
 * forward pass over the whole image in the default layout.
 * <p>
 * {@code -p network=FILE} chooses a TorchScript file with one channel; run by
 * {@code org.openjdk.jmh.Main NetworkBenchmark -p side=256,1024}. Both
 * give equal images: that is checked first, on images of up to
 * {@value #CHECKED} pixels, as a whole image takes a gigabyte per million.
 * </p>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
@Fork(value = 1, jvmArgs = "-Xmx4g")
public class NetworkBenchmark extends PlaneBenchmark {

	/** Larger images are only timed. */
	private static final int CHECKED = 1024;

	@Param("../shared/reference/edsr-x2.pt")
	public String network;

	private TorchNetwork whole;
	private Upscaler upscaler;
	private Tensor image;

	@Setup
	public void open() throws IOException {
		whole = TorchNetwork.open(Path.of(network), Progress.NONE);
		upscaler = Networks.open(Path.of(network), Progress.NONE);
		image = new Tensor(new int[] { 1, 1, side, side }, noise());
		if (side > CHECKED) return;
		final float[] expected = whole();
		final float[] found = tiled();
		for (int i = 0; i < expected.length; i++) {
			if (Math.abs(expected[i] - found[i]) > 1e-5)
				throw new IllegalStateException("Tiles differ at " + i + ": " +
					expected[i] + " and " + found[i]);
		}
	}

	@TearDown
	public void close() {
		whole.close();
		upscaler.close();
	}

	/** In PyTorch's default layout, channel by channel. */
	@Benchmark
	public float[] whole() {
		try (NDManager scope = whole.newScope()) {
			return whole.forward(scope.create(FloatBuffer.wrap(image.values()),
				new Shape(1, 1, side, side)), false).toFloatArray();
		}
	}

	@Benchmark
	public float[] tiled() {
		final PreparedOperation enlargement = upscaler.prepare(side, side, Intensities
			.unit());
		final float[] result = new float[(int) (enlargement.target().dimension(0) *
			enlargement.target().dimension(1))];
		run(enlargement, image.values(), result);
		return result;
	}
}
