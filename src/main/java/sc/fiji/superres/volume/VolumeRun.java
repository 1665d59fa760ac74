package sc.fiji.superres.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.parallel.Parallelization;
import net.imglib2.parallel.TaskExecutor;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Blocks;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.PlaneByPlane;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.block.channel.GrayAsColor;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Differences;
import sc.fiji.superres.file.Overlap;
import sc.fiji.superres.volume.zarr.OmeLayout;
import sc.fiji.superres.volume.zarr.OmeZarr;
import sc.fiji.superres.volume.zarr.SampleType;

/**
 * Applies an operation to a volume block by block, into an OME-Zarr image, by any
 * number of workers that share nothing but its folder.
 * <ol>
 * <li>{@link #begin} writes the plan: what is done to what, the blocks, and the
 * intensities that the operation needs, measured once over the whole volume. It
 * lies in the folder {@value #OWN} of the result.</li>
 * <li>{@link #fill} fills blocks. A block is whole files of the result, and is
 * marked as done after they are on the disk. A block may be filled twice, and by
 * two workers at once, with equal results.</li>
 * <li>{@link #finish} checks that all blocks are marked, builds the pyramid and
 * writes the metadata; only then does the result open as an image.</li>
 * </ol>
 * <p>
 * A run that is stopped or killed at any moment goes on where it was: what is done
 * is what the marks say, never the presence of a file. A run whose input, method
 * or settings are not those of the plan is refused.
 * </p>
 */
public final class VolumeRun {

	/** The folder in the result that holds what belongs to the run. */
	static final String OWN = ".superres";

	/** What names of the input's entries in the plan start with. */
	private static final String INPUT = "input ";

	/** The folder in the result of the image of its errors. */
	private static final String ERRORS = "error";

	/** The folder in that one of what is done. */
	private static final String MARKS = "blocks";

	/** What an image that is not finished consists of. */
	private static final List<String> IMAGE = List.of(".zgroup", ".zattrs",
		"zarr.json", "0", ERRORS);

	/** Side of a block of operations that prefer narrow tiles. */
	private static final int SIDE = 512;

	/** Tiles narrower than this do not suit the chunks of a volume. */
	private static final int NARROW = 256;

	/** Sizes up to which tiles are asked for. */
	private static final int SAMPLE = 4096;

	/** Most samples of a block where an operation does not need more. */
	private static final long SAMPLES = 1 << 24;

	/** Side of what is filled before a run starts. */
	private static final int TRIAL = 16;

	/** How many missing blocks a message lists. */
	private static final int NAMED = 5;

	private final VolumeSource source;
	private final Path output;
	private final Task task;
	private final BlockOperation operation;
	private final int group;
	private final VolumePlan plan;
	private final BlockMarks marks;
	private final List<PreparedOperation> prepared;
	private final List<Intensities> intensities;
	private final Optional<VolumeErrors> errors;

	/**
	 * What is done to a volume.
	 *
	 * @param settings names and values that runs are compared by: everything that
	 *          the result depends on, apart from the input
	 * @param operation applied to each channel, or to three together
	 * @param range the values that stand for black and white; empty for those
	 *          measured over each channel
	 * @param floats whether the result is 32-bit, regardless of the source
	 * @param errors what bounds the errors of each plane, for an image in the folder
	 *          {@value #ERRORS} of the result; empty for none
	 */
	public record Task(Map<String, String> settings, BlockOperation operation,
		Optional<IntensityRange> range, boolean floats, Optional<Errors> errors)
	{}

	/**
	 * What bounds the errors.
	 *
	 * @param bound of the method
	 * @param level in percent
	 */
	public record Errors(ErrorBound bound, int level) {}

	private VolumeRun(final VolumeSource source, final Path output,
		final Task task, final VolumePlan plan, final Progress progress)
		throws IOException
	{
		this.source = source;
		this.output = output;
		this.task = task;
		this.plan = plan;
		operation = lifted(task.operation(), source);
		group = operation.channels();
		marks = new BlockMarks(output.resolve(OWN).resolve(MARKS));
		intensities = intensities(source, task, plan.intensities(), progress);
		prepared = prepared(operation, source, intensities);
		errors = task.errors().map(bound -> new VolumeErrors(bound, source.size(),
			prepared.get(0).target()));
	}

