package sc.fiji.superres.quality;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code fixtures.py} wrote. */
final class QualityFixtures {

	/** Two images and what others measured. */
	record Pair(String name, double range, int border, double gaussian,
		double uniform7, double uniform8, double matlab, double psnr, double mae,
		double nrmse, double pearson, int width, int height, float[] a, float[] b)
	{}

	private QualityFixtures() {
		// Static methods only.
	}

	static List<Pair> load() {
		final List<Pair> pairs = new ArrayList<>();
		try (InputStream file = QualityFixtures.class.getResourceAsStream(
			"/quality/fixtures.bin"); DataInputStream in = new DataInputStream(file))
		{
			while (true) {
				final String name = in.readUTF();
				final double[] values = new double[10];
				for (int i = 0; i < values.length; i++) {
					values[i] = in.readDouble();
				}
				final int height = in.readInt();
				final int width = in.readInt();
				pairs.add(new Pair(name, values[0], (int) values[1], values[2],
					values[3], values[4], values[5], values[6], values[7], values[8],
					values[9], width, height, samples(in, width * height), samples(in,
						width * height)));
			}
		}
		catch (final EOFException exc) {
			return pairs;
		}
		catch (final IOException exc) {
			throw new UncheckedIOException(exc);
		}
	}

	private static float[] samples(final DataInputStream in, final int count)
		throws IOException
	{
		final float[] samples = new float[count];
		for (int i = 0; i < count; i++) {
			samples[i] = in.readFloat();
		}
		return samples;
	}
}
