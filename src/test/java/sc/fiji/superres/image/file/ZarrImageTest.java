package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;

import net.imglib2.FinalInterval;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.volume.zarr.OmeLayout;
import sc.fiji.superres.volume.zarr.OmeMetadata;
import sc.fiji.superres.volume.zarr.OmeMetadata.Channel;
import sc.fiji.superres.volume.zarr.OmeMetadata.Window;
import sc.fiji.superres.volume.zarr.OmeZarr;
import sc.fiji.superres.volume.zarr.SampleType;

class ZarrImageTest {

	private static final int WIDTH = 300;
	private static final int HEIGHT = 20;
	private static final int DEPTH = 5;

	@TempDir
	Path folder;

	@ParameterizedTest
	@CsvSource({ "UINT8,8", "INT8,32", "UINT16,16", "INT16,16", "UINT32,32",
		"INT32,32", "FLOAT16,32", "FLOAT32,32" })
	void hyperstackHasTheSamples(final SampleType type, final int bits)
		throws IOException
	{
		final ImagePlus image = ImageFiles.open(write(type, 2, 2, List.of()));
		assertEquals(bits, image.getBitDepth());
		assertTrue(image.isHyperStack() && image.getStack().isVirtual());
		assertArrayEquals(new int[] { WIDTH, HEIGHT, 2, DEPTH, 2 }, image
			.getDimensions());
		final Calibration calibration = image.getCalibration();
		for (int t = 1; t <= 2; t++) {
			for (int z = 1; z <= DEPTH; z++) {
				for (int c = 1; c <= 2; c++) {
					image.setPosition(c, z, t);
					for (int x = 0; x < 3; x++)
						assertEquals(sample(type, c - 1, z - 1, 7, x), calibration.getCValue(
							image.getProcessor().getf(x, 7)), type + " " + c + z + t);
				}
			}
		}
	}

	@Test
	void metadataIsImageJs() throws IOException {
		final ImagePlus image = ImageFiles.open(write(SampleType.INT16, 2, 1, List
			.of(new Channel("DAPI", Optional.of(0x0000ff), Optional.of(new Window(-100,
				100, -20, 60)), true), new Channel("", Optional.of(0xff8000), Optional
					.empty(), false))));
		assertEquals("cells", image.getTitle());
		final Calibration calibration = image.getCalibration();
		assertEquals(0.25, calibration.pixelWidth);
		assertEquals(0.5, calibration.pixelHeight);
		assertEquals(2, calibration.pixelDepth);
		assertEquals("\u00b5m", calibration.getUnit());
		assertEquals(0.03, calibration.frameInterval, 1e-9);
		assertEquals("sec", calibration.getTimeUnit());
		// The position 1 is that of the first pixel's center, half a pixel from its edge.
		assertEquals(1 - 0.25 / 2, calibration.getX(0), 1e-9);
		assertEquals(1, calibration.getX(0.5), 1e-9);
		assertEquals(-3, calibration.getY(0.5), 1e-9);
		assertEquals("DAPI", image.getStack().getSliceLabel(1));
		assertEquals(null, image.getStack().getSliceLabel(2));
		final CompositeImage composite = (CompositeImage) image;
		assertEquals(CompositeImage.COMPOSITE, composite.getMode());
		assertEquals(Color.BLUE.getRGB(), composite.getChannelLut(1).getRGB(255));
		assertEquals(0xffff8000, composite.getChannelLut(2).getRGB(255));
		assertEquals(-20 + 32768, composite.getChannelLut(1).min);
		assertEquals(60 + 32768, composite.getChannelLut(1).max);
		assertArrayEquals(new boolean[] { true, false }, Arrays.copyOf(composite
			.getActiveChannels(), 2));
		// Not stated: that of the samples, the middle plane of the last level.
		assertTrue(composite.getChannelLut(2).min >= 32768 - 64 && composite
			.getChannelLut(2).max <= 32768 + 64 && composite
				.getChannelLut(2).min < composite.getChannelLut(2).max);
	}

