package sc.fiji.superres.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.FinalInterval;
import sc.fiji.superres.block.Progress;

/** What is written here, read by Debian's python3-zarr. */
class OtherReaderTest {

	private static final String PYTHON = "/usr/bin/python3";
	private static final long[] SIZE = { 300, 21, 5, 2, 1 };

	@TempDir
	Path folder;

	@Test
	void imagesAreRead() throws IOException, InterruptedException {
		assumeTrue(run("-c", "import zarr") == 0, PYTHON +
			" has no zarr: install python3-zarr");
		for (final SampleType type : SampleType.values())
			write("none", type);
		for (final String compressor : ArrayLayout.COMPRESSORS)
			if (!ArrayLayout.NONE.equals(compressor)) write(compressor,
				SampleType.INT16);
		final Path script = Path.of("src/test/resources/volume/read_images.py");
		assertEquals(0, run(script.toString(), folder.toString()));
		for (final SampleType type : SampleType.values())
			check("none", type);
		for (final String compressor : ArrayLayout.COMPRESSORS)
			check(compressor, SampleType.INT16);
	}

	private void check(final String compressor, final SampleType type)
		throws IOException
	{
		final String name = compressor + "-" + type;
		assertEquals(type + " 2x5x21x300 1x4x16x128 0,1 czyx", Files.readString(
			folder.resolve(name + ".txt")));
		final ByteBuffer samples = ByteBuffer.wrap(Files.readAllBytes(folder
			.resolve(name + ".raw"))).order(ByteOrder.LITTLE_ENDIAN);
		assertEquals(2 * 5 * 21 * 300 * 4, samples.limit(), name);
		for (int i = 0; samples.hasRemaining(); i++)
			assertEquals(sample(i), samples.getFloat(), name);
	}

	private void write(final String compressor, final SampleType type)
		throws IOException
	{
		final OmeMetadata metadata = new OmeMetadata(compressor, "czyx", Collections
			.nCopies(5, ""), List.of(1.0, 1.0, 4.0, 1.0, 1.0), Collections.nCopies(5,
				0.0), List.of());
		final Path place = folder.resolve(compressor + "-" + type + ".zarr");
		final OmeZarr image = OmeZarr.create(place, new OmeLayout(SIZE, new int[] {
			128, 16, 4, 1, 1 }, null, type, "0.4", compressor, metadata));
		final float[] block = new float[300 * 21 * 5];
		for (int c = 0; c < 2; c++) {
			for (int i = 0; i < block.length; i++)
				block[i] = sample(c * block.length + i);
			image.target(c, 0).write(new FinalInterval(300, 21, 5), block);
		}
		image.finish(Progress.NONE);
	}

	/** A value of every type. */
	private static float sample(final int index) {
		return index % 127;
	}

	private int run(final String... arguments) throws InterruptedException {
		final String[] command = new String[arguments.length + 1];
		command[0] = PYTHON;
		System.arraycopy(arguments, 0, command, 1, arguments.length);
		try {
			return new ProcessBuilder(command).redirectErrorStream(true)
				.redirectOutput(folder.resolve("output.log").toFile()).start().waitFor();
		}
		catch (final IOException e) {
			return -1;
		}
	}
}
