package sc.fiji.superres.command.measure;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;
import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.measure.ImageQuality;
import sc.fiji.superres.measure.StackPlanes;
import sc.fiji.superres.step.SuperResCommand;

/** Measures how close an image is to the original. */
@Plugin(type = Command.class, name = "quality", headless = true,
	label = "Image Quality...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Evaluate", weight = 30),
		@Menu(label = "Image Quality...", weight = 31) },
	description = "Measures how close an image is to the original: PSNR, SSIM, " +
		"MS-SSIM and errors, for each slice and on average.")
public class MeasureQuality extends SuperResCommand {

	@Parameter(label = "Image", description = "The image to measure",
		persist = false)
	private ImagePlus image;

	@Parameter(label = "Original", description = "The image as it should be, of " +
		"the same size, type and dimensions", persist = false)
	private ImagePlus reference;

	@Parameter(label = "Border", min = "0", description = "Pixels to leave " +
		"out at each side; in publications, as many as the scale factor",
		persist = false, required = false)
	private int border = 0;

	@Parameter(label = "RGB images", choices = { EnlargeSettings.LUMA,
		EnlargeSettings.CHANNELS }, description = "luma: the brightness, rounded, " +
			"16 to 235; channels: red, green and blue separately", persist = false,
		required = false)
	private String color = EnlargeSettings.LUMA;

	@Parameter(label = "Planes", choices = { StackPlanes.SLICES,
		StackPlanes.FRONTAL, StackPlanes.SAGITTAL }, description = "xy: the slices; " +
			"xz or yz: the planes along z of a stack", persist = false,
		required = false)
	private String plane = StackPlanes.SLICES;

	@Parameter(label = "Maps", description = "Also make a map of SSIM and a " +
		"map of differences", persist = false, required = false)
	private boolean maps = false;

	@Parameter(label = "Scores", style = "save", description = "CSV file with " +
		"a line per slice and their mean", persist = false,
		required = false)
	private File csv;

	@Parameter(label = "Overwrite", description = "Replace existing files",
		persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Quality by slice")
	private ResultsTable output;

	@Parameter(type = ItemIO.OUTPUT, label = "SSIM map",
		description = "Made where maps is true")
	private ImagePlus ssim;

	@Parameter(type = ItemIO.OUTPUT, label = "Difference map",
		description = "The image minus the original; made where maps is true")
	private ImagePlus difference;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		if (csv != null) AtomicFiles.check(csv.toPath(), overwrite);
		final ImageQuality quality = ImageQuality.of(requireImage(reference),
			requireImage(image), border, EnlargeSettings.Colors.of(color),
			StackPlanes.of(plane), maps, progress);
		if (csv != null) AtomicFiles.write(csv.toPath(), overwrite, part -> Files
			.writeString(part, quality.table().csv()));
		output = quality.table().table();
		ssim = quality.similarity();
		difference = quality.difference();
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "color" -> isRgb(image) || isRgb(reference);
			case "overwrite" -> csv != null;
			default -> true;
		};
	}
}
