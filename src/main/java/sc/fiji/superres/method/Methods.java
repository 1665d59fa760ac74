package sc.fiji.superres.method;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles.Stoppable;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.dictionary.Dictionaries;
import sc.fiji.superres.dictionary.Dictionary;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Overlap;
import sc.fiji.superres.model.ModelIdentity;
import sc.fiji.superres.resample.Kernel;

/**
 * Finds methods by name: interpolations, filters that go before bicubic, installed
 * packages, and files.
 * <p>
 * Packages are looked for in the folder {@code models} of the suite's own home
 * (system property {@code superres.home}) and of Fiji (properties
 * {@code fiji.dir}, {@code imagej.dir} and {@code ij.dir}); the first package
 * of a name wins, and new ones are installed in the first home. A package is
 * named after its folder, or its zip file without the extension.
 * </p>
 */
public final class Methods {

	/** The name that stands for the model that fits an image. */
	public static final String AUTO = "auto";

	private static final System.Logger LOG = System.getLogger(Methods.class
		.getName());

	/**
	 * Side of the test image that a model must enlarge before it is installed.
	 */
	private static final int TRIAL = 16;

	private static final String[] HOMES = { "superres.home", "fiji.dir",
		"imagej.dir", "ij.dir" };

	private Methods() {
		// Static methods only.
	}

	/** Lists all methods; the installed packages come last. */
	public static List<String> names() {
		final List<String> names = new ArrayList<>(unlearned());
		names.addAll(installed());
		return names;
	}

	/** Lists the interpolations, and the filters that go before bicubic. */
	public static List<String> unlearned() {
		return Stream.concat(Kernel.names().stream(), Restoration.NAMES.stream())
			.toList();
	}

	/** Lists the installed packages by name. */
	public static Set<String> installed() {
		return packages().keySet();
	}

	/**
	 * Describes the installed packages, by name; their files are not checked.
	 *
	 * @see InstalledModel#verified
	 */
	public static List<InstalledModel> models() {
		return packages().entrySet().stream().map(entry -> InstalledModel.of(entry
			.getKey(), entry.getValue())).toList();
	}

	/**
	 * Installs a package in the folder {@code models} of the first home.
	 *
	 * @param source a folder or zip, whose name becomes the model's
	 * @param overwrite whether an installed package of that name may be replaced
	 * @param progress says whether to stop
	 * @return the installed model
	 * @throws IOException if it is not a package, is damaged, does not reproduce
	 *           its test output, or cannot be written
	 * @throws IllegalArgumentException if it contains nothing that can be run
	 */
	public static InstalledModel install(final Path source,
		final boolean overwrite, final Progress progress) throws IOException
	{
		final String name = stem(source);
		if (isTaken(name)) throw new WrongUsage("A model cannot be called " + name +
			", which has another meaning where models are named: rename " + source);
		final ModelFormat format = ModelFormat.of(source);
		if (!format.isPackage()) throw new IOException(source + (Files.exists(
			source) ? " is not a model package" : " does not exist") +
				": choose a folder or zip with one of the files " + ModelFormat
					.descriptions().collect(Collectors.joining(", ")));
		final Path target = home().resolve(name);
		Overlap.refuse(List.of(source), List.of(target), WrongUsage::new);
		format.checkTarget(target, overwrite);
		try (Upscaler verified = new LearnedMethod(name, source).open("", progress);
				Stoppable work = new Stoppable(progress))
		{
			work.run(() -> tryOut(verified));
			format.copy(source, target, overwrite);
		}
		return InstalledModel.of(name, target);
	}

	/** Returns whether lists of models, or of files, read a name otherwise. */
	private static boolean isTaken(final String name) {
		return name.startsWith(".") || name.contains(",") || name.equals(AUTO) ||
			unlearned().stream().anyMatch(method -> name.equals(method) || name
				.startsWith(method + "("));
	}

	/** Enlarges a small image, so that a model that fails is not installed. */
	private static void tryOut(final Upscaler upscaler) {
		final PreparedOperation enlargement = upscaler.prepare(TRIAL, TRIAL, Intensities
			.units(upscaler.channels()));
		final Interval to = new FinalInterval(enlargement.target());
		final Interval from = enlargement.source(to);
		final float[] image = new float[Math.toIntExact(Intervals.numElements(
			from)) * upscaler.channels()];
		for (int i = 0; i < image.length; i++)
			image[i] = (float) i / image.length;
		enlargement.fill(image, from, new float[Math.toIntExact(Intervals
			.numElements(to)) * upscaler.channels()], to);
	}

	/** Returns the folder that models are installed in, created if missing. */
	private static Path home() throws IOException {
		final String home = Stream.of(HOMES).map(System::getProperty).filter(
			Objects::nonNull).findFirst().orElseThrow(() -> new IOException(
				"Fiji's folder is unknown: copy the model into its folder models"));
		return Files.createDirectories(Path.of(home, "models").toAbsolutePath()
			.normalize());
	}

	/** Returns the paths of the installed packages by their names. */
	public static SortedMap<String, Path> packages() {
		final SortedMap<String, Path> packages = new TreeMap<>();
		for (final Path folder : folders()) {
			try (Stream<Path> files = Files.list(folder)) {
				files.filter(file -> !file.getFileName().toString().startsWith("."))
					.filter(file -> ModelFormat.of(file).isPackage()).forEach(file -> packages
					.putIfAbsent(stem(file), file));
			}
			catch (final IOException exc) {
				throw new UncheckedIOException("Cannot list the models in " + folder,
					exc);
			}
		}
		return packages;
	}

	private static String stem(final Path file) {
		return file.toAbsolutePath().normalize().getFileName().toString()
			.replaceFirst("\\.zip$", "");
	}

