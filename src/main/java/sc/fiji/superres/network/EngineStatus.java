package sc.fiji.superres.network;

import ai.djl.engine.Engine;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.Utils;

import java.nio.file.Path;

/**
 * The engine that runs networks, as it is here.
 *
 * @param pytorch version of PyTorch
 * @param djl version of the library that calls it
 * @param device what it computes on
 * @param threads how many threads it computes with
 * @param cache folder of its native library
 * @param writable whether files can be made there
 * @param offline whether it is kept from downloading
 */
public record EngineStatus(String pytorch, String djl, String device,
	int threads, Path cache, boolean writable, boolean offline)
{

	/**
	 * Looks at the engine, starting it where needed.
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
