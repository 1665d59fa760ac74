import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.zarr.zarrjava.core.Array;

/**
 * Reads level 0 of OME-Zarr images with zarr-java, for ZarrJavaIT: for each
 * NAME.zarr of a folder, writes the samples as little-endian 32-bit floats, in C
 * order, to NAME.raw, or why they cannot be read to NAME.txt.
 */
public final class ReadArrays {

	public static void main(final String... args) throws IOException {
		try (var images = Files.newDirectoryStream(Path.of(args[0]), "*.zarr")) {
			for (final Path image : images) {
				final String name = image.toString().replaceFirst("\\.zarr$", "");
				try {
					Files.write(Path.of(name + ".raw"), samples(image.resolve("0")));
				}
				catch (final Exception | LinkageError e) {
					Files.writeString(Path.of(name + ".txt"), e.toString());
				}
			}
		}
	}

	private static byte[] samples(final Path folder) throws Exception {
		final Array array = Array.open(folder);
		final ucar.ma2.Array read = array.read();
		final ByteBuffer bytes = ByteBuffer.allocate((int) read.getSize() * 4).order(
			ByteOrder.LITTLE_ENDIAN);
		for (int i = 0; i < read.getSize(); i++)
			bytes.putFloat(read.getFloat(i));
		return bytes.array();
	}
}
