package sc.fiji.superres.network;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;

import java.nio.file.Path;

/**
 * The status of the engine that runs networks.
 *
 * @param pytorch version of PyTorch
 * @param djl version of the library that calls it
 * @param device the device that it computes on
 * @param threads number of threads that it uses
 * @param cache folder of its native library
 * @param writable whether that folder is writable
 * @param offline whether downloads are disabled
 */
public record EngineStatus(String pytorch, String djl, String device,
	int threads, Path cache, boolean writable, boolean offline)
{

	/**
	 * Returns the status of the engine, starting it if needed.
	 *
	 * @throws IllegalStateException if it does not start; the message says what
	 *           to check
	 */
	public static EngineStatus read() {
		TorchEngine.newManager().close();
		final Engine engine = Engine.getEngine("PyTorch");
		final Path cache = Utils.getEngineCacheDir();
		return new EngineStatus(engine.getVersion(), Engine.getDjlVersion(), engine
			.defaultDevice().toString(), JniUtils.getNumThreads(), cache,
			new EngineCache(cache).isWritable(), Utils.isOfflineMode());
	}
}
