package sc.fiji.superres.command.measure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.compare.Comparison;
import sc.fiji.superres.compare.ComparisonJournal;
import sc.fiji.superres.compare.ComparisonPlots;
import sc.fiji.superres.compare.ComparisonProtocol;
import sc.fiji.superres.compare.ComparisonResult;
import sc.fiji.superres.compare.ComparisonTable;
import sc.fiji.superres.compare.DegradationSource;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.image.file.ImageFolder;
import sc.fiji.superres.measure.AcquisitionSettings;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.step.Incomplete;
import sc.fiji.superres.step.SuperResCommand;

/** Shrinks images, enlarges them by several methods, and scores the results. */
@Plugin(type = Command.class, name = "compare", headless = true,
	label = "Compare Methods...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Evaluate", weight = 30),
		@Menu(label = "Compare Methods...", weight = 34) },
	description = "Shrinks images, enlarges them by several methods, and reports " +
		"how close each comes to the original, and how long it takes.")
public class CompareMethods extends SuperResCommand {

	private static final String GIVEN = "given";
	private static final String MODEL = "model";

	private static final Pattern SCALES = Pattern.compile(
		"\\s*[0-9]{1,4}\\s*(,\\s*[0-9]{1,4}\\s*)*");

	@Parameter(label = "Image", description = "High-resolution image; used where " +
		"no folder is given", persist = false, required = false)
	private ImagePlus image;

	@Parameter(label = "Folder of images", style = "directory",
		description = "High-resolution images", persist = false, required = false)
	private File images;

	@Parameter(label = "Scale factor", description = "How much the images are " +
		"shrunk and enlarged; several are separated by commas, and each model is " +
		"compared at its own; at 1, images are blurred: shrunk and enlarged by 2",
		persist = false, required = false)
	private String scale = "2";

	@Parameter(label = "Models", description = "What to compare: interpolations, " +
		"non-local-means and richardson-lucy (then bicubic), installed models, " +
		"paths of models, and auto for the model that fits each plane, separated " +
		"by commas",
		style = "models", persist = false, required = false)
	private String models = "bicubic,lanczos3";

	@Parameter(label = "Scores", style = "save", description = "CSV file with " +
		"a line per image, slice and model; an interrupted comparison continues " +
		"when it is started again", persist = false,
		required = false)
	private File csv;

	@Parameter(label = "Figures", style = "directory", description = "Folder for " +
		"plots of the scores, and a figure per image: the original and each result " +
		"side by side", persist = false, required = false)
	private File plots;

	@Parameter(label = "Acquisition", choices = { GIVEN, MODEL }, description =
		"given: the images are degraded by the values below; model: by the " +
		"training degradation of the first trained model, drawn for each plane",
		persist = false, required = false)
	private String acquisition = GIVEN;

	@Parameter(label = "Axis", choices = { AcquisitionSettings.PLANE,
		AcquisitionSettings.Z }, description = "plane: x and y are shrunk and " +
			"enlarged; z: the slices of stacks are, by interpolations and by models " +
			"along z, and xz planes and whole volumes are scored", persist = false,
		required = false)
	private String axis = AcquisitionSettings.PLANE;

	@Parameter(label = "Down-sampling", choices = { Kernel.NEAREST, Kernel.AREA,
		Kernel.BILINEAR, Kernel.BICUBIC, Kernel.BICUBIC_OPENCV, Kernel.MITCHELL,
		Kernel.BSPLINE, Kernel.LANCZOS2, Kernel.LANCZOS3, Kernel.LANCZOS4,
		AcquisitionSettings.BINNING }, description = "How pixels are combined, " +
			"with antialiasing; publications use bicubic; binning: the mean of a " +
			"block of pixels",
		persist = false, required = false)
	private String kernel = Kernel.BICUBIC;

	@Parameter(label = "Blur at scale 1", min = "1", description = "At a scale " +
		"of 1 without other blur, the image is shrunk by this factor and " +
		"enlarged again, both by bicubic; 1 for no blur", persist = false,
		required = false)
	private int blur = Degradation.BLUR;

