package sc.fiji.superres.image.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Color;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;

import sc.fiji.superres.image.file.TestTiff.Page;

/** Tests OME-TIFF: planes, sizes, channels and times as the OME-XML says. */
class OmeTiffTest {

	private static final int C = 2;
	private static final int Z = 3;
	private static final int T = 4;

	@TempDir
	private Path folder;

	/** Without TiffData, pages are in the order of the dimensions. */
	@ParameterizedTest
	@ValueSource(strings = { "CZT", "CTZ", "ZCT", "ZTC", "TCZ", "TZC" })
	void planesAreInTheOrderOfTheDimensions(final String order)
		throws IOException
	{
		for (final boolean big : new boolean[] { false, true }) {
			final TestTiff tiff = new TestTiff(ByteOrder.LITTLE_ENDIAN, big);
			final int[] size = sizes(order);
			for (int k = 0; k < size[2]; k++) {
				for (int j = 0; j < size[1]; j++) {
					for (int i = 0; i < size[0]; i++)
						tiff.add(plane(at('C', order, i, j, k), at('Z', order, i, j, k), at(
							'T', order, i, j, k), i + j + k == 0 ? xml(order, "", "") : null));
				}
			}
			check(open(tiff));
		}
	}

	@Test
	void planesAreWhereTiffDataSays() throws IOException {
		final StringBuilder data = new StringBuilder();
		final TestTiff tiff = new TestTiff(ByteOrder.BIG_ENDIAN, false);
		final Page[] pages = new Page[C * Z * T];
		for (int p = 0; p < pages.length; p++) {
			// Pages are shuffled: 7 has no divisor in common with 24.
			final int page = p * 7 % pages.length;
			final int c = p % C;
			final int z = p / C % Z;
			final int t = p / C / Z;
			pages[page] = plane(c, z, t, null);
			data.append("<TiffData IFD=\"" + page + "\" FirstC=\"" + c +
				"\" FirstZ=\"" + z + "\" FirstT=\"" + t + "\" PlaneCount=\"1\"/>");
		}
		pages[0].describe(xml("ZTC", "", data.toString()));
		for (final Page page : pages)
			tiff.add(page);
		check(open(tiff));
	}

	@ParameterizedTest
	@CsvSource({ "'PhysicalSizeX=\"0.108\" PhysicalSizeY=\"0.11\" " +
		"PhysicalSizeZ=\"0.3\"', 0.108, 0.11, 0.3, micron",
		"'PhysicalSizeX=\"108\" PhysicalSizeXUnit=\"nm\" PhysicalSizeY=\"110\" " +
			"PhysicalSizeYUnit=\"nm\" PhysicalSizeZ=\"300\" " +
			"PhysicalSizeZUnit=\"nm\"', 108, 110, 300, nm",
		"'PhysicalSizeX=\"0.5\" PhysicalSizeXUnit=\"mm\" PhysicalSizeY=\"0.5\" " +
			"PhysicalSizeYUnit=\"mm\"', 0.5, 0.5, 1, mm",
		"'PhysicalSizeX=\"0\"', 1, 1, 1, pixel",
		"'PhysicalSizeX=\"x\"', 1, 1, 1, pixel", "'', 1, 1, 1, pixel" })
	void pixelSizeAndUnit(final String attributes, final double x,
		final double y, final double z, final String unit) throws IOException
	{
		final Calibration calibration = open(stack(attributes, ""))
			.getCalibration();
		assertEquals(x, calibration.pixelWidth);
		assertEquals(y, calibration.pixelHeight);
		assertEquals(z, calibration.pixelDepth);
		assertEquals(unit, calibration.getUnit().replace("\u00b5m", "micron"));
	}

	/** One unit in ImageJ: lengths in others are converted to that of x. */
	@Test
	void unitsOfAxesAreMadeEqual() throws IOException {
		final Calibration calibration = open(stack("PhysicalSizeX=\"108\" " +
			"PhysicalSizeXUnit=\"nm\" PhysicalSizeY=\"108\" " +
			"PhysicalSizeYUnit=\"nm\" PhysicalSizeZ=\"0.3\"", "")).getCalibration();
		assertEquals(108, calibration.pixelWidth);
		assertEquals(300, calibration.pixelDepth, 1e-9);
		assertEquals("nm", calibration.getZUnit());
		assertTrue(assertThrows(IOException.class, () -> open(stack(
			"PhysicalSizeX=\"2\" PhysicalSizeXUnit=\"pixel\" PhysicalSizeZ=\"3\"",
			""))).getMessage().contains("PhysicalSizeX in pixel"));
	}

	@ParameterizedTest
	@CsvSource({ "'TimeIncrement=\"2.5\"', 2.5, sec",
		"'TimeIncrement=\"40\" TimeIncrementUnit=\"ms\"', 40, ms",
		"'TimeIncrement=\"3\" TimeIncrementUnit=\"min\"', 3, min", "'', 0, sec" })
	void interval(final String attributes, final double interval,
		final String unit) throws IOException
	{
		final Calibration calibration = open(stack(attributes, ""))
			.getCalibration();
		assertEquals(interval, calibration.frameInterval);
		assertEquals(unit, calibration.getTimeUnit());
	}

