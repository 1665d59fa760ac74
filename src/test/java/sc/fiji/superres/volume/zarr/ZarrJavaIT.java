package sc.fiji.superres.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

import net.imglib2.FinalInterval;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Progress;

/**
 * Has zarr-java 0.0.9, in a Java of its own, read images that are written here:
 * of both versions, with all compressors that it knows. With the libraries that
 * are on Maven Central, it reads neither shards nor integers without sign.
 */
class ZarrJavaIT {

	private static final long[] SIZE = { 300, 21, 5, 2, 1 };
	private static final int COUNT = 300 * 21 * 5;

	@TempDir
	private Path folder;

	@Test
	void imagesAreRead() throws Exception {
		assumeTrue(Stream.of(System.getenv("PATH").split(File.pathSeparator))
			.anyMatch(path -> Files.isExecutable(Path.of(path, "mvn"))),
			"mvn, which fetches zarr-java, is not on the PATH");
		final List<String> names = new ArrayList<>();
		for (final String compressor : ArrayLayout.COMPRESSORS)
			names.add(write("0.5", compressor, SampleType.INT16));
		for (final String compressor : List.of("blosc", "lz4", "none"))
			names.add(write("0.4", compressor, SampleType.INT16));
		for (final SampleType type : List.of(SampleType.INT8, SampleType.INT32,
			SampleType.FLOAT32))
			names.add(write("0.5", "blosc", type));
		final Path libraries = folder.resolve("libraries.txt");
		run("mvn", "-B", "-q", "-f", "src/test/zarr/pom.xml",
			"dependency:build-classpath", "-Dmdep.outputFile=" + libraries);
		run(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
			Files.readString(libraries).strip(), "src/test/zarr/ReadArrays.java", folder
				.toString());
		for (final String name : names)
			check(name);
	}

	private void check(final String name) throws IOException {
		final Path why = folder.resolve(name + ".txt");
		assertFalse(Files.exists(why), () -> name + ": " + text(why));
		final ByteBuffer samples = ByteBuffer.wrap(Files.readAllBytes(folder.resolve(
			name + ".raw"))).order(ByteOrder.LITTLE_ENDIAN);
		assertEquals(2 * COUNT * Float.BYTES, samples.limit(), name);
		for (int i = 0; samples.hasRemaining(); i++)
			assertEquals(i % 127, samples.getFloat(), name);
	}

	private String write(final String version, final String compressor,
		final SampleType type) throws IOException
	{
		final String name = version + "-" + compressor + "-" + type;
		final OmeMetadata metadata = new OmeMetadata(name, "czyx", Collections.nCopies(
			5, ""), List.of(1.0, 1.0, 4.0, 1.0, 1.0), Collections.nCopies(5, 0.0), List
				.of());
		final OmeZarr image = OmeZarr.create(folder.resolve(name + ".zarr"),
			new OmeLayout(SIZE, new int[] { 128, 16, 4, 1, 1 }, null, type, version,
				compressor, metadata));
		final float[] block = new float[COUNT];
		for (int c = 0; c < SIZE[3]; c++) {
			for (int i = 0; i < block.length; i++)
				block[i] = (c * block.length + i) % 127;
			image.target(c, 0).write(new FinalInterval(300, 21, 5), block);
		}
		image.finish(Progress.NONE);
		return name;
	}

	private void run(final String... line) throws IOException,
		InterruptedException
	{
		final Path printed = folder.resolve("printed.log");
		assertEquals(0, new ProcessBuilder(line).redirectErrorStream(true)
			.redirectOutput(printed.toFile()).start().waitFor(), () -> text(printed));
	}

	private static String text(final Path file) {
		try {
			return Files.readString(file);
		}
		catch (final IOException e) {
			return e.toString();
		}
	}
}
