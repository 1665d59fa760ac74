package sc.fiji.superres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a Java of its own, with the class path of the tests. */
public final class Jvm {

	private static final int SECONDS = 600;

	private static final Path ENGINE_CACHE = Path.of(System.getProperty(
		"user.home"), ".djl.ai");

	private final Process process;
	private final Path results;
	private final Path messages;

	private Jvm(final Process process, final Path results, final Path messages) {
		this.process = process;
		this.results = results;
		this.messages = messages;
	}

	/**
	 * What a program left.
	 *
	 * @param results what it wrote to the standard output
	 * @param messages what it wrote to the standard error
	 */
	public record Result(int exitCode, String results, String messages) {}

	/**
	 * Starts a program.
	 *
	 * @param folder where its outputs are collected
	 * @param options of Java
	 * @param program the class to run
	 */
	public static Jvm start(final Path folder, final List<String> options,
		final Class<?> program, final String... args) throws IOException
	{
		return start(folder, List.of(), options, program, args);
	}

	/**
	 * Starts a program below a limit.
	 *
	 * @param limit a command of the shell, like {@code ulimit -f 100}; none
	 *          where empty
	 */
	public static Jvm start(final Path folder, final List<String> limit,
		final List<String> options, final Class<?> program, final String... args)
		throws IOException
	{
		final List<String> line = new ArrayList<>();
		if (!limit.isEmpty()) line.addAll(List.of("sh", "-c", String.join(" ",
			limit) + "; exec \"$@\"", "sh"));
		line.add(Path.of(System.getProperty("java.home"), "bin", "java")
			.toString());
		// Most programs end before more would pay.
		line.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
		line.add("-Djava.awt.headless=true");
		line.add("-Dai.djl.pytorch.num_threads=1");
		line.add("-Duser.home=" + folder);
		// Unpacking the engine anew would take 450 MB each time.
		line.add("-DENGINE_CACHE_DIR=" + ENGINE_CACHE);
		line.add("-cp");
		line.add(System.getProperty("java.class.path"));
		line.addAll(options);
		line.add(program.getName());
		line.addAll(List.of(args));
		final Path results = Files.createTempFile(folder, "results", ".txt");
		final Path messages = Files.createTempFile(folder, "messages", ".txt");
		return new Jvm(new ProcessBuilder(line).redirectOutput(results.toFile())
			.redirectError(messages.toFile()).start(), results, messages);
	}

	public boolean isAlive() {
		return process.isAlive();
	}

	/** Returns what it has written to the standard error by now. */
	public String messages() throws IOException {
		return text(messages);
	}

	/** Interrupts it, as Ctrl-C does. */
	public void interrupt() throws IOException, InterruptedException {
		new ProcessBuilder("kill", "-INT", String.valueOf(process.pid())).start()
			.waitFor();
	}

	/** Kills it, which it cannot notice. */
	public void kill() throws InterruptedException {
		process.destroyForcibly().waitFor();
	}

	/** Waits for the end; a program that does not end is killed. */
	public Result await() throws IOException, InterruptedException {
		if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
			process.destroyForcibly().waitFor();
			throw new IOException("The program did not end: " + Files.readString(
				messages));
		}
		return new Result(process.exitValue(), text(results), text(messages));
	}

	private static String text(final Path file) throws IOException {
		return Files.readString(file, StandardCharsets.UTF_8);
	}
}
