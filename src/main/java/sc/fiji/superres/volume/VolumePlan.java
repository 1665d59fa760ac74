package sc.fiji.superres.volume;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;

import sc.fiji.superres.file.AtomicFiles;

/**
 * What a run is to do, as a JSON file that all its workers read.
 *
 * @param version of this form
 * @param task what two runs must agree in to share a result: input, method and
 *          settings, as names and values
 * @param grid the blocks
 * @param intensities the values that the method asked for while it was prepared,
 *          by channel, as {@link RecordedIntensities} names them
 */
record VolumePlan(int version, SortedMap<String, String> task, VolumeGrid grid,
	List<Map<String, Double>> intensities)
{

	/** To be raised if an old plan no longer means the same. */
	static final int VERSION = 2;

	private static final Gson JSON = new GsonBuilder().setPrettyPrinting()
		.disableHtmlEscaping().create();

	/**
	 * Reads a plan.
	 *
	 * @throws IOException if it cannot be read, is damaged, or is of another version
	 */
	static VolumePlan read(final Path file) throws IOException {
		final String remedy = ": choose another output, or delete " + file
			.getParent().getParent();
		try {
			final VolumePlan plan = JSON.fromJson(Files.readString(file),
				VolumePlan.class);
			if (plan == null || plan.task == null || plan.grid == null ||
				plan.intensities == null) throw new IOException(file +
					" is not the plan of a run" + remedy);
			if (plan.version != VERSION) throw new IOException(file +
				" is a plan of version " + plan.version + ", and this is SuperRes of " +
				"version " + VERSION + " of plans" + remedy);
			return plan;
		}
		catch (final JsonParseException e) {
			throw new IOException(file + " is damaged" + remedy, e);
		}
	}

	/** Writes the plan, where there is none yet. */
	void write(final Path file) throws IOException {
		AtomicFiles.write(file, false, part -> Files.writeString(part, JSON.toJson(
			this), StandardCharsets.UTF_8));
	}
}
