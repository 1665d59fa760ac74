package sc.fiji.superres.command.model;

import java.io.File;
import java.io.IOException;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.network.published.WeightsImport;
import sc.fiji.superres.step.SuperResCommand;

/** Imports published weights of a known architecture. */
@Plugin(type = Command.class, name = "import-weights", headless = true,
	label = "Import Weights...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Models", weight = 40),
		@Menu(label = "Import Weights...", weight = 41.5) },
	description = "Makes a model package of published PyTorch weights, a state " +
		"dictionary such as of ESRGAN or EDSR: recognizes the network by the names " +
		"and shapes of its tensors. The weights are read as data: no program of " +
		"theirs runs.")
public class ImportWeights extends SuperResCommand {

	@Parameter(label = "Weights", style = "open", description = "File of " +
		"PyTorch weights: .safetensors, .pth or .pt", persist = false)
	private File weights;

	@Parameter(label = "Model package", style = "save", description = "Folder to " +
		"create for the model; its name is the name of the model",
		persist = false)
	private File output;

	@Parameter(label = "Author", description = "Who made the weights, for the " +
		"card of the model", persist = false)
	private String author;

	@Parameter(label = "License", description = "License of the weights, as an " +
		"SPDX identifier such as BSD-3-Clause, for the card of the model",
		persist = false)
	private String license;

	@Parameter(label = "Source", description = "Where the weights are from, such " +
		"as a web address, for the card of the model", persist = false)
	private String source;

	@Parameter(label = "Scale factor", min = "0", max = "8", description = "By " +
		"how much the network enlarges, where its tensors do not state it, as of " +
		"SRCNN, or are for several scales, as of MDSR; otherwise 0", persist = false,
		required = false)
	private int scale = 0;

	@Parameter(label = "Overwrite", description = "Replace an existing " +
		"package", persist = false, required = false)
	private boolean overwrite = false;

	@Parameter(type = ItemIO.OUTPUT, label = "Imported network")
	private ResultsTable table;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		progress.update(0, "Importing " + weights.getName());
		final WeightsImport.Result result = new WeightsImport(weights.toPath(), scale,
			author, license, source).write(output.toPath(), overwrite, progress);
		table = new ResultsTable();
		table.showRowNumbers(false);
		table.addRow();
		table.addValue("Model", output.getName());
		table.addValue("Architecture", result.architecture());
		table.addValue("Scale", result.scale());
		table.addValue("Channels", result.channels());
		table.addValue("Parameters", result.parameters());
		table.addValue("Tiles overlap by", result.halo().isPresent() ? Integer
			.toString(result.halo().getAsInt()) : "runs untiled");
	}
}
