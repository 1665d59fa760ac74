package sc.fiji.superres.degrade;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

import sc.fiji.superres.PlaneBenchmark;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.filter.EdgeFilter;
import sc.fiji.superres.filter.FourierFilter;
import sc.fiji.superres.filter.FourierSettings;
import sc.fiji.superres.filter.Rolloff;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * Times each step of preprocessing over planes of several sizes: its cost per
 * pixel is not to grow.
 */
public class PreprocessBenchmark extends PlaneBenchmark {

	@Param({ "resample", "highpass", "edges", "degrade" })
	public String step;

	private float[] source;
	private float[] target;
	private BlockOperation upscaler;
	private PreparedOperation enlargement;

	@Setup
	public void setup() {
		source = noise();
		upscaler = upscaler();
		enlargement = upscaler.prepare(side, side, Intensities.unit());
		target = new float[(int) (enlargement.target().dimension(0) * enlargement
			.target().dimension(1))];
		run();
		double mean = 0;
		for (final float value : target)
			mean += value / target.length;
		final double expected = step.equals("highpass") ? 0 : 0.5;
		if (Math.abs(mean - expected) > 0.01) throw new IllegalStateException(
			"The mean of " + step + " is " + mean);
	}

	@TearDown
	public void close() {
		upscaler.close();
	}

	@Benchmark
	public float[] run() {
		run(enlargement, source, target);
		return target;
	}

	private BlockOperation upscaler() {
		return switch (step) {
			case "resample" -> Resampler.by(Sampling.of(Kernel.named("bicubic")), 1.5,
				1.5);
			case "highpass" -> FourierFilter.of(FourierSettings.high(Rolloff.named(
				"gaussian", 2), 0.1));
			case "edges" -> EdgeFilter.unsharp(2, 0.6, 0);
			default -> new Degradation(2, Kernel.named("bicubic"), Blur.gaussian(1.2),
				new Noise(100, 0.01, 0, 0, 1)).operation();
		};
	}
}