	/**
	 * Starts or continues a run.
	 *
	 * @param source what is read
	 * @param output folder of the result
	 * @param task what is done
	 * @param settings how the result is stored
	 * @param progress of measuring the volume, which a new plan may need
	 * @throws IllegalArgumentException if the folder holds a run of another task, or
	 *           anything else
	 * @throws IOException if a file cannot be read or written
	 */
	public static VolumeRun begin(final VolumeSource source, final Path output,
		final Task task, final VolumeSettings settings, final Progress progress)
		throws IOException
	{
		final SortedMap<String, String> all = task(source, task, settings, true);
		final Path own = output.resolve(OWN);
		final Path file = own.resolve("plan.json");
		if (!Files.isDirectory(own) && Files.exists(output) && !isEmpty(output))
			throw new WrongUsage(output + " already exists and is not a run of this " +
				"program: choose another output");
		Files.createDirectories(own);
		try (FileChannel channel = FileChannel.open(own.resolve("lock"),
			StandardOpenOption.CREATE, StandardOpenOption.WRITE);
				FileLock lock = channel.lock())
		{
			AtomicFiles.recover(own, path -> true);
			if (!Files.exists(file)) {
				clear(output);
				plan(source, output, task, settings, all, progress).write(file);
			}
		}
		return new VolumeRun(source, output, task, agreed(file, all), progress);
	}

	/**
	 * Continues a run whose plan is there.
	 *
	 * @param whole whether to look for changes in all of the input, which many workers
	 *          at once should not
	 * @throws IllegalArgumentException if there is no plan, or one of another task
	 */
	public static VolumeRun resume(final VolumeSource source, final Path output,
		final Task task, final VolumeSettings settings, final boolean whole,
		final Progress progress) throws IOException
	{
		final Path file = output.resolve(OWN).resolve("plan.json");
		if (!Files.exists(file)) throw new WrongUsage(output +
			" has no plan: run stage=plan first");
		return new VolumeRun(source, output, task, agreed(file, task(source, task,
			settings, whole)), progress);
	}

	/**
	 * Checks that a result would not lie in its input, or replace it.
	 *
	 * @throws IllegalArgumentException if it would
	 */
	public static void check(final Path input, final Path output)
		throws IOException
	{
		Overlap.refuse(List.of(input), List.of(output), WrongUsage::new);
		final Path folder = input.toRealPath();
		for (Path around = output.toAbsolutePath().normalize(); around != null; around =
			around.getParent())
			if (Files.exists(around) && around.toRealPath().equals(folder))
				throw new WrongUsage("output=" + output + " lies in the input " + input +
					": choose another output");
	}

	/**
	 * Returns what a run does, from its plan: names and values as in {@link
	 * Task#settings}, and more. Empty if there is no plan.
	 */
	public static Map<String, String> planned(final Path output)
		throws IOException
	{
		final Path file = output.resolve(OWN).resolve("plan.json");
		return Files.exists(file) ? VolumePlan.read(file).task() : Map.of();
	}

	/** Returns the number of blocks of a run, from its plan. */
	public static long blocks(final Path output) throws IOException {
		return VolumePlan.read(output.resolve(OWN).resolve("plan.json")).grid()
			.count();
	}

	/** Returns the number of blocks. */
	public long blocks() {
		return plan.grid().count();
	}

	/** Returns how many blocks are not done. */
	public long left() throws IOException {
		return blocks() - marks.all().cardinality();
	}

	/** Returns whether the result is finished. */
	public boolean isFinished() {
		return Files.exists(output.resolve(OWN).resolve("finished"));
	}

