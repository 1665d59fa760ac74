package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** What src/test/resources/volume/make_arrays.py has written. */
final class ZarrFixtures {

	static final long[] SHAPE = { 5, 7, 9 };
	static final int COUNT = 5 * 7 * 9;

	private ZarrFixtures() {
		// Static methods only.
	}

	/** Unpacks the arrays. */
	static void unpack(final Path folder) throws IOException {
		try (ZipInputStream zip = new ZipInputStream(ZarrFixtures.class
			.getResourceAsStream("/volume/arrays.zip")))
		{
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip
				.getNextEntry())
			{
				final Path file = folder.resolve(entry.getName());
				Files.createDirectories(file.getParent());
				Files.copy(zip, file);
			}
		}
	}

	/** Returns the samples of an array, in C order, as the script has them. */
	static float[] values(final SampleType type) {
		final float[] values = new float[COUNT];
		for (int n = 0; n < COUNT; n++)
			values[n] = value(type, n);
		return values;
	}

	private static float value(final SampleType type, final long n) {
		return switch (type) {
			case UINT8 -> n * 7 % 251;
			case INT8 -> n * 7 % 251 - 125;
			case UINT16 -> n * 211 % 65521;
			case INT16 -> n * 211 % 65521 - 32760;
			case UINT32 -> n * 13421773 % 4294967291L;
			case INT32 -> n * 13421773 % 4294967291L - 2147483640L;
			case FLOAT16 -> n / 4f - 30;
			case FLOAT32 -> (float) (n * 0.37 - 50);
		};
	}
}
