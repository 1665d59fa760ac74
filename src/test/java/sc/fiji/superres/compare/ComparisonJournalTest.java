package sc.fiji.superres.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.io.FileSaver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.file.FolderContent;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.network.TestNetworks;

class ComparisonJournalTest {

	/** What ends each line: seconds are never the same. */
	private static final String TIME = ",[^,]+,[^,]+$";

	@TempDir
	Path folder;

	private Path csv;
	private Path plots;
	private Path unfinished;
	private List<Path> files;
	private List<String> models = List.of("bicubic", "nearest");
	private int scale = 2;

	@BeforeEach
	void writeImages() throws IOException {
		csv = folder.resolve("scores.csv");
		plots = folder.resolve("plots");
		unfinished = folder.resolve("scores.csv.unfinished");
		files = new ArrayList<>();
		for (int i = 0; i < 3; i++)
			files.add(ReportImages.save(ReportImages.bytes(30, 30, i), folder.resolve(i +
				", a.tif")));
	}

	/** Stopped again and again, it ends with the files of an unbroken run. */
	@Test
	void goesOnWhereItWasStopped() throws IOException {
		run(Integer.MAX_VALUE);
		final List<String> scores = scores();
		final List<String> names = names();
		assertEquals(7, scores.size());
		assertEquals(6, names.size());
		Files.delete(csv);
		for (final String name : names)
			Files.delete(plots.resolve(name));

		int runs = 0;
		while (!Files.exists(csv)) {
			runs++;
			try {
				run(3);
			}
			catch (final CancellationException stop) {
				assertTrue(Files.exists(unfinished));
				assertFalse(Files.exists(csv));
			}
			assertTrue(runs < 9);
		}
		assertEquals(3, runs);
		assertEquals(scores, scores());
		assertEquals(names, names());
		assertFalse(Files.exists(unfinished));
	}

	@Test
	void takesUpScoresAndNotLinesThatAreCutOff() throws IOException {
		assertThrows(CancellationException.class, () -> run(2));
		final String line = rows().get(0);
		assertTrue(line.startsWith("row,\"0, a.tif\",1,bicubic,2,"), line);
		// As no run would have it, to see where it comes from.
		Files.writeString(unfinished, Files.readString(unfinished).replace(line,
			"row,\"0, a.tif\",1,bicubic,2,11.000000,0.500000,7.000000,9.000000") +
			"row,\"1, a.tif\",1,bicu");
		final ComparisonResult result = run(Integer.MAX_VALUE);
		assertEquals(6, result.rows().size());
		assertEquals(new ComparisonRow("0, a.tif", 1, "bicubic", 2, 11, 0.5, 7, 9),
			result.rows().get(0));
		assertEquals("1, a.tif", result.rows().get(2).image());
		assertTrue(Files.readString(csv).contains(",11.000000,0.500000,"));
		assertEquals(2, result.costs().size());
	}

	@Test
	void stacksGoOnAmongTheirSlices() throws IOException {
		files = List.of(folder.resolve("s.tif"));
		new FileSaver(ReportImages.stack("s", ReportImages.bytes(30, 30, 1),
			ReportImages.bytes(30, 30, 2), ReportImages.bytes(30, 30, 3))).saveAsTiff(files
				.get(0).toString());
		assertThrows(CancellationException.class, () -> run(3));
		final List<String> before = rows();
		assertEquals(3, before.size());
		run(Integer.MAX_VALUE);
		assertEquals(before, Files.readAllLines(csv).subList(1, 4).stream().map(
			line -> "row," + line).toList());
		assertEquals(7, scores().size());
		assertTrue(names().contains("s.tif-psnr-x2.plot.png"), names()::toString);
	}

	/** The scores are safe before the plots are drawn; the same line goes on. */
	@Test
	void scoresAreWrittenBeforeThePlots() throws IOException {
		final ComparisonResult result = run(Integer.MAX_VALUE);
		final String scores = Files.readString(csv);
		Files.delete(csv);
		try (Stream<Path> all = Files.list(plots)) {
			for (final Path file : all.toList())
				Files.delete(file);
		}
		try (ComparisonJournal journal = ComparisonJournal.open(csv, plots,
			false))
		{
			journal.begin(task());
			for (final ComparisonRow row : result.rows())
				journal.add(row);
			// Of another, who came in between.
			Files.writeString(plots.resolve("psnr-distribution-x2.plot.png"), "mine");
			assertThrows(IOException.class, () -> journal.finish(result, ComparisonPlots.of(result
				.rows())));
		}
		assertEquals(scores, Files.readString(csv));
		assertTrue(Files.exists(unfinished));
		Files.delete(plots.resolve("psnr-distribution-x2.plot.png"));
		run(Integer.MAX_VALUE);
		assertEquals(scores, Files.readString(csv));
		assertEquals(6, names().size());
		assertFalse(Files.exists(unfinished));
	}

