package sc.fiji.superres.network;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.engine.PtSymbolBlock;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import ai.djl.util.Pair;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;

/**
 * A TorchScript network in native memory, to be run, trained and written.
 * <p>
 * One image in, one image out: (N, C, H, W) float32, W fastest. Used by one
 * thread at a time; a pass uses all of the engine's threads.
 * </p>
 */
public final class TorchNetwork implements ImageNetwork {

	/** Held while gradients are collected, anywhere in the process. */
	private static final ReentrantLock COLLECTING = new ReentrantLock();

	private final Path archive;
	private final Device device;
	/** Whether the code that runs is that of the archive. */
	private final boolean own;
	private final NDManager manager;
	private final PtSymbolBlock block;
	private final ParameterStore store;
	private final NativeWork work;

	private TorchNetwork(final Path archive, final Device device,
		final boolean own, final NDManager manager, final PtSymbolBlock block)
	{
		this.archive = archive;
		this.device = device;
		this.own = own;
		this.manager = manager;
		this.block = block;
		this.store = new ParameterStore(manager, false);
		this.work = new NativeWork(() -> {
			block.close();
			manager.close();
		});
	}

	/**
	 * Loads a network to run it on the processor.
	 *
	 * @param file a TorchScript archive; one with loops, branches or very many
	 *          operations is tried in another process first ({@link NetworkTrial})
	 * @param progress says whether to stop the trial
	 * @throws IOException if the file is not one that the bundled PyTorch can load,
	 *           or its trial did not end; the message says why
	 */
	public static TorchNetwork open(final Path file, final Progress progress)
		throws IOException
	{
		check(file, progress);
		return loadUntried(file, false, Device.CPU);
	}

	/**
	 * Loads a network to train it; otherwise like {@link #open}. Its weights are
	 * float32, also where it computes in bfloat16, and it is written as the network
	 * of the file.
	 *
	 * @param compute where, and in which numbers; not {@link Precision#AUTO}
	 * @throws IllegalArgumentException if it cannot compute in them
	 */
	public static TorchNetwork openForTraining(final Path file,
		final ComputeSettings compute, final Progress progress) throws IOException
	{
		check(file, progress);
		final Device device = compute.device().here();
		return compute.precision() == Precision.BFLOAT16 ? FasterNetwork.load(file,
			true, device) : loadUntried(file, true, device);
	}

	private static void check(final Path file, final Progress progress)
		throws IOException
	{
		final boolean plain = TorchArchives.check(file);
		TorchEngine.start();
		if (!plain) NetworkTrial.require(file, progress);
	}

	/**
	 * Loads a checked file: for the process that tries it.
	 *
	 * @param device CPU or GPU
	 */
	static TorchNetwork loadUntried(final Path file, final boolean train,
		final Device device) throws IOException
	{
		return loadUntried(file, file, train, device);
	}

	/**
	 * Loads a checked file with other code.
	 *
	 * @param code an archive of the same tensors
	 * @param device CPU or GPU
	 */
	static TorchNetwork loadUntried(final Path file, final Path code,
		final boolean train, final Device device) throws IOException
	{
		return NativeWork.once(() -> loaded(file, code, train, device));
	}

	private static TorchNetwork loaded(final Path file, final Path code,
		final boolean train, final Device device) throws IOException
	{
		final NDManager manager = TorchEngine.newManager(device);
		try {
			// Mapped, the constants of its code are on the GPU, too.
			return new TorchNetwork(file, device, code.equals(file), manager, JniUtils.loadModule(
				(PtNDManager) manager, code, device == Device.GPU, new String[0],
				new String[0], train));
		}
		catch (final EngineException exc) {
			manager.close();
			throw new IOException(TorchArchives.explain(file, exc), exc);
		}
	}

	/**
	 * Returns this network on a device, read again from its file where that is
	 * another one.
	 *
	 * @param wanted CPU or GPU
	 */
	TorchNetwork on(final Device wanted) throws IOException {
		if (wanted == device) return this;
		return own ? loadUntried(archive, false, wanted) : FasterNetwork.load(archive,
			false, wanted);
	}

	@Override
	public Device device() {
		return device;
	}

	@Override
	public List<long[]> weights() {
		return parameters().values().stream().map(tensor -> tensor.getShape()
			.getShape()).toList();
	}

	@Override
	public Tensor forward(final Tensor input) {
		return work.call(() -> run(input));
	}

	/**
	 * Does work that collects gradients; {@link #close} meanwhile frees the network
	 * after that. Waits for other networks, as the engine collects those of one at a
	 * time.
	 */
	public <T> T collect(final Function<GradientCollector, T> step) {
		return work.call(() -> {
			COLLECTING.lock();
			try (GradientCollector collector = manager.getEngine()
				.newGradientCollector())
			{
				return step.apply(collector);
			}
			catch (final EngineException exc) {
				requireMemory(exc);
				throw exc;
			}
			finally {
				COLLECTING.unlock();
			}
		});
	}

