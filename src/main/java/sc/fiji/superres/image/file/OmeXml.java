package sc.fiji.superres.image.file;

import java.awt.Color;
import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.process.LUT;

/**
 * The OME-XML in the first page of an OME-TIFF, which describes its planes.
 * Parsed without external entities or a document type.
 */
final class OmeXml {

	private static final String MICRON = "\u00b5m";

	private static final Map<String, Double> NANOMETERS = Map.of("pm", 1e-3,
		"\u00c5", 0.1, "nm", 1.0, MICRON, 1e3, "mm", 1e6, "cm", 1e7, "m", 1e9);

	private final Element pixels;

	/** The letters of x, y and three axes of planes, fastest first. */
	private final String order;

	private OmeXml(final Element pixels) {
		this.pixels = pixels;
		order = pixels.getAttribute("DimensionOrder").matches("XY[CZT]{3}")
			? pixels.getAttribute("DimensionOrder").substring(2) : "CZT";
	}

	/**
	 * Parses a description.
	 *
	 * @throws IOException if it cannot be understood
	 */
	static OmeXml of(final String description) throws IOException {
		try {
			final DocumentBuilderFactory factory = DocumentBuilderFactory
				.newInstance();
			factory.setNamespaceAware(true);
			factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl",
				true);
			final var parser = factory.newDocumentBuilder();
			parser.setErrorHandler(new DefaultHandler()); // Prints nothing.
			final Document document = parser.parse(new InputSource(new StringReader(
				description)));
			if (document.getElementsByTagNameNS("*", "BinaryOnly").getLength() > 0)
				throw new IOException("its OME-XML lies in another file: save it again " +
					"as one file");
			final NodeList all = document.getElementsByTagNameNS("*", "Pixels");
			if (all.getLength() != 1) throw new IOException("its OME-XML tells of " +
				all.getLength() + " images: save only the one that you want");
			return new OmeXml((Element) all.item(0));
		}
		catch (final SAXException | ParserConfigurationException e) {
			throw new IOException("its OME-XML is damaged (" + e.getMessage() + ")",
				e);
		}
	}

	/** Returns the size of an axis, X, Y, Z, C or T. */
	int size(final char axis) throws IOException {
		final String size = pixels.getAttribute("Size" + axis);
		if (!size.matches("[1-9]\\d{0,8}")) throw new IOException(
			"its OME-XML has Size" + axis + "=\"" + size + "\"");
		return Integer.parseInt(size);
	}

	/**
	 * Returns the page of each plane, channel fastest, then slice, then frame.
	 *
	 * @param samples number of channels in a page
	 * @throws IOException if planes lie in other files, are missing, or occur
	 *           twice
	 */
	int[] pages(final int samples, final int count) throws IOException {
		final int c = size('C') / samples;
		final long planes = (long) c * size('Z') * size('T');
		if (planes != count || size('C') % samples != 0) throw new IOException(
			"its OME-XML describes " + planes + " planes, but it has " + count +
				" pages: save it again as one file");
		final int[] pages = new int[count];
		Arrays.fill(pages, -1);
		final Set<String> files = new HashSet<>();
		final NodeList all = pixels.getElementsByTagNameNS("*", "TiffData");
		for (int i = 0; i < all.getLength(); i++) {
			final Element data = (Element) all.item(i);
			final NodeList names = data.getElementsByTagNameNS("*", "UUID");
			if (names.getLength() > 0) files.add(((Element) names.item(0))
				.getAttribute("FileName"));
			final int first = number(data, "IFD", 0);
			final int number = number(data, "PlaneCount", data.hasAttribute("IFD")
				? 1 : count - first);
			final int[] at = { number(data, "FirstC", 0) / samples, number(data,
				"FirstZ", 0), number(data, "FirstT", 0) };
			int plane = 0;
			int step = 1;
			for (final char axis : order.toCharArray()) {
				plane += step * at["CZT".indexOf(axis)];
				step *= axis == 'C' ? c : size(axis);
			}
			for (int p = 0; p < number && p < count; p++) {
				if (first + p >= count || plane < 0 || plane + p >= count) throw new IOException(
					"its OME-XML refers to pages that do not exist");
				pages[position(plane + p, c)] = first + p;
			}
		}
		if (files.size() > 1) throw new IOException("its planes lie in " + files
			.size() + " files: save it again as one file");
		for (int p = 0; p < count && all.getLength() == 0; p++)
			pages[position(p, c)] = p;
		if (Arrays.stream(pages).distinct().count() < count || Arrays.stream(pages)
			.anyMatch(p -> p < 0)) throw new IOException(
				"its OME-XML does not say where each plane is");
		return pages;
	}

	/** Sets the size of pixels, the interval and the names of channels. */
	void calibrate(final ImagePlus image) throws IOException {
		final Calibration calibration = image.getCalibration();
		final double x = positive("PhysicalSizeX");
		if (x > 0) {
			final String unit = text("PhysicalSizeXUnit", MICRON);
			final double y = length("PhysicalSizeY", unit);
			final double z = length("PhysicalSizeZ", unit);
			calibration.pixelWidth = x;
			calibration.pixelHeight = y > 0 ? y : x;
			if (z > 0) calibration.pixelDepth = z;
			calibration.setUnit(unit);
		}
		final double interval = positive("TimeIncrement");
		if (interval > 0) {
			final String unit = text("TimeIncrementUnit", "s");
			calibration.frameInterval = interval;
			calibration.setTimeUnit("s".equals(unit) ? "sec" : unit);
		}
		final List<String> names = channels("Name");
		final int count = image.getNChannels();
		for (int p = 0; p < image.getStackSize(); p++) {
			final String name = p % count < names.size() ? names.get(p % count) : "";
			if (!name.isBlank()) image.getStack().setSliceLabel(name, p + 1);
		}
	}

	/** Sets the colors of channels. */
	void color(final CompositeImage image) {
		final List<String> colors = channels("Color");
		for (int c = 0; c < image.getNChannels() && c < colors.size(); c++) {
			if (colors.get(c).matches("-?\\d{1,10}")) image.setChannelLut(LUT
				.createLutFromColor(new Color((int) (Long.parseLong(colors.get(
					c)) >> 8) & 0xffffff)), c + 1);
		}
	}

	// -- Helper methods --

	/** Returns a number, or NaN if it is missing or not above 0. */
	private double positive(final String attribute) {
		try {
			final double value = Double.parseDouble(pixels.getAttribute(attribute));
			return value > 0 && Double.isFinite(value) ? value : Double.NaN;
		}
		catch (final NumberFormatException e) {
			return Double.NaN; // Treated as missing.
		}
	}

	private String text(final String attribute, final String missing) {
		return pixels.hasAttribute(attribute) ? pixels.getAttribute(attribute)
			: missing;
	}

	/** Returns a length in a unit, or NaN if it is missing or not above 0. */
	private double length(final String attribute, final String unit)
		throws IOException
	{
		final String own = text(attribute + "Unit", MICRON);
		final double length = positive(attribute);
		if (Double.isNaN(length) || own.equals(unit)) return length;
		if (NANOMETERS.containsKey(own) && NANOMETERS.containsKey(unit))
			return length * NANOMETERS.get(own) / NANOMETERS.get(unit);
		throw new IOException("its OME-XML has " + attribute + " in " + own +
			", but PhysicalSizeX in " + unit + ": give both in one unit");
	}

	/** Returns an attribute of each channel, "" if it is missing. */
	private List<String> channels(final String attribute) {
		final NodeList all = pixels.getElementsByTagNameNS("*", "Channel");
		final List<String> found = new ArrayList<>();
		for (int i = 0; i < all.getLength(); i++)
			found.add(((Element) all.item(i)).getAttribute(attribute));
		return found;
	}

	private static int number(final Element element, final String attribute,
		final int missing) throws IOException
	{
		final String value = element.getAttribute(attribute);
		if (value.isEmpty()) return missing;
		if (!value.matches("\\d{1,9}")) throw new IOException("its OME-XML has " +
			attribute + "=\"" + value + "\"");
		return Integer.parseInt(value);
	}

	/** Returns the position in ImageJ's order of a plane in the file's order. */
	private int position(final int plane, final int channels)
		throws IOException
	{
		final int[] at = new int[3];
		int rest = plane;
		for (final char axis : order.toCharArray()) {
			final int size = axis == 'C' ? channels : size(axis);
			at["CZT".indexOf(axis)] = rest % size;
			rest /= size;
		}
		return at[0] + channels * (at[1] + size('Z') * at[2]);
	}
}
