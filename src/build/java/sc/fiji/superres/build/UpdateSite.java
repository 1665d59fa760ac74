package sc.fiji.superres.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

import sc.fiji.superres.build.SiteIndex.Entry;
import sc.fiji.superres.build.SiteIndex.Version;
import sc.fiji.superres.file.AtomicFiles;

/**
 * Builds the update site: a folder of files, each under its name and its
 * timestamp, with the {@link SiteIndex} that Fiji's updater reads.
 * <p>
 * It holds what Fiji lacks: our jar, the libraries of {@link #SHIPPED}, the
 * engine for each platform, models, macros and licences. A jar that is neither
 * shipped nor on the list of what Fiji has stops the build. A file that has not
 * changed since the site that is out keeps its timestamp; one that has, or is
 * gone, is kept in the history.
 * </p>
 */
public final class UpdateSite {

	/** Folder of our jars, which Fiji puts on the class path alone. */
	static final String JARS = "jars/superres/";

	/** What is shipped beside our jar, without versions. */
	static final Set<String> SHIPPED = Set.of("api", "pytorch-engine",
		"pytorch-jni", "JTransforms", "JLargeArrays", "aircompressor");

	/** Names of libraries that Fiji has, each on a line. */
	static final Path FIJI = Path.of("update-site/fiji-jars.txt");

	private static final String DESCRIPTION =
		"Single-image super resolution: interpolation, dictionaries and trained " +
			"networks on biomedical images.";

	private static final String MAIN = "superres";

	/** Used by the command line only. */
	private static final Set<String> COMMAND_LINE = Set.of("picocli",
		"slf4j-nop");

	private static final String NATIVE = "pytorch-native-cpu";

	/** Platforms of the engine, as the updater calls them. */
	private static final Map<String, String> PLATFORMS = Map.of("linux-x86_64",
		"linux64", "linux-aarch64", "linux-arm64", "osx-aarch64", "macos-arm64",
		"win-x86_64", "win64");

	private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern(
		"yyyyMMddHHmmss");

	private final Path home;
	private final Path natives;
	private final List<String> fiji;
	private final List<String> dependencies = new ArrayList<>();
	private final List<SiteFile> files = new ArrayList<>();

	private UpdateSite(final Path home, final Path natives) throws IOException {
		this.home = home;
		this.natives = natives;
		fiji = Files.readAllLines(FIJI);
	}

	/** A file of the site, and the platform that it is for, if for one alone. */
	private record SiteFile(String name, Path file, Optional<String> platform) {}

	/**
	 * Builds a site.
	 *
	 * @param args the distribution; the folder of engines; the folder that is
	 *          made; the folder of the site that is out, if any
	 */
	public static void main(final String... args) throws IOException {
		final Path previous = args.length < 4 || args[3] == null || args[3]
			.isEmpty() ? null : Path.of(args[3]);
		build(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]), Optional
			.ofNullable(previous), Clock.systemUTC());
	}

	static void build(final Path home, final Path natives, final Path site,
		final Optional<Path> previous, final Clock clock) throws IOException
	{
		final SiteIndex before = previous.isPresent() ? SiteIndex.read(previous
			.get()) : SiteIndex.empty();
		final UpdateSite update = new UpdateSite(home, natives);
		update.addJars();
		update.addNatives();
		update.addTree("models", "models/");
		update.addTree("macros", "macros/superres/");
		update.addTree("licenses", "licenses/superres/");
		update.add("licenses/superres/LICENSE", home.resolve("LICENSE"), Optional
			.empty());
		AtomicFiles.writeFolder(site, true, part -> update.write(part, before,
			Long.parseLong(LocalDateTime.now(clock.withZone(ZoneOffset.UTC)).format(
				TIMESTAMP))));
	}

	/** Takes the version from the name of a jar. */
	static String base(final String name) {
		return name.replaceFirst("-[0-9][^/]*\\.jar$", ".jar");
	}

	// -- Helper methods --

	private void add(final String name, final Path file,
		final Optional<String> platform)
	{
		files.add(new SiteFile(name, file, platform));
	}

	private void addJars() throws IOException {
		for (final Path jar : list(home.resolve("lib"))) {
			final String name = jar.getFileName().toString();
			final String base = base(name).replace(".jar", "");
			if (base.equals(MAIN) || SHIPPED.contains(base)) {
				add(JARS + name, jar, Optional.empty());
				if (!base.equals(MAIN)) dependencies.add(JARS + base + ".jar");
			}
			else if (fiji.contains(base)) {
				if (!COMMAND_LINE.contains(base)) dependencies.add("jars/" + base +
					".jar");
			}
			else if (!base.equals(NATIVE) && !COMMAND_LINE.contains(base))
				throw new IllegalStateException("The library " + name +
					" is new: add it to those that are shipped, or to " + FIJI +
					" if Fiji has it");
		}
	}

	private void addNatives() throws IOException {
		for (final Map.Entry<String, String> platform : new TreeMap<>(PLATFORMS)
			.entrySet())
		{
			final String ending = "-" + platform.getKey() + ".jar";
			final List<Path> jars = list(natives).stream().filter(file -> file
				.toString().endsWith(ending)).toList();
			if (jars.size() != 1) throw new IllegalStateException(natives + " has " +
				jars.size() + " engines for " + platform.getKey() +
				": there must be one");
			final String version = jars.get(0).getFileName().toString().replace(
				NATIVE + "-", "").replace(ending, "");
			// The updater takes what follows a version for a part of it.
			add(JARS + NATIVE + "-" + platform.getValue() + "-" + version + ".jar", jars
				.get(0), Optional.of(platform.getValue()));
		}
	}

	private void addTree(final String folder, final String name)
		throws IOException
	{
		final Path root = home.resolve(folder);
		for (final Path file : list(root)) {
			add(name + root.relativize(file).toString().replace('\\', '/'), file,
				Optional.empty());
		}
	}

	private static List<Path> list(final Path folder) throws IOException {
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).sorted().toList();
		}
	}

	private void write(final Path site, final SiteIndex before, final long now)
		throws IOException
	{
		final SiteIndex index = SiteIndex.empty();
		for (final SiteFile file : files) {
			final boolean main = base(file.name()).equals(JARS + MAIN + ".jar");
			final String sum = SiteIndex.checksum(file.name(), file.file());
			final Version version = before.sameOr(file.name(), new Version(file
				.name(), now, sum));
			index.add(new Entry(file.name(), file.platform(), Optional.of(version),
				Files.size(file.file()), main ? DESCRIPTION : "", main ? dependencies
					: List.of(), before.historyOf(file.name(), version, now)));
			final Path target = site.resolve(file.name() + "-" + version
				.timestamp());
			Files.createDirectories(target.getParent());
			Files.copy(file.file(), target);
		}
		before.goneFrom(index, now).forEach(index::add);
		index.write(site);
	}
}
