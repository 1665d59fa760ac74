package sc.fiji.superres.network;

import ai.djl.engine.Engine;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtEngineProvider;
import ai.djl.util.cuda.CudaUtils;

import java.io.IOException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.stream.Collectors;

import org.slf4j.LoggerFactory;

import sc.fiji.superres.block.Failures;
import sc.fiji.superres.block.Threads;
import sc.fiji.superres.network.Device.Gpus;

/**
 * Starts the native PyTorch engine, the only class that does: offline, quiet,
 * and with the class loader that has its libraries.
 * <p>
 * The number of threads is that of the system property
 * {@code ai.djl.pytorch.num_threads}, otherwise that of {@link Threads}. The
 * engine reads it once, when it starts.
 * </p>
 */
final class TorchEngine {

	/** Variables of the environment by which DJL takes another engine. */
	private static final List<String> VARIABLES = List.of("PYTORCH_VERSION",
		"PYTORCH_FLAVOR", "PYTORCH_LIBRARY_PATH", "PYTORCH_EXTRA_LIBRARY_PATH",
		"DJL_DEFAULT_ENGINE");

	/**
	 * DJL may have found the engine before, by the class loader of the first
	 * thread. It still has to be set up before it is used.
	 */
	private static boolean started;

	private TorchEngine() {
		// Static methods only.
	}

	/**
	 * Returns a new manager of a device's memory, starting the engine if needed.
	 *
	 * @param device where
	 * @throws IllegalStateException if the engine does not start; the message
	 *           says what to check
	 */
	static NDManager newManager(final Device device) {
		start();
		return Engine.getEngine("PyTorch").newBaseManager(device.here() == Device.GPU
			? ai.djl.Device.gpu() : ai.djl.Device.cpu());
	}

	/** Returns the GPUs that the engine can use, starting it if needed. */
	static Gpus gpus() {
		start();
		final Engine engine = Engine.getEngine("PyTorch");
		final int count = engine.getGpuCount();
		if (count > 0) return new Gpus(count, "");
		return new Gpus(0, engine.hasCapability(StandardCapabilities.CUDA)
			? "PyTorch finds no GPU of NVIDIA: check its driver (nvidia-smi)"
			: "the bundled PyTorch runs on the processor alone");
	}

	/** Starts the engine where needed; otherwise like {@link #newManager}. */
	static synchronized void start() {
		if (started) return;
		setDefault("ai.djl.offline", "true");
		setDefault("OPT_OUT_TRACKING", "true");
		setDefault("ai.djl.pytorch.num_threads", Integer.toString(Threads
			.limit()));
		// Without a driver it warns of CUDA, and that opens Fiji's Console.
		quiet(LoggerFactory.getLogger(CudaUtils.class));
		NativeHeap.keep();
		final Thread thread = Thread.currentThread();
		final ClassLoader before = thread.getContextClassLoader();
		thread.setContextClassLoader(PtEngineProvider.class.getClassLoader());
		try {
			final EngineCache cache = EngineCache.choose();
			System.setProperty(EngineCache.VARIABLE, cache.folder().toString());
			cache.fill(TorchEngine::load);
			started = true;
		}
		catch (final IOException | RuntimeException | LinkageError exc) {
			throw new IllegalStateException("The PyTorch engine does not start (" +
				Failures.message(exc.getMessage() == null && exc.getCause() != null ? exc
					.getCause() : exc) + "): " + remedy(), exc);
		}
		finally {
			thread.setContextClassLoader(before);
		}
	}

	/** Returns what to do; Java cannot change the environment itself. */
	private static String remedy() {
		final String others = VARIABLES.stream().filter(name -> System.getenv(
			name) != null).map(name -> name + "=" + System.getenv(name)).collect(
				Collectors.joining(", "));
		if (!others.isEmpty()) return "the environment sets " + others +
			", which is for other programs: unset it and start again, or for a GPU " +
			Device.REMEDY;
		return "check that its native library for this platform is installed with " +
			"the suite, and that the cache folder (ENGINE_CACHE_DIR, else ~/.djl.ai) " +
			"can be written";
	}

	/**
	 * Lets a logger write errors alone. SLF4J cannot; Logback, which Fiji has
	 * beneath it, has a method {@code setLevel(Level)}.
	 */
	static void quiet(final Object logger) {
		for (final Method method : logger.getClass().getMethods()) {
			if (!method.getName().equals("setLevel") || method
				.getParameterCount() != 1) continue;
			try {
				method.invoke(logger, method.getParameterTypes()[0].getField("ERROR")
					.get(null));
			}
			catch (final ReflectiveOperationException e) {
				// Another logger, which may warn: no more than that is lost.
			}
		}
	}

	private static void load() {
		Engine.registerEngine(new PtEngineProvider());
		Engine.getEngine("PyTorch");
	}

	private static void setDefault(final String property, final String value) {
		if (System.getProperty(property) == null) System.setProperty(property,
			value);
	}
}
