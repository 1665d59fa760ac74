package sc.fiji.superres.network;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtEngineProvider;

import java.io.IOException;

import sc.fiji.superres.block.Threads;

/**
 * The one place where the native PyTorch engine is started: offline, quiet, and
 * with the class loader that holds its libraries.
 * <p>
 * Threads follow the system property {@code ai.djl.pytorch.num_threads}, else
 * {@link Threads}. The engine reads them once, at its start.
 * </p>
 */
final class TorchEngine {

	/**
	 * DJL may know the engine before: it finds it where the loader of the first
	 * thread does. It still has to be set up before it is used.
	 */
	private static boolean started;

	private TorchEngine() {
		// Static methods only.
	}

	/**
	 * Makes a manager of native memory, starting the engine where needed.
	 *
	 * @throws IllegalStateException if the engine does not start; the message
	 *           says what to check
	 */
	static NDManager newManager() {
		start();
		return Engine.getEngine("PyTorch").newBaseManager();
	}

	/** Starts the engine where needed; otherwise like {@link #newManager}. */
	static synchronized void start() {
		if (started) return;
		setDefault("ai.djl.offline", "true");
		setDefault("OPT_OUT_TRACKING", "true");
		setDefault("ai.djl.pytorch.num_threads", Integer.toString(Threads
			.limit()));
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
				exc.getMessage() + "): check that its native library for this " +
				"platform is installed with the suite, and that the cache folder " +
				"(ENGINE_CACHE_DIR, else ~/.djl.ai) can be written", exc);
		}
		finally {
			thread.setContextClassLoader(before);
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
