package sc.fiji.superres.model;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import sc.fiji.superres.file.Npy;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.ModelDescription.Input;
import sc.fiji.superres.model.ModelDescription.Output;
import sc.fiji.superres.model.ModelDescription.Weights;

/**
 * A network as a BioImage.IO package: a folder or zip file with description,
 * weights, test tensors, model card and checksums.
 * <p>
 * An open package has been checked: its description is one that can be run, and
 * its files match their checksums. Whether the network reproduces the test
 * tensors is checked by the class that runs it.
 * </p>
 *
 * <pre>
 * try (ModelPackage model = ModelPackage.open(path)) {
 * 	load(model.weights(), model.description());
 * }
 * </pre>
 */
public final class ModelPackage implements AutoCloseable {

	/**
	 * The file that lists file, original, author and license of all training
	 * images.
	 */
	public static final String TRAINING_DATA = "training-data.csv";

	private final PackageFiles files;
	private final ModelDescription description;
	private final Path weights;

	private ModelPackage(final PackageFiles files) throws IOException {
		this.files = files;
		description = RdfReader.read(files);
		Checksums.verify(files);
		weights = files.resolve(description.weights().source());
		final Optional<String> sum = description.weights().sha256();
		if (sum.isPresent()) Checksums.verify(weights, sum.get());
	}

	/**
	 * The content of a package to write.
	 *
	 * @param description description of the network; {@link #write} sets the
	 *          names of files and the checksum of the weights
	 * @param weights the TorchScript file
	 * @param testInput batch, channel, y, x
	 * @param testOutput the network's result for it
	 * @param card the text of the model card
	 * @param trainingData the text of {@link #TRAINING_DATA}
	 * @param extra further files by their name in the package, for example
	 *          figures and curves
	 */
	public record Content(ModelDescription description, Path weights,
		Tensor testInput, Tensor testOutput, String card, String trainingData,
		Map<String, Path> extra)
	{}

	/**
	 * Opens a package.
	 *
	 * @param folderOrZip where it is; a zip file stays unpacked until
	 *          {@link #close()}
	 * @throws IOException if it is damaged, unsafe, or contains no network that
	 *           enlarges one image; the message says why
	 */
	public static ModelPackage open(final Path folderOrZip) throws IOException {
		final PackageFiles files = PackageFiles.open(folderOrZip);
		try {
			return new ModelPackage(files);
		}
		catch (final IOException | RuntimeException e) {
			files.close();
			throw e;
		}
	}

	/**
	 * Reads only the description of a package: its weights are neither unpacked
	 * nor checked.
	 *
	 * @param folderOrZip where it is
	 * @throws IOException if it cannot be read, or describes no network that
	 *           enlarges one image; the message says why
	 */
	public static ModelDescription describe(final Path folderOrZip)
		throws IOException
	{
		try (PackageFiles files = PackageFiles.open(folderOrZip,
			Rdf.FILES::contains))
		{
			return RdfReader.read(files);
		}
	}

	/** Returns the possible file names of a package's description. */
	public static List<String> descriptions() {
		return Rdf.FILES;
	}

	/**
	 * Returns whether a path looks like a package, rather than a bare TorchScript
	 * file, which is a zip file as well.
	 */
	public static boolean isPackage(final Path path) {
		return PackageFiles.holds(path, Rdf.FILES);
	}

	/**
	 * Writes a package.
	 *
	 * @param folder where it goes
	 * @param overwrite whether an existing package may be replaced
	 * @param content the content; the halo is rounded up and the smallest input
	 *          size raised, as the specification demands
	 * @throws IllegalArgumentException if the content is inconsistent
	 */
	public static void write(final Path folder, final boolean overwrite,
		final Content content) throws IOException
	{
		checkTests(content);
		final ModelDescription description = RdfWriter.valid(named(content));
		PackageWriter.write(folder, overwrite, Rdf.FILES, part -> {
			Files.copy(content.weights(), part.resolve(ModelDescription.WEIGHTS));
			Npy.write(content.testInput(), part.resolve(
				ModelDescription.TEST_INPUT));
			Npy.write(content.testOutput(), part.resolve(
				ModelDescription.TEST_OUTPUT));
			Files.writeString(part.resolve(About.CARD), content.card());
			Files.writeString(part.resolve(TRAINING_DATA), content.trainingData());
			for (final Map.Entry<String, Path> file : content.extra().entrySet()) {
				final Path target = part.resolve(file.getKey());
				Files.createDirectories(target.getParent());
				Files.copy(file.getValue(), target);
			}
			RdfWriter.write(description, part);
		});
	}

