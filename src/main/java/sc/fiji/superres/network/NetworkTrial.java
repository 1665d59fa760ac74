package sc.fiji.superres.network;

import java.io.File;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;

import ai.djl.pytorch.engine.PtEngineProvider;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.file.TemporaryFolder;
import sc.fiji.superres.file.Tensor;

/**
 * Loads and runs a network once in a process of its own, before this one does.
 * <p>
 * A TorchScript file is a program: it may never end, and nothing but the end of
 * its process stops it then, or exhaust the native stack, which ends the
 * process, and with it Fiji. Code for which neither can be ruled out by reading
 * it ({@link ScriptArchive#check}) is tried: Java starts again with the same
 * class path, loads the network and makes one pass over noise. The trial takes
 * two to three seconds. Files that passed are remembered by checksum beside the
 * engine's library ({@link EngineCache}), one empty file each.
 * </p>
 */
final class NetworkTrial {

	/** Time to load and run a small network, and more for each MiB of a file. */
	private static final int SECONDS = 4;

	/** Time that a process has to start and to load the engine. */
	private static final int START_SECONDS = 60;

	private static final int POLL_MILLISECONDS = 50;

	private static final String TRIED = "superres-tried";

	/** The side of the first image; networks with a larger minimum refuse it. */
	private static final int[] SIZES = { 32, 64, 128, 256 };

	/** Half of what threads have by default: what runs here, runs there. */
	private static final String STACK = "-Xss512k";

	/** Exit code of a process whose time is up. */
	private static final int LATE = 3;

	/** A file in the folder of the process, made when it has begun. */
	private static final String BEGUN = "begun";

	private static final System.Logger LOG = System.getLogger(NetworkTrial.class
		.getName());

	private enum Outcome {
			PASSED, ENDLESS, DIED, NOT_BEGUN
	}

	private NetworkTrial() {
		// Static methods only.
	}

	/**
	 * Tries a checked archive, unless it has passed before. The engine is started.
	 *
	 * @param progress says whether to stop
	 * @throws IOException if its pass did not end in time, or ended the process;
	 *           the message says which
	 */
	static void require(final Path file, final Progress progress)
		throws IOException
	{
		final Path passed = Path.of(System.getProperty(EngineCache.VARIABLE))
			.resolve(TRIED).resolve(Sha256.of(file));
		if (Files.exists(passed)) return;
		final long seconds = SECONDS + (Files.size(file) >> 20);
		switch (run(file, seconds, progress)) {
			case PASSED -> remember(passed);
			case ENDLESS -> throw new IOException(file +
				" is not loaded: tried in a process of its own, the network was not " +
				"done with a small image after " + seconds + " s, so it may never " +
				"end. Export it without loops, or try again on a less busy machine");
			case NOT_BEGUN -> LOG.log(Level.WARNING, "Java cannot be started " +
				"again from " + System.getProperty("java.home") + ", so " + file +
				" is loaded without a trial");
			case DIED -> throw new IOException(file +
				" is not loaded: it ended the process that tried it. It is damaged, " +
				"or its code is too deep: export it with torch.jit.trace and fewer " +
				"operations in a row");
		}
	}

	/**
	 * Tries a network: the other process begins here.
	 *
	 * @param args the file, and the seconds that it may take
	 * @throws IOException if its folder cannot be written
	 */
	public static void main(final String... args) throws IOException {
		TorchEngine.start();
		Files.createFile(Path.of(BEGUN));
		final Thread timer = new Thread(() -> {
			try {
				TimeUnit.SECONDS.sleep(Long.parseLong(args[1]));
			}
			catch (final InterruptedException e) {
				Thread.currentThread().interrupt();
			}
			Runtime.getRuntime().halt(LATE);
		});
		timer.setDaemon(true);
		timer.start();
		pass(Path.of(args[0]));
		Runtime.getRuntime().halt(0);
	}

	// -- Helper methods --

	/**
	 * Makes one pass, if the network makes any. What is wrong with it otherwise is
	 * for who opens it to say.
	 */
	private static void pass(final Path file) {
		try (TorchNetwork network = TorchNetwork.loadUntried(file, false,
			Device.CPU)) {
			for (final int size : SIZES) {
				for (final int channels : new int[] { 1, 3 })
					if (runs(network, channels, size)) return;
			}
		}
		catch (final IOException e) {
			LOG.log(Level.DEBUG, "It cannot be loaded", e);
		}
	}