	/** Colors are RGBA, as signed numbers of 32 bits. */
	@Test
	void channelsHaveNamesAndColors() throws IOException {
		final ImagePlus image = open(stack("",
			"<Channel ID=\"Channel:0:0\" Name=\"DAPI\" Color=\"65535\"/>" +
				"<Channel ID=\"Channel:0:1\" Name=\"GFP\" Color=\"-16776961\"/>"));
		assertEquals("DAPI", image.getStack().getSliceLabel(1));
		assertEquals("GFP", image.getStack().getSliceLabel(2));
		assertEquals(Color.BLUE.getRGB(), ((CompositeImage) image).getChannelLut(1)
			.getRGB(255));
		assertEquals(Color.RED.getRGB(), ((CompositeImage) image).getChannelLut(2)
			.getRGB(255));
	}

	@Test
	void rgbPagesAreOneChannelOfColors() throws IOException {
		final TestTiff tiff = new TestTiff(ByteOrder.LITTLE_ENDIAN, false);
		for (int z = 0; z < 2; z++) {
			final int slice = z;
			tiff.add(new Page(4, 3, (s, x, y) -> 10 * s + slice).type(8, 1, 3)
				.describe(z > 0 ? null : "<OME><Image><Pixels DimensionOrder=\"XYCZT\"" +
					" SizeX=\"4\" SizeY=\"3\" SizeC=\"3\" SizeZ=\"2\" SizeT=\"1\">" +
					"<Channel SamplesPerPixel=\"3\"/></Pixels></Image></OME>"));
		}
		final ImagePlus image = open(tiff);
		assertEquals(24, image.getBitDepth());
		assertEquals(2, image.getNSlices());
		assertEquals(0x010b15, image.getStack().getProcessor(2).get(0, 0) &
			0xffffff);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = {
		"<OME><Image><Pixels SizeC='2' SizeZ='3' SizeT='5'/></Image></OME> | " +
			"30 planes, but it has 24 pages",
		"<OME><Image><Pixels SizeC='2' SizeZ='0' SizeT='4'/></Image></OME> | " +
			"SizeZ=\"0\"",
		"<OME><Image><Pixels SizeC='2' SizeZ='3' SizeT='4'><TiffData IFD='24'/>" +
			"</Pixels></Image></OME> | pages that do not exist",
		"<OME><Image><Pixels SizeC='2' SizeZ='3' SizeT='4'><TiffData IFD='0' " +
			"PlaneCount='9'/></Pixels></Image></OME> | where each plane is",
		"<OME><Image><Pixels SizeC='2' SizeZ='3' SizeT='4'><TiffData IFD='x'/>" +
			"</Pixels></Image></OME> | IFD=\"x\"",
		"<OME><Image><Pixels/></Image><Image><Pixels/></Image></OME> | 2 images",
		"<OME><BinaryOnly MetadataFile='a.ome.xml'/></OME> | in another file",
		"<OME><Image><Pixels | is damaged",
		"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><OME>&b;</OME> | " +
			"is damaged" })
	void whatIsNotUnderstoodIsRefused(final String xml, final String reason)
		throws IOException
	{
		final TestTiff tiff = new TestTiff(ByteOrder.LITTLE_ENDIAN, false);
		for (int p = 0; p < C * Z * T; p++)
			tiff.add(plane(0, 0, 0, p == 0 ? xml : null));
		final Path file = tiff.write(folder.resolve("a.ome.tif"));
		final String message = assertThrows(IOException.class, () -> ImageFiles
			.open(file)).getMessage();
		assertTrue(message.contains(reason), message);
		assertEquals(1, message.lines().count(), message);
	}

	// -- Helper methods --

	private ImagePlus open(final TestTiff tiff) throws IOException {
		return ImageFiles.open(tiff.write(folder.resolve("a.ome.tif")));
	}

	private static TestTiff stack(final String attributes,
		final String children)
	{
		final TestTiff tiff = new TestTiff(ByteOrder.LITTLE_ENDIAN, false);
		for (int p = 0; p < C * Z * T; p++)
			tiff.add(plane(p % C, p / C % Z, p / C / Z, p > 0 ? null : xml("CZT",
				attributes, children)));
		return tiff;
	}

	private static String xml(final String order, final String attributes,
		final String children)
	{
		return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><OME xmlns=\"http://www." +
			"openmicroscopy.org/Schemas/OME/2016-06\"><Image ID=\"Image:0\"><Pixels " +
			"ID=\"Pixels:0\" Type=\"uint16\" DimensionOrder=\"XY" + order +
			"\" SizeX=\"4\" SizeY=\"3\" SizeC=\"" + C + "\" SizeZ=\"" + Z +
			"\" SizeT=\"" + T + "\" " + attributes + ">" + children +
			"</Pixels></Image></OME>";
	}

	private static Page plane(final int c, final int z, final int t,
		final String xml)
	{
		return new Page(4, 3, (s, x, y) -> 1000 * c + 100 * z + 10 * t + x).type(16,
			1, 1).describe(xml);
	}

	private static void check(final ImagePlus image) {
		assertEquals(C, image.getNChannels());
		assertEquals(Z, image.getNSlices());
		assertEquals(T, image.getNFrames());
		for (int c = 0; c < C; c++) {
			for (int z = 0; z < Z; z++) {
				for (int t = 0; t < T; t++)
					assertEquals(1000 * c + 100 * z + 10 * t + 3, image.getStack()
						.getProcessor(image.getStackIndex(c + 1, z + 1, t + 1)).get(3, 1));
			}
		}
	}

	private static int[] sizes(final String order) {
		return order.chars().map(axis -> axis == 'C' ? C : axis == 'Z' ? Z : T)
			.toArray();
	}

	private static int at(final char axis, final String order,
		final int... position)
	{
		return position[order.indexOf(axis)];
	}
}