	/**
	 * Fills blocks that are not done.
	 *
	 * @param mine selects the blocks of this worker by their numbers
	 * @return how many blocks it filled
	 * @throws java.util.concurrent.CancellationException if the user stopped it; what
	 *           is done is kept
	 */
	public long fill(final LongPredicate mine, final Progress progress)
		throws IOException
	{
		if (isFinished()) return 0;
		final long[] share = LongStream.range(0, blocks()).filter(mine).toArray();
		final OmeZarr target = OmeZarr.resume(output);
		final OmeZarr maps = errors.isEmpty() ? null : OmeZarr.resume(output.resolve(
			ERRORS));
		final ExecutorService reader = Executors.newSingleThreadExecutor();
		final ExecutorService writer = Executors.newSingleThreadExecutor();
		final TaskExecutor executor = Parallelization.getTaskExecutor();
		long filled = 0;
		try (Tiles.Stoppable work = new Tiles.Stoppable(progress)) {
			Future<?> written = submit(writer, executor, () -> null);
			int i = missing(share, 0);
			Future<Work> next = submit(reader, executor, reading(share, i));
			while (i < share.length) {
				progress.check();
				final Work block = result(next);
				final int after = missing(share, i + 1);
				next = submit(reader, executor, reading(share, after));
				final Progress part = progress.part(i, share.length);
				work.run(() -> block.fill(part));
				result(written);
				written = submit(writer, executor, () -> {
					block.write(target, maps);
					marks.add(block.index);
					return null;
				});
				i++;
				progress.update((double) i / share.length, "block " + i + " of " +
					share.length);
				i = after;
				filled++;
			}
			result(written);
		}
		finally {
			reader.shutdownNow();
			// What is being written is whole files, and ends soon.
			writer.shutdown();
		}
		return filled;
	}

	/**
	 * Makes the result an image that opens: its pyramid and its metadata.
	 *
	 * @throws IllegalStateException if blocks are missing; the message names some
	 */
	public void finish(final Progress progress) throws IOException {
		if (isFinished()) return;
		final BitSet done = marks.all();
		final List<Long> missing = LongStream.range(0, blocks()).filter(i -> !done
			.get((int) i)).boxed().toList();
		if (!missing.isEmpty()) throw new IllegalStateException(missing.size() +
			" of " + blocks() + " blocks of " + output + " are not done (" + missing
				.stream().limit(NAMED).map(String::valueOf).collect(Collectors.joining(
					", ")) + (missing.size() > NAMED ? ", ..." : "") +
			"): run stage=blocks again, and then stage=finish");
		clean(progress);
		if (errors.isPresent()) OmeZarr.resume(output.resolve(ERRORS)).finish(progress);
		OmeZarr.resume(output).finish(progress);
		AtomicFiles.write(output.resolve(OWN).resolve("finished"), true, part -> Files
			.createFile(part));
	}

	/** Deletes what killed workers have half written. */
	private void clean(final Progress progress) throws IOException {
		final List<Path> folders;
		try (Stream<Path> files = Files.walk(output)) {
			folders = files.filter(Files::isDirectory).toList();
		}
		for (final Path folder : folders) {
			progress.check();
			AtomicFiles.recover(folder, target -> true);
		}
	}

	/** Describes the size of the run in one line. */
	public String describe() {
		final VolumeGrid grid = plan.grid();
		return String.format(Locale.ROOT, "The result has %,d samples in %,d %s of %s",
			grid.samples() * group, grid.count(), grid.count() == 1 ? "block" : "blocks",
			VolumeSettings.text(grid.block()).replace(",", " x "));
	}

	/**
	 * Fills one or two blocks in the middle and says what the whole run will cost.
	 *
	 * @param cores number of cores that work on a block
	 * @return one line
	 */
	public String estimate(final int cores, final Progress progress)
		throws IOException
	{
		final long middle = blocks() / 2;
		// The first block takes longer, as Java compiles and models are loaded.
		fill(i -> i == middle - 1, progress);
		final long start = System.nanoTime();
		if (fill(i -> i == middle, progress) == 0) return describe();
		final double hours = (System.nanoTime() - start) / 3.6e12 * cores * blocks();
		return describe() + String.format(Locale.ROOT,
			" and takes about %.2g core-hours", hours);
	}

