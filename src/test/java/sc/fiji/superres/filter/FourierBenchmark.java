package sc.fiji.superres.filter;

import java.lang.reflect.Field;
import java.lang.reflect.Method;

import org.jtransforms.dct.FloatDCT_2D;
import org.jtransforms.fft.FloatFFT_2D;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import ij.ImagePlus;
import ij.plugin.filter.FFTFilter;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;

import sc.fiji.superres.PlaneBenchmark;

/**
 * Times the filtering of one plane against bare transforms of JTransforms,
 * forward and back, and ImageJ's bandpass. {@code fft} is of the plane mirrored
 * to twice its width and height, {@code dct} of the plane itself.
 */
public class FourierBenchmark extends PlaneBenchmark {

	@Param({ "gaussian", "butterworth" })
	private String shape;

	private float[] source;
	private float[] small;
	private float[] large;
	private FourierFilter filter;
	private FloatDCT_2D cosines;
	private FloatFFT_2D waves;

	@Setup
	public void setup() {
		source = noise();
		final Rolloff rolloff = Rolloff.named(shape, 2);
		filter = FourierFilter.of(FourierSettings.high(rolloff, 0.1));
		final float[] low = FourierFilter.of(FourierFilterTest.low(rolloff, 0.1))
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
