package sc.fiji.superres.frontend.spark;

import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import org.apache.spark.SparkConf;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaSparkContext;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Option;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Threads;
import sc.fiji.superres.frontend.cli.SuperRes;
import sc.fiji.superres.volume.VolumeRun;

/**
 * Runs {@code superres volume} on Apache Spark, with the same options except those
 * that share the work: {@code stage}, {@code index} and {@code count}.
 *
 * <pre>
 * spark-submit --class sc.fiji.superres.frontend.spark.VolumeJob ... superres.jar
 *   --image big.zarr --output big-x2.zarr --model edsr-microscopy-x2
 * </pre>
 * <p>
 * The driver makes the plan, each task fills a share of the blocks, and the driver
 * finishes the result. All of them see the input and the output by the same paths.
 * What is done is what the marks in the output say: a task that is repeated, on
 * whatever executor, fills only what is missing, and so does the job if it is
 * submitted again.
 * </p>
 */
public final class VolumeJob {

	/** Most blocks of a task, so that a late one does not hold up the others. */
	private static final int BLOCKS = 8;

	/** Tasks for each core where there are fewer blocks than that. */
	private static final int TASKS = 4;

	private static final String VERB = "volume";
	private static final String HOME = "superres.home";

	private VolumeJob() {
		// Static methods only.
	}

	/**
	 * Runs the job.
	 *
	 * @param args options of {@code superres volume}
	 */
	public static void main(final String... args) {
		// Networks have as many threads as a task has cores, whatever the machine has.
		final SparkConf conf = new SparkConf().setIfMissing("spark.app.name",
			"Upscale Volume");
		conf.setExecutorEnv(Threads.VARIABLE, conf.get("spark.task.cpus", "1"));
		int code;
		try (JavaSparkContext spark = new JavaSparkContext(conf)) {
			code = run(spark, args);
		}
		System.exit(code);
	}

	// -- Helper methods --

	/** Returns the exit code of the command line. */
	private static int run(final JavaSparkContext spark, final String... args) {
		final PrintWriter messages = new PrintWriter(System.err, true);
		final Command command = new Command(List.of(args), System.getProperty(HOME));
		final int planned = command.run(messages, "--stage=plan");
		final Own own = new Own();
		if (planned != ExitCode.OK) return planned;
		new CommandLine(own).setUnmatchedArgumentsAllowed(true).parseArgs(args);
		if (own.help) return planned;
		try {
			final int count = tasks(VolumeRun.blocks(own.output), spark
				.defaultParallelism());
			spark.parallelize(IntStream.range(0, count).boxed().toList(), count).foreach(
				index -> command.fill(index, count));
		}
		catch (final Exception e) {
			messages.println(SuperRes.NAME + " " + VERB + ": " + Failures.message(e));
			return ExitCode.SOFTWARE;
		}
		return command.run(messages, "--stage=finish");
	}

	/**
	 * Returns the number of tasks.
	 *
	 * @param blocks number of blocks
	 * @param cores number of cores that Spark knows of, which may still grow
	 */
	static int tasks(final long blocks, final int cores) {
		return (int) Math.min(blocks, Math.max((blocks + BLOCKS - 1) / BLOCKS, TASKS *
			cores));
	}

	// -- Helper classes --

	/** What the job itself needs of the options. */
	private static final class Own {

		@Option(names = "--output")
		private Path output;

		@Option(names = { "-h", "--help" })
		private boolean help;
	}

	/**
	 * The command line, as it goes to the executors.
	 *
	 * @param args options
	 * @param home folder of the suite, or null
	 */
	private record Command(List<String> args, String home) implements
		Serializable
	{

		private Command {
			args = new ArrayList<>(args);
		}

		/** Fills a share of the blocks in a task. */
		private void fill(final int index, final int count) {
			final StringWriter messages = new StringWriter();
			if (run(new PrintWriter(messages), "--stage=blocks", "--index=" + index,
				"--count=" + count) != ExitCode.OK) throw new IllegalStateException(
					messages.toString().strip());
		}

		private int run(final PrintWriter messages, final String... share) {
			System.setProperty("java.awt.headless", "true");
			if (home != null) System.setProperty(HOME, home);
			final List<String> line = new ArrayList<>(List.of(VERB));
			line.addAll(args);
			line.addAll(List.of(share));
			final Thread thread = Thread.currentThread();
			final ClassLoader before = thread.getContextClassLoader();
			// The loader of a task may see the suite twice, and so each of its steps.
			thread.setContextClassLoader(VolumeJob.class.getClassLoader());
			try {
				return SuperRes.run(new PrintWriter(System.out, true), messages,
					new TaskProgress(TaskContext.get(), new PrintWriter(System.err, true)),
					line.toArray(String[]::new));
			}
			finally {
				thread.setContextClassLoader(before);
			}
		}
	}

	/**
	 * Notes go to the log; Spark may stop a task.
	 *
	 * @param task null in the driver
	 */
	private record TaskProgress(TaskContext task, PrintWriter log) implements
		Progress
	{

		@Override
		public void update(final double fraction, final String what) {
			// Spark shows its own progress.
		}

		@Override
		public boolean cancelled() {
			return task != null && task.isInterrupted();
		}

		@Override
		public void note(final String line) {
			log.println(line);
		}
	}
}
