package sc.fiji.superres.frontend.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.concurrent.CancellationException;

import org.scijava.Context;
import org.scijava.command.CommandService;
import org.scijava.util.VersionUtils;

import picocli.CommandLine;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.step.Different;
import sc.fiji.superres.step.Incomplete;
import sc.fiji.superres.step.Step;
import sc.fiji.superres.training.Interrupted;

/**
 * The command line of the suite: {@code superres upscale --image in.tif --model
 * bicubic --output out.tif}.
 * <p>
 * Each {@link Step} is a verb. The exit code is 0 on success, 1 on failure, 2
 * for wrong usage (of the options, or {@link WrongUsage} by the step), 3 if what
 * was compared is {@link Different}, 130 when interrupted. Results and help go to the standard
 * output, everything else to the standard error.
 * </p>
 */
public final class SuperRes {

	/** Name of the program. */
	public static final String NAME = "superres";

	private static final int DIFFERENT = 3;

	private SuperRes() {
		// Static methods only.
	}

	public static void main(final String... args) {
		System.setProperty("java.awt.headless", "true");
		final PrintStream results = System.out;
		// ImageJ prints to the standard output, which is reserved for results.
		System.setOut(System.err);
		final Watch watch = new Watch(ProgressBar.isWanted() ? new ProgressBar(
			System.err) : null, System.err, System::nanoTime);
		System.exit(watch.over(() -> run(watch.writer(results), watch.writer(
			System.err), watch, args)));
	}

	/**
	 * Runs a command line.
	 *
	 * @param results where outputs and help go
	 * @param messages where errors go
	 * @param progress receives the progress, and says whether to stop
	 * @param args verb and options
	 * @return the exit code
	 */
	public static int run(final PrintWriter results, final PrintWriter messages,
		final Progress progress, final String... args)
	{
		try (final Context context = new Context(CommandService.class)) {
			final CommandSpec spec = CommandSpec.create().name(NAME)
				.mixinStandardHelpOptions(true).versionProvider(SuperRes::version);
			spec.usageMessage().description(
				"Single-image super resolution for biomedical images.").footer("",
					"'" + NAME + " <verb> --help' lists the options of a verb.");
			for (final Step step : Step.all(context)) {
				spec.addSubcommand(step.verb(), new Verb(step, progress).spec());
			}
			final int code = new CommandLine(spec).setOut(results).setErr(messages)
				.setParameterExceptionHandler(SuperRes::misused)
				.setExecutionExceptionHandler(SuperRes::failed).execute(args);
			if (!results.checkError()) return code;
			messages.println(NAME + ": The results could not be written to the " +
				"standard output, which is closed or on a full disk: redirect it to " +
				"another file");
			return code == ExitCode.OK ? ExitCode.SOFTWARE : code;
		}
	}

	// -- Helper methods --

	/**
	 * Returns the version, on demand only: the search for it closes the jar, which
	 * other threads may be reading.
	 */
	private static String[] version() {
		return new String[] { NAME + " " + VersionUtils.getVersion(SuperRes.class) };
	}

	private static int misused(final ParameterException e, final String[] args) {
		return misused(e, e.getCommandLine());
	}

	private static int misused(final Exception e, final CommandLine verb) {
		final String name = verb.getCommandSpec().qualifiedName();
		verb.getErr().println(name + ": " + Failures.message(e));
		verb.getErr().println("Try '" + name + " --help'.");
		return ExitCode.USAGE;
	}

	private static int failed(final Exception e, final CommandLine verb,
		final CommandLine.ParseResult parsed)
	{
		if (e instanceof WrongUsage) return misused(e, verb);
		final String what = e instanceof CancellationException &&
			!(e instanceof Interrupted) ? "stopped" : Failures.message(e);
		if (e instanceof Incomplete incomplete) verb.getOut().println(TableText.of(
			incomplete.table()));
		verb.getErr().println(verb.getCommandSpec().qualifiedName() + ": " + what);
		return e instanceof Different ? DIFFERENT : ExitCode.SOFTWARE;
	}
}
