package sc.fiji.superres.file;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

	@TempDir
	private Path folder;
	private Path target;

	@BeforeEach
	void setUp() {
		target = folder.resolve("out.tif");
	}

	/** The temporary file has a longer name than the file itself. */
	@Test
	void namesThatLeaveNoRoomAreRefusedWithTheReason() {
		final String name = "\u00e4".repeat(125) + ".txt";
		final String message = assertThrows(IOException.class, () -> AtomicFiles.write(
			folder.resolve(name), false, part -> Files.writeString(part, "x")))
				.getMessage();
		assertTrue(message.contains("has a name of 254 bytes") && message.contains(
			"choose a shorter name"), message);
	}

	@Test
	void writesFiles() throws IOException {
		AtomicFiles.write(target, false, part -> {
			assertFalse(Files.exists(target));
			assertTrue(part.toString().endsWith(".tif"));
			Files.writeString(part, "new");
		});
		assertEquals("new", Files.readString(target));
		assertContent("out.tif");
	}

	@Test
	void replacesFilesOnlyWhenAllowed() throws IOException {
		Files.writeString(target, "old");
		final IOException e = assertThrows(FileAlreadyExistsException.class,
			() -> AtomicFiles.write(target, false, part -> Files.writeString(part,
				"new")));
		assertTrue(e.getMessage().contains("out.tif"), e.getMessage());
		assertEquals("old", Files.readString(target));
		AtomicFiles.write(target, true, part -> Files.writeString(part, "new"));
		assertEquals("new", Files.readString(target));
		assertContent("out.tif");
	}

	@Test
	void writesWhereALinkPoints() throws IOException {
		Files.writeString(folder.resolve("real.tif"), "old");
		Files.createSymbolicLink(target, Path.of("real.tif"));
		AtomicFiles.write(target, true, part -> Files.writeString(part, "new"));
		assertTrue(Files.isSymbolicLink(target));
		assertEquals("new", Files.readString(folder.resolve("real.tif")));
	}

	@Test
	void keepsTheOldFileWhenWritingFails() throws IOException {
		Files.writeString(target, "old");
		final IOException e = assertThrows(IOException.class, () -> AtomicFiles
			.write(target, true, part -> {
				Files.writeString(part, "half");
				throw new IOException("No space left on device");
			}));
		assertTrue(e.getMessage().startsWith("Cannot write " + target +
			": No space left on device"), e.getMessage());
		assertEquals("old", Files.readString(target));
		assertContent("out.tif");
	}

	@Test
	void reportsAFullDisk() throws IOException {
		final Path full = Path.of("/dev/full");
		Assumptions.assumeTrue(Files.exists(full), "Needs /dev/full of Linux");
		final IOException e = assertThrows(IOException.class, () -> AtomicFiles
			.write(target, false, part -> {
				Files.writeString(part, "half");
				Files.write(full, new byte[100]);
			}));
		assertTrue(e.getMessage().contains(target.toString()), e.getMessage());
		assertTrue(e.getMessage().contains("No space left"), e.getMessage());
		assertContent();
	}

	@Test
	void leavesNothingWhenStopped() throws IOException {
		assertThrows(CancellationException.class, () -> AtomicFiles.write(target,
			false, part -> {
				Files.writeString(part, "half");
				throw new CancellationException();
			}));
		assertContent();
	}

	@Test
	void refusesAWriterThatWroteNothing() throws IOException {
		assertThrows(IOException.class, () -> AtomicFiles.write(target, false,
			part -> {}));
		assertContent();
	}

	@Test
	void refusesMissingFoldersBeforeWriting() {
		final Path nowhere = folder.resolve("none/out.tif");
		final IOException e = assertThrows(NoSuchFileException.class,
			() -> AtomicFiles.check(nowhere, true));
		assertTrue(e.getMessage().contains(folder.resolve("none").toString()), e
			.getMessage());
	}

	@Test
	void refusesAFolderForAFileAndAFileForAFolder() throws IOException {
		final Path inner = Files.createDirectory(folder.resolve("inner"));
		assertThrows(IOException.class, () -> AtomicFiles.write(inner, true,
			part -> Files.writeString(part, "x")));
		Files.writeString(target, "old");
		assertThrows(IOException.class, () -> AtomicFiles.writeFolder(target, true,
			part -> {}));
		assertContent("inner", "out.tif");
	}

	@Test
	void replacesFoldersAsAWhole() throws IOException {
		final Path model = folder.resolve("model");
		AtomicFiles.writeFolder(model, false, part -> Files.writeString(part
			.resolve("a"), "1"));
		assertThrows(FileAlreadyExistsException.class, () -> AtomicFiles
			.writeFolder(model, false, part -> {}));
		AtomicFiles.writeFolder(model, true, part -> Files.writeString(part.resolve(
			"b"), "2"));
		assertEquals(List.of("b"), FolderContent.names(model));
		assertContent("model");
	}

	@Test
	void keepsTheOldFolderWhenWritingFails() throws IOException {
		final Path model = Files.createDirectory(folder.resolve("model"));
		Files.writeString(model.resolve("a"), "1");
		assertThrows(IOException.class, () -> AtomicFiles.writeFolder(model, true,
			part -> {
				Files.createDirectory(part.resolve("sub"));
				Files.writeString(part.resolve("sub/b"), "half");
				throw new IOException("No space left on device");
			}));
		assertEquals(List.of("a"), FolderContent.names(model));
		assertContent("model");
	}

	/** Found by trying, as root may write everywhere that is not read-only. */
	@Test
	void placesThatCannotBeWrittenAreFoundBefore() throws IOException {
		final Path kernel = Path.of("/proc/self");
		Assumptions.assumeTrue(Files.isDirectory(kernel), "Needs /proc of Linux");
		for (final Path place : List.of(kernel.resolve("out.tif"), folder.resolve("n"
			.repeat(300)))) {
			final IOException e = assertThrows(IOException.class, () -> AtomicFiles
				.check(place, false));
			assertTrue(e.getMessage().startsWith("Cannot write " + place + ": "), e
				.getMessage());
		}
		AtomicFiles.check(target, false);
		assertContent();
	}

	/** Killed between the two moves, and while it wrote. */
	@Test
	void recoversWhatKilledWritersLeft() throws Exception {
		final String dead = Owner.id(ended());
		final String alive = Owner.id();
		for (final String name : List.of("old-" + dead + "-0123abcd-lost", "part-" +
			dead + "-0123abcd-lost", "old-" + dead + "-0123abcd-there", "part-" +
				alive + "-0123abcd-there"))
			Files.writeString(Files.createDirectory(folder.resolve("." + name))
				.resolve("a"), name);
		Files.createDirectory(folder.resolve("there"));
		Files.writeString(folder.resolve(".part-" + dead + "-0123abcd-other"), "");
		assertEquals(List.of(folder.resolve("lost")), AtomicFiles.recover(folder,
			path -> !path.endsWith("other")));
		assertEquals("old-" + dead + "-0123abcd-lost", Files.readString(folder
			.resolve("lost/a")));
		assertContent(".part-" + dead + "-0123abcd-other", ".part-" + alive +
			"-0123abcd-there", "lost", "there");
		assertEquals(List.of(), AtomicFiles.recover(folder.resolve("none"),
			path -> true));
	}

	/** Numbers are given anew: in a container each process may have the same. */
	@Test
	void anOlderProcessOfTheSameNumberIsAnother() throws IOException {
		final Path part = Files.writeString(folder.resolve(".part-" + Owner
			.id() + "-0123abcd-out.tif"), "");
		Files.setLastModifiedTime(part, FileTime.fromMillis(1_000_000));
		AtomicFiles.recover(folder, path -> true);
		assertContent();
	}

	/** Nobody here knows whether a process of another machine is alive. */
	@Test
	void filesOfOtherMachinesAreKeptForAnHour() throws Exception {
		final String there = "0123abcd_" + Long.toHexString(ended());
		final Path part = Files.writeString(folder.resolve(".part-" + there +
			"-0123abcd-out.tif"), "");
		AtomicFiles.recover(folder, path -> true);
		assertContent(".part-" + there + "-0123abcd-out.tif");
		Files.setLastModifiedTime(part, FileTime.from(Instant.now().minus(Duration
			.ofMinutes(61))));
		AtomicFiles.recover(folder, path -> true);
		assertContent();
	}

	/** Another process that looks between the two moves puts the old one back. */
	@Test
	void folderIsReplacedWhileOthersRecover() throws Exception {
		final Path model = folder.resolve("model");
		AtomicFiles.writeFolder(model, false, part -> Files.writeString(part
			.resolve("a"), "0"));
		final AtomicBoolean done = new AtomicBoolean();
		final CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
			while (!done.get()) putBack(model);
		});
		for (int i = 1; i < 200; i++) {
			final String text = Integer.toString(i);
			AtomicFiles.writeFolder(model, true, part -> Files.writeString(part
				.resolve("a"), text));
			assertEquals(text, Files.readString(model.resolve("a")));
		}
		done.set(true);
		others.get();
		assertContent("model");
	}

	// -- Helper methods --

	private void putBack(final Path model) {
		try (Stream<Path> files = Files.list(folder)) {
			for (final Path old : files.filter(file -> file.getFileName().toString()
				.startsWith(".old-")).toList())
				if (Files.notExists(model)) Files.move(old, model);
		}
		catch (final IOException e) {
			// The writer was faster.
		}
	}

	private static long ended() throws Exception {
		final Process process = new ProcessBuilder("true").start();
		process.waitFor();
		return process.pid();
	}

	private void assertContent(final String... names) throws IOException {
		assertEquals(Stream.of(names).sorted().toList(), FolderContent.names(folder));
	}
}
