package sc.fiji.superres.training;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

import ai.djl.ndarray.NDArray;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.ModelCard;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.TrainingData;
import sc.fiji.superres.network.NetworkGeometry;
import sc.fiji.superres.network.TorchNetwork;

/** Writes the result of a training as a package. */
public final class NetworkPackage {

	/** Longest side of the test input. */
	private static final int TEST_SIDE = 48;

	/** The oldest PyTorch that is known to load files of this writer. */
	private static final String PYTORCH = "1.13.1";

	/** The log of the training in the package. */
	private static final String LOG = "training-log.csv";

	/** The best network without the branches of its training. */
	static final String KEPT = "kept.pt";

	private NetworkPackage() {
		// Static methods only.
	}

	/**
	 * Writes the best network of a training as a package.
	 *
	 * @param start from which it was trained
	 * @param scale of the network
	 * @param training working folder of {@link NetworkTrainer}
	 * @param sample the channels of an LR image whose upper left corner becomes
	 *          the test input
	 * @param about name, authors, license
	 * @param provenance how it was trained, with its scores
	 * @param data the training images
	 * @param folder folder of the package
	 * @param overwrite whether an existing package may be replaced
	 */
	public static void write(final TrainingStart start, final int scale,
		final Path training, final List<Plane> sample,
		final About about, final Provenance provenance, final TrainingData data,
		final Path folder, final boolean overwrite) throws IOException
	{
		final Path weights = start.kept(training.resolve(NetworkTrainer.BEST),
			training.resolve(KEPT), scale);
		try (TorchNetwork network = TorchNetwork.open(weights, Progress.NONE)) {
			final NetworkGeometry geometry = NetworkGeometry.measure(network);
			final OptionalInt halo = geometry.halo() == NetworkGeometry.UNBOUNDED
				? OptionalInt.empty() : OptionalInt.of(geometry.halo() * geometry
					.scaleY());
			final ModelDescription description = ModelDescription.of(about, geometry
				.channels(), geometry.minimum(), geometry.scaleX(), geometry.scaleY(), halo, PYTORCH,
				provenance.with(Provenance.PARAMETERS,
						network.parameters().values().stream().mapToLong(NDArray::size)
							.sum()));
			final Tensor input = corner(sample);
			ModelPackage.write(folder, overwrite, new ModelPackage.Content(
				description, weights, input, network.forward(input), ModelCard.of(
					description, data), data.toText(), Map.of(LOG, training.resolve(
						NetworkTrainer.LOG))));
		}
	}

	private static Tensor corner(final List<Plane> channels) {
		final int width = Math.min(channels.get(0).width(), TEST_SIDE);
		final int height = Math.min(channels.get(0).height(), TEST_SIDE);
		return PlaneTensors.tensor(channels.stream().map(channel -> channel.crop(width,
			height)).toList());
	}
}