	private Tensor run(final Tensor input) {
		try (NDManager scope = manager.newSubManager()) {
			final NDArray output = forward(array(scope, input), false);
			if (!output.getDataType().isFloating())
				throw new IllegalArgumentException("The network returns values of type " +
					output.getDataType() + ": it must return float32");
			final long[] shape = output.getShape().getShape();
			final int[] size = new int[shape.length];
			for (int i = 0; i < size.length; i++)
				size[i] = Math.toIntExact(shape[i]);
			return new Tensor(size, output.toType(DataType.FLOAT32, false)
				.toFloatArray());
		}
		catch (final EngineException exc) {
			requireMemory(exc);
			final String reason = TorchArchives.reason(exc);
			if (reason.contains("missing value for argument"))
				throw new IllegalArgumentException("The network expects more than " +
					"one input: only networks with one input can be run (" + reason + ")",
					exc);
			throw new IllegalArgumentException("The network fails on an input of " +
				"shape " + Arrays.toString(input.shape()) + ": " + reason, exc);
		}
	}

	/**
	 * Runs the network on an array of the caller's manager, within {@link #collect}.
	 *
	 * @param train whether gradients are recorded
	 * @throws IllegalArgumentException if the network does not return one tensor
	 */
	public NDArray forward(final NDArray input, final boolean train) {
		// Tiles and batches have few shapes: profiling each of them costs more than
		// fusion saves in convolutions. The setting is per thread.
		JniUtils.setGraphExecutorOptimize(false);
		final NDList outputs;
		try {
			outputs = block.forward(store, new NDList(input), train);
		}
		catch (final UnsupportedOperationException exc) {
			throw new IllegalArgumentException(
				"The network does not return a tensor: only networks that turn one " +
				"image into one image can be run", exc);
		}
		if (outputs.size() != 1) throw new IllegalArgumentException(
			"The network returns " + outputs.size() +
				" outputs: only networks with one output can be run");
		return outputs.get(0);
	}

	/**
	 * Copies an image or batch into native memory, with interleaved channels
	 * (channels_last): convolutions are fastest in this layout, and keep it from
	 * layer to layer.
	 *
	 * @param tensor of shape (N, C, H, W)
	 * @return an array of the same shape and values
	 */
	public static NDArray array(final NDManager scope, final Tensor tensor) {
		final int[] shape = tensor.shape();
		return scope.create(FloatBuffer.wrap(interleaved(tensor)), new Shape(
			shape[0], shape[2], shape[3], shape[1])).transpose(0, 3, 1, 2);
	}

	/**
	 * Returns the values of an image or batch in the order (N, H, W, C); the
	 * tensor's own array if there is one channel.
	 */
	public static float[] interleaved(final Tensor tensor) {
		final int channels = tensor.shape()[1];
		if (channels == 1) return tensor.values();
		final int size = tensor.shape()[2] * tensor.shape()[3];
		final float[] values = new float[tensor.values().length];
		for (int i = 0; i < values.length; i++)
			values[(i / size / channels * size + i % size) * channels + i / size %
				channels] = tensor.values()[i];
		return values;
	}

	/** Returns a new scope of native memory, to be closed by the caller. */
	public NDManager newScope() {
		return manager.newSubManager();
	}

	/** Returns the tensors that are trained, by name. */
	public Map<String, NDArray> parameters() {
		final Map<String, NDArray> parameters = new LinkedHashMap<>();
		for (final Pair<String, Parameter> p : block.getParameters())
			parameters.put(p.getKey(), p.getValue().getArray());
		return parameters;
	}

	/**
	 * Returns what sets a tensor to other values, x fastest.
	 *
	 * @param tensor of {@link #parameters}
	 */
	public static Consumer<float[]> setter(final NDArray tensor) {
		if (tensor.getDevice().isGpu()) return values -> tensor.set(FloatBuffer.wrap(
			values));
		final FloatBuffer memory = memory(tensor);
		return values -> memory.put(0, values);
	}

	/** Returns the native memory of a tensor. */
	private static FloatBuffer memory(final NDArray tensor) {
		final FloatBuffer memory = tensor.toByteBuffer(true).asFloatBuffer();
		final float first = memory.get(0);
		final float other = first == 0 ? 1 : 0;
		memory.put(0, other);
		final boolean shared = tensor.toByteBuffer(true).getFloat(0) == other;
		memory.put(0, first);
		if (shared) return memory;
		// For other layouts, such as channels_last, the engine returns a copy.
		final float[] values = tensor.toFloatArray();
		final ByteBuffer bytes = ByteBuffer.allocateDirect(values.length *
			Float.BYTES).order(ByteOrder.nativeOrder());
		bytes.asFloatBuffer().put(values);
		tensor.set(bytes);
		return bytes.asFloatBuffer();
	}

	/**
	 * Writes the network with its current weights as a TorchScript archive, which
	 * any machine can load.
	 *
	 * @param out not closed
	 * @throws IOException if its file is needed, as it runs on a GPU or in bfloat16,
	 *           and cannot be read again
	 */
	public void write(final OutputStream out) throws IOException {
		if (device == Device.CPU && own) {
			JniUtils.writeModule(block, out, false);
			return;
		}
		// An archive remembers the device of its tensors.
		try (TorchNetwork copy = loadUntried(archive, true, Device.CPU)) {
			final Map<String, NDArray> weights = parameters();
			copy.parameters().forEach((name, tensor) -> setter(tensor).accept(weights
				.get(name).toFloatArray()));
			copy.write(out);
		}
	}

	/**
	 * Frees the native memory: at once, or after the pass that still runs, as one
	 * can be left by who waited for it, but not be interrupted.
	 */
	@Override
	public void close() {
		work.close();
	}

	// -- Helper methods --

	private void requireMemory(final EngineException exc) {
		if (device == Device.GPU && String.valueOf(exc.getMessage()).contains(
			"out of memory")) throw new OutOfDeviceMemory(TorchArchives.reason(exc),
				exc);
	}
}
