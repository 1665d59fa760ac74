package sc.fiji.superres.command;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.command.measure.VerifyResult;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.image.Outline;
import sc.fiji.superres.image.ResultRecord;
import sc.fiji.superres.measure.ConsistencyMap;
import sc.fiji.superres.measure.DimSpots;
import sc.fiji.superres.measure.ErrorMap;
import sc.fiji.superres.measure.ImageAcquisition;
import sc.fiji.superres.measure.KindCheck;
import sc.fiji.superres.measure.ModelChoice;
import sc.fiji.superres.method.BackProjection;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.Method;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.method.ScaleFactor;
import sc.fiji.superres.method.SelfEnsemble;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Device;
import sc.fiji.superres.network.Precision;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;
import sc.fiji.superres.step.BlockCommand;

/** Enlarges an image by an interpolation or a trained model. */
@Plugin(type = Command.class, name = "upscale", headless = true,
	label = "Upscale Image...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Upscale Image...",
			weight = 0) },
	description = "Enlarges an image by an interpolation or a trained model.")
public class UpscaleImage extends BlockCommand {

	/** Samples of an image whose kind the dialog measures after each change. */
	private static final long MOST_SAMPLES = 1 << 24;

	/** Back-projections that keep the intensity of dim spots beside bright ones. */
	private static final int KEEPS_DIM = 2;

	private static final String DIM_WARNING = "Warning: the brightest spots set " +
		"the intensity range, and dim ones lie in its lowest 2 %, where a network " +
		"may weaken them: give the range of the dim ones (range=low,high), or " +
		"iterations=2 if the image has little noise";

	/** Leaves their number to the image. */
	static final int BY_IMAGE = -1;

	@Parameter(label = "Image", description = "The image to enlarge; not changed",
		persist = false)
	private ImagePlus image;

	@Parameter(label = "Model", description = "Method that enlarges: auto " +
		"(the installed model that fits the measured noise and blur of the " +
		"image), an interpolation (" + Kernel.LIST + "), non-local-means or " +
		"richardson-lucy and then bicubic, an installed model such as " +
		"srcnn-natural-x2, or the path of a model", style = "model",
		persist = false, required = false)
	private String model = Methods.AUTO;

	@Parameter(label = "Scale factor", description = "How much larger the result " +
		"is along x and y; empty for the model's own, 2 for auto and " +
		"interpolations",
		persist = false, required = false)
	private String scale = "";

	@Parameter(label = "Intensity range", description = "low,high: the values " +
		"that stand for black and white; empty for 0 to 255 with 8-bit and RGB, " +
		"else for the minimum and maximum of the channel", persist = false,
		required = false)
	private String range = "";

	@Parameter(label = "Region", choices = { EnlargeSettings.IMAGE,
		EnlargeSettings.SELECTION }, description = "Enlarge the whole image, or " +
			"the bounding box of the selection", persist = false, required = false)
	private String region = EnlargeSettings.IMAGE;

	@Parameter(label = "RGB images", choices = { EnlargeSettings.LUMA,
		EnlargeSettings.CHANNELS }, description = "luma: brightness by the " +
			"model, color by bicubic; channels: red, green and blue separately by " +
			"the model, three times slower and better for stained tissue, whose " +
			"colors hold detail of their own",
		persist = false, required = false)
	private String color = EnlargeSettings.LUMA;

	@Parameter(label = "Tile size", min = "0", description = "Side of the tiles " +
		"in pixels of the result; 0 for automatic", persist = false,
		required = false)
	private int tile = 0;

	@Parameter(label = "Precision", choices = { "float32", "bfloat16", "auto" },
		description = "Numbers that a network computes in: float32; bfloat16, of " +
			"16 bits, which some processors compute several times faster and others " +
			"slower; auto: bfloat16 where it is faster on this machine and changes the " +
			"result little", persist = false, required = false)
	private String precision = "float32";

	@Parameter(label = "Device", choices = { "auto", "cpu", "gpu" },
		description = "Where a network runs: auto, on a GPU where PyTorch for one is " +
			"installed; cpu; gpu. Check Super Resolution Installation says which, " +
			"and how to get one",
		persist = false, required = false)
	private String device = "auto";

	@Parameter(label = "Back-projections", min = "-1", max = "100",
		description = "Number of corrections that make the result agree with " +
			"the image when it is shrunk by bicubic; 0 for none; -1 (automatic) for 2 " +
			"where a network would change the intensity of dim spots beside much " +
			"brighter ones, and none elsewhere", persist = false, required = false)
	private int iterations = BY_IMAGE;

	@Parameter(label = "Self-ensemble", description = "Average the results " +
		"for the 8 flips and rotations of the image: slightly better, but 8 " +
		"times slower", persist = false, required = false)
	private boolean ensemble = false;