	/**
	 * Finds a method.
	 *
	 * @param model an interpolation's name, {@code richardson-lucy} or
	 *          {@code non-local-means} with or without values in parentheses, an
	 *          installed package's name, or the path of a package or TorchScript
	 *          file
	 * @throws IllegalArgumentException if there is none; the message lists the
	 *           available ones
	 */
	public static Method named(final String model) {
		if (model == null || model.isBlank()) throw new WrongUsage(
			"No model is given: choose one of " + String.join(", ", names()) +
				", or the path of a model file");
		if (Kernel.names().contains(model)) return new Interpolation(model);
		final Optional<Method> restoration = Restoration.named(model);
		if (restoration.isPresent()) return restoration.get();
		return new LearnedMethod(model, find(model).orElseThrow(
			() -> new WrongUsage("There is no model '" + model +
				"': choose one of " + String.join(", ", names()) +
				", or the path of a model file")));
	}

	/**
	 * Finds the files that the results of a method depend on.
	 *
	 * @param model see {@link #named}
	 * @return a folder or file; empty for an interpolation
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public static List<Path> files(final String model) {
		return named(model) instanceof LearnedMethod learned ? List.of(learned
			.path()) : List.of();
	}

	/**
	 * Returns a checksum of what the results of a model depend on.
	 *
	 * @param model see {@link #named}
	 * @return empty for an interpolation
	 * @throws IOException if the model cannot be read
	 * @throws IllegalArgumentException if there is no method of that name
	 * @see ModelIdentity
	 */
	public static Optional<String> checksum(final String model)
		throws IOException
	{
		return named(model) instanceof LearnedMethod learned ? Optional.of(
			ModelIdentity.of(learned.path())) : Optional.empty();
	}

	/**
	 * Reads the bound of a method's errors.
	 *
	 * @param model see {@link #named}
	 * @param scale by which an interpolation enlarges
	 * @return empty if the method was not calibrated, of interpolations at this
	 *         scale
	 * @throws IOException if the bound is damaged
	 * @throws IllegalArgumentException if there is no method of that name
	 */
	public static Optional<ErrorBound> bound(final String model,
		final String scale) throws IOException
	{
		if (named(model) instanceof LearnedMethod learned) return ErrorBound.read(
			learned.path());
		return ErrorBound.ofInterpolation(model, scale);
	}

	/**
	 * Reads the kind of images that a method was trained on.
	 *
	 * @param model see {@link #named}
	 * @return empty for an interpolation, and for a model without it
	 * @throws IOException if it is damaged
	 * @throws IllegalArgumentException if there is no method of that name
	 */
	public static Optional<ImageKind> kind(final String model)
		throws IOException
	{
		return named(model) instanceof LearnedMethod learned ? ImageKind.read(learned
			.path()) : Optional.empty();
	}

	/**
	 * Reads what a model says of itself.
	 *
	 * @param model see {@link #named}
	 * @return empty for an interpolation
	 * @throws IllegalArgumentException if there is none of that name
	 */
	public static Optional<InstalledModel> described(final String model) {
		return named(model) instanceof LearnedMethod learned ? Optional.of(
			InstalledModel.of(learned.name(), learned.path())) : Optional.empty();
	}

	/**
	 * Finds the file or folder of a trained model.
	 *
	 * @param model an installed package's name, or a path
	 * @throws IllegalArgumentException if there is none, or it is an interpolation
	 */
	public static Path path(final String model) {
		return files(model).stream().findFirst().orElseThrow(
			() -> new WrongUsage("The model " + model +
				" is an interpolation: choose a trained model, one of " + String.join(
					", ", installed()) + ", or the path of a model file"));
	}

	/**
	 * Opens a dictionary.
	 *
	 * @param model its name, or its path
	 * @throws IOException if its files cannot be read or are damaged
	 * @throws IllegalArgumentException if there is none of that name, or it is
	 *           not a dictionary
	 */
	public static Dictionary dictionary(final String model) throws IOException {
		if (named(model) instanceof LearnedMethod learned && ModelFormat.of(learned
			.path()) == ModelFormat.DICTIONARY) return Dictionaries.open(learned.path());
		throw new WrongUsage("The model " + model +
			" is not a dictionary: choose one such as dictionary-natural-x2");
	}

	private static Optional<Path> find(final String model) {
		try {
			for (final Path folder : folders()) {
				for (final String name : new String[] { model, model + ".zip" }) {
					final Path path = folder.resolve(name).normalize();
					if (folder.equals(path.getParent()) && Files.exists(path))
						return Optional.of(path);
				}
			}
			return Optional.of(Path.of(model)).filter(Files::exists);
		}
		catch (final InvalidPathException exc) {
			return Optional.empty(); // Not a valid path.
		}
	}

	private static Set<Path> folders() {
		final Set<Path> folders = new LinkedHashSet<>();
		Stream.of(HOMES).map(System::getProperty).filter(Objects::nonNull).map(
			home -> Path.of(home, "models").toAbsolutePath().normalize()).filter(
				Files::isDirectory).forEach(folders::add);
		folders.forEach(Methods::recover);
		return folders;
	}

	/** Restores models whose replacement was killed halfway. */
	private static void recover(final Path folder) {
		try {
			for (final Path model : AtomicFiles.recover(folder, file -> true))
				LOG.log(Level.WARNING, "An installation of the model " + stem(model) +
					" was killed: the previous one has been restored to " + model);
		}
		catch (final IOException exc) {
			LOG.log(Level.WARNING, "Cannot clear " + folder +
				" of the remains of a killed installation", exc);
		}
	}
}
