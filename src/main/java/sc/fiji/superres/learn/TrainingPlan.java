package sc.fiji.superres.learn;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.training.Decay;
import sc.fiji.superres.training.TimeBudget;
import sc.fiji.superres.training.TrainingSettings;
import sc.fiji.superres.training.TrainingStart;

/**
 * A network training: the network, its task and settings.
 *
 * @param start the network to start from
 * @param task what it learns from; with minutes, its command line has neither
 *          them nor steps nor decay, which are added when they are known
 * @param settings how it is trained
 * @param minutes how long it may take, from which steps and decay follow; 0 to
 *          take those of the settings
 */
public record TrainingPlan(TrainingStart start, TrainingTask task,
	TrainingSettings settings, double minutes)
{

	/**
	 * Checks the network and the minutes.
	 *
	 * @throws IllegalArgumentException if the network enlarges other axes than the
	 *           task degrades, or the minutes are negative or not a number
	 */
	public TrainingPlan {
		final boolean axial = task.degradation().base().axial();
		if (start.isAxial() != axial) throw new WrongUsage("The network " + start
			.name() + (axial ? " enlarges x and y" : " enlarges one axis, for " +
				"stacks along z: Restore Axial Resolution trains it") +
				"; choose another network");
		if (!(minutes >= 0) || Double.isInfinite(minutes))
			throw new WrongUsage("The training may take " + minutes +
				" minutes: give a number of at least 0");
	}

	/** Begins to count the time. */
	TimeBudget budget() {
		return minutes == 0 ? TimeBudget.none() : TimeBudget.of(minutes,
			System::nanoTime);
	}

	/** Returns the plan that repeats this one without a clock. */
	TrainingPlan repeated(final TrainingSettings found) {
		return minutes == 0 ? this : new TrainingPlan(start, task.withCommand(task
			.command() + " --steps=" + found.steps() + " --decay=" + Decay.text(found
				.decays())), found, 0);
	}
}
