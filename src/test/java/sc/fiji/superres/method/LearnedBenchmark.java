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
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

import sc.fiji.superres.PlaneBenchmark;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.quality.Psnr;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Sampling;

/**
 * Times shipped models of scale 2 side by side.
 * <p>
 * {@code org.openjdk.jmh.Main LearnedBenchmark -p side=500} on the test class
 * path times them to one megapixel of output. That each comes nearer to the
 * original than bicubic is checked first.
 * </p>
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4)
@Measurement(iterations = 7)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class LearnedBenchmark extends PlaneBenchmark {

	@Param({ "srcnn-natural-x2", "dictionary-natural-x2" })
	public String model;

	private Plane low;
	private Upscaler upscaler;

	@Setup
	public void open() throws IOException {
		final int twice = 2 * side;
		final float[] high = new float[twice * twice];
		for (int i = 0; i < high.length; i++) {
			final double far = Math.hypot(i % twice - 300.0, i / twice - 400.0);
			high[i] = (float) (0.5 + 0.3 * Math.sin(far / (2 + far / 200)) + ((i / 90 +
				i / twice / 70) % 2 == 0 ? 0.1 : 0));
		}
		low = Degradation.bicubic(2).apply(new Plane(high, twice, twice));
		upscaler = new LearnedMethod(model, Path.of("models", model)).open("2");
		final double psnr = Psnr.of(high, enlarge(), twice, twice, 2, 1);
		final double bicubic = Psnr.of(high, Resampler.resized(Sampling.of(Kernel.named(
			"bicubic")), low, twice, twice).samples(), twice, twice, 2, 1);
		if (!(psnr > bicubic)) throw new IllegalStateException(model + " reaches " +
			psnr + " dB, bicubic " + bicubic);
	}

	@TearDown
	public void close() {
		upscaler.close();
	}

	@Benchmark
	public float[] enlarge() {
		final float[] result = new float[4 * side * side];
		run(upscaler.prepare(side, side, Intensities.unit()), low.samples(), result);
		return result;
	}
}