	private static boolean runs(final TorchNetwork network, final int channels,
		final int size)
	{
		try {
			network.forward(new Tensor(new int[] { 1, channels, size, size },
				new float[channels * size * size]));
			return true;
		}
		catch (final IllegalArgumentException e) {
			return false;
		}
	}

	private static Outcome run(final Path file, final long seconds,
		final Progress progress) throws IOException
	{
		try (TemporaryFolder folder = TemporaryFolder.make("superres-trial")) {
			final int code = exitCode(start(folder.path(), file, seconds),
				START_SECONDS + seconds, progress);
			if (code == 0) return Outcome.PASSED;
			if (code == LATE) return Outcome.ENDLESS;
			return Files.exists(folder.path().resolve(BEGUN)) ? Outcome.DIED
				: Outcome.NOT_BEGUN;
		}
	}

	private static int exitCode(final Process process, final long seconds,
		final Progress progress)
	{
		final long late = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
		try {
			while (System.nanoTime() < late) {
				progress.check();
				if (process.waitFor(POLL_MILLISECONDS, TimeUnit.MILLISECONDS))
					return process.exitValue();
			}
			return LATE;
		}
		catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancellationException("Stopped while a network was tried");
		}
		finally {
			process.destroyForcibly().onExit().join();
		}
	}

	private static Process start(final Path folder, final Path file,
		final long seconds) throws IOException
	{
		// A list of the many jars of Fiji is too long for a command line.
		final Path classPath = Files.writeString(folder.resolve("arguments"),
			"-cp \"" + String.join(File.pathSeparator, classPath()).replace("\\",
				"\\\\") + "\"");
		final List<String> command = new ArrayList<>(List.of(Path.of(System
			.getProperty("java.home"), "bin", "java").toString(), "@" + classPath, STACK,
			"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC",
			"-XX:-CreateCoredumpOnCrash", "-XX:ErrorFile=" + folder.resolve(
				"crash.log"), "-Djava.awt.headless=true"));
		System.getProperties().stringPropertyNames().stream().filter(name -> name
			.startsWith("ai.djl.") || name.equals(EngineCache.VARIABLE) || name.equals(
				"user.home") || name.equals("java.io.tmpdir")).forEach(name -> command
					.add("-D" + name + "=" + System.getProperty(name)));
		command.addAll(List.of(NetworkTrial.class.getName(), file.toAbsolutePath()
			.toString(), Long.toString(seconds)));
		return new ProcessBuilder(command).directory(folder.toFile())
			.redirectErrorStream(true).redirectOutput(
				ProcessBuilder.Redirect.DISCARD).start();
	}

	/** Lists what classes are loaded from here, by Java or by Fiji's loaders. */
	private static Set<String> classPath() throws IOException {
		final Set<String> paths = new LinkedHashSet<>();
		for (final String path : System.getProperty("java.class.path").split(
			File.pathSeparator))
			paths.add(Path.of(path).toAbsolutePath().toString());
		for (final Class<?> type : List.of(NetworkTrial.class,
			PtEngineProvider.class))
		{
			for (ClassLoader loader = type
				.getClassLoader(); loader != null; loader = loader.getParent())
				if (loader instanceof URLClassLoader urls) for (final URL url : urls
					.getURLs())
					paths.add(path(url));
		}
		return paths;
	}

	private static String path(final URL url) throws IOException {
		try {
			return Path.of(url.toURI()).toString();
		}
		catch (final URISyntaxException e) {
			throw new IOException("The class path has " + url +
				", which is no file", e);
		}
	}

	private static void remember(final Path passed) {
		try {
			Files.createDirectories(passed.getParent());
			Files.createFile(passed);
		}
		catch (final FileAlreadyExistsException e) {
			LOG.log(Level.DEBUG, "Another process tried it, too", e);
		}
		catch (final IOException e) {
			LOG.log(Level.INFO, "It cannot be remembered that a network passed its " +
				"trial, so it will be tried again", e);
		}
	}
}