	// -- Helper methods --

	private static VolumePlan plan(final VolumeSource source, final Path output,
		final Task task, final VolumeSettings settings,
		final SortedMap<String, String> all, final Progress progress)
		throws IOException
	{
		final BlockOperation operation = lifted(task.operation(), source);
		final List<Map<String, Double>> known = new ArrayList<>();
		for (int c = 0; c < source.size()[3]; c++)
			known.add(new ConcurrentSkipListMap<>());
		final List<Intensities> intensities = intensities(source, task, known,
			progress);
		final List<PreparedOperation> prepared = prepared(operation, source,
			intensities);
		final Dimensions target = prepared.get(0).target();
		final long[] size = { target.dimension(0), target.dimension(1), target
			.dimension(2), source.size()[3], source.size()[4] };
		final int[] block = block(operation, prepared.get(0), size, settings.unit());
		final VolumeGrid grid = new VolumeGrid(Arrays.copyOf(size, 3), block,
			prepared.size(), size[4]);
		if (grid.count() > Integer.MAX_VALUE) throw new WrongUsage("The result has " +
			grid.count() + " blocks of " + VolumeSettings.text(block) +
			": choose larger chunks");
		final OmeLayout layout = new OmeLayout(size, five(settings.chunk()), settings
			.shard().length == 0 ? null : five(settings.shard()), stored(source, task),
			settings.version(), settings.compressor(), source.metadata().enlarged(operation.scale(0), operation
						.scale(1), operation.scale(2)));
		OmeZarr.create(output, layout);
		if (task.errors().isPresent()) {
			OmeZarr.create(output.resolve(ERRORS), layout.of(SampleType.FLOAT32));
			// Asked now, so that they are known to all workers.
			intensities.forEach(Intensities::low);
			intensities.forEach(Intensities::high);
		}
		for (int g = 0; g < prepared.size(); g++)
			tryOut(prepared.get(g), source, g * operation.channels(), operation
				.channels());
		return new VolumePlan(VolumePlan.VERSION, all, grid, known);
	}

	/**
	 * Fills a few samples, so that the operation fails now if it fails, and all
	 * intensities that it asks for are known to all workers.
	 */
	private static void tryOut(final PreparedOperation operation,
		final VolumeSource source, final int channel, final int channels)
	{
		final Dimensions target = operation.target();
		final Interval to = Intervals.createMinSize(0, 0, 0, Math.min(TRIAL, target
			.dimension(0)), Math.min(TRIAL, target.dimension(1)), 1);
		final Interval from = operation.source(to);
		final int size = Math.toIntExact(Intervals.numElements(from));
		final float[] in = new float[size * channels];
		for (int c = 0; c < channels; c++)
			new FiniteBlocks(source.source(channel + c, 0), source.size(), () -> 0).read(
				from, in, c * size);
		operation.fill(in, from, new float[Math.toIntExact(Intervals.numElements(to)) *
			channels], to);
	}

	private static SampleType stored(final VolumeSource source,
		final Task task)
	{
		return task.floats() || source.type() == SampleType.FLOAT16
			? SampleType.FLOAT32 : source.type();
	}

	private static int[] five(final int[] size) {
		return new int[] { size[0], size[1], size[2], 1, 1 };
	}

	/** Returns the size of a block: whole units, about as large as suits best. */
	private static int[] block(final BlockOperation operation,
		final PreparedOperation prepared, final long[] size, final int[] unit)
	{
		final Interval tile = prepared.tiles(0).get(0);
		// A method that looks along z prefers deep tiles, and any shape of them.
		final boolean deep = tile.dimension(2) > 1;
		final boolean narrow = !deep && (Math.min(tile.dimension(0), tile.dimension(
			1)) < NARROW || Math.max(tile.dimension(0), tile.dimension(1)) > SAMPLE);
		final int[] block = new int[3];
		for (int axis = 0; axis < 3; axis++) {
			final long wanted = operation.halo(axis) == BlockOperation.WHOLE
				? size[axis] : axis < 2 && narrow ? SIDE : tile.dimension(axis);
			final long units = Math.max(1, Math.round((double) wanted / unit[axis]));
			block[axis] = Math.toIntExact(Math.min(units, (size[axis] + unit[axis] - 1) /
				unit[axis]) * unit[axis]);
		}
		while ((long) block[0] * block[1] * block[2] > SAMPLES) {
			final int axis = block[0] > block[1] ? 0 : 1;
			if (operation.halo(axis) == BlockOperation.WHOLE || block[axis] <= unit[axis])
				break;
			block[axis] = Math.max(1, block[axis] / unit[axis] / 2) * unit[axis];
		}
		return block;
	}

