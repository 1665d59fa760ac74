package sc.fiji.superres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

/** Guards the rooms: what each package may import, from the bottom upwards. */
class RoomsTest {

	private static final Path SOURCES = Path.of(
		"src/main/java/sc/fiji/superres");
	private static final String SUITE = "sc.fiji.superres.";
	private static final String INFO = "package-info.java";

	/** A qualified name in an import or anywhere else in the code. */
	private static final Pattern NAME = Pattern.compile(
		"\\b((?:[a-z][a-z0-9_]*\\.){2,})[A-Z]|\\b(ij\\.)(?=[A-Z])");

	/** The rooms, bottom first, each with the libraries that it may use. */
	private static final Map<String, List<String>> LIBRARIES =
		new LinkedHashMap<>();

	/** What a room may use of the other rooms; absent: all below. */
	private static final Map<String, Set<String>> ROOMS = Map.ofEntries( //
		Map.entry("file", Set.of()), //
		Map.entry("block", Set.of()), //
		Map.entry("model", Set.of("file", "block")), //
		Map.entry("resample", Set.of("block")), //
		Map.entry("filter", Set.of("block")), //
		Map.entry("degrade", Set.of("filter", "resample", "block")), //
		Map.entry("quality", Set.of("degrade", "filter", "block")), //
		Map.entry("dictionary", Set.of("model", "degrade", "quality", "filter",
			"resample", "block", "file")), //
		Map.entry("network", Set.of("model", "resample", "block", "file")), //
		Map.entry("bound", Set.of("model", "quality", "filter", "resample", "block",
			"file")), //
		Map.entry("method", Set.of("network", "dictionary", "bound", "model",
			"quality", "filter", "resample",
			"block", "file")), //
		Map.entry("volume", Set.of("method", "bound", "block", "file")), //
		Map.entry("image", Set.of("volume", "block", "resample", "file")), //
		Map.entry("figure", Set.of("image", "resample", "block")), //
		Map.entry("step", Set.of("image", "block", "file")));

	/** Rooms that no room but themselves may use. */
	private static final Set<String> TOP = Set.of("command", "frontend");

	/** What programs call: plain ImageJ by name, the tools of the build, users of the Java API. */
	private static final Set<String> ENTRIES = Set.of("VolumeJob", "SuperResPlugIn",
		"ImgEnlarger", "SuperRes", "TrainingImages");

	/** Files of a package; past that it is to be split. */
	private static final int MOST_FILES = 25;

	static {
		final String imglib2 = "net.imglib2.";
		LIBRARIES.put("file", List.of("org.yaml.", "com.google.gson."));
		LIBRARIES.put("block", List.of(imglib2, "com.sun.management."));
		LIBRARIES.put("model", List.of());
		LIBRARIES.put("resample", List.of(imglib2));
		LIBRARIES.put("filter", List.of(imglib2, "org.jtransforms."));
		LIBRARIES.put("degrade", List.of(imglib2));
		LIBRARIES.put("quality", List.of(imglib2));
		LIBRARIES.put("dictionary", List.of(imglib2, "org.ejml."));
		LIBRARIES.put("network", List.of(imglib2, "ai.djl.", "ai.onnxruntime.", "com.sun.jna.",
			"org.slf4j."));
		LIBRARIES.put("bound", List.of(imglib2, "org.ejml."));
		LIBRARIES.put("training", List.of("ai.djl.", imglib2));
		LIBRARIES.put("method", List.of(imglib2));
		LIBRARIES.put("volume", List.of(imglib2, "com.google.gson.",
			"io.airlift."));
		LIBRARIES.put("image", List.of(imglib2, "ij.", "java.awt.",
			"javax.imageio.", "javax.xml.parsers.", "org.w3c.dom.", "org.xml.sax."));
		LIBRARIES.put("install", List.of("ij."));
		LIBRARIES.put("figure", List.of(imglib2, "ij.", "java.awt."));
		LIBRARIES.put("measure", List.of(imglib2, "ij.", "java.awt."));
		LIBRARIES.put("compare", List.of(imglib2, "ij.", "java.awt."));
		LIBRARIES.put("learn", List.of(imglib2, "ij.", "java.awt."));
		LIBRARIES.put("step", List.of("ij.", "java.awt.", "org.scijava."));
		LIBRARIES.put("command", List.of(imglib2, "ij.", "java.awt.", "org.scijava."));
		LIBRARIES.put("frontend", List.of("ij.", "java.awt.", "org.scijava.",
			"picocli.", "sun.misc.", "org.apache.spark."));
	}

