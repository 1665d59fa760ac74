package sc.fiji.superres.install;

import ij.measure.ResultsTable;

import java.util.List;

import sc.fiji.superres.method.InstalledModel;

/** The table of installed models. */
public final class ModelTable {

	private ModelTable() {
		// Static methods only.
	}

	/** Returns one row per model. */
	public static ResultsTable of(final List<InstalledModel> models) {
		final ResultsTable table = new ResultsTable();
		for (final InstalledModel model : models) {
			table.incrementCounter();
			table.addValue("Name", model.name());
			table.addValue("Scale", model.scale());
			table.addValue("Trained on", model.domain());
			table.addValue("Trained for", model.problem().isEmpty() ? model.acquisition()
				.describe() : "");
			table.addValue("Figure", model.figure());
			table.addValue("Parameters", model.parameters());
			table.addValue("Path", model.path().toString());
			table.addValue("Problem", model.problem());
		}
		return table;
	}
}
