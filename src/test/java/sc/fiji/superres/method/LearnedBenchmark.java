package sc.fiji.superres.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

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
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.Plane;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * Times shipped models of scale 2 side by side, to one megapixel of output.
 * <p>
 * Run by {@code org.openjdk.jmh.Main LearnedBenchmark} on the test class path.
 * That each comes nearer to the original than bicubic is checked first.
 * </p>
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 7)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class LearnedBenchmark {

	private static final int SIDE = 1000;

	@Param({ "srcnn-natural-x2", "dictionary-natural-x2" })
	public String model;

	private Plane low;
	private Upscaler upscaler;

	@Setup
	public void open() throws IOException {
		final float[] high = new float[SIDE * SIDE];
		for (int i = 0; i < high.length; i++) {
			final double far = Math.hypot(i % SIDE - 300.0, i / SIDE - 400.0);
			high[i] = (float) (0.5 + 0.3 * Math.sin(far / (2 + far / 200)) + ((i / 90 +
				i / SIDE / 70) % 2 == 0 ? 0.1 : 0));
		}
		final Plane plane = new Plane(high, SIDE, SIDE);
		low = Degradation.bicubic(2).apply(plane);
		upscaler = new LearnedMethod(model, Path.of("models", model)).open("2");
		final double psnr = Psnr.of(high, enlarge(), SIDE, SIDE, 2, 1);
		final double bicubic = Psnr.of(high, low.resampled(Sampling.of(Kernel.named(
			"bicubic")), SIDE, SIDE).samples(), SIDE, SIDE, 2, 1);
		if (!(psnr > bicubic)) throw new IllegalStateException(model + " reaches " +
			psnr + " dB, bicubic " + bicubic);
	}

	@TearDown
	public void close() {
		upscaler.close();
	}

	@Benchmark
	public float[] enlarge() {
		final Enlargement enlargement = upscaler.prepare(low.width(), low.height(),
			Intensities.unit());
		final float[] result = new float[SIDE * SIDE];
		Tiles.run(enlargement, 1, 0, (from, block) -> {
			final int width = (int) from.dimension(0);
			for (int y = 0; y < from.dimension(1); y++)
				System.arraycopy(low.samples(), (int) ((from.min(1) + y) * low.width() +
					from.min(0)), block, y * width, width);
		}, (to, block) -> {
			final int width = (int) to.dimension(0);
			for (int y = 0; y < to.dimension(1); y++)
				System.arraycopy(block, y * width, result, (int) ((to.min(1) + y) *
					SIDE + to.min(0)), width);
		}, Progress.NONE);
		return result;
	}
}