	private static BlockOperation lifted(final BlockOperation operation,
		final VolumeSource source)
	{
		return PlaneByPlane.of(source.size()[3] == operation.channels() ? operation
			: GrayAsColor.of(operation));
	}

	private static List<Intensities> intensities(final VolumeSource source,
		final Task task, final List<Map<String, Double>> known,
		final Progress progress)
	{
		final List<Intensities> all = new ArrayList<>();
		for (int c = 0; c < source.size()[3]; c++)
			all.add(new RecordedIntensities(new VolumeChannel(source, c, progress)
				.intensities(task.range()), known.get(c)));
		return all;
	}

	/** Prepares the operation for each group of channels. */
	private static List<PreparedOperation> prepared(
		final BlockOperation operation, final VolumeSource source,
		final List<Intensities> intensities)
	{
		final int group = operation.channels();
		final long[] size = source.size();
		final List<PreparedOperation> prepared = new ArrayList<>();
		for (int c = 0; c < size[3]; c += group)
			prepared.add(operation.prepare(new FinalDimensions(size[0], size[1],
				size[2]), intensities.subList(c, c + group).toArray(Intensities[]::new)));
		return prepared;
	}

	private static SortedMap<String, String> task(final VolumeSource source,
		final Task task, final VolumeSettings settings, final boolean whole)
		throws IOException
	{
		final SortedMap<String, String> all = new TreeMap<>(task.settings());
		source.stamp(whole).forEach((name, value) -> all.put(INPUT + name, value));
		all.put("chunk", VolumeSettings.text(settings.chunk()));
		all.put("shard", VolumeSettings.text(settings.shard()));
		all.put("format", settings.version());
		all.put("compressor", settings.compressor());
		return all;
	}

	/** Reads the plan of the same task; the input may be known in part. */
	private static VolumePlan agreed(final Path file,
		final SortedMap<String, String> all) throws IOException
	{
		final VolumePlan plan = VolumePlan.read(file);
		final SortedMap<String, String> planned = new TreeMap<>(plan.task());
		planned.keySet().removeIf(name -> name.startsWith(INPUT) && !all.containsKey(
			name));
		final String differences = Differences.between(planned, all);
		if (!differences.isEmpty()) throw new WrongUsage(file.getParent()
			.getParent() + " holds a run of another task (" + differences +
			"): choose another output, or delete that one");
		return plan;
	}

	/** Deletes the image of a run that was killed before it had a plan. */
	private static void clear(final Path output) throws IOException {
		final Path own = output.resolve(OWN);
		if (Files.exists(own.resolve(MARKS))) throw new WrongUsage(output +
			" has blocks but no plan: choose another output, or delete that one");
		AtomicFiles.recover(output, path -> true);
		for (final String name : IMAGE)
			AtomicFiles.delete(output.resolve(name));
	}

	private static boolean isEmpty(final Path folder) throws IOException {
		if (!Files.isDirectory(folder)) throw new FileAlreadyExistsException(folder
			.toString(), null, "is a file: choose the name of a new folder");
		try (Stream<Path> files = Files.list(folder)) {
			return files.findAny().isEmpty();
		}
	}

	/**
	 * Returns the place of the next block in a share that is not done, from a place
	 * on. Marks are asked for one by one: many workers that each list all of them
	 * would ask for far more.
	 */
	private int missing(final long[] share, final int from) {
		int next = from;
		while (next < share.length && marks.has(share[next]))
			next++;
		return next;
	}

