package sc.fiji.superres.network.published;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.file.TemporaryFolder;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.model.About;
import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.model.ModelCard;
import sc.fiji.superres.model.ModelDescription;
import sc.fiji.superres.model.ModelPackage;
import sc.fiji.superres.model.Provenance;
import sc.fiji.superres.model.TrainingData;
import sc.fiji.superres.network.TileHalo;
import sc.fiji.superres.network.TorchNetwork;
import sc.fiji.superres.network.weights.StateDictionary;

/**
 * Writes published weights, a state dictionary of PyTorch, as a package of a
 * network.
 * <p>
 * The tensors are read as data; the program that runs them is written by the
 * suite. The network takes values from 0 to 1. Its halo is measured: that of a
 * network of very many layers is cut where what is left changes the output by at
 * most {@link TileHalo#TOLERANCE}. A smooth image shows whether the range of values
 * is that of the weights: {@link SmoothImage}.
 * </p>
 *
 * @param weights {@code .safetensors}, {@code .pth} or {@code .pt}
 * @param scale output pixels per input pixel; 0 for what the tensors state
 * @param author who made the weights
 * @param license theirs, as an SPDX identifier
 * @param source where they are from
 */
public record WeightsImport(Path weights, int scale, String author,
	String license, String source)
{

	/** The oldest PyTorch whose operators are used. */
	private static final String PYTORCH = "1.13.1";

	/** Longest halo of a tile in pixels of the input. */
	private static final int LONGEST_HALO = 64;

	/** How many times closer to bicubic another form than the usual one must be. */
	private static final double CLEARLY = 2;

	/** Smallest side of the test input. */
	private static final int TEST_SIDE = 32;

	/**
	 * What was imported.
	 *
	 * @param architecture with its numbers
	 * @param scale output pixels per input pixel
	 * @param channels of the image
	 * @param parameters number of weights
	 * @param halo pixels of the input that a tile needs around it; empty if it
	 *          needs the whole image
	 */
	public record Result(String architecture, int scale, int channels,
		long parameters, OptionalInt halo)
	{}

	/** Returns the names of the architectures that are recognized. */
	public static List<String> known() {
		return Layouts.known();
	}

	/**
	 * Writes the package.
	 *
	 * @param folder of the package; its name becomes that of the model
	 * @param overwrite whether an existing package may be replaced
	 * @param progress says whether to stop
	 * @throws IOException if the weights cannot be read or are of an unknown
	 *           network, or the folder exists; the message says why
	 * @throws IllegalArgumentException if author, license or source are missing,
	 *           or the scale is missing or wrong
	 */
	public Result write(final Path folder, final boolean overwrite,
		final Progress progress) throws IOException
	{
		require("author", author);
		require("license", license);
		require("source", source);
		ModelPackage.check(folder, overwrite, about(folder, "A network", List.of()));
		final List<PublishedNetwork> forms;
		try {
			forms = Layouts.build(StateDictionary.read(weights), scale);
		}
		catch (final IOException exc) {
			final String message = String.valueOf(exc.getMessage());
			throw message.contains(weights.toString()) ? exc : new IOException(
				"The weights of " + weights + " cannot be imported: " + message, exc);
		}
		try (TemporaryFolder temporary = TemporaryFolder.make("superres-weights")) {
			final Path archive = temporary.path().resolve(ModelDescription.WEIGHTS);
			final PublishedNetwork network = likeliest(forms, archive, progress);
			write(network, archive);
			return write(network, archive, folder, overwrite, progress);
		}
	}

	// -- Helper methods --

	/**
	 * Returns the form that enlarges a smooth image as a trained network does; the
	 * usual one where no other is clearly better.
	 */
	private static PublishedNetwork likeliest(final List<PublishedNetwork> forms,
		final Path archive, final Progress progress) throws IOException
	{
		PublishedNetwork likeliest = forms.get(0);
		if (forms.size() == 1) return likeliest;
		double least = Double.NaN;
		for (final PublishedNetwork form : forms) {
			write(form, archive);
			try (TorchNetwork running = TorchNetwork.open(archive, progress)) {
				final double difference = SmoothImage.difference(running::forward, form);
				if (form == likeliest) least = difference;
				else if (difference < least / CLEARLY) likeliest = form;
			}
		}
		return likeliest;
	}

	private static void write(final PublishedNetwork network, final Path archive)
		throws IOException
	{
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(
			archive)))
		{
			network.module().write(out);
		}
	}

	private Result write(final PublishedNetwork network, final Path archive,
		final Path folder, final boolean overwrite, final Progress progress)
		throws IOException
	{
		try (TorchNetwork running = TorchNetwork.open(archive, progress))
		{
			progress.update(0.3, "Measuring the halo of the tiles");
			final Optional<TileHalo> measured = network.local() ? Optional.of(TileHalo
				.measure(running::forward, network.channels(), network.scale(), network.step()))
				: Optional.empty();
			final OptionalInt halo = measured.map(reach -> halo(network, reach)).orElse(
				OptionalInt.empty());
			final Map<String, Object> settings = new LinkedHashMap<>();
			settings.put("architecture", network.description());
			final double difference = SmoothImage.difference(running::forward, network);
			settings.put("smooth image", String.format(Locale.ROOT,
				"%.2g %% of the range from bicubic interpolation", 100 * difference));
			SmoothImage.warning(difference).ifPresent(progress::note);
			settings.put(Provenance.SOURCE, source);
			settings.put("file", weights.getFileName().toString());
			settings.put("sha256", Sha256.of(weights));
			if (halo.isEmpty()) settings.put(Provenance.WHOLE, true);
			else settings.put("tiles", tiles(halo.getAsInt(), measured.get()));
			settings.put(Provenance.PARAMETERS, network.module().parameters());
			final int scale = network.scale();
			final ModelDescription description = ModelDescription.of(about(folder,
				"Published weights of " + network.description() + ", imported from " +
					source + ".", network.cite()), network.channels(), network.minimum(), scale,
				scale, halo.isEmpty() ? halo : OptionalInt.of(halo.getAsInt() * scale),
				PYTORCH, new Provenance("", 0, "", "", settings, List.of()))
				.of(new ModelDescription.Size(network.minimum(), network.step()));
			final int least = 2 * (halo.orElse(0) + 1) + network
				.step();
			final Tensor input = noise(network.channels(), description.input().width()
				.atLeast(Math.max(TEST_SIDE, least)));
			progress.check();
			ModelPackage.write(folder, overwrite, new ModelPackage.Content(description,
				archive, input, running.forward(input), ModelCard.of(description,
					new TrainingData(List.of())), new TrainingData(List.of()).toText(), Map
						.of()));
			return new Result(network.description(), scale, network.channels(), network
				.module().parameters(), halo);
		}
	}

	/**
	 * Returns the halo in pixels of the input, a multiple of the network's step;
	 * empty if it is too long.
	 */
	private static OptionalInt halo(final PublishedNetwork network,
		final TileHalo measured)
	{
		final int exact = measured.halo(0).orElse(Integer.MAX_VALUE);
		final int halo = exact <= LONGEST_HALO ? exact : measured.halo(
			TileHalo.TOLERANCE).orElse(Integer.MAX_VALUE);
		if (halo > LONGEST_HALO) return OptionalInt.empty();
		final int step = network.step();
		return OptionalInt.of(Math.max(1, (halo + step - 1) / step) * step);
	}

	private static String tiles(final int halo, final TileHalo measured) {
		final double left = measured.difference(halo);
		return "overlap by " + halo + " pixels" + (left == 0 ? "" : String.format(
			Locale.ROOT, ", which leaves a difference of %.1e of the largest value", left));
	}

	private About about(final Path folder, final String what,
		final List<Citation> cite)
	{
		return new About(folder.getFileName().toString(), what, List.of(author),
			license, About.CARD, cite, List.of("super-resolution"), Instant.now()
				.truncatedTo(ChronoUnit.SECONDS).toString());
	}

	private static void require(final String name, final String value) {
		if (value == null || value.isBlank()) throw new WrongUsage("The " + name +
			" of the weights is missing: state it as their authors do, since it goes " +
			"into the package");
	}

	/** Returns the test input, which is noise. */
	private static Tensor noise(final int channels, final int side) {
		final SplittableRandom random = new SplittableRandom(1);
		final float[] values = new float[channels * side * side];
		for (int i = 0; i < values.length; i++)
			values[i] = (float) random.nextDouble();
		return new Tensor(new int[] { 1, channels, side, side }, values);
	}
}
