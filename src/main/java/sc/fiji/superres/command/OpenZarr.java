package sc.fiji.superres.command;

import java.awt.Dimension;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.IJ;
import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.image.file.ZarrImage;
import sc.fiji.superres.step.SuperResCommand;
import sc.fiji.superres.volume.zarr.OmeZarr;

/** Opens a level of an OME-Zarr image as a virtual stack. */
@Plugin(type = Command.class, name = "open-zarr", headless = true,
	label = "Open OME-Zarr...", menu = { @Menu(label = "File", weight = 0),
		@Menu(label = "Import"), @Menu(label = "Open OME-Zarr...", weight = 4) },
	description = "Opens an OME-Zarr image as a virtual stack, whose planes are " +
		"read when they are shown.")
public class OpenZarr extends SuperResCommand {

	private static final String AUTO = "auto";

	@Parameter(label = "Folder", style = "directory", description = "Folder of an " +
		"OME-Zarr image, or of several; not changed", persist = false)
	private File image;

	@Parameter(label = "Series", description = "Which image of a folder that holds " +
		"several, such as 0, or A/1/0 of a plate; empty for the folder itself",
		persist = false, required = false)
	private String series = "";

	@Parameter(label = "Level", description = "Level of the pyramid: 0 for full " +
		"resolution; auto for the finest that fits the screen, 0 without one",
		persist = false, required = false)
	private String level = AUTO;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		final OmeZarr zarr = OmeZarr.open(folder());
		output = ZarrImage.open(zarr, level(zarr));
		switch (zarr.type()) {
			case INT8, FLOAT16 -> progress.note(zarr.type() +
				" is shown as 32-bit floats");
			case INT32, UINT32 -> progress.note(zarr.type() +
				" is shown as 32-bit floats: values beyond 2^24 are rounded");
			default -> {
				// ImageJ has it.
			}
		}
	}

	// -- Helper methods --

	private Path folder() {
		try {
			return image.toPath().resolve(series.strip());
		}
		catch (final InvalidPathException e) {
			throw new WrongUsage("series=" + series + " is no name of a folder", e);
		}
	}

	private int level(final OmeZarr zarr) {
		if (AUTO.equals(level.strip())) {
			final Dimension screen = IJ.getScreenSize();
			return ZarrImage.fitting(zarr, screen.width, screen.height);
		}
		if (!level.strip().matches("[0-9]{1,3}")) throw new WrongUsage("level=" +
			level + ": choose auto, or a number from 0 to " + (zarr.levels() - 1));
		return Integer.parseInt(level.strip());
	}
}
