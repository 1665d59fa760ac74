package sc.fiji.superres.training;

import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The time that a training may take: it begins when this is made, and holds the
 * scores, but not what follows the training.
 * <p>
 * The learning rate is held until half of the time is gone. Then it falls to 0
 * over as many steps as the rest allows ({@link Decay}), which is corrected each
 * time that the rest has halved, as the machine may have become faster or
 * slower. What is decided by the clock is thus a few numbers of steps, by which
 * the training can be repeated exactly without one.
 * </p>
 */
public final class TimeBudget {

	/** Shares of the time: a rest that is not halved again, and what is exact. */
	private static final double LAST = 1.0 / 64;
	private static final double EXACT = 1.0 / 100;

	private final double total;
	private final LongSupplier clock;
	private final long begin;
	/** Seconds of the sessions before this one. */
	private double before;
	private double lap;
	/** Seconds of the steps that were timed, and their number. */
	private double time;
	private int steps = -1;
	/** Seconds of the last score. */
	private double score;
	/** The rest at which the next decision is due. */
	private double due;

	private TimeBudget(final double seconds, final LongSupplier clock) {
		this.total = seconds;
		this.clock = clock;
		begin = clock.getAsLong();
		due = total / 2;
	}

	/**
	 * Begins.
	 *
	 * @param minutes over 0
	 * @param clock nanoseconds
	 */
	public static TimeBudget of(final double minutes, final LongSupplier clock) {
		return new TimeBudget(minutes * 60, clock);
	}

	/** Takes as much time as the steps take. */
	public static TimeBudget none() {
		return new TimeBudget(Double.POSITIVE_INFINITY, System::nanoTime);
	}

	boolean isLimited() {
		return total < Double.POSITIVE_INFINITY;
	}

	/** Returns the minutes as a value to compare trainings by. */
	double minutes() {
		return total / 60;
	}

	/** Returns the seconds that are gone, with those of earlier sessions. */
	double spent() {
		return before + (clock.getAsLong() - begin) / 1e9;
	}

	/** Returns the seconds that are left. */
	double left() {
		return Math.max(0, total - spent());
	}

	/** Takes up a training that was broken off. */
	void resume(final double seconds) {
		before = seconds;
	}

	/** Times nothing of what was done so far. */
	void start() {
		lap();
	}

	/** Times what was done since the last call; the first step warms up. */
	void stepped() {
		final double seconds = lap();
		if (steps++ >= 0) time += seconds;
	}

	/** Times the score that was made since the last call. */
	void scored() {
		score = lap();
	}

	/**
	 * Decides where the training ends, where that is due.
	 *
	 * @param step steps that are done
	 * @param end step at which it ends by the last decision
	 * @param interval steps between two scores
	 */
	Optional<Decay> decide(final int step, final int end, final int interval) {
		final double rest = total - spent() - score;
		if (!isLimited() || rest > due || steps < 1) return Optional.empty();
		final double pace = time / steps + score / interval;
		final int left = (int) Math.max(1, Math.min(rest / pace, Decay.NEVER.from() -
			step));
		due = rest / 2 < LAST * total ? 0 : rest / 2;
		time = steps = 0;
		if (Math.abs((long) step + left - end) * pace <= EXACT * total)
			return Optional.empty();
		return Optional.of(new Decay(step, step + left));
	}

	// -- Helper methods --

	private double lap() {
		final double now = spent();
		final double seconds = now - lap;
		lap = now;
		return seconds;
	}
}
