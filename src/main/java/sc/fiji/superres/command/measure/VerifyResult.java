package sc.fiji.superres.command.measure;

import java.awt.Rectangle;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
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
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImageEnlarger;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.image.ResultRecord;
import sc.fiji.superres.measure.PixelDifference;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.step.Different;
import sc.fiji.superres.step.Step;
import sc.fiji.superres.step.SuperResCommand;

/** Makes a result again from what it says of its making, and compares both. */
@Plugin(type = Command.class, name = "verify-result", headless = true,
	label = "Verify Result...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Evaluate", weight = 30),
		@Menu(label = "Verify Result...", weight = 33.5) },
	description = "Repeats Upscale Image with the settings that are recorded in a " +
		"result, and compares both results pixel by pixel.")
public class VerifyResult extends SuperResCommand {

	private static final String UPSCALE = "upscale";
	private static final String WITH = "model";
	private static final String VERSION = "version";
	private static final String SUM = "model";
	private static final String SIZE = "size";
	private static final String PIXELS = "image";
	private static final String SELECTION = "selection";

	/** Options that make no difference to the result. */
	private static final String[] OTHER_OUTPUTS = { "verify", "bound", "level" };

	@Parameter(label = "Image", description = "The image that was enlarged; not " +
		"changed", persist = false)
	private ImagePlus image;

	@Parameter(label = "Result", description = "The enlarged image, as it was " +
		"saved; not changed", persist = false)
	private ImagePlus result;

	@Parameter(label = "Model", description = "The model that the result was made " +
		"by, where it is not installed under the name that the result has; empty " +
		"for the installed one", style = "model", persist = false,
		required = false)
	private String model = "";

	@Parameter(type = ItemIO.OUTPUT, label = "What the result says, and what is here",
		style = "list")
	private ResultsTable output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws Exception {
		requireImage(image);
		final ResultRecord record = ResultRecord.of(requireImage(result)).orElseThrow(
			() -> new IllegalStateException("\"" + result.getTitle() + "\" does not " +
				"say how it was made: open the TIFF that was saved first; PNG, JPEG and " +
				"most other programs lose it"));
		if (!UPSCALE.equals(record.verb())) throw new IllegalStateException("\"" +
			result.getTitle() + "\" was last processed by '" + record.command() +
			"': open the result of Upscale Image, as it was made");
		final Map<String, String> options = record.options();
		final String used = used(options.getOrDefault(WITH, ""));
		output = table(record, used, progress);
		check(record, used);
		final ImagePlus again = again(record, options, used, progress);
		final Optional<String> shapes = PixelDifference.shapes(result, again);
		if (shapes.isPresent()) throw new Different("The result is another: " + shapes
			.get() + reasons(record, progress), output);
		final Optional<PixelDifference> difference = PixelDifference.of(result, again);
		if (difference.isPresent()) throw new Different("The result is another: " +
			difference.get().describe() + reasons(record, progress), difference.get().table());
		progress.note("Equal: made again by " + used + ", the result is the same bit " +
			"for bit");
	}

	/**
	 * Returns the facts by which a result is made again.
	 *
	 * @param image that is enlarged
	 * @param model that enlarges it
	 * @param selected whether only its selection is enlarged
	 * @param progress checked while the image is read
	 * @throws IOException if the model cannot be read
	 */
	public static Map<String, String> facts(final ImagePlus image,
		final String model, final boolean selected, final Progress progress)
		throws IOException
	{
		final Map<String, String> facts = new LinkedHashMap<>();
		facts.put(VERSION, version());
		Methods.checksum(model).ifPresent(sum -> facts.put(SUM, sum));
		facts.put(SIZE, PixelDifference.shape(image));
		facts.put(PIXELS, ImagePlanes.checksum(image, progress));
		if (selected) {
			final Rectangle box = ImageEnlarger.box(image,
				EnlargeSettings.Region.SELECTION);
			facts.put(SELECTION, box.x + "," + box.y + "," + box.width + "," +
				box.height);
		}
		return facts;
	}

	// -- Helper methods --

	private static String version() {
		return Objects.requireNonNullElse(VerifyResult.class.getPackage()
			.getImplementationVersion(), "in development");
	}