	@Parameter(label = "Blur (sigma)", min = "0", description = "Gaussian blur in " +
		"pixels of the images, in slices along z; 0 for none", persist = false,
		required = false)
	private double sigma = 0;

	@Parameter(label = "Blur (FWHM)", min = "0", description = "The same by its " +
		"full width at half maximum, 2.355 sigma; 0 for none", persist = false,
		required = false)
	private double fwhm = 0;

	@Parameter(label = "Wavelength (nm)", min = "0", description = "Emission " +
		"wavelength; with the numerical aperture and the pixel size it gives the " +
		"blur of a widefield microscope, sigma = 0.21 wavelength / NA; 0 for none",
		persist = false, required = false)
	private double wavelength = 0;

	@Parameter(label = "Numerical aperture", min = "0", max = "2",
		description = "Used with a wavelength", persist = false, required = false)
	private double aperture = 0;

	@Parameter(label = "Point spread function", style = "open",
		description = "Image of a point source to blur with, of odd width and " +
			"height, at the pixel size of the image; it is normalized",
			persist = false, required = false)
	private File psf;

	@Parameter(label = "Photons", min = "0", max = "1e9",
		description = "Photons per pixel of the result at the upper end of the " +
		"range, for Poisson noise; 0 for none", persist = false, required = false)
	private double photons = 0;

	@Parameter(label = "Read noise", min = "0", description = "Standard " +
		"deviation of Gaussian noise as a fraction of the range: electrons " +
		"divided by photons",
		persist = false, required = false)
	private double noise = 0;

	@Parameter(label = "Offset", description = "Added to all values, as a " +
		"fraction of the range", persist = false, required = false)
	private double offset = 0;

	@Parameter(label = "Bits", min = "0", max = "16", description = "Clips to the " +
		"range and rounds to 2^bits levels: 8, 12 or 16 for most cameras; 0 for " +
		"neither", persist = false, required = false)
	private int bits = 0;

	@Parameter(label = "Seed", description = "Equal seeds give equal noise",
		persist = false, required = false)
	private long seed = 1;

	@Parameter(label = "Intensity range", description = "low,high: the values " +
		"of black and white for models, noise and scores; empty for 0 to 255 " +
		"with 8-bit and RGB, else for the range of the channel", persist = false,
		required = false)
	private String range = "";

	@Parameter(label = "Precision", choices = { "float32", "bfloat16", "auto" },
		description = "Numbers that networks compute in, as in Upscale Image",
		persist = false, required = false)
	private String precision = "float32";

	@Parameter(label = "Device", choices = { "auto", "cpu", "gpu" },
		description = "Where networks run, as in Upscale Image", persist = false,
		required = false)
	private String device = "auto";

	@Parameter(label = "Error bounds", description = "Also compare the bounds that " +
		"Upscale Image maps with the errors: the share of pixels within them, their " +
		"rank correlation with the errors, and the error of the most certain pixels",
		persist = false, required = false)
	private boolean bounds = false;