	@Test
	void levelsAreSmallerAndAtTheSamePlace() throws IOException {
		final OmeZarr zarr = OmeZarr.open(write(SampleType.UINT16, 1, 1, List.of()));
		assertEquals(2, zarr.levels());
		final ImagePlus image = ZarrImage.open(zarr, 1);
		assertEquals("cells-level1", image.getTitle());
		assertArrayEquals(new int[] { 150, 10, 1, DEPTH, 1 }, image.getDimensions());
		assertEquals(ZarrImage.open(zarr, 0).getCalibration().getX(0), image
			.getCalibration().getX(0), 1e-9);
		assertEquals(0, ZarrImage.fitting(zarr, 1920, 1080));
		assertEquals(1, ZarrImage.fitting(zarr, 200, 1080));
		assertEquals(1, ZarrImage.fitting(zarr, 10, 10));
		assertEquals(0, ZarrImage.fitting(zarr, 0, 0));
		final WrongUsage e = assertThrows(WrongUsage.class, () -> ZarrImage.open(
			zarr, 2));
		assertEquals("level=2: choose one from 0 to 1", e.getMessage());
	}

	@Test
	void changesOfAPlaneAreNotKept() throws IOException {
		final ImagePlus image = ImageFiles.open(write(SampleType.UINT8, 1, 1, List
			.of()));
		image.getStack().getProcessor(2).set(0, 0, 255);
		assertEquals(sample(SampleType.UINT8, 0, 1, 0, 0), image.getStack()
			.getProcessor(2).get(0, 0));
	}

	@Test
	void planesTooLargeAreRefused() throws IOException {
		OmeZarr.create(folder, new OmeLayout(new long[] { 100_000, 100_000, 1, 1,
			1 }, new int[] { 25_000, 25_000, 1, 1, 1 }, null, SampleType.UINT8, "0.4",
			"zstd", metadata(List.of())));
		Files.writeString(folder.resolve(".zattrs"), Files.readString(folder.resolve(
			".zattrs")).replaceFirst("(?s)\\{\\s*\"superres-unfinished\": (.*)\\}",
				"$1"));
		final IOException e = assertThrows(IOException.class, () -> ImageFiles.open(
			folder));
		assertTrue(e.getMessage().contains("choose a coarser level"), e
			::getMessage);
	}

	@Test
	void damagedPlanesAreNamed() throws IOException {
		write(SampleType.UINT8, 1, 1, List.of());
		Files.write(folder.resolve("0/0/0/0/0/0"), new byte[9]);
		final IOException e = assertThrows(IOException.class, () -> ImageFiles.open(
			folder));
		assertTrue(e.getMessage().contains("0/0/0/0/0/0 cannot be read"), e
			::getMessage);
	}

	// -- Helper methods --

	private Path write(final SampleType type, final int channels,
		final int frames, final List<Channel> stated) throws IOException
	{
		final OmeZarr image = OmeZarr.create(folder, new OmeLayout(new long[] {
			WIDTH, HEIGHT, DEPTH, channels, frames }, new int[] { 512, 512, 2, 1,
				1 }, null, type, "0.4", "zstd", metadata(stated)));
		for (int c = 0; c < channels; c++) {
			final float[] block = new float[WIDTH * HEIGHT * DEPTH];
			for (int i = 0; i < block.length; i++)
				block[i] = sample(type, c, i / WIDTH / HEIGHT, i / WIDTH % HEIGHT, i %
					WIDTH);
			for (int t = 0; t < frames; t++)
				image.target(c, t).write(new FinalInterval(WIDTH, HEIGHT, DEPTH), block);
		}
		image.finish(Progress.NONE);
		return folder;
	}

	private static OmeMetadata metadata(final List<Channel> channels) {
		final List<Double> places = new ArrayList<>(Collections.nCopies(5, 0.0));
		places.set(0, 1.0);
		places.set(1, -3.0);
		return new OmeMetadata("cells", "tczyx", List.of("micrometer", "micrometer",
			"micrometer", "", "millisecond"), List.of(0.25, 0.5, 2.0, 1.0, 30.0),
			places, channels);
	}

	private static float sample(final SampleType type, final int c, final int z,
		final int y, final int x)
	{
		final int value = (c * 31 + z * 11 + y * 3 + x) % 120;
		return type.min() < 0 ? value - 60 : value;
	}
}
