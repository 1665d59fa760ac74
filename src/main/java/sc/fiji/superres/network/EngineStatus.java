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
 * @param device the device that it computes on if none is chosen
 * @param gpus the number of GPUs; without any, why, and how to get one
 * @param threads number of threads that it uses
 * @param cache folder of its native library
 * @param writable whether that folder is writable
 * @param offline whether downloads are disabled
 */
public record EngineStatus(String pytorch, String djl, Device device,
	String gpus, int threads, Path cache, boolean writable, boolean offline)
{

	/**
	 * Returns the status of the engine, starting it if needed.
	 *
	 * @throws IllegalStateException if it does not start; the message says what
	 *           to check
	 */
	public static EngineStatus read() {
		TorchEngine.start();
		final Device.Gpus gpus = TorchEngine.gpus();
		final Engine engine = Engine.getEngine("PyTorch");
		final Path cache = Utils.getEngineCacheDir();
		return new EngineStatus(engine.getVersion(), Engine.getDjlVersion(), Device.AUTO
			.among(gpus), gpus.count() > 0 ? gpus.count() + " GPUs" : gpus.why() +
				". To use a GPU, " + Device.REMEDY, JniUtils.getNumThreads(), cache,
			new EngineCache(cache).isWritable(), Utils.isOfflineMode());
	}
}
