package sc.fiji.superres.command.model;

import java.io.File;
import java.io.IOException;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.install.ModelTable;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.step.SuperResCommand;

/** Installs a model package. */
@Plugin(type = Command.class, name = "install-model", headless = true,
	label = "Install Super Resolution Model...", menu = { @Menu(
		label = "Plugins", weight = 8), @Menu(label = "Super Resolution"), @Menu(
			label = "Models", weight = 40), @Menu(
				label = "Install Super Resolution Model...", weight = 41) },
	description = "Checks a model package by its checksums and test images, " +
		"and copies it to the folder of models. A model is a program: install only " +
		"what you trust.")
public class InstallModel extends SuperResCommand {

	@Parameter(label = "Model package", description = "Zip or folder of a " +
		"BioImage.IO package; its name becomes the name of the model",
		persist = false)
	private File model;

	@Parameter(label = "Overwrite", description = "Replace an installed model of " +
		"that name", persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Installed model",
		style = "list")
	private ResultsTable output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		output = ModelTable.of(List.of(Methods.install(model.toPath(),
			overwrite, progress)));
	}

	@Override
	protected String outlook() {
		return "A model is a program that runs with your rights: install only " +
			"what you trust.";
	}
}
