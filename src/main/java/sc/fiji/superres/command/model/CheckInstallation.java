package sc.fiji.superres.command.model;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.measure.ResultsTable;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.install.Installation;
import sc.fiji.superres.step.Incomplete;
import sc.fiji.superres.step.SuperResCommand;

/** Reports what is installed and whether it works. */
@Plugin(type = Command.class, name = "check", headless = true,
	label = "Check Super Resolution Installation", menu = { @Menu(
		label = "Plugins", weight = 8), @Menu(label = "Super Resolution"), @Menu(
			label = "Check Super Resolution Installation", weight = 60) },
	description = "Reports what is installed and whether it works: Java, the " +
		"engine and its cache, models, and jars that could clash.")
public class CheckInstallation extends SuperResCommand {

	@Parameter(type = ItemIO.OUTPUT, label = "Installation report",
		style = "list")
	private ResultsTable output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws Incomplete {
		final Installation installation = Installation.check(progress);
		final ResultsTable report = installation.table();
		if (!installation.problems().isEmpty()) throw new Incomplete(
			"The installation has problems: " + String.join("; ", installation
				.problems()), report);
		output = report;
	}
}
