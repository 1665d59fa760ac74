package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import net.imglib2.Interval;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.model.Tensor;

/**
 * Times a network run in tiles against one forward pass over the whole image.
 * <p>
 * {@code -p network=FILE} chooses a TorchScript file with one channel; run by
 * {@code org.openjdk.jmh.Main NetworkBenchmark} on the test class path. Both
 * give equal images: that is checked first, on images of up to
 * {@value #CHECKED} pixels, as a whole image takes a gigabyte per million.
 * </p>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 2)
@Measurement(iterations = 7)
@Fork(value = 1, jvmArgs = "-Xmx4g")
public class NetworkBenchmark {

	/** Larger images are only timed. */
	private static final int CHECKED = 1024;

	@Param({ "256", "1024" })
	public int side;

	@Param("../shared/reference/edsr-x2.pt")
	public String network;

	private TorchNetwork whole;
	private Upscaler upscaler;
	private Tensor image;

	@Setup
	public void open() throws IOException {
		whole = TorchNetwork.open(Path.of(network));
		upscaler = Networks.open(Path.of(network));
		final Random random = new Random(1);
		final float[] samples = new float[side * side];
		for (int i = 0; i < samples.length; i++)
			samples[i] = random.nextFloat();
		image = new Tensor(new int[] { 1, 1, side, side }, samples);
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

	@Benchmark
	public float[] whole() {
		return whole.forward(image).values();
	}

	@Benchmark
	public float[] tiled() {
		final Enlargement enlargement = upscaler.prepare(side, side, Intensities
			.unit());
		final int width = (int) enlargement.target().dimension(0);
		final float[] result = new float[width * (int) enlargement.target()
			.dimension(1)];
		Tiles.run(enlargement, 1, 0, (interval, block) -> copy(image.values(), side,
			block, interval, true), (interval, block) -> copy(result, width, block,
				interval, false), Progress.NONE);
		return result;
	}

	private static void copy(final float[] plane, final int stride,
		final float[] block, final Interval interval, final boolean read)
	{
		final int width = (int) interval.dimension(0);
		for (int y = 0; y < interval.dimension(1); y++) {
			final int at = (int) ((interval.min(1) + y) * stride + interval.min(0));
			if (read) System.arraycopy(plane, at, block, y * width, width);
			else System.arraycopy(block, y * width, plane, at, width);
		}
	}
}
