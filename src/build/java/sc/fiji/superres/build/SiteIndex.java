package sc.fiji.superres.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The list of files on an update site, {@code db.xml.gz}, as ImageJ's updater
 * reads it: each file with its present version and those that it had before.
 */
final class SiteIndex {

	static final String FILE = "db.xml.gz";

	/** The files by their names without versions. */
	private final Map<String, Entry> entries = new TreeMap<>();

	private SiteIndex() {
		// Made by the methods below.
	}

	/**
	 * A version of a file.
	 *
	 * @param filename its path in Fiji
	 * @param timestamp when it was put on the site, as yyyyMMddHHmmss
	 * @param checksum see {@link SiteIndex#checksum}
	 */
	record Version(String filename, long timestamp, String checksum) {}

	/**
	 * A version that is no more.
	 *
	 * @param obsolete when it was replaced
	 */
	record Previous(Version version, long obsolete) {}

	/**
	 * A file.
	 *
	 * @param platform the only platform that it is for; empty for all
	 * @param current the version on the site; empty where the file is gone
	 * @param size in bytes
	 * @param dependencies paths in Fiji without versions
	 */
	record Entry(String filename, Optional<String> platform,
		Optional<Version> current, long size, String description,
		List<String> dependencies, List<Previous> previous)
	{}

	static SiteIndex empty() {
		return new SiteIndex();
	}

	Collection<Entry> entries() {
		return Collections.unmodifiableCollection(entries.values());
	}

	void add(final Entry entry) {
		final Entry other = entries.put(UpdateSite.base(entry.filename()), entry);
		if (other != null) throw new IllegalStateException(entry.filename() +
			" and " + other.filename() + " would be one file for the updater");
	}

	/** Returns the version that is there with this checksum, or else the new one. */
	Version sameOr(final String filename, final Version version) {
		return find(filename).flatMap(Entry::current).filter(current -> current
			.checksum().equals(version.checksum()) && current.filename().equals(
				filename)).orElse(version);
	}

	/** Returns the versions of a file before the one that is to be the present. */
	List<Previous> historyOf(final String filename, final Version present,
		final long now)
	{
		final List<Previous> history = new ArrayList<>();
		find(filename).ifPresent(entry -> {
			entry.current().filter(current -> !current.equals(present)).ifPresent(
				current -> history.add(new Previous(current, now)));
			history.addAll(entry.previous());
		});
		return history;
	}

	/** Returns those of these files that another site lacks, without a version. */
	List<Entry> goneFrom(final SiteIndex other, final long now) {
		final List<Entry> gone = new ArrayList<>();
		entries.forEach((base, entry) -> {
			if (!other.entries.containsKey(base)) gone.add(new Entry(entry
				.filename(), entry.platform(), Optional.empty(), 0, "", List.of(),
				historyOf(entry.filename(), null, now)));
		});
		return gone;
	}

	/**
	 * Computes a checksum as the updater does: SHA-1 over path and content; of a
	 * jar over its entries in the order of their names, each name and content,
	 * without the comments of properties and the content of the manifest.
	 */
	static String checksum(final String filename, final Path file)
		throws IOException
	{
		final MessageDigest digest = sha1();
		if (!filename.endsWith(".jar")) {
			digest.update(filename.getBytes(StandardCharsets.US_ASCII));
			digest.update(Files.readAllBytes(file));
			return HexFormat.of().formatHex(digest.digest());
		}
		try (JarFile jar = new JarFile(file.toFile())) {
			final List<JarEntry> sorted = Collections.list(jar.entries());
			sorted.sort(Comparator.comparing(JarEntry::getName));
			for (final JarEntry entry : sorted) {
				digest.update(entry.getName().getBytes(StandardCharsets.US_ASCII));
				if (JarFile.MANIFEST_NAME.equals(entry.getName())) continue;
				try (InputStream in = jar.getInputStream(entry)) {
					if (entry.getName().endsWith(".properties")) digest.update(
						withoutComments(in.readAllBytes()));
					else update(digest, in);
				}
			}
		}
		return HexFormat.of().formatHex(digest.digest());
	}

	/** Reads the list of a site. */
	static SiteIndex read(final Path site) throws IOException {
		final SiteIndex index = new SiteIndex();
		try (InputStream in = new GZIPInputStream(Files.newInputStream(site.resolve(
			FILE))))
		{
			final DocumentBuilderFactory factory = DocumentBuilderFactory
				.newInstance();
			factory.setFeature("http://xml.org/sax/features/external-general-entities",
				false);
			for (final Element plugin : children(factory.newDocumentBuilder().parse(
				in).getDocumentElement(), "plugin"))
			{
				index.add(entry(plugin));
			}
		}
		catch (final ParserConfigurationException | SAXException e) {
			throw new IOException("The list " + site.resolve(FILE) +
				" cannot be read: " + e.getMessage(), e);
		}
		return index;
	}

