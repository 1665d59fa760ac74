package sc.fiji.superres.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Unpacks a zip file from an untrusted source.
 * <p>
 * Refused: entries that lead out of the folder, absolute paths, links,
 * duplicate names (ignoring case), more than 10,000 entries, more than 2 GiB in
 * all, more than 100 times the size of the zip file plus 16 MiB, entries whose
 * size or checksum differs from the declared one, and damaged or truncated
 * files. Declared values are checked before the first byte is written.
 * </p>
 */
public final class ZipUnpacker {

	static final int MOST_ENTRIES = 10_000;
	static final long MOST_BYTES = 2L << 30;
	static final long RATIO = 100;
	static final long SLACK = 16 << 20;

	private ZipUnpacker() {
		// Static methods only.
	}

	/**
	 * Unpacks a zip.
	 *
	 * @param folder where its files go
	 * @param wanted selects files by their names in the zip file; all are checked
	 * @throws IOException if it is unsafe, damaged or not a zip file
	 */
	public static void unpack(final Path zip, final Path folder,
		final Predicate<String> wanted) throws IOException
	{
		try (final ZipFile file = new ZipFile(zip.toFile())) {
			final List<? extends ZipEntry> entries = new ArrayList<>(Collections.list(
				file.entries()));
			check(zip, entries);
			ZipLinks.refuse(zip);
			for (final ZipEntry entry : entries) {
				if (!wanted.test(entry.getName())) continue;
				final Path target = folder.resolve(name(entry));
				if (entry.isDirectory()) {
					Files.createDirectories(target);
					continue;
				}
				Files.createDirectories(target.getParent());
				try (final InputStream in = file.getInputStream(entry)) {
					copy(in, target, entry);
				}
			}
		}
		catch (final IOException | IllegalArgumentException e) {
			throw new IOException("Cannot unpack " + zip +
				", it is unsafe, damaged or not a zip file: " + e.getMessage(), e);
		}
	}

	// -- Helper methods --

	private static void check(final Path zip,
		final List<? extends ZipEntry> entries) throws IOException
	{
		if (entries.size() > MOST_ENTRIES) throw new ZipException("it has " +
			entries.size() + " entries, more than " + MOST_ENTRIES);
		final long most = Math.min(MOST_BYTES, RATIO * Files.size(zip) + SLACK);
		long sum = 0;
		final Set<String> names = new HashSet<>();
		for (final ZipEntry entry : entries) {
			final String name = name(entry);
			if (!entry.isDirectory() && !names.add(name.toLowerCase(Locale.ROOT)))
				throw new ZipException("the name " + name + " is there twice");
			if (entry.getSize() < 0) throw new ZipException("the entry " + name +
				" does not say how large it is");
			sum += entry.getSize();
			if (sum > most) throw new ZipException("it unpacks to more than " + most +
				" bytes, which is too much for a zip of " + Files.size(zip) +
				" bytes: unpack it yourself if you trust it, and open the folder");
		}
	}

	/** Returns the name of an entry, which stays within the folder. */
	private static String name(final ZipEntry entry) throws ZipException {
		final String name = entry.getName();
		if (name.startsWith("/") || name.contains("\\") || name.contains(":") ||
			name.chars().anyMatch(c -> c < ' ') || List.of(name.split("/")).contains(
				"..")) throw new ZipException("the entry \"" + name +
					"\" leads out of its folder, or has a name that is not portable");
		return name;
	}

	private static void copy(final InputStream in, final Path target,
		final ZipEntry entry) throws IOException
	{
		final CRC32 crc = new CRC32();
		final byte[] buffer = new byte[1 << 16];
		long size = 0;
		try (final OutputStream out = Files.newOutputStream(target,
			StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))
		{
			for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
				size += n;
				if (size > entry.getSize()) throw new ZipException("the entry " + entry
					.getName() + " unpacks to more than the " + entry.getSize() +
					" bytes that it declares");
				crc.update(buffer, 0, n);
				out.write(buffer, 0, n);
			}
		}
		if (size != entry.getSize() || crc.getValue() != entry.getCrc())
			throw new ZipException("the entry " + entry.getName() +
				" differs from its declaration in size or checksum");
	}
}
