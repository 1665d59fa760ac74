package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;

/** The networks that can be trained, by the name that a user chooses. */
public enum Architecture {

	/** SRCNN with kernels of 9, 5 and 5 (Dong et al. 2016). */
	SRCNN_955("srcnn-9-5-5", 5),

	/** SRCNN with kernels of 9, 1 and 5: seven times faster, a little worse. */
	SRCNN_915("srcnn-9-1-5", 1);

	private final String name;
	private final int middle;

	Architecture(final String name, final int middle) {
		this.name = name;
		this.middle = middle;
	}

	/**
	 * Finds an architecture.
	 *
	 * @throws IllegalArgumentException if there is none of that name; the message
	 *           lists the names
	 */
	public static Architecture named(final String name) {
		final List<String> names = Arrays.stream(values()).map(a -> a.name)
			.toList();
		final int index = names.indexOf(name);
		if (index < 0) throw new IllegalArgumentException(
			"There is no network '" + name + "': choose one of " + String.join(", ",
				names));
		return values()[index];
	}

	/**
	 * Checks a scale before a long run.
	 *
	 * @throws IllegalArgumentException if the network cannot enlarge by it
	 */
	public void check(final int scale) {
		if (scale < 1 || scale > 4) throw new IllegalArgumentException(
			"The network " + name + " cannot enlarge by " + scale +
				": choose 1, 2, 3 or 4");
	}

	/**
	 * Writes an untrained network with one channel as a TorchScript archive.
	 *
	 * @param scale 1 to 4
	 * @param seed of its weights
	 * @throws IllegalArgumentException if the scale is not possible
	 */
	public void write(final Path file, final int scale, final long seed)
		throws IOException
	{
		check(scale);
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(
			file)))
		{
			Srcnn.create(scale, 1, middle, seed).write(out);
		}
	}

	@Override
	public String toString() {
		return name;
	}
}
