package sc.fiji.superres.install;

import ij.IJ;
import ij.measure.ResultsTable;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CancellationException;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Threads;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.method.ModelFormat;
import sc.fiji.superres.model.Checksums;
import sc.fiji.superres.network.EngineStatus;
import sc.fiji.superres.network.OnnxRuntime;

/**
 * A report on what is installed and whether it works: Java, memory, threads,
 * the engine and its cache, the models, and classes on the class path that
 * could conflict.
 */
public final class Installation {

	private static final String NAME = "SuperRes";
	private static final String FINE = "ok";
	private static final double GIBIBYTE = 1 << 30;

	/**
	 * Classes that conflict with the engine if there are more copies than this
	 * number.
	 */
	private static final Map<String, Integer> RIVALS = new LinkedHashMap<>();

	static {
		RIVALS.put("ai/djl/engine/Engine.class", 1);
		RIVALS.put("ai/djl/pytorch/engine/PtEngine.class", 1);
		RIVALS.put("native/lib/pytorch.properties", 1);
		RIVALS.put("jnilib/pytorch.properties", 1);
		RIVALS.put("org/pytorch/Module.class", 0);
		RIVALS.put("org/bytedeco/pytorch/Module.class", 0);
	}

	private final ResultsTable table = new ResultsTable();
	private final List<String> problems = new ArrayList<>();

	private Installation() {
		table.showRowNumbers(false);
	}

	/**
	 * Checks everything; every model is opened and tested.
	 *
	 * @param progress says whether to stop
	 */
	public static Installation check(final Progress progress) {
		final Installation report = new Installation();
		report.addJava();
		report.addEngine();
		report.addClassPath();
		report.addModels(progress);
		return report;
	}

	/** Returns the report: a row per item, with what was found and its state. */
	public ResultsTable table() {
		return table;
	}

	/** Returns the problems, each with its remedy; empty if there are none. */
	public List<String> problems() {
		return Collections.unmodifiableList(problems);
	}

	// -- Helper methods --

	private void addJava() {
		final Runtime java = Runtime.getRuntime();
		final String version = Installation.class.getPackage()
			.getImplementationVersion();
		add(NAME, version == null ? "not from a jar" : version, FINE);
		add("ImageJ", IJ.getVersion(), FINE);
		add("Java", System.getProperty("java.version") + " of " + System
			.getProperty("java.vendor") + " in " + System.getProperty("java.home"),
			FINE);
		add("System", System.getProperty("os.name") + " " + System.getProperty(
			"os.version") + " " + System.getProperty("os.arch"), FINE);
		add("Java memory", String.format(Locale.ROOT, "%.1f GiB", java
			.maxMemory() / GIBIBYTE), FINE);
		add("Processors", java.availableProcessors() + " seen by Java, " +
			Threads.VARIABLE + "=" + System.getenv().getOrDefault(Threads.VARIABLE,
				"(not set)") + ": " + Threads.limit() + " threads", FINE);
	}

	private void addEngine() {
		try {
			final EngineStatus engine = EngineStatus.read();
			add("Engine", "PyTorch " + engine.pytorch() + ", DJL " + engine.djl(),
				FINE);
			add("Device", engine.device() + " (" + engine.gpus() + ")", FINE);
			add("ONNX Runtime", OnnxRuntime.status(), FINE);
			add("Threads", Integer.toString(engine.threads()), FINE);
			add("Cache folder", engine.cache() + (engine.writable() ? ", writable"
				: ", read-only"), FINE);
			add("Network", engine.offline() ? "offline: nothing is downloaded"
				: "online", engine.offline() ? FINE
					: "remove the setting of DJL_OFFLINE or ai.djl.offline to false");
		}
		catch (final IllegalStateException | LinkageError e) {
			add("Engine", "does not start", e.getMessage());
		}
	}

	private void addClassPath() {
		RIVALS.forEach((resource, allowed) -> {
			try {
				final TreeSet<String> jars = new TreeSet<>();
				for (final URL url : Collections.list(Installation.class
					.getClassLoader().getResources(resource)))
				{
					jars.add(url.toString().replaceFirst("^jar:", "").replaceFirst(
						"^file:", "").replaceFirst("!.*", ""));
				}
				if (jars.isEmpty() && allowed == 0) return;
				add("Class path", resource + " in " + (jars.isEmpty() ? "no jar"
					: String.join(" and ", jars)), jars.size() == allowed ? FINE : jars
						.size() < allowed ? "install all jars of the suite"
							: "remove all but one of the jars, they could conflict");
			}
			catch (final IOException e) {
				add("Class path", resource, e.getMessage());
			}
		});
	}

	/** Opening a model checks its files and runs its test. */
	private void addModels(final Progress progress) {
		if (Methods.models().stream().noneMatch(model -> model
			.format() == ModelFormat.NETWORK)) add("Models", "no networks found",
				"copy the suite's folder models into Fiji's, or use Install Super " +
				"Resolution Model...");
		Methods.packages().forEach((name, path) -> {
			try {
				Methods.named(name).open("", progress).close();
				add("Model " + name, path + ", " + checksum(path), FINE);
			}
			catch (final CancellationException e) {
				throw e;
			}
			catch (final IOException | RuntimeException | LinkageError e) {
				add("Model " + name, path.toString(), e.getMessage());
			}
		});
	}

	/** Returns the checksum of a zip file, or of a folder's list of checksums. */
	private static String checksum(final Path model) throws IOException {
		final Path file = Files.isDirectory(model) ? model.resolve(Checksums.FILE)
			: model;
		return Files.exists(file) ? "SHA-256 of " + file.getFileName() + " is " +
			Sha256.of(file) : "without checksums";
	}

	private void add(final String what, final String found, final String state) {
		table.incrementCounter();
		table.addValue("Item", what);
		table.addValue("Found", found);
		table.addValue("State", state);
		if (!FINE.equals(state)) problems.add(what + " (" + found + "): " + state);
	}
}
