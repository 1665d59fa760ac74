package sc.fiji.superres.filter;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

import ij.plugin.filter.UnsharpMask;
import ij.process.FloatProcessor;

import sc.fiji.superres.PlaneBenchmark;

/**
 * Times the unsharp mask of one plane, with tiles copied in and out, against
 * ImageJ's {@link UnsharpMask}, whose Gaussian is less precise and whose weight
 * is amount / (1 + amount).
 */
public class EdgeFilterBenchmark extends PlaneBenchmark {

	private static final float AMOUNT = 0.6f;

	/** Of the range of 1: ImageJ's Gaussian is within 2e-4 of the true one. */
	private static final float IMAGEJ = 1e-3f;

	@Param("2")
	private double sigma;

	private float[] source;
	private float[] target;
	private EdgeFilter unsharp;

	@Setup
	public void setup() {
		source = noise();
		target = new float[source.length];
		unsharp = EdgeFilter.unsharp(sigma, AMOUNT, 0);
		final float[] actual = unsharp();
		final float[] expected = imagej();
		// ImageJ treats the border in another way.
		for (int y = side / 4; y < side / 2; y++)
			for (int x = side / 4; x < side / 2; x++)
				if (Math.abs(expected[y * side + x] - actual[y * side + x]) > IMAGEJ)
					throw new IllegalStateException("Not ImageJ's at " + x + "," + y);
	}

	@Benchmark
	public float[] unsharp() {
		run(unsharp.prepare(side, side), source, target);
		return target;
	}

	@Benchmark
	public float[] imagej() {
		final FloatProcessor plane = new FloatProcessor(side, side, source.clone());
		plane.snapshot();
		new UnsharpMask().sharpenFloat(plane, sigma, AMOUNT / (1 + AMOUNT));
		return (float[]) plane.getPixels();
	}
}
