package sc.fiji.superres.resample;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import sc.fiji.superres.PlaneBenchmark;

/**
 * Times the resampling of one plane against {@link ImageProcessor#resize}.
 * {@code tiled} includes copying tiles in and out; {@code whole} does not.
 */
public class ResamplerBenchmark extends PlaneBenchmark {

	@Param({ "2", "0.5" })
	private double scale;

	@Param("bicubic")
	private String kernel;

	private float[] source;
	private float[] target;
	private Resampler resampler;

	@Setup
	public void setup() {
		source = noise();
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
		run(resampler.prepare(side, side), source, target);
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
}
