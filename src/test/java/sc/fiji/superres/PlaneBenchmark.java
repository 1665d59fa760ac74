package sc.fiji.superres;

import java.util.Random;
import java.util.concurrent.TimeUnit;

import net.imglib2.Interval;

import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;

/**
 * What benchmarks share that run one method over one square plane of noise.
 * {@code org.openjdk.jmh.Main NAME -p side=...} on the test class path runs one.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgs = "-Xmx4g")
public abstract class PlaneBenchmark {

	@Param("2048")
	public int side;

	/** Makes samples of 0 to 1. */
	protected final float[] noise() {
		final Random random = new Random(1);
		final float[] plane = new float[side * side];
		for (int i = 0; i < plane.length; i++)
			plane[i] = random.nextFloat();
		return plane;
	}

	/**
	 * Runs a method tile by tile, copying tiles in and out.
	 *
	 * @param source not changed
	 * @param target filled
	 */
	protected final void run(final PreparedOperation enlargement,
		final float[] source, final float[] target)
	{
		final int width = (int) enlargement.target().dimension(0);
		Tiles.run(enlargement, 1, 0, (part, block) -> copy(source, side, part,
			block, false), (part, block) -> copy(target, width, part, block, true),
			Progress.NONE);
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
