package sc.fiji.superres.filter;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import ij.plugin.filter.UnsharpMask;
import ij.process.FloatProcessor;
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
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;

/**
 * Times the unsharp mask of one plane, with tiles copied in and out, against
 * ImageJ's {@link UnsharpMask}, whose Gaussian is less precise and whose weight
 * is amount / (1 + amount).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EdgeFilterBenchmark {

	private static final float AMOUNT = 0.6f;

	/** Of the range of 1: ImageJ's Gaussian is within 2e-4 of the true one. */
	private static final float IMAGEJ = 1e-3f;

	@Param("2048")
	private int side;

	@Param("2")
	private double sigma;

	private float[] source;
	private float[] target;
	private EdgeFilter unsharp;

	public static void main(final String... args) throws RunnerException {
		new Runner(new OptionsBuilder().include(EdgeFilterBenchmark.class
			.getSimpleName()).build()).run();
	}

	@Setup
	public void setup() {
		final Random random = new Random(1);
		source = new float[side * side];
		for (int i = 0; i < source.length; i++)
			source[i] = random.nextFloat();
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
		Tiles.run(unsharp.prepare(side, side), 1, 0, (part, block) -> copy(source,
			part, block, false), (part, block) -> copy(target, part, block, true),
			Progress.NONE);
		return target;
	}

	@Benchmark
	public float[] imagej() {
		final FloatProcessor plane = new FloatProcessor(side, side, source.clone());
		plane.snapshot();
		new UnsharpMask().sharpenFloat(plane, sigma, AMOUNT / (1 + AMOUNT));
		return (float[]) plane.getPixels();
	}

	private void copy(final float[] plane, final Interval part,
		final float[] block, final boolean write)
	{
		final int columns = (int) part.dimension(0);
		for (int y = 0; y < part.dimension(1); y++) {
			final int at = (int) ((part.min(1) + y) * side + part.min(0));
			if (write) System.arraycopy(block, y * columns, plane, at, columns);
			else System.arraycopy(plane, at, block, y * columns, columns);
		}
	}
}