	/** Returns what reads the block at a place of a share, if there is one. */
	private Callable<Work> reading(final long[] share, final int place) {
		return () -> place == share.length ? null : read(share[place]);
	}

	/** Does work in a thread, which may use those of an executor, too. */
	private static <T> Future<T> submit(final ExecutorService thread,
		final TaskExecutor executor, final Callable<T> work)
	{
		final FutureTask<T> task = new FutureTask<>(work);
		thread.execute(() -> Parallelization.runWithExecutor(executor, task));
		return task;
	}

	private Work read(final long index) {
		final VolumeGrid.Block block = plan.grid().block(index);
		return new Work(index, block, prepared.get(block.group()).numbered(
			(long) block.frame() * plan.grid().size()[2] * prepared.size() + block
				.group(), prepared.size()));
	}

	private static <T> T result(final Future<T> future) throws IOException {
		try {
			return future.get();
		}
		catch (final ExecutionException e) {
			if (e.getCause() instanceof IOException failure) throw failure;
			if (e.getCause() instanceof UncheckedIOException failure) throw failure
				.getCause();
			if (e.getCause() instanceof Error error) throw error;
			if (e.getCause() instanceof RuntimeException failure) throw failure;
			throw new IllegalStateException(e.getCause());
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("Interrupted", e);
		}
	}

	// -- Helper classes --

	/** One block on its way: read, filled, written. */
	private final class Work {

		private final long index;
		private final VolumeGrid.Block block;
		private final PreparedOperation operation;
		/** What is computed: the block, and what its errors depend on. */
		private final Interval to;
		private final Interval from;
		private final List<float[]> maps = new ArrayList<>();
		private final List<FiniteBlocks> channels = new ArrayList<>();
		private final boolean[] finite = new boolean[group];
		private final float[] in;
		private float[] out;

		private Work(final long index, final VolumeGrid.Block block,
			final PreparedOperation operation)
		{
			this.index = index;
			this.block = block;
			this.operation = operation;
			to = errors.map(bound -> bound.result(block.interval())).orElse(block
				.interval());
			from = operation.source(to);
			final int size = samples(from);
			final int result = samples(to);
			Memory.require("A block of " + result + " samples", (errors.isPresent() ? 3L
				: 2L) * group * Float.BYTES * (size + result) + operation.workspace(to),
				operation.outside(to));
			in = new float[size * group];
			for (int c = 0; c < group; c++) {
				final int channel = block.group() * group + c;
				channels.add(new FiniteBlocks(source.source(channel, block.frame()),
					source.size(), intensities.get(channel)::low));
				finite[c] = channels.get(c).read(from, in, c * size);
			}
		}

		private void fill(final Progress progress) {
			out = new float[samples(to) * group];
			operation.fill(in, from, out, to, progress);
			for (int c = 0; c < group && errors.isPresent(); c++)
				maps.add(errors.get().of(channels.get(c), Blocks.channel(out, c, group),
					stored(source, task), intensities.get(block
						.group() * group + c), block.interval()));
		}

		/** @param errors the image of the errors, if there is one */
		private void write(final OmeZarr target, final OmeZarr errors) {
			final double[] scale = { VolumeRun.this.operation.scale(0),
				VolumeRun.this.operation.scale(1), VolumeRun.this.operation.scale(2) };
			for (int c = 0; c < group; c++) {
				final int channel = block.group() * group + c;
				// What is computed of one channel is not copied if it is the block.
				final float[] result = group == 1 && Intervals.equals(to, block
					.interval()) ? out : Blocks.cut(Blocks.channel(out, c, group), to, block
						.interval(), 1);
				if (!finite[c]) channels.get(c).restore(result, 0, block.interval(), scale);
				target.target(channel, block.frame()).write(block.interval(), result);
				if (errors != null) errors.target(channel, block.frame()).write(block
					.interval(), maps.get(c));
			}
		}

		private static int samples(final Interval interval) {
			return Math.toIntExact(Intervals.numElements(interval));
		}
	}
}