	@Parameter(label = "Verify", description = "Also map where the result, shrunk " +
		"again, disagrees with the image, and report by how much; for " +
		"whole-number scales", persist = false,
		required = false)
	private boolean verify = false;

	@Parameter(label = "Error bound", description = "Also map how wrong each " +
		"pixel may be, in the units of the image: the true value lies within the " +
		"map of the result in as many of 100 pixels as the level says, on images " +
		"like those the model was calibrated on", persist = false,
		required = false)
	private boolean bound = false;

	@Parameter(label = "Level (%)", description = "Share of the pixels whose " +
		"error is within the bound: 50, 60, 70, 80, 90 or 95", persist = false,
		required = false)
	private int level = ErrorBound.USUAL;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT, label = "Consistency map",
		description = "Made where verify is true")
	private ImagePlus consistency;

	@Parameter(type = ItemIO.OUTPUT, label = "Error map",
		description = "Made where bound is true")
	private ImagePlus error;

	/** The method that was opened; with auto, the one chosen for the image. */
	private Method opened;

	/** What is measured for a learned method, where it can be. */
	private Optional<ImageAcquisition> acquisition = Optional.empty();

	/** How far the image is from those that the model was trained on. */
	private Optional<KindCheck> distance = Optional.empty();

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		output = fill(progress);
		if (verify) verify(progress);
		if (bound) bound(progress);
	}

	@Override
	protected ImagePlus image() {
		return image;
	}

	@Override
	protected Task task(final Progress progress) throws IOException {
		if (iterations < BY_IMAGE) throw new WrongUsage("iterations=" + iterations +
			": choose 0 to " + BackProjection.MOST + ", or " + BY_IMAGE +
			" for as many as the image needs");
		final Optional<IntensityRange> limits = IntensityRange.parse(range);
		final String factor = isAuto() ? scaleOrTwice() : scale;
		final ComputeSettings wanted = ComputeSettings.of(device, precision);
		acquisition = Optional.empty();
		opened = method(progress).with(wanted);
		final EnlargeSettings settings = new EnlargeSettings(commandLine(), tile, limits,
			region, color);
		final Upscaler upscaler = opened.open(factor, progress);
		try {
			final Map<String, String> taken = new HashMap<>();
			if (isAuto()) taken.putAll(Map.of("model", opened.name(), "scale",
				factor));
			if (wanted.precision() == Precision.AUTO) taken.put("precision", upscaler
				.precision());
			if (wanted.device() == Device.AUTO) taken.put("device", upscaler.device());
			final int rounds = iterations == BY_IMAGE ? rounds(progress) : iterations;
			taken.put("iterations", Integer.toString(rounds));
			final Task task = new Task(BackProjection.of(ensemble ? new SelfEnsemble(
				upscaler) : upscaler, rounds), settings, taken);
			if (verify) ConsistencyMap.check(task.operation());
			if (bound) {
				ErrorMap.check(task.operation(), level);
				errors();
			}
			return task;
		}
		catch (final IOException | RuntimeException e) {
			upscaler.close();
			throw e;
		}
	}

	@Override
	protected void advise(final Task task, final Progress progress)
		throws IOException
	{
		if (!isAuto() && Methods.described(model).isPresent()) {
			final List<InstalledModel> models = Methods.models();
			// Also told by the Info of results of a model that is not installed.
			final Optional<ImageAcquisition> found = measured(progress);
			models.stream().filter(installed -> installed.name().equals(model))
				.findFirst().flatMap(installed -> ModelChoice.warning(found, installed,
					models)).ifPresent(progress::note);
		}
		if (iterations >= 0 && iterations < KEEPS_DIM && hasDimSpots(progress))
			progress.note(DIM_WARNING);
		distance = distance(opened.name(), task.settings(), progress);
		distance.filter(check -> check.isFar() || bound).ifPresent(
			check -> progress.note(check.note(opened.name())));
	}

	@Override
	protected String record(final Task task, final Progress progress)
		throws IOException
	{
		final Map<String, String> taken = new HashMap<>(task.taken());
		// A device is worth a word where it is not the processor.
		taken.replace("device", "cpu", "");
		return new ResultRecord(facts(progress), commandLine(taken)).lines();
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "range", "tile", "precision", "device", "ensemble" -> isLearned();
			case "color" -> isRgb(image);
			case "region" -> hasSelection(image);
			case "level" -> bound;
			default -> true;
		};
	}

	@Override
	protected String outlook() {
		IntensityRange.parse(range);
		final double factor = isAuto() ? ScaleFactor.parse(scaleOrTwice())
			: Methods.named(model).scale(scale);
		if (image == null || Double.isNaN(factor)) return "";
		final double slices = isAuto() ? 1 : Methods.named(model).slices(scale);
		try (Upscaler any = Resampler.by(Sampling.of(Kernel.named("nearest")),
			factor, factor).withSlices(slices))
		{
			if (verify) ConsistencyMap.check(any);
			if (bound) ErrorMap.check(any, level);
			return "Scale " + ScaleFactor.format(factor) + (slices == 1 ? ""
				: " along x and y, " + ScaleFactor.format(slices) + " along z") + ": " +
				Outline.of(image, any,
				EnlargeSettings.Region.of(region)).describe() + distance();
		}
	}

	// -- Helper methods --

	/** Returns the distance of the image from those a model was trained on. */
	private Optional<KindCheck> distance(final String name,
		final EnlargeSettings settings, final Progress progress) throws IOException
	{
		final Optional<ImageKind> kind = Methods.kind(name);
		return kind.isEmpty() ? Optional.empty() : KindCheck.of(image, settings, kind
			.get(), progress);
	}

	/** Returns what Verify Result needs to know, and what the result is worth. */
	private Map<String, String> facts(final Progress progress)
		throws IOException
	{
		final Map<String, String> facts = VerifyResult.facts(image, opened.name(),
			EnlargeSettings.SELECTION.equals(region) && hasSelection(image), progress);
		acquisition.ifPresent(found -> facts.put("acquisition", found.describe()));
		distance.ifPresent(found -> facts.put("distance", found.describe()));
		if (bound) facts.put("coverage", level + " % of the pixels within the error map");
		return facts;
	}

	/** Describes the distance in the dialog, of images that take no time. */
	private String distance() {
		if (isAuto() || (long) image.getWidth() * image.getHeight() * image
			.getStackSize() > MOST_SAMPLES) return "";
		try {
			return distance(model, new EnlargeSettings(model, tile, IntensityRange
				.parse(range), region, color), Progress.NONE).map(check -> "; the image " +
					"is " + check.describe()).orElse("");
		}
		catch (final IOException exc) {
			throw new IllegalArgumentException(exc.getMessage(), exc);
		}
	}

	private void verify(final Progress progress) {
		final ConsistencyMap map = ConsistencyMap.of(image, EnlargeSettings.Region
			.of(region), output, progress);
		consistency = map.image();
		progress.note(map.summary());
	}

	private void bound(final Progress progress) throws IOException {
		final ErrorMap map = ErrorMap.of(image, new EnlargeSettings(opened.name(),
			tile, IntensityRange.parse(range), region, color), output, errors(), level,
			progress);
		error = map.image();
		progress.note(map.summary());
	}

	/** Returns the bound of the errors of the method. */
	private ErrorBound errors() throws IOException {
		return Methods.bound(opened.name(), scaleOrTwice()).orElseThrow(
			() -> new WrongUsage("The errors of " + opened.name() + (Kernel.names()
				.contains(opened.name()) ? " are known for the scales 2, 3 and 4 only: " +
					"choose one of these" : Methods.described(opened.name()).isPresent()
						? " are not known: run Calibrate Model on images of its kind"
						: " cannot be bounded: choose a model") + ", or choose bound=false"));
	}

	private boolean isAuto() {
		return Methods.AUTO.equals(model);
	}

	private String scaleOrTwice() {
		return scale.isBlank() ? "2" : scale.strip();
	}

	private Method method(final Progress progress) {
		if (!isAuto()) return Methods.named(model);
		ScaleFactor.parse(scaleOrTwice());
		final ModelChoice choice = ModelChoice.of(image, measured(progress),
			scaleOrTwice(), Methods.models(), progress);
		progress.note("model=auto takes " + choice.model() + ": " + choice.reason());
		return Methods.named(choice.model());
	}

	/**
	 * Returns the number of back-projections that the image needs: they would bring
	 * back the noise that a network takes away.
	 */
	private int rounds(final Progress progress) {
		if (!hasDimSpots(progress)) return 0;
		final boolean noisy = measured(progress).filter(ImageAcquisition::noisy)
			.isPresent();
		progress.note(noisy ? DIM_WARNING : "The brightest spots set the intensity " +
			"range, and dim ones lie in its lowest 2 %: " + KEEPS_DIM +
			" back-projections keep their intensity (iterations=0 for none)");
		return noisy ? 0 : KEEPS_DIM;
	}

	/** Measures the image unless that was done. */
	private Optional<ImageAcquisition> measured(final Progress progress) {
		if (acquisition.isEmpty()) acquisition = ModelChoice.measured(image, progress);
		return acquisition;
	}

	/** Returns whether the model may change the intensity of dim spots. */
	private boolean hasDimSpots(final Progress progress) {
		return isTrained() && IntensityRange.parse(range).isEmpty() && DimSpots.in(
			image, progress);
	}

	private boolean isTrained() {
		return Methods.described(opened.name()).isPresent();
	}

	private boolean isLearned() {
		return !Kernel.names().contains(model);
	}
}
