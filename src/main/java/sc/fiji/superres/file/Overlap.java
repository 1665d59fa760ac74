package sc.fiji.superres.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** Keeps outputs from replacing inputs. */
public final class Overlap {

	private Overlap() {
		// Static methods only.
	}

	/**
	 * Checks, before the work starts, that no output would replace an input, even
	 * if files may be overwritten. An output may lie in a folder of inputs.
	 *
	 * @param inputs files and folders that are read
	 * @param outputs files and folders that are written
	 * @param failure makes the exception of its message, which names both
	 * @throws E if an output is one of the inputs, or a folder that contains one,
	 *           directly or by links
	 */
	public static <E extends RuntimeException> void refuse(
		final Collection<Path> inputs, final Collection<Path> outputs,
		final Function<String, E> failure) throws IOException, E
	{
		final Map<Path, Path> within = new HashMap<>();
		for (final Path input : inputs) {
			for (Path around = real(input); around != null; around = around
				.getParent())
				within.putIfAbsent(around, input);
		}
		for (final Path output : outputs) {
			final Path place = real(output);
			final Path input = within.get(place);
			if (input == null) continue;
			throw failure.apply(place.equals(real(input)) ? output +
				" is an input, which is never replaced: choose another output"
				: "The input " + input + " lies in " + output +
					", which would be replaced: choose another output");
		}
	}

	// -- Helper methods --

	/** Resolves all links in the part of a path that exists. */
	private static Path real(final Path path) throws IOException {
		final Path whole = path.toAbsolutePath().normalize();
		Path there = whole;
		while (there != null && !Files.exists(there))
			there = there.getParent();
		return there == null ? whole : there.toRealPath().resolve(there.relativize(
			whole)).normalize();
	}
}
