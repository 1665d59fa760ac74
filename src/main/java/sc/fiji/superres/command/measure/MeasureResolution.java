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
import sc.fiji.superres.measure.ImageResolution;
import sc.fiji.superres.measure.StackPlanes;
import sc.fiji.superres.step.SuperResCommand;

/** Measures how fine the details of an image are. */
@Plugin(type = Command.class, name = "frc", headless = true,
	label = "Fourier Ring Correlation...", menu = { @Menu(label = "Plugins",
		weight = 8), @Menu(label = "Super Resolution"), @Menu(label = "Evaluate",
			weight = 30), @Menu(label = "Fourier Ring Correlation...",
				weight = 32) },
	description = "Measures how fine the details of an image are: the length down " +
		"to which two images of the same object, or halves of one, agree.")
public class MeasureResolution extends SuperResCommand {

	@Parameter(label = "Image", description = "The image to measure",
		persist = false)
	private ImagePlus image;

	@Parameter(label = "Second image",
		description = "Another image of the same object with independent noise; " +
			"if it is the same image or none, the pixels are split into two " +
			"halves like a checkerboard", persist = false, required = false)
	private ImagePlus second;

	@Parameter(label = "Planes", choices = { StackPlanes.SLICES,
		StackPlanes.FRONTAL, StackPlanes.SAGITTAL }, description = "xy: the slices; " +
			"xz or yz: the planes along z of a stack, whose resolution along z is " +
			"measured, all of them together", persist = false, required = false)
	private String plane = StackPlanes.SLICES;

	@Parameter(label = "Curves", style = "save", description = "CSV file with " +
		"a line per slice and frequency", persist = false,
		required = false)
	private File csv;

	@Parameter(label = "Overwrite", description = "Replace existing files",
		persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Resolution by slice")
	private ResultsTable table;

	@Parameter(type = ItemIO.OUTPUT, label = "Plot", required = false,
		description = "The curve of the slice that is shown")
	private ImagePlus output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		if (csv != null) AtomicFiles.check(csv.toPath(), overwrite);
		final StackPlanes view = StackPlanes.of(plane);
		final ImageResolution resolution = ImageResolution.of(requireImage(image),
			second, view, progress);
		resolution.warning().ifPresent(progress::note);
		if (csv != null) AtomicFiles.write(csv.toPath(), overwrite, part -> Files
			.writeString(part, resolution.csv()));
		table = resolution.table();
		output = resolution.plot(view == StackPlanes.XY ? image
			.getCurrentSlice() - 1 : 0);
	}

	@Override
	protected boolean uses(final String input) {
		return !"overwrite".equals(input) || csv != null;
	}
}
