package sc.fiji.superres.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.volume.ZarrVolume;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.volume.zarr.OmeMetadata.Channel;
import sc.fiji.superres.volume.zarr.OmeMetadata.Window;

class OmeZarrTest {

	private static final OmeMetadata METADATA = new OmeMetadata("cells", "tczyx",
		List.of("micrometer", "micrometer", "micrometer", "", "second"), List.of(
			0.25, 0.25, 1.0, 1.0, 2.5), List.of(10.0, -3.0, 0.5, 0.0, 1.0), List.of(
				new Channel("DAPI", Optional.of(0x0000ff), Optional.of(new Window(0,
					65535, 100, 4000)), true), new Channel("", Optional.empty(), Optional
						.empty(), false)));

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "0.4,false", "0.5,false", "0.5,true" })
	void imageIsWrittenBlockByBlock(final String version, final boolean shards)
		throws IOException
	{
		final OmeZarr image = OmeZarr.create(folder, layout(version, shards,
			SampleType.UINT16, METADATA, 41, 30, 7, 2, 2));
		final int[] unit = image.chunk();
		assertArrayEquals(shards ? new int[] { 64, 32, 8, 1, 1 } : new int[] { 32,
			16, 4, 1, 1 }, unit);
		IntStream.range(0, 4).parallel().forEach(i -> {
			for (final Interval part : parts(image.size(), unit))
				image.target(i % 2, i / 2).write(part, samples(part, i % 2, i / 2));
		});
		image.finish(Progress.NONE);
		final OmeZarr opened = OmeZarr.open(folder);
		assertArrayEquals(new long[] { 41, 30, 7, 2, 2 }, opened.size());
		assertEquals(METADATA, opened.metadata());
		assertEquals(SampleType.UINT16, opened.type());
		final Interval part = Intervals.createMinMax(3, 5, 1, 40, 22, 6);
		for (int i = 0; i < 4; i++) {
			assertArrayEquals(samples(part, i % 2, i / 2), read(opened, 0, i % 2, i /
				2, part));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "yx", "zyx", "cyx", "tyx", "tzyx", "czyx" })
	void imagesMayLackAxes(final String axes) throws IOException {
		final OmeMetadata metadata = new OmeMetadata("", axes, METADATA.units(),
			METADATA.scale(), METADATA.translation(), List.of());
		final long[] size = OmeMetadata.ORDER.chars().mapToLong(axis -> axes
			.indexOf(axis) < 0 ? 1 : 9).toArray();
		final OmeZarr image = OmeZarr.create(folder, layout("0.4", false,
			SampleType.INT16, metadata, size));
		final int c = (int) size[3] - 1;
		final int t = (int) size[4] - 1;
		final Interval all = new FinalInterval(9, 9, size[2]);
		image.target(c, t).write(all, samples(all, c, t));
		image.finish(Progress.NONE);
		final OmeZarr opened = OmeZarr.open(folder);
		assertArrayEquals(size, opened.size());
		assertArrayEquals(samples(all, c, t), read(opened, 0, c, t, all));
		final Interval plane = new FinalInterval(9, 9);
		assertArrayEquals(samples(plane, c, t), read(opened, 0, c, t, plane));
		assertThrows(IndexOutOfBoundsException.class, () -> read(opened, 0, c, t,
			Intervals.createMinMax(0, 0, size[2], 8, 8, size[2])));
		assertThrows(IndexOutOfBoundsException.class, () -> opened.source(0, c + 1,
			t));
		assertThrows(IndexOutOfBoundsException.class, () -> opened.source(0, c, t +
			1));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0.4", "0.5" })
	void unfinishedImageIsResumedOnly(final String version) throws IOException {
		final OmeLayout layout = layout(version, false, SampleType.UINT8, METADATA,
			8, 8, 1, 2, 1);
		OmeZarr.create(folder, layout);
		final IOException e = assertThrows(IOException.class, () -> OmeZarr.open(
			folder));
		assertTrue(e.getMessage().contains("not finished: resume the run"), e
			::getMessage);
		assertThrows(IOException.class, () -> OmeZarr.create(folder, layout));
		final String file = "0.4".equals(version) ? ".zattrs" : "zarr.json";
		assertFalse(Files.readString(folder.resolve(file)).matches(
			"(?s).*\"ome\".*|\\{\\s*\"multiscales.*"));
		final OmeZarr resumed = OmeZarr.resume(folder);
		assertFalse(resumed.isFinished());
		assertEquals(METADATA, resumed.metadata());
		resumed.finish(Progress.NONE);
		assertTrue(OmeZarr.resume(folder).isFinished());
		assertEquals(METADATA, OmeZarr.open(folder).metadata());
	}

	@Test
	void levelsAreMeans() throws IOException {
		final OmeMetadata metadata = new OmeMetadata("", "czyx", METADATA.units(),
			List.of(0.5, 0.5, 0.9, 1.0, 1.0), List.of(1.0, 2.0, 3.0, 0.0, 0.0), List
				.of());
		final OmeZarr image = OmeZarr.create(folder, layout("0.5", true,
			SampleType.FLOAT32, metadata, 521, 33, 5, 2, 1));
		final Interval all = new FinalInterval(521, 33, 5);
		for (int c = 0; c < 2; c++)
			image.target(c, 0).write(all, samples(all, c, 0));
		image.finish(Progress.NONE);
		final OmeZarr opened = OmeZarr.open(folder);
		assertEquals(3, opened.levels());
		assertArrayEquals(new long[] { 261, 17, 3, 2, 1 }, opened.size(1));
		// Planes are 1.8 apart and pixels 1: halved once more; then they are equal.
		assertArrayEquals(new long[] { 131, 9, 2, 2, 1 }, opened.size(2));
		assertEquals(List.of(2.0, 2.0, 3.6, 1.0, 1.0), opened.metadata(2).scale());
		final double[] centers = { 1.75, 2.75, 4.35, 0, 0 };
		for (int axis = 0; axis < centers.length; axis++)
			assertEquals(centers[axis], opened.metadata(2).translation().get(axis),
				1e-12);
		for (int c = 0; c < 2; c++) {
			assertArrayEquals(means(samples(all, c, 0), 521, 33, 5), read(opened, 1, c,
				0, new FinalInterval(261, 17, 3)), 1e-3f);
		}
	}

	/** Neither sizes nor the newest date tell of a chunk that was copied here. */
	@Test
	void anOlderChunkOfTheSameSizeIsNoticed() throws IOException {
		final OmeZarr image = OmeZarr.create(folder, layout("0.5", true,
			SampleType.FLOAT32, METADATA, 20, 10, 5, 2, 1));
		image.target(0, 0).write(new FinalInterval(20, 10, 5), samples(
			new FinalInterval(20, 10, 5), 0, 0));
		image.finish(Progress.NONE);
		final Map<String, String> before = ZarrVolume.open(folder).stamp(true);
		assertEquals(before, ZarrVolume.open(folder).stamp(true));
		final Path chunk;
		try (Stream<Path> files = Files.walk(folder.resolve("0"))) {
			chunk = files.filter(file -> Files.isRegularFile(file) && !file.toString()
				.endsWith(".json")).sorted().findFirst().orElseThrow();
		}
		Files.setLastModifiedTime(chunk, FileTime.from(Instant.EPOCH));
		assertNotEquals(before, ZarrVolume.open(folder).stamp(true));
	}

	/** Planes that are 0.9 micron apart are far apart where pixels have 200 nm. */
	@Test
	void levelsCompareDistancesInTheirUnits() throws IOException {
		final List<String> units = new ArrayList<>(METADATA.units());
		units.set(0, "nanometer");
		units.set(1, "nanometer");
		units.set(2, "micrometer");
		final OmeZarr image = OmeZarr.create(folder, layout("0.5", true,
			SampleType.FLOAT32, new OmeMetadata("", "czyx", units, List.of(200.0, 200.0,
				0.9, 1.0, 1.0), List.of(0.0, 0.0, 0.0, 0.0, 0.0), List.of()), 521, 33, 5, 2,
			1));
		image.finish(Progress.NONE);
		assertArrayEquals(new long[] { 261, 17, 5, 2, 1 }, OmeZarr.open(folder).size(1));
	}

	/** Means over pairs along each axis, counted one by one. */
	private static float[] means(final float[] samples, final int width,
		final int height, final int depth)
	{
		final int w = (width + 1) / 2;
		final int h = (height + 1) / 2;
		final double[] sums = new double[w * h * ((depth + 1) / 2)];
		final int[] counts = new int[sums.length];
		for (int i = 0; i < samples.length; i++) {
			final int to = (i / width / height / 2 * h + i / width % height / 2) * w +
				i % width / 2;
			sums[to] += samples[i];
			counts[to]++;
		}
		final float[] means = new float[sums.length];
		for (int i = 0; i < means.length; i++)
			means[i] = (float) (sums[i] / counts[i]);
		return means;
	}

	@Test
	void distantPlanesAreNotHalved() throws IOException {
		OmeZarr.create(folder, layout("0.4", false, SampleType.UINT8, METADATA, 300,
			20, 9, 2, 1)).finish(Progress.NONE);
		assertArrayEquals(new long[] { 150, 10, 9, 2, 1 }, OmeZarr.open(folder)
			.size(1));
	}

	@Test
	void cancelledPyramidIsFinishedLater() throws IOException {
		final OmeZarr image = OmeZarr.create(folder, layout("0.4", false,
			SampleType.UINT8, METADATA, 600, 8, 1, 2, 1));
		assertThrows(CancellationException.class, () -> image.finish(
			new Progress()
			{

				private boolean started;

				@Override
				public void update(final double fraction, final String what) {
					started = true;
				}

				@Override
				public boolean cancelled() {
					return started;
				}
			}));
		assertThrows(IOException.class, () -> OmeZarr.open(folder));
		image.finish(Progress.NONE);
		assertEquals(3, OmeZarr.open(folder).levels());
	}

	@Test
	void enlargedImageKeepsItsCorners() {
		final OmeMetadata enlarged = METADATA.enlarged(2, 4, 1);
		assertEquals(List.of(0.125, 0.0625, 1.0, 1.0, 2.5), enlarged.scale());
		for (int axis = 0; axis < 3; axis++)
			assertEquals(METADATA.translation().get(axis) - METADATA.scale().get(
				axis) / 2, enlarged.translation().get(axis) - enlarged.scale().get(
					axis) / 2, 1e-12);
		assertEquals(METADATA.channels(), enlarged.channels());
	}

	@Test
	void transformationsAreCombined() throws IOException {
		writeImage(folder, """
			{"multiscales": [{"version": "0.4",
			"axes": [{"name": "y", "type": "space", "unit": "nanometer"},
			  {"name": "x", "type": "space"}],
			"datasets": [{"path": "0", "coordinateTransformations": [
			  {"type": "scale", "scale": [2, 3]},
			  {"type": "translation", "translation": [10, 20]}]}],
			"coordinateTransformations": [{"type": "scale", "scale": [0.5, 10]},
			  {"type": "translation", "translation": [1, 2]}]}],
			"omero": {"channels": [{"color": "00ff7F", "label": "a",
			  "window": {"start": 1, "end": 5}}]}}""");
		final OmeMetadata metadata = OmeZarr.open(folder).metadata();
		assertEquals(List.of(30.0, 1.0, 1.0, 1.0, 1.0), metadata.scale());
		assertEquals(List.of(202.0, 6.0, 0.0, 0.0, 0.0), metadata.translation());
		assertEquals(List.of("", "nanometer", "", "", ""), metadata.units());
		assertEquals(List.of(new Channel("a", Optional.of(0x00ff7f), Optional.of(
			new Window(1, 5, 1, 5)), true)), metadata.channels());
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '~', value = {
		"{\"plate\": {\"wells\": [{\"path\": \"B/3\"}]}} | is a plate: open one of its images, such as B/3/0",
		"{\"well\": {}} | is a well",
		"{\"image-label\": {}, \"multiscales\": [{}]} | holds labels",
		"{\"labels\": [\"nuclei\"]} | collection of labels",
		"{\"bioformats2raw.layout\": 3} | collection of images",
		"{} | 'multiscales' is missing", "[] | no object",
		"{\"multiscales\": [{\"ver | cut off",
		"{\"multiscales\": {}} | is to be a list",
		"{\"multiscales\": [{\"version\": \"0.2\"}]} | OME-Zarr 0.2",
		"{\"multiscales\": [{}]} | without a version",
		"{\"multiscales\": [{\"version\": \"0.4\"}]} | its axes are",
		"{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"x\"}, {\"name\": \"y\"}]}]} | its axes are x y",
		"{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"y\"}, {\"name\": \"x\"}, {\"name\": \"c\"}]}]} | its axes are y x c",
		"{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"angle\"}, {\"name\": \"y\"}, {\"name\": \"x\"}]}]} | its axes are angle y x",
		"{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"y\"}, {\"name\": \"x\"}]}]} | no datasets",
		"{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"y\"}, {\"name\": \"x\"}], \"datasets\": [{\"path\": \"1\"}]}]} | no Zarr array",
		"{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"y\"}, {\"name\": \"x\"}], \"datasets\": [{\"path\": \"../0\"}]}]} | '../0",
		"{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"z\"}, {\"name\": \"y\"}, {\"name\": \"x\"}], \"datasets\": [{\"path\": \"0\"}]}]} | does not have the axes zyx",
		"{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"y\"}, {\"name\": \"x\"}], \"datasets\": [{\"path\": \"0\", \"coordinateTransformations\": [{\"type\": \"affine\"}]}]}]} | 'affine' is not supported",
		"{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"y\"}, {\"name\": \"x\"}], \"datasets\": [{\"path\": \"0\", \"coordinateTransformations\": [{\"type\": \"scale\", \"scale\": [1]}]}]}]} | has 1 values for 2 axes",
		"{\"multiscales\": [{\"version\": \"0.4\", \"axes\": [{\"name\": \"y\"}, {\"name\": \"x\"}], \"datasets\": [{\"path\": \"0\", \"coordinateTransformations\": [{\"type\": \"scale\", \"scale\": [0, 1]}]}]}]} | not positive" })
	void whatIsNoImageIsRefused(final String attributes, final String message)
		throws IOException
	{
		writeImage(folder, attributes);
		final IOException e = assertThrows(IOException.class, () -> OmeZarr.open(
			folder));
		assertTrue(e.getMessage().contains(message), e::getMessage);
		assertFalse(e.getMessage().contains("\n"), e::getMessage);
	}

	@Test
	void otherPathsAreRefused() throws IOException {
		assertMessage("There is no folder", folder.resolve("none"));
		assertMessage("neither zarr.json nor .zattrs", folder);
		assertMessage("is a file", Files.writeString(folder.resolve("a.txt"), "a"));
		writeImage(folder, "{}");
		assertMessage("open the folder of the image", folder.resolve("0"));
	}

	@Test
	void damagedChunkIsNamed() throws IOException {
		final OmeZarr image = OmeZarr.create(folder, layout("0.4", false,
			SampleType.UINT8, METADATA, 16, 8, 1, 2, 1));
		final Interval all = new FinalInterval(16, 8);
		final float[] samples = new float[128];
		Arrays.fill(samples, 3);
		image.target(1, 0).write(all, samples);
		final Path chunk = folder.resolve("0/0/1/0/0/0");
		Files.write(chunk, Arrays.copyOf(Files.readAllBytes(chunk), 9));
		final UncheckedIOException e = assertThrows(UncheckedIOException.class,
			() -> read(image, 0, 1, 0, all));
		assertTrue(e.getMessage().startsWith("The chunk " + chunk +
			" cannot be read"), e::getMessage);
	}

	@Test
	void layoutsThatDoNotFitAreRefused() {
		final OmeMetadata planes = new OmeMetadata("", "yx", METADATA.units(),
			METADATA.scale(), METADATA.translation(), List.of());
		assertThrows(WrongUsage.class, () -> layout("0.4", false, SampleType.UINT8,
			planes, 8, 8, 2, 1, 1));
		assertThrows(WrongUsage.class, () -> layout("0.3", false, SampleType.UINT8,
			METADATA, 8, 8, 1, 1, 1));
		assertThrows(WrongUsage.class, () -> OmeZarr.create(folder, layout("0.4",
			true, SampleType.UINT8, METADATA, 8, 8, 1, 1, 1)));
		assertThrows(WrongUsage.class, () -> OmeZarr.create(folder, new OmeLayout(
			new long[] { 8, 8, 1, 1, 1 }, new int[] { 8, 8, 1, 1, 1 }, null,
			SampleType.UINT8, "0.4", "rar", METADATA)));
	}

	// -- Helper methods --

	private static void assertMessage(final String message, final Path path) {
		final IOException e = assertThrows(IOException.class, () -> OmeZarr.open(
			path));
		assertTrue(e.getMessage().contains(message), e::getMessage);
	}

	/** Writes attributes of version 0.4, and the array 0 of y and x. */
	private static void writeImage(final Path folder, final String attributes)
		throws IOException
	{
		ZarrArray.create(new FolderStore(folder), "0", new ArrayLayout(2,
			new long[] { 3, 4 }, new int[] { 2, 2 }, null, SampleType.UINT8, "none",
			List.of("y", "x")));
		Files.writeString(folder.resolve(".zattrs"), attributes);
	}

	private static OmeLayout layout(final String version, final boolean shards,
		final SampleType type, final OmeMetadata metadata, final long... size)
	{
		return new OmeLayout(size, new int[] { 32, 16, 4, 1, 1 }, shards ? new int[] {
			64, 32, 8, 1, 1 } : null, type, version, "zstd", metadata);
	}

	private static List<Interval> parts(final long[] size, final int[] unit) {
		final List<Interval> parts = new ArrayList<>();
		for (long z = 0; z < size[2]; z += unit[2]) {
			for (long y = 0; y < size[1]; y += unit[1]) {
				for (long x = 0; x < size[0]; x += unit[0])
					parts.add(Intervals.createMinMax(x, y, z, Math.min(x + unit[0],
						size[0]) - 1, Math.min(y + unit[1], size[1]) - 1, Math.min(z +
							unit[2], size[2]) - 1));
			}
		}
		return parts;
	}

	/** Samples that tell their place. */
	private static float[] samples(final Interval part, final int channel,
		final int frame)
	{
		final int depth = part.numDimensions() > 2 ? (int) part.dimension(2) : 1;
		final long first = part.numDimensions() > 2 ? part.min(2) : 0;
		final float[] samples = new float[(int) (part.dimension(0) * part.dimension(
			1)) * depth];
		int i = 0;
		for (long z = first; z < first + depth; z++) {
			for (long y = part.min(1); y <= part.max(1); y++) {
				for (long x = part.min(0); x <= part.max(0); x++)
					samples[i++] = (x * 7 + y * 301 + z * 3001 + channel * 11 + frame *
						13) % 30000;
			}
		}
		return samples;
	}

	private static float[] read(final OmeZarr image, final int level,
		final int channel, final int frame, final Interval part)
	{
		final float[] block = new float[(int) Intervals.numElements(part)];
		image.source(level, channel, frame).read(part, block);
		return block;
	}
}
