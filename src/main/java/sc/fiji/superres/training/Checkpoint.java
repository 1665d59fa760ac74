package sc.fiji.superres.training;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Everything that a training needs to resume exactly.
 * <p>
 * Patches depend only on the seed and the step, so no random state is stored.
 * </p>
 *
 * @param task the network, data and settings by name: a checkpoint continues
 *          only a training with the same names and values
 * @param step number of completed steps
 * @param bestStep step of the best validation score
 * @param bestScore that score in dB
 * @param loss sum of the losses since the last score
 * @param losses number of them
 * @param seconds that it has taken
 * @param decays that the clock, or a score that no longer rose, has decided on
 * @param states of each tensor
 */
record Checkpoint(SortedMap<String, String> task, int step, int bestStep, double bestScore,
	double loss, int losses, double seconds, List<Decay> decays,
	Map<String, State> states)
{

	private static final int MAGIC = 0x53524356; // "SRCV"
	/** To be raised when old checkpoints no longer have the same meaning. */
	private static final int VERSION = 2;
	/** The magic number of checkpoints before they had a version. */
	private static final int UNVERSIONED = 0x53524351; // "SRCQ"

	/**
	 * One tensor.
	 *
	 * @param values the values that the optimizer updates
	 * @param mean its first moments
	 * @param variance its second moments
	 * @param average running average of the network's values
	 */
	record State(float[] values, float[] mean, float[] variance,
		float[] average)
	{}

	void write(final Path file) throws IOException {
		try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(
			Files.newOutputStream(file))))
		{
			out.writeInt(MAGIC);
			out.writeInt(VERSION);
			out.writeInt(task.size());
			for (final Map.Entry<String, String> entry : task.entrySet()) {
				out.writeUTF(entry.getKey());
				out.writeUTF(entry.getValue());
			}
			out.writeInt(step);
			out.writeInt(bestStep);
			out.writeDouble(bestScore);
			out.writeDouble(loss);
			out.writeInt(losses);
			out.writeDouble(seconds);
			out.writeUTF(Decay.text(decays));
			out.writeInt(states.size());
			for (final Map.Entry<String, State> entry : states.entrySet()) {
				out.writeUTF(entry.getKey());
				final State state = entry.getValue();
				for (final float[] array : new float[][] { state.values(), state
					.mean(), state.variance(), state.average() })
					write(out, array);
			}
		}
	}

	/**
	 * Reads a checkpoint.
	 *
	 * @throws IOException if the file is not a complete checkpoint
	 */
	static Checkpoint read(final Path file) throws IOException {
		try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files
			.newInputStream(file))))
		{
			final int magic = in.readInt();
			if (magic != MAGIC && magic != UNVERSIONED) throw new IOException(file +
				" is not a training checkpoint");
			if (magic == UNVERSIONED || in.readInt() != VERSION)
				throw new IOException(file + " is the training checkpoint of another " +
					"version of the suite, which this one cannot continue: delete it to " +
					"start again, or choose another output");
			final SortedMap<String, String> task = new TreeMap<>();
			for (int n = in.readInt(); n > 0; n--)
				task.put(in.readUTF(), in.readUTF());
			final int step = in.readInt();
			final int bestStep = in.readInt();
			final double bestScore = in.readDouble();
			final double loss = in.readDouble();
			final int losses = in.readInt();
			final double seconds = in.readDouble();
			final List<Decay> decays = Decay.parse(in.readUTF());
			final Map<String, State> states = new LinkedHashMap<>();
			for (int n = in.readInt(); n > 0; n--) {
				final String name = in.readUTF();
				states.put(name, new State(read(in, file), read(in, file), read(in,
					file), read(in, file)));
			}
			return new Checkpoint(task, step, bestStep, bestScore, loss, losses,
				seconds, decays, states);
		}
		catch (final EOFException exc) {
			throw new IOException(file +
				" is a truncated training checkpoint: delete it to start again", exc);
		}
	}

	private static void write(final DataOutputStream out, final float[] values)
		throws IOException
	{
		out.writeInt(values.length);
		for (final float value : values)
			out.writeFloat(value);
	}

	private static float[] read(final DataInputStream in, final Path file)
		throws IOException
	{
		final int length = in.readInt();
		if (length < 0 || length > Files.size(file)) throw new EOFException();
		final float[] values = new float[length];
		for (int i = 0; i < length; i++)
			values[i] = in.readFloat();
		return values;
	}
}