	/** Writes the list into the folder of a site. */
	void write(final Path site) throws IOException {
		try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(site
			.resolve(FILE))))
		{
			final Document document = DocumentBuilderFactory.newInstance()
				.newDocumentBuilder().newDocument();
			final Element root = document.createElement("pluginRecords");
			document.appendChild(root);
			entries.values().forEach(entry -> append(root, entry));
			final Transformer transformer = TransformerFactory.newInstance()
				.newTransformer();
			transformer.setOutputProperty(OutputKeys.INDENT, "yes");
			transformer.transform(new DOMSource(document), new StreamResult(out));
		}
		catch (final ParserConfigurationException | TransformerException e) {
			throw new IOException(e);
		}
	}

	// -- Helper methods --

	private Optional<Entry> find(final String filename) {
		return Optional.ofNullable(entries.get(UpdateSite.base(filename)));
	}

	private static Entry entry(final Element plugin) {
		final String filename = plugin.getAttribute("filename");
		final Optional<Element> version = children(plugin, "version").stream()
			.findFirst();
		final List<Previous> previous = new ArrayList<>();
		for (final Element old : children(plugin, "previous-version")) {
			previous.add(new Previous(version(old, old.getAttribute("filename")),
				number(old, "timestamp-obsolete")));
		}
		return new Entry(filename, children(plugin, "platform").stream().findFirst()
			.map(Element::getTextContent), version.map(v -> version(v, filename)),
			version.map(v -> number(v, "filesize")).orElse(0L), version.flatMap(
				v -> children(v, "description").stream().findFirst()).map(
					Element::getTextContent).orElse(""), version.map(v -> children(v,
						"dependency").stream().map(d -> d.getAttribute("filename"))
						.toList()).orElse(List.of()), previous);
	}

	private static Version version(final Element element,
		final String filename)
	{
		return new Version(filename, number(element, "timestamp"), element
			.getAttribute("checksum"));
	}

	private static long number(final Element element, final String name) {
		return Long.parseLong(element.getAttribute(name));
	}

	private static List<Element> children(final Element parent,
		final String name)
	{
		final List<Element> children = new ArrayList<>();
		final NodeList nodes = parent.getChildNodes();
		for (int i = 0; i < nodes.getLength(); i++) {
			if (nodes.item(i) instanceof Element child && child.getTagName().equals(
				name)) children.add(child);
		}
		return children;
	}

	private static void append(final Element root, final Entry entry) {
		final Element plugin = append(root, "plugin", Map.of("filename", entry
			.filename()), "");
		entry.platform().ifPresent(platform -> append(plugin, "platform", Map.of(),
			platform));
		entry.current().ifPresent(current -> {
			final Element version = append(plugin, "version", Map.of("checksum",
				current.checksum(), "timestamp", Long.toString(current.timestamp()),
				"filesize", Long.toString(entry.size())), "");
			if (!entry.description().isEmpty()) append(version, "description", Map
				.of(), entry.description());
			for (final String dependency : entry.dependencies()) {
				append(version, "dependency", Map.of("filename", dependency,
					"timestamp", Long.toString(current.timestamp())), "");
			}
		});
		for (final Previous old : entry.previous()) {
			append(plugin, "previous-version", Map.of("timestamp", Long.toString(old
				.version().timestamp()), "timestamp-obsolete", Long.toString(old
					.obsolete()), "checksum", old.version().checksum(), "filename", old
						.version().filename()), "");
		}
	}

	private static Element append(final Element parent, final String name,
		final Map<String, String> attributes, final String text)
	{
		final Element child = parent.getOwnerDocument().createElement(name);
		attributes.forEach(child::setAttribute);
		if (!text.isEmpty()) child.setTextContent(text);
		parent.appendChild(child);
		return child;
	}

	/**
	 * Empties the lines that begin with a hash, as the updater does: it does not
	 * look for one in a line that follows an empty line, or one of hashes alone.
	 */
	private static byte[] withoutComments(final byte[] content) {
		final List<String> lines = new ArrayList<>();
		boolean looking = true;
		for (final String line : new String(content, StandardCharsets.ISO_8859_1)
			.split("\n", -1))
		{
			final boolean comment = looking && line.startsWith("#");
			looking = !looking || !line.matches("#*");
			lines.add(comment ? "" : line);
		}
		return String.join("\n", lines).getBytes(StandardCharsets.ISO_8859_1);
	}

	private static void update(final MessageDigest digest, final InputStream in)
		throws IOException
	{
		final byte[] buffer = new byte[1 << 16];
		for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
			digest.update(buffer, 0, n);
		}
	}

	private static MessageDigest sha1() {
		try {
			return MessageDigest.getInstance("SHA-1");
		}
		catch (final NoSuchAlgorithmException e) {
			throw new IllegalStateException("This Java lacks SHA-1", e);
		}
	}
}
