package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;

import sc.fiji.superres.block.Threads;
import sc.fiji.superres.file.Tensor;

/**
 * An ONNX network in ONNX Runtime, on the processor.
 * <p>
 * The runtime is one jar that the suite does not bring: {@link OnnxRuntime} is to
 * be asked before this class is used.
 * </p>
 */
final class OnnxNetwork implements ImageNetwork {

	private final OrtSession session;
	private final String input;
	private final List<long[]> weights;
	private final NativeWork work;

	private OnnxNetwork(final OrtSession session, final List<long[]> weights) {
		this.session = session;
		this.input = session.getInputNames().iterator().next();
		this.weights = weights;
		this.work = new NativeWork(() -> close(session));
	}

	/**
	 * Loads a network to run it.
	 *
	 * @throws IOException if the file is not one that can be run, or ONNX Runtime
	 *           does not start; the message says why
	 */
	static OnnxNetwork open(final Path file) throws IOException {
		final OnnxFile onnx = OnnxFile.read(file);
		try {
			return NativeWork.once(() -> new OnnxNetwork(session(file), onnx.weights()));
		}
		catch (final OrtException exc) {
			throw new IOException(file + " cannot be loaded as ONNX: " + reason(exc),
				exc);
		}
		catch (final LinkageError | IllegalStateException exc) {
			throw new IOException("ONNX Runtime does not start (" + exc.getMessage() +
				"): get its jar again, and check that Java's folder for temporary files " +
				"may hold programs", exc);
		}
	}

	@Override
	public Tensor forward(final Tensor image) {
		return work.call(() -> run(image));
	}

	@Override
	public Device device() {
		return Device.CPU;
	}

	@Override
	public List<long[]> weights() {
		return weights;
	}

	@Override
	public void close() {
		work.close();
	}

	// -- Helper methods --

	private static OrtSession session(final Path file) throws OrtException {
		final OrtEnvironment runtime = OrtEnvironment.getEnvironment(
			OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "SuperRes");
		runtime.setTelemetry(false);
		try (SessionOptions options = new SessionOptions()) {
			options.setIntraOpNumThreads(Threads.limit());
			options.setInterOpNumThreads(1);
			// Threads that spin slow down all that runs beside.
			options.addConfigEntry("session.intra_op.allow_spinning", "0");
			return runtime.createSession(file.toString(), options);
		}
	}

	private Tensor run(final Tensor image) {
		final long[] shape = Arrays.stream(image.shape()).asLongStream().toArray();
		try (OnnxTensor in = OnnxTensor.createTensor(OrtEnvironment
			.getEnvironment(), FloatBuffer.wrap(image.values()), shape);
				OrtSession.Result result = session.run(Map.of(input, in)))
		{
			final OnnxValue first = result.get(0);
			if (!(first instanceof OnnxTensor out)) throw new IllegalArgumentException(
				"The network does not return a tensor: only networks that turn one " +
					"image into one image can be run");
			final float[] values = new float[Math.toIntExact(out.getInfo()
				.getNumElements())];
			out.getFloatBuffer().get(values);
			return new Tensor(Arrays.stream(out.getInfo().getShape()).mapToInt(
				Math::toIntExact).toArray(), values);
		}
		catch (final OrtException exc) {
			throw new IllegalArgumentException("The network fails on an input of " +
				"shape " + Arrays.toString(image.shape()) + ": " + reason(exc), exc);
		}
	}

	/** Returns the first line of a message. */
	private static String reason(final OrtException exc) {
		return String.valueOf(exc.getMessage()).strip().split("\n")[0];
	}

	private static void close(final OrtSession session) {
		try {
			session.close();
		}
		catch (final OrtException exc) {
			throw new IllegalStateException("ONNX Runtime does not free a network: " +
				reason(exc), exc);
		}
	}
}
