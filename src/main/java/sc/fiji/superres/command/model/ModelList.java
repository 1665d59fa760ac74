package sc.fiji.superres.command.model;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.install.ModelTable;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.step.SuperResCommand;

/** Lists the installed models. */
@Plugin(type = Command.class, name = "models", headless = true,
	label = "Super Resolution Models...", menu = { @Menu(label = "Plugins",
		weight = 8), @Menu(label = "Super Resolution"), @Menu(label = "Models",
			weight = 40), @Menu(label = "Super Resolution Models...", weight = 42) },
	description = "Lists the installed models: by how much each enlarges, for " +
		"which images, and how well.")
public class ModelList extends SuperResCommand {

	@Parameter(type = ItemIO.OUTPUT, label = "Installed models",
		style = "list")
	private ResultsTable output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) {
		output = ModelTable.of(Methods.models().stream().map(
			InstalledModel::verified).toList());
	}
}