	/** Names and values are compared, and not what is said about them. */
	@Test
	void anotherTaskIsRefused() throws IOException {
		assertThrows(CancellationException.class, () -> run(2));
		final List<String> mine = models;
		models = List.of("bicubic", "area");
		refuses("models is bicubic,area, but was bicubic,nearest");
		models = mine;
		scale = 3;
		refuses("x2 bits is not given, but was 0; ");
		scale = 2;
		files = files.subList(0, 2);
		refuses("image 2, a.tif is not given, but was ");
	}

	/** Else scores of images that no longer exist would be taken up. */
	@Test
	void changedImageIsRefused() throws IOException {
		assertThrows(CancellationException.class, () -> run(2));
		ReportImages.save(ReportImages.bytes(30, 30, 9), files.get(1));
		refuses("image 1, a.tif is ");
		ReportImages.save(ReportImages.bytes(30, 30, 1), files.get(1));
		assertEquals(6, run(Integer.MAX_VALUE).rows().size());
	}

	@Test
	void changedModelIsRefused() throws IOException {
		final Path model = TestNetworks.writeSmall(folder);
		models = List.of(model.toString());
		assertThrows(CancellationException.class, () -> run(2));
		final byte[] before = Files.readAllBytes(model);
		Files.write(model, new byte[1], StandardOpenOption.APPEND);
		refuses("model " + model + " is ");
		Files.write(model, before);
		assertEquals(3, run(Integer.MAX_VALUE).rows().size());
	}

	@Test
	void damagedJournalIsRefused() throws IOException {
		assertThrows(CancellationException.class, () -> run(2));
		Files.writeString(unfinished, "rubbish\n", StandardOpenOption.APPEND);
		assertTrue(assertThrows(IOException.class, () -> run(9)).getMessage()
			.contains("holds the entry 'rubbish': delete it"));
	}

	@Test
	void oneRunAtATime() throws IOException {
		try (ComparisonJournal first = ComparisonJournal.open(csv, null, false);
				ComparisonJournal second = ComparisonJournal.open(csv, null, false))
		{
			first.begin(task());
			final String message = assertThrows(IOException.class, () -> second.begin(
				task())).getMessage();
			assertTrue(message.contains("written by another comparison"), message);
		}
		assertFalse(Files.exists(unfinished));
		run(Integer.MAX_VALUE);
	}

	@Test
	void filesOfOthersAreKept() throws IOException {
		Files.createDirectories(plots);
		final Path figure = plots.resolve("1, a-x2.png");
		Files.writeString(figure, "precious");
		for (int i = 0; i < 2; i++) {
			final String message = assertThrows(IOException.class, () -> run(
				Integer.MAX_VALUE)).getMessage();
			assertTrue(message.contains("already exists"), message);
			assertEquals("precious", Files.readString(figure));
		}
		assertFalse(Files.exists(csv));
		Files.delete(figure);
		run(Integer.MAX_VALUE);
		assertEquals(7, scores().size());
	}

	// -- Helper methods --

	/** Compares, until so many tiles are done. */
	private ComparisonResult run(final int tiles) throws IOException {
		final Progress progress = new Progress() {

			private int done;

			@Override
			public void update(final double fraction, final String what) {
				done++;
			}

			@Override
			public boolean cancelled() {
				return done >= tiles;
			}
		};
		try (ComparisonJournal journal = ComparisonJournal.open(csv, plots,
			false))
		{
			final ComparisonResult result = Comparison.files(files,
				ComparisonProtocol.of(Degradation.bicubic(scale)), models, journal, progress);
			journal.finish(result, ComparisonPlots.of(result
				.rows()));
			return result;
		}
	}

	private ComparisonTask task() {
		return ComparisonTask.of(ComparisonProtocol.of(Degradation.bicubic(
			scale)), models, files);
	}

	/** Refuses to go on, and leaves the journal as it is. */
	private void refuses(final String difference) throws IOException {
		final String kept = Files.readString(unfinished);
		final String message = assertThrows(IOException.class, () -> run(
			Integer.MAX_VALUE)).getMessage();
		assertTrue(message.contains("is the journal of another comparison (" +
			difference) && message.contains("delete it"), message);
		assertTrue(message.length() < 500, message);
		assertEquals(kept, Files.readString(unfinished));
	}

	private List<String> rows() throws IOException {
		return Files.readAllLines(unfinished).stream().filter(line -> line
			.startsWith("row,")).toList();
	}

	private List<String> scores() throws IOException {
		return Files.readAllLines(csv).stream().map(line -> line.replaceFirst(TIME,
			"")).toList();
	}

	private List<String> names() throws IOException {
		return FolderContent.names(plots);
	}
}
