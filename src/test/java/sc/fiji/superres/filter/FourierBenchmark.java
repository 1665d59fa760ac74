package sc.fiji.superres.filter;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import ij.ImagePlus;
import ij.plugin.filter.FFTFilter;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import org.jtransforms.dct.FloatDCT_2D;
import org.jtransforms.fft.FloatFFT_2D;
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

/**
 * Times the filtering of one plane against bare transforms of JTransforms,
 * forward and back, and ImageJ's bandpass. {@code fft} is of the plane mirrored
 * to twice its width and height, {@code dct} of the plane itself.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class FourierBenchmark {

	@Param("2048")
	private int side;

	@Param({ "gaussian", "butterworth" })
	private String shape;

	private float[] source;
	private float[] small;
	private float[] large;
	private FourierFilter filter;
	private FloatDCT_2D cosines;
	private FloatFFT_2D waves;

	public static void main(final String... args) throws RunnerException {
		new Runner(new OptionsBuilder().include(FourierBenchmark.class
			.getSimpleName()).build()).run();
	}

	@Setup
	public void setup() {
		final Random random = new Random(1);
		source = new float[side * side];
		for (int i = 0; i < source.length; i++)
			source[i] = random.nextFloat();
		final Rolloff rolloff = Rolloff.named(shape, 2);
		filter = FourierFilter.of(FourierSettings.high(rolloff, 0.1));
		final float[] low = FourierFilter.of(FourierSettings.low(rolloff, 0.1))
			.plane(source, side, side);
		final float[] high = filter();
		for (int i = 0; i < source.length; i++) {
			if (Math.abs(low[i] + high[i] - source[i]) > 1e-6)
				throw new IllegalStateException("Low and high are not the image at " +
					i);
		}
		small = source.clone();
		cosines = new FloatDCT_2D(side, side);
		large = new float[4 * side * side];
		waves = new FloatFFT_2D(2L * side, 2L * side);
	}

	@Benchmark
	public float[] filter() {
		return filter.plane(source, side, side);
	}

	@Benchmark
	public float[] spectrum() {
		return PowerSpectrum.of(source, side, side);
	}

	@Benchmark
	public float[] dct() {
		cosines.forward(small, true);
		cosines.inverse(small, true);
		return small;
	}

	@Benchmark
	public float[] fft() {
		waves.realForward(large);
		waves.realInverse(large, true);
		return large;
	}

	/** ImageJ's bandpass of 3 to 40 pixels, behind the dialog that it has. */
	@Benchmark
	public Object imagej() throws ReflectiveOperationException {
		final FloatProcessor plane = new FloatProcessor(side, side, source.clone());
		final FFTFilter bandpass = new FFTFilter();
		final Field image = FFTFilter.class.getDeclaredField("imp");
		image.setAccessible(true);
		image.set(bandpass, new ImagePlus("", plane));
		final Field scaling = FFTFilter.class.getDeclaredField("doScalingDia");
		scaling.setAccessible(true);
		scaling.set(null, false);
		final Method filtering = FFTFilter.class.getDeclaredMethod("filter",
			ImageProcessor.class);
		filtering.setAccessible(true);
		filtering.invoke(bandpass, plane);
		return plane.getPixels();
	}
}