	/**
	 * Checks, before a long run, that {@link #write} may write to the folder.
	 *
	 * @throws IllegalArgumentException if the specification does not allow the
	 *           description
	 */
	public static void check(final Path folder, final boolean overwrite,
		final About about) throws IOException
	{
		check(folder, overwrite);
		AboutYaml.check(about);
	}

	/** Checks, before a long run, that {@link #copy} may write to the folder. */
	public static void check(final Path folder, final boolean overwrite)
		throws IOException
	{
		PackageWriter.check(folder, overwrite, Rdf.FILES);
	}

	/** Returns the folder or zip file that was opened. */
	public Path path() {
		return files.origin();
	}

	public ModelDescription description() {
		return description;
	}

	/** Returns the TorchScript or ONNX file, which exists until {@link #close()}. */
	public Path weights() {
		return weights;
	}

	/** Reads the test input, before preprocessing, if there is one. */
	public Optional<Tensor> testInput() throws IOException {
		return array(description.input().test());
	}

	/** Reads the test output, after postprocessing, if there is one. */
	public Optional<Tensor> testOutput() throws IOException {
		return array(description.output().test());
	}

	/** Copies the package to another folder, file by file. */
	public void copy(final Path target, final boolean overwrite)
		throws IOException
	{
		PackageWriter.copy(files.root(), target, overwrite, Rdf.FILES);
	}

	/** Deletes the unpacked files. */
	@Override
	public void close() throws IOException {
		files.close();
	}

	// -- Helper methods --

	private Optional<Tensor> array(final Optional<String> source)
		throws IOException
	{
		if (source.isEmpty()) return Optional.empty();
		return Optional.of(Npy.read(files.resolve(source.get())));
	}

	private static ModelDescription named(final Content content)
		throws IOException
	{
		final ModelDescription from = content.description();
		final About about = from.about();
		final Input in = from.input();
		final Output out = from.output();
		return new ModelDescription(new About(about.name(), about.description(),
			about.authors(), about.license(), About.CARD, about.cite(), about.tags(),
			about.timestamp()), new Input(in.name(), in.channels(), in.height(), in
				.width(), in.range(), in.preprocessing(), Optional.of(
					ModelDescription.TEST_INPUT)), new Output(out.name(), out.scaleX(), out.scaleY(), out
						.offset(), out.halo(), out.postprocessing(), Optional.of(
							ModelDescription.TEST_OUTPUT)), new Weights(
								ModelDescription.WEIGHTS, Optional.of(Sha256.of(content
									.weights())), from.weights().pytorch()), from.config());
	}

	private static void checkTests(final Content content) {
		final int channels = content.description().input().channels();
		final Output out = content.description().output();
		final int[] in = content.testInput().shape();
		if (in.length != 4 || in[0] != 1 || in[1] != channels)
			throw new IllegalArgumentException("The test input has the shape " +
				Arrays.toString(in) + ", but must have [1, " + channels + ", y, x]");
		final int[] expected = { 1, channels, size(in[2], out.scaleY(), out), size(in[3], out
			.scaleX(), out) };
		final int[] found = content.testOutput().shape();
		if (!Arrays.equals(found, expected)) throw new IllegalArgumentException(
			"The test output has the shape " + Arrays.toString(found) +
				", but the description makes " + Arrays.toString(expected) + " of " +
				Arrays.toString(in));
	}

	private static int size(final int length, final double scale,
		final Output out)
	{
		return (int) Math.floor(length * scale + out.offset() + 1e-9);
	}
}
