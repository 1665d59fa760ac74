package sc.fiji.superres.resample;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
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
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import sc.fiji.superres.block.Enlargement;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;

/**
 * Times the resampling of one plane against {@link ImageProcessor#resize}.
 * {@code tiled} includes copying tiles in and out; {@code whole} does not.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ResamplerBenchmark {

	@Param("2048")
	private int side;

	@Param({ "2", "0.5" })
	private double scale;

	@Param("bicubic")
	private String kernel;

	private float[] source;
	private float[] target;
	private Resampler resampler;

	public static void main(final String... args) throws RunnerException {
		new Runner(new OptionsBuilder().include(ResamplerBenchmark.class
			.getSimpleName()).build()).run();
	}

	@Setup
	public void setup() {
		final Random random = new Random(1);
		source = new float[side * side];
		for (int i = 0; i < source.length; i++) {
			source[i] = random.nextFloat();
		}
		resampler = Resampler.by(Sampling.of(Kernel.named(kernel)), scale, scale);
		final float[] expected = resampler.plane(source, side, side);
		target = new float[expected.length];
		final float[] actual = tiled();
		for (int i = 0; i < expected.length; i++) {
			if (Math.abs(expected[i] - actual[i]) > 1e-5)
				throw new IllegalStateException("Tiled is not untiled at " + i);
		}
	}

	@Benchmark
	public float[] tiled() {
		final Enlargement enlargement = resampler.prepare(side, side);
		final int width = (int) enlargement.target().dimension(0);
		Tiles.run(enlargement, 1, 0, (part, block) -> copy(source, side, part,
			block, false), (part, block) -> copy(target, width, part, block, true),
			Progress.NONE);
		return target;
	}

	@Benchmark
	public float[] whole() {
		return resampler.plane(source, side, side);
	}

	@Benchmark
	public ImageProcessor imagej() {
		final ImageProcessor ip = new FloatProcessor(side, side, source);
		ip.setInterpolationMethod(ImageProcessor.BICUBIC);
		return ip.resize((int) (side * scale), (int) (side * scale), true);
	}

	private static void copy(final float[] plane, final int width,
		final Interval part, final float[] block, final boolean write)
	{
		final int columns = (int) part.dimension(0);
		for (int y = 0; y < part.dimension(1); y++) {
			final int at = (int) ((part.min(1) + y) * width + part.min(0));
			if (write) System.arraycopy(block, y * columns, plane, at, columns);
			else System.arraycopy(plane, at, block, y * columns, columns);
		}
	}
}
