package sc.fiji.superres.report;

import java.nio.file.Path;
import java.util.List;

import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.training.TrainingSettings;
import sc.fiji.superres.training.TrainingStart;

/**
 * What is to be trained, on what and how, and what is to be said about it.
 *
 * @param start the network that it begins with
 * @param source the images
 * @param degradation how low-resolution twins are made; its scale is the
 *          network's
 * @param settings how it is trained
 * @param minutes how long it may take, from which the steps follow; 0 to take
 *          those of the settings
 * @param benchmarks folders of images that the finished network is scored on
 * @param author who trains, for the model card
 * @param license of the network, an SPDX identifier
 * @param command the command line that does the same, for the model card
 */
public record TrainingPlan(TrainingStart start, TrainingSource source,
	Degradation degradation, TrainingSettings settings, double minutes,
	List<Path> benchmarks, String author, String license, String command)
{

	/**
	 * Checks the minutes.
	 *
	 * @throws IllegalArgumentException if they are negative or not a number
	 */
	public TrainingPlan {
		if (!(minutes >= 0) || Double.isInfinite(minutes))
			throw new IllegalArgumentException("The training may take " + minutes +
				" minutes: give a number of at least 0");
		benchmarks = List.copyOf(benchmarks);
	}

	/** Gives the same plan with other steps, and no minutes. */
	TrainingPlan withSteps(final int steps) {
		return new TrainingPlan(start, source, degradation, settings.withSteps(
			steps), 0, benchmarks, author, license, command.replaceAll(
				" --minutes=\\S+", "").replaceAll(" --steps=\\d+", "") + " --steps=" +
					steps);
	}
}
