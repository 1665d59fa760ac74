package sc.fiji.superres;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads the planes that a {@code fixtures.py} wrote. */
public final class ImageFixtures {

	/** One image. */
	public record Image(float[] samples, int width, int height) {}

	private ImageFixtures() {
		// Static methods only.
	}

	/**
	 * Reads all planes of a room.
	 *
	 * @param room the folder of {@code fixtures.bin}
	 */
	public static Map<String, Image> load(final String room) {
		final Map<String, Image> images = new LinkedHashMap<>();
		try (InputStream file = ImageFixtures.class.getResourceAsStream("/" + room +
			"/fixtures.bin"); DataInputStream in = new DataInputStream(
				file))
		{
			while (true) {
				final String name = in.readUTF();
				final int height = in.readInt();
				final int width = in.readInt();
				final float[] samples = new float[width * height];
				for (int i = 0; i < samples.length; i++) {
					samples[i] = in.readFloat();
				}
				images.put(name, new Image(samples, width, height));
			}
		}
		catch (final EOFException exc) {
			return images;
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}
}
