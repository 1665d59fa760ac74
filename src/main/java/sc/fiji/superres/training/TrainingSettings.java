package sc.fiji.superres.training;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.network.ComputeSettings;
import sc.fiji.superres.network.Precision;

/**
 * How a network is trained.
 *
 * @param patch side of a low-resolution patch in pixels
 * @param batch patches per step
 * @param steps number of steps
 * @param rate highest learning rate
 * @param warmup steps over which the learning rate rises from 0
 * @param seed of the patches
 * @param interval steps between two scores on the validation set, each followed
 *          by a checkpoint
 * @param averaging decay of the running average of the weights, which are
 *          scored and kept; 0 for none, below 1
 * @param patience number of scores without a new best after which the learning
 *          rate falls to 0 within as many more, and the training ends, provided
 *          that the best is also older than half of all steps; 0 for never
 * @param normalized whether the kernels of convolutions are trained with weight
 *          normalization
 * @param decays steps over which the learning rate falls to 0, in order; empty
 *          for all steps after the warm-up
 * @param fourier weight of the mean absolute error of the Fourier transform in the
 *          loss, beside that of the pixels; 0 for none
 * @param compute where it is trained, a checkpoint is continued on any device; and
 *          the numbers that passes compute in, while weights, gradients and
 *          averages are float32
 */
public record TrainingSettings(int patch, int batch, int steps, double rate,
	int warmup, long seed, int interval, double averaging, int patience,
	boolean normalized, List<Decay> decays, double fourier,
	ComputeSettings compute)
{

	private static final int WARMUP = 100;
	private static final int INTERVAL = 250;
	private static final double AVERAGING = 0.999;
	private static final int PATIENCE = 20;

	/** Checks every value. */
	public TrainingSettings {
		decays = List.copyOf(decays);
		require(patch >= 8, "patch", patch, "at least 8 pixels");
		require(batch >= 1, "batch", batch, "at least 1 patch");
		require(steps >= 1, "steps", steps, "at least 1");
		require(rate > 0 && rate <= 1, "rate", rate, "above 0 and at most 1");
		require(warmup >= 0, "warmup", warmup, "at least 0 steps");
		require(interval >= 1, "interval", interval, "at least 1 step");
		require(averaging >= 0 && averaging < 1, "averaging", averaging,
			"at least 0 and below 1");
		require(patience >= 0, "patience", patience, "at least 0 scores");
		require(fourier >= 0 && fourier <= 1, "fourier", fourier,
			"at least 0 and at most 1");
		require(compute.precision() != Precision.AUTO, "precision", compute
			.precision(), "float32 or bfloat16, so that the training can be repeated");
		for (int i = 1; i < decays.size(); i++)
			require(decays.get(i).from() > decays.get(i - 1).from(), "decay", Decay
				.text(decays), "in order of the first steps");
	}

	/**
	 * The learning rate falls over all steps after the warm-up; the loss is that of
	 * the pixels alone; in float32 on any device.
	 */
	public TrainingSettings(final int patch, final int batch, final int steps,
		final double rate, final int warmup, final long seed, final int interval,
		final double averaging, final int patience, final boolean normalized)
	{
		this(patch, batch, steps, rate, warmup, seed, interval, averaging, patience,
			normalized, List.of(), 0, ComputeSettings.DEFAULT);
	}

	/**
	 * Returns the settings that users choose, with proven values for the others.
	 */
	public static TrainingSettings of(final int patch, final int batch,
		final int steps, final double rate, final long seed,
		final boolean normalized)
	{
		return new TrainingSettings(patch, batch, steps, rate, WARMUP, seed,
			INTERVAL, AVERAGING, PATIENCE, normalized);
	}

	/** Returns all values but the device by name, to compare two trainings. */
	Map<String, Object> values() {
		final Map<String, Object> values = new TreeMap<>();
		values.put("patch", patch);
		values.put("batch", batch);
		values.put("steps", steps);
		values.put("rate", rate);
		values.put("warmup", warmup);
		values.put("seed", seed);
		values.put("interval", interval);
		values.put("averaging", averaging);
		values.put("patience", patience);
		values.put("normalized", normalized);
		values.put("decay", Decay.text(decays));
		// Checkpoints of earlier versions do not have it.
		if (fourier > 0) values.put("fourier", fourier);
		if (compute.precision() != Precision.FLOAT32) values.put("precision", compute
			.precision());
		return values;
	}

	/** Returns the same settings with other steps and another decay. */
	public TrainingSettings with(final int newSteps, final List<Decay> newDecays) {
		return new TrainingSettings(patch, batch, newSteps, rate, warmup, seed,
			interval, averaging, patience, normalized, newDecays, fourier, compute);
	}

	/** Returns the same settings with another weight of the Fourier transform. */
	public TrainingSettings withFourier(final double weight) {
		return new TrainingSettings(patch, batch, steps, rate, warmup, seed, interval,
			averaging, patience, normalized, decays, weight, compute);
	}

	/** Returns the same settings, computed in another way. */
	public TrainingSettings on(final ComputeSettings other) {
		return new TrainingSettings(patch, batch, steps, rate, warmup, seed,
			interval, averaging, patience, normalized, decays, fourier,
			other);
	}

	/** Returns the same settings, but it ends where one more decay does. */
	TrainingSettings ending(final Decay decay) {
		return with(decay.to(), Stream.concat(falls().stream().filter(other -> other
			.from() < decay.from()), Stream.of(decay)).toList());
	}

	/**
	 * Returns the learning rate of a step: a linear rise over the warm-up, and half
	 * a cosine down to 0 over the decay (Loshchilov and Hutter 2017, eq. 5).
	 *
	 * @param step from 0 to {@link #steps()}
	 */
	public double rateAt(final long step) {
		final double high = step < warmup ? rate * step / warmup : rate;
		return high * 0.5 * (1 + Math.cos(Math.PI * Decay.share(falls(), step)));
	}

	/**
	 * Returns the decay by which a training ends early because its score has not
	 * risen for a long time. It does not end at once: scores rise most while the
	 * rate falls, above all those of a network that begins trained. A training with its
	 * own decay always runs to its end.
	 *
	 * @param step number of completed steps
	 * @param bestStep step of the best score
	 * @return empty where it goes on as planned
	 */
	Optional<Decay> early(final int step, final int bestStep) {
		final long waited = (long) patience * interval;
		return waited > 0 && decays.isEmpty() && step + waited < steps && step -
			bestStep >= Math.max(waited, steps / 2) ? Optional.of(new Decay(step,
				(int) (step + waited))) : Optional.empty();
	}

	/** Returns the steps over which the rate falls. */
	private List<Decay> falls() {
		return decays.isEmpty() ? List.of(new Decay(warmup, Math.max(steps, warmup +
			1))) : decays;
	}

	private static void require(final boolean valid, final String name,
		final Object value, final String remedy)
	{
		if (!valid) throw new WrongUsage("The training setting " +
			name + " is " + value + "; it must be " + remedy);
	}
}