	@Parameter(label = "Overwrite", description = "Replace existing files",
		persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Means by method")
	private ResultsTable output;

	@Parameter(type = ItemIO.OUTPUT, label = "Means by image",
		style = "list")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot of the distribution",
		description = "PSNR of all planes by method")
	private ImagePlus distribution;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot against time",
		description = "Mean PSNR against seconds per megapixel")
	private ImagePlus time;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot over slices",
		description = "PSNR over the slice index, of the first stack")
	private ImagePlus slices;

	@Parameter(type = ItemIO.OUTPUT, label = "Calibration of bounds",
		description = "Pixels within the bounds against what they claim; made where " +
			"bounds is true")
	private ImagePlus calibration;

	@Parameter(type = ItemIO.OUTPUT, label = "Error of the most certain pixels",
		description = "RMSE of what is left when the least certain pixels are taken " +
			"away; made where bounds is true")
	private ImagePlus sparsification;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws Incomplete, IOException {
		final ComparisonProtocol protocol = new ComparisonProtocol(sources(),
			IntensityRange.parse(range), ComputeSettings.of(device, precision), bounds);
		final ComparisonResult result;
		final ComparisonPlots drawn;
		try (ComparisonJournal journal = ComparisonJournal.open(path(csv), path(
			plots), overwrite))
		{
			result = compare(protocol, journal, progress);
			drawn = ComparisonPlots.of(result.rows());
			journal.finish(result, drawn);
		}
		output = ComparisonTable.summary(result, protocol);
		table = ComparisonTable.images(result.rows());
		distribution = drawn.distribution();
		time = drawn.time();
		slices = drawn.slices();
		calibration = drawn.calibration();
		sparsification = drawn.sparsification();
		if (!result.failures().isEmpty()) throw new Incomplete(result.shortfall(),
			ComparisonTable.failures(result.failures()));
	}

	@Override
	protected boolean uses(final String input) {
		final boolean given = GIVEN.equals(acquisition);
		final boolean same = scale.strip().equals("1");
		return switch (input) {
			case "overwrite" -> csv != null || plots != null;
			case "axis" -> given;
			case "bounds" -> AcquisitionSettings.PLANE.equals(axis);
			case "fwhm" -> given && sigma == 0 && settings().uses("sigma", same);
			case "sigma" -> given && fwhm == 0 && settings().uses("sigma", same);
			case "blur", "wavelength", "aperture", "psf" -> given &&
				AcquisitionSettings.PLANE.equals(axis) && settings().uses(input, same);
			case "kernel", "photons", "noise", "offset", "bits" -> given && settings()
				.uses(input, same);
			case "seed" -> MODEL.equals(acquisition) || settings().uses(input, false);
			default -> true;
		};
	}

	@Override
	protected boolean isCommon(final String input) {
		return switch (input) {
			case "image", "images", "scale", "models", "csv", "plots", "overwrite",
					"acquisition" -> true;
			default -> false;
		};
	}

	// -- Helper methods --

	private Stream<Integer> scales() {
		if (!SCALES.matcher(scale).matches()) throw new WrongUsage(
			"scale=" + scale + ": give whole numbers of at least 1, separated by " +
				"commas, such as 2 or 2,4");
		return parts(scale).map(Integer::valueOf).distinct();
	}

	private List<DegradationSource> sources() throws IOException {
		final boolean axial = AcquisitionSettings.isAxial(axis, sigma, fwhm);
		if (axial && MODEL.equals(acquisition)) throw new WrongUsage(
			"acquisition=model, but axis=z: choose acquisition=given, and fwhm");
		final List<DegradationSource> sources = new ArrayList<>();
		for (final int factor : scales().toList())
			sources.add(switch (acquisition) {
				case GIVEN -> axial ? DegradationSource.axial(factor, settings())
					: DegradationSource.of(factor, settings());
				case MODEL -> DegradationSource.of(trained(factor));
				default -> throw new WrongUsage("acquisition=" +
					acquisition + ": choose one of " + GIVEN + ", " + MODEL);
			});
		return sources;
	}

	/** Returns what the first trained model of a scale learned to undo. */
	private DegradationRange trained(final int factor) {
		final InstalledModel model = parts(models).map(Methods::described).flatMap(
			Optional::stream).filter(found -> found.scale().equals(Integer.toString(
				factor))).findFirst().orElseThrow(() -> new WrongUsage(
					"acquisition=model, but none of the models " + models +
						" was trained at scale " + factor +
						": add one, or choose acquisition=given"));
		return DegradationRange.of(model.acquisition().settings(), factor, seed);
	}

	private AcquisitionSettings settings() {
		return new AcquisitionSettings(kernel, blur, AcquisitionSettings.sigma(
			sigma, fwhm), wavelength, aperture,
			psf, photons, noise, offset, bits, seed);
	}

	private ComparisonResult compare(final ComparisonProtocol protocol,
		final ComparisonJournal journal, final Progress progress)
		throws IOException
	{
		final List<String> names = parts(models).toList();
		return images == null ? Comparison.image(requireImage(image), protocol,
			names, journal, progress) : Comparison.files(ImageFolder.list(images
				.toPath()), protocol, names, journal, progress);
	}

	private static Path path(final File file) {
		return file == null ? null : file.toPath();
	}
}
