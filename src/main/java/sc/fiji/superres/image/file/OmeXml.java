package sc.fiji.superres.image.file;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What the OME-XML in the first page of an OME-TIFF says of its planes. Read
 * without external entities or a document type.
 */
final class OmeXml {

	private final Element pixels;

	/** The letters of x, y and three axes of planes, fastest first. */
	private final String order;

	private OmeXml(final Element pixels) {
		this.pixels = pixels;
		order = pixels.getAttribute("DimensionOrder").matches("XY[CZT]{3}")
			? pixels.getAttribute("DimensionOrder").substring(2) : "CZT";
	}

	/**
	 * Reads a description.
	 *
	 * @throws IOException if it is not understood
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
			final NodeList all = parser.parse(new InputSource(new StringReader(
				description))).getElementsByTagNameNS("*", "Pixels");
			if (all.getLength() != 1) throw new IOException("its OME-XML tells of " +
				all.getLength() + " images: save the one that is wanted alone");
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
	 * @param samples channels that a page holds
	 * @throws IOException if planes lie in other files, lack or are double
	 */
	int[] pages(final int samples, final int count) throws IOException {
		final int c = size('C') / samples;
		final long planes = (long) c * size('Z') * size('T');
		if (planes != count || size('C') % samples != 0) throw new IOException(
			"its OME-XML tells of " + planes + " planes, but it has " + count +
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
					"its OME-XML tells of pages that it does not have");
				pages[position(plane + p, c)] = first + p;
			}
		}
		if (files.size() > 1) throw new IOException("its planes lie in " + files
			.size() + " files: save it again as one file");
		for (int p = 0; p < count && all.getLength() == 0; p++)
			pages[position(p, c)] = p;
		if (Arrays.stream(pages).distinct().count() < count || Arrays.stream(pages)
			.anyMatch(p -> p < 0)) throw new IOException(
				"its OME-XML does not tell where each plane is");
		return pages;
	}

	/** Returns a number, or NaN if it is missing or not above 0. */
	double positive(final String attribute) {
		try {
			final double value = Double.parseDouble(pixels.getAttribute(attribute));
			return value > 0 && Double.isFinite(value) ? value : Double.NaN;
		}
		catch (final NumberFormatException e) {
			return Double.NaN; // As if it were missing.
		}
	}

	String text(final String attribute, final String missing) {
		return pixels.hasAttribute(attribute) ? pixels.getAttribute(attribute)
			: missing;
	}

	/** Returns an attribute of each channel, "" where it is missing. */
	List<String> channels(final String attribute) {
		final NodeList all = pixels.getElementsByTagNameNS("*", "Channel");
		final List<String> found = new ArrayList<>();
		for (int i = 0; i < all.getLength(); i++)
			found.add(((Element) all.item(i)).getAttribute(attribute));
		return found;
	}

	// -- Helper methods --

	private static int number(final Element element, final String attribute,
		final int missing) throws IOException
	{
		final String value = element.getAttribute(attribute);
		if (value.isEmpty()) return missing;
		if (!value.matches("\\d{1,9}")) throw new IOException("its OME-XML has " +
			attribute + "=\"" + value + "\"");
		return Integer.parseInt(value);
	}

	/** Returns where a plane in the file's order stands in ImageJ's. */
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
