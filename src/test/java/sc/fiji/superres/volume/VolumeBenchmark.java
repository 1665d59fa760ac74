package sc.fiji.superres.volume;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

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

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.PlaneByPlane;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;
import sc.fiji.superres.volume.zarr.OmeLayout;
import sc.fiji.superres.volume.zarr.OmeMetadata;
import sc.fiji.superres.volume.zarr.OmeZarr;
import sc.fiji.superres.volume.zarr.SampleType;

/**
 * Times the blocks of a run against the same work without plan, marks and care:
 * the method, reading what it needs, and writing the same chunks. One core should
 * do both, since a run reads and writes while it computes:
 * {@code taskset -c 0 java ... org.openjdk.jmh.Main VolumeBenchmark}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 7)
@Fork(value = 1, jvmArgs = "-Xmx2g")
public class VolumeBenchmark {

	private static final long[] SIZE = { 1024, 1024, 24, 1, 1 };

	private static final VolumeSettings STORED = VolumeSettings.of("128,128,32",
		"", "0.4", "blosc");

	@Param("bicubic")
	private String kernel;

	private Path folder;
	private BlockOperation operation;
	private VolumeRun run;
	private VolumeGrid grid;
	private OmeZarr target;

	/** Makes a volume of smooth texture and noise, plans it, and checks the raw way. */
	@Setup
	public void setup() throws IOException {
		folder = Files.createTempDirectory("superres");
		final OmeMetadata metadata = new OmeMetadata("", "zyx", List.of("", "", "",
			"", ""), List.of(1.0, 1.0, 1.0, 1.0, 1.0), List.of(0.0, 0.0, 0.0, 0.0,
				0.0), List.of());
		final OmeLayout layout = new OmeLayout(SIZE, new int[] { 128, 128, 32, 1, 1 },
			null, SampleType.UINT16, "0.4", "blosc", metadata);
		final OmeZarr source = OmeZarr.create(folder.resolve("in"), layout);
		final float[] samples = new float[(int) (SIZE[0] * SIZE[1] * SIZE[2])];
		final Random random = new Random(1);
		for (int i = 0; i < samples.length; i++) {
			final double mean = 600 + 500 * Math.sin(i % SIZE[0] / 40.0) * Math.cos(i /
				SIZE[0] / 30.0);
			samples[i] = (float) (mean + 2 * Math.sqrt(mean) * random.nextGaussian());
		}
		source.target(0, 0).write(Intervals.createMinSize(0, 0, 0, SIZE[0], SIZE[1],
			SIZE[2]), samples);
		source.finish(Progress.NONE);
		operation = PlaneByPlane.of(Resampler.by(Sampling.of(Kernel.named(kernel)), 2,
			2));
		run = VolumeRun.begin(ZarrVolume.open(folder.resolve("in")), folder.resolve(
			"out"), new VolumeRun.Task(Map.of("kernel", kernel), operation, Optional
				.empty(), false, Optional.empty()), STORED, Progress.NONE);
		grid = VolumePlan.read(folder.resolve("out/.superres/plan.json")).grid();
		target = OmeZarr.create(folder.resolve("raw"), new OmeLayout(new long[] {
			2 * SIZE[0], 2 * SIZE[1], SIZE[2], 1, 1 }, new int[] { 128, 128, 32, 1, 1 },
			null, SampleType.UINT16, "0.4", "blosc", metadata));
		raw();
		run();
		for (final String chunk : List.of("0/0/0/0", "0/0/15/15"))
			if (Files.mismatch(folder.resolve("out").resolve(chunk), folder.resolve(
				"raw").resolve(chunk)) >= 0) throw new IllegalStateException(chunk);
	}

	@TearDown
	public void delete() throws IOException {
		AtomicFiles.delete(folder);
	}

	@Benchmark
	public void raw() throws IOException {
		final OmeZarr source = OmeZarr.open(folder.resolve("in"));
		final PreparedOperation prepared = operation.prepare(new FinalDimensions(
			Arrays.copyOf(SIZE, 3)), new Intensities[1]);
		for (long i = 0; i < grid.count(); i++) {
			final Interval to = grid.block(i).interval();
			final Interval from = prepared.source(to);
			final float[] in = new float[(int) Intervals.numElements(from)];
			final float[] out = new float[(int) Intervals.numElements(to)];
			source.source(0, 0, 0).read(from, in);
			prepared.fill(in, from, out, to);
			target.target(0, 0).write(to, out);
		}
	}

	@Benchmark
	public long run() throws IOException {
		AtomicFiles.delete(folder.resolve("out/.superres/blocks"));
		Files.createDirectory(folder.resolve("out/.superres/blocks"));
		return run.fill(i -> true, Progress.NONE);
	}
}