	/**
	 * Returns the model to use. A result from elsewhere must not make any file run
	 * that it names.
	 */
	private String used(final String recorded) {
		if (!model.isBlank()) return model;
		final boolean known = Methods.installed().contains(recorded) || Methods
			.unlearned().stream().anyMatch(name -> recorded.equals(name) || recorded
				.startsWith(name + "("));
		if (!known) throw new IllegalStateException("The result was made by the " +
			"model " + recorded + ", which is not installed: install it, or give its " +
			"folder by model");
		return recorded;
	}

	/** Returns what the result says of itself, beside what is here. */
	private ResultsTable table(final ResultRecord record, final String used,
		final Progress progress)
		throws IOException
	{
		final Map<String, String> here = facts(image, used, false, progress);
		final ResultsTable table = new ResultsTable();
		table.showRowNumbers(false);
		Stream.concat(record.facts().entrySet().stream(), Map.of("command", record
			.command()).entrySet().stream()).forEach(fact -> {
				table.addRow();
				table.addValue("What", fact.getKey());
				table.addValue("Recorded", fact.getValue());
				table.addValue("Here", here.getOrDefault(fact.getKey(), ""));
			});
		return table;
	}

	/** Refuses what cannot be made again here. */
	private void check(final ResultRecord record, final String used)
		throws IOException
	{
		final String size = record.facts().get(SIZE);
		if (size != null && !size.equals(PixelDifference.shape(image)))
			throw new IllegalStateException("The result was made of an image of " +
				size + ", but \"" + image.getTitle() + "\" is of " + PixelDifference
					.shape(image) + ": open the image that was enlarged");
		final String sum = record.facts().get(SUM);
		final String found = Methods.checksum(used).orElse(sum);
		if (sum != null && !sum.equals(found)) throw new IllegalStateException(
			"The result was made by a model " + used + " with the checksum " + sum +
				", but the one here has " + found + ": give the folder of the former by " +
				"model");
	}

	/** Makes the result again. */
	private ImagePlus again(final ResultRecord record,
		final Map<String, String> options, final String used,
		final Progress progress) throws Exception
	{
		final Map<String, String> texts = new LinkedHashMap<>(options);
		texts.put(WITH, used);
		for (final String other : OTHER_OUTPUTS)
			texts.remove(other);
		// Results say so where another device than the processor was taken.
		texts.putIfAbsent("device", "cpu");
		final Step step = Step.named(context(), UPSCALE);
		try {
			final ImagePlus source = source(record, EnlargeSettings.SELECTION.equals(
				options.get("region")));
			final Map<String, Object> values = step.read(texts, title -> source);
			values.put("image", source);
			return (ImagePlus) step.run(values, progress).get("output");
		}
		catch (final WrongUsage wrong) {
			throw new IllegalStateException("What \"" + result.getTitle() + "\" says " +
				"of its making cannot be followed: " + wrong.getMessage(), wrong);
		}
	}

	/** Returns the image, with the selection that was enlarged. */
	private ImagePlus source(final ResultRecord record, final boolean selected) {
		final ImagePlus source = new ImagePlus(image.getTitle(), image.getStack());
		source.setDimensions(image.getNChannels(), image.getNSlices(), image
			.getNFrames());
		source.setCalibration(image.getCalibration().copy());
		if (!selected) return source;
		final String box = record.facts().getOrDefault(SELECTION, "");
		if (!box.matches("(\\d{1,9},){3}\\d{1,9}")) throw new WrongUsage("the " +
			"selection that was enlarged is not known");
		final int[] sides = Stream.of(box.split(",")).mapToInt(Integer::parseInt)
			.toArray();
		source.setRoi(sides[0], sides[1], sides[2], sides[3]);
		return source;
	}

	/** Returns what else is not as it was, which may be why results differ. */
	private String reasons(final ResultRecord record,
		final Progress progress)
	{
		final StringBuilder reasons = new StringBuilder();
		final String pixels = record.facts().get(PIXELS);
		if (pixels != null && !pixels.equals(ImagePlanes.checksum(image,
			progress))) reasons
			.append("; the image has other pixels than the one that was enlarged");
		final String made = record.facts().get(VERSION);
		if (made != null && !made.equals(version())) reasons.append(
			"; it was made by version " + made + ", this is " + version());
		return reasons.toString();
	}
}
