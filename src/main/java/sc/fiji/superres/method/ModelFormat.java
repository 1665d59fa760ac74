package sc.fiji.superres.method;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.dictionary.Dictionaries;
import sc.fiji.superres.dictionary.DictionaryUpscaler;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.network.Networks;
import sc.fiji.superres.network.ComputeSettings;

/**
 * The kinds of file or package that hold a trained model: how each is
 * recognized, described, opened, checked and copied.
 * <p>
 * Describing a model reads only its description, if there is one: weights are
 * neither unpacked nor loaded. A new kind is a new constant.
 * </p>
 */
public enum ModelFormat {

		/** A network in a BioImage.IO package. */
		NETWORK(ModelPackage.descriptions()) {

			@Override
			InstalledModel describe(final String name, final Path path)
				throws IOException
			{
				final ModelDescription model = ModelPackage.describe(path);
				return InstalledModel.of(name, path, this, scale(model.output()), model
					.input().channels(), model.about(), model.provenance(), model
						.provenance().map(Provenance::settings).map(settings -> settings
							.get(Provenance.PARAMETERS)).map(Object::toString).orElse(""));
			}

			@Override
			Upscaler open(final Path path, final ComputeSettings settings,
				final Progress progress) throws IOException
			{
				return Networks.open(path, settings, progress);
			}

			@Override
			void verify(final Path path) throws IOException {
				ModelPackage.open(path).close();
			}

			@Override
			void checkTarget(final Path target, final boolean overwrite)
				throws IOException
			{
				ModelPackage.check(target, overwrite);
			}

			@Override
			void copy(final Path source, final Path target, final boolean overwrite)
				throws IOException
			{
				try (ModelPackage model = ModelPackage.open(source)) {
					model.copy(target, overwrite);
				}
			}
		},

		/** A dictionary in a package of arrays. */
		DICTIONARY(List.of(ArrayPackage.FILE)) {

			@Override
			InstalledModel describe(final String name, final Path path)
				throws IOException
			{
				final ArrayPackage.Summary arrays = ArrayPackage.describe(path);
				return InstalledModel.of(name, path, this, ScaleFactor.format(Dictionaries
					.scale(arrays.settings())), 1, arrays.about(), arrays.provenance(), Long.toString(
						arrays.numbers()));
			}

			@Override
			Upscaler open(final Path path, final ComputeSettings settings,
				final Progress progress) throws IOException
			{
				return new DictionaryUpscaler(Dictionaries.open(path));
			}

			@Override
			void verify(final Path path) throws IOException {
				Dictionaries.open(path);
			}

			@Override
			void checkTarget(final Path target, final boolean overwrite)
				throws IOException
			{
				ArrayPackage.check(target, overwrite);
			}

			@Override
			void copy(final Path source, final Path target, final boolean overwrite)
				throws IOException
			{
				ArrayPackage.copy(source, target, overwrite);
			}
		},

		/**
		 * A bare TorchScript or ONNX file without a description: scale and channels are
		 * measured when it is opened. It cannot be installed.
		 */
		TORCHSCRIPT(List.of()) {

			@Override
			InstalledModel describe(final String name, final Path path) {
				return InstalledModel.unknown(name, path, this, "");
			}

			@Override
			Upscaler open(final Path path, final ComputeSettings settings,
				final Progress progress) throws IOException
			{
				return Networks.open(path, settings, progress);
			}

			@Override
			void verify(final Path path) {
				// It has no checksums.
			}

			@Override
			void checkTarget(final Path target, final boolean overwrite)
				throws IOException
			{
				throw new IOException(target + " can only be installed from a package");
			}

			@Override
			void copy(final Path source, final Path target, final boolean overwrite)
				throws IOException
			{
				checkTarget(target, overwrite);
			}
		};

	private final List<String> descriptions;

	ModelFormat(final List<String> descriptions) {
		this.descriptions = descriptions;
	}

	/** Returns the format of a file or folder. */
	static ModelFormat of(final Path path) {
		if (ArrayPackage.isPackage(path)) return DICTIONARY;
		return ModelPackage.isPackage(path) ? NETWORK : TORCHSCRIPT;
	}

	/**
	 * Returns the file whose size and time show whether the description of a
	 * package has changed: the description file of a folder, otherwise the file
	 * itself.
	 */
	static Path described(final Path path) {
		if (!Files.isDirectory(path)) return path;
		return descriptions().map(path::resolve).filter(Files::exists).findFirst()
			.orElse(path);
	}

	/**
	 * Returns the names of the files by which a folder or zip file is recognized
	 * as a package.
	 */
	static Stream<String> descriptions() {
		return Stream.of(values()).map(format -> format.descriptions).flatMap(
			Collection::stream);
	}

	boolean isPackage() {
		return !descriptions.isEmpty();
	}

	private static String scale(final ModelDescription.Output output) {
		final String scale = ScaleFactor.format(output.scaleY());
		return output.isAxial() ? Method.ALONG_Z + scale : scale;
	}

	/**
	 * Reads the description of a model.
	 *
	 * @throws IOException if the description is damaged; the message says why
	 */
	abstract InstalledModel describe(String name, Path path) throws IOException;

	/**
	 * Opens a model.
	 *
	 * @param progress says whether to stop
	 * @throws IOException if it cannot be read, is damaged, or does not reproduce
	 *           its test output; the message says why
	 * @throws IllegalArgumentException if it cannot be run; the message says why
	 */
	abstract Upscaler open(Path path, ComputeSettings settings, Progress progress)
		throws IOException;

	/**
	 * Checks all files of a model by their checksums, without running it.
	 *
	 * @throws IOException if one is missing or damaged; the message says which
	 */
	abstract void verify(Path path) throws IOException;

	/** Checks that {@link #copy} may write to the target. */
	abstract void checkTarget(Path target, boolean overwrite) throws IOException;

	/** Copies a package to another folder, file by file. */
	abstract void copy(Path source, Path target, boolean overwrite)
		throws IOException;
}