	@Test
	void everyPackageIsARoom() throws IOException {
		try (Stream<Path> packages = Files.list(SOURCES)) {
			final Set<String> found = new TreeSet<>();
			packages.filter(Files::isDirectory).forEach(p -> found.add(p.getFileName()
				.toString()));
			found.removeAll(LIBRARIES.keySet());
			assertEquals(Set.of(), found);
		}
	}

	@Test
	void roomsUseOnlyWhatTheyMay() throws IOException {
		final List<String> breaches = new ArrayList<>();
		final List<Path> files = sources();
		for (final Path file : files)
			check(file, breaches);
		assertTrue(files.size() > 50, "only " + files.size() + " files were read");
		assertEquals(List.of(), breaches);
	}

	@Test
	void eachPackageSaysWhatItHoldsAndIsSmall() throws IOException {
		final Map<Path, Integer> sizes = new TreeMap<>();
		for (final Path file : sources())
			sizes.merge(file.getParent(), 1, Integer::sum);
		final List<String> breaches = new ArrayList<>();
		sizes.forEach((folder, size) -> {
			if (!Files.exists(folder.resolve(INFO))) breaches.add(folder + " has no " +
				INFO);
			else if (size - 1 > MOST_FILES) breaches.add(folder + " holds " + (size -
				1) + " files");
		});
		assertEquals(List.of(), breaches);
	}

	@Test
	void noTwoClassesShareAName() throws IOException {
		final Set<String> names = new HashSet<>();
		final List<String> twice = new ArrayList<>();
		for (final Path file : sources()) {
			final String name = file.getFileName().toString();
			if (!INFO.equals(name) && !names.add(name)) twice.add(file.toString());
		}
		assertEquals(List.of(), twice);
	}

	/** A type is public where another package, its own signature or SciJava uses it. */
	@Test
	void publicTypesAreUsedByOthers() throws IOException {
		final Map<Path, String> codes = new TreeMap<>();
		for (final Path file : sources())
			codes.put(file, code(file));
		final List<String> hidden = new ArrayList<>();
		for (final Path file : codes.keySet()) {
			final String name = file.getFileName().toString().replace(".java", "");
			if (!codes.get(file).contains("\npublic ") || codes.get(file).contains(
				"@Plugin") || ENTRIES.contains(name)) continue;
			final Pattern word = Pattern.compile("\\b" + name + "\\b");
			final Pattern open = Pattern.compile("(?m)^(\tpublic|\tprotected|public)" +
				"[^;{]*\\b" + name + "\\b");
			if (codes.entrySet().stream().noneMatch(other -> !other.getKey().equals(
				file) && (other.getKey().getParent().equals(file.getParent()) ? open
					: word).matcher(other.getValue()).find())) hidden.add(name);
		}
		assertEquals(List.of(), hidden);
	}

	private static List<Path> sources() throws IOException {
		try (Stream<Path> all = Files.walk(SOURCES)) {
			return all.filter(file -> file.toString().endsWith(".java")).sorted()
				.toList();
		}
	}

	/** Returns the code of a file without comments, strings and characters. */
	private static String code(final Path file) throws IOException {
		return Files.readString(file).replaceAll("(?s)/\\*.*?\\*/|//[^\\n]*|" +
			"\"(\\\\.|[^\"\\\\])*\"|'(\\\\.|[^'\\\\])*'", "");
	}

	private static void check(final Path file, final List<String> breaches)
		throws IOException
	{
		final String room = SOURCES.relativize(file).getName(0).toString();
		final String code = code(file).replaceFirst("package .*", "");
		final Matcher names = NAME.matcher(code);
		while (names.find()) {
			final String name = names.group(2) == null ? names.group(1) : names.group(
				2);
			if (!allowed(room, name)) breaches.add(file + " uses " + name);
		}
	}

	private static boolean allowed(final String room, final String name) {
		if (name.startsWith(SUITE)) return allowedRoom(room, name.substring(SUITE
			.length()).split("\\.")[0]);
		if (name.startsWith("java.awt.") || !name.startsWith("java."))
			return LIBRARIES.get(room).stream().anyMatch(name::startsWith);
		return true;
	}

	private static boolean allowedRoom(final String room, final String used) {
		if (room.equals(used)) return true;
		if (TOP.contains(used)) return false;
		if (ROOMS.containsKey(room)) return ROOMS.get(room).contains(used);
		final List<String> order = List.copyOf(LIBRARIES.keySet());
		return order.indexOf(used) < order.indexOf(room);
	}
}
