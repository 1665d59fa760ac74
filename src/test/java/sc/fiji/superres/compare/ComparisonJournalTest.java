package sc.fiji.superres.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.io.FileSaver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.measure.ReportImages;

class ComparisonJournalTest {

	private static final List<String> MODELS = List.of("bicubic", "nearest");

	/** What ends each line: seconds are never the same. */
	private static final String TIME = ",[^,]+,[^,]+$";

	@TempDir
	Path folder;

	private Path csv;
	private Path plots;
	private Path unfinished;
	private List<Path> files;

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
		final String line = Files.readAllLines(unfinished).get(2);
		assertTrue(line.startsWith("\"0, a.tif\",1,bicubic,2,"), line);
		// As no run would have it, to see where it comes from.
		Files.writeString(unfinished, Files.readString(unfinished).replace(line,
			"\"0, a.tif\",1,bicubic,2,11.000000,0.500000,7.000000,9.000000") +
			"\"1, a.tif\",1,bicu");
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
		final List<String> before = Files.readAllLines(unfinished);
		assertEquals(2 + 3, before.size());
		run(Integer.MAX_VALUE);
		assertEquals(before.subList(2, 5), Files.readAllLines(csv).subList(1, 4));
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
		try (ComparisonJournal journal = ComparisonJournal.open(csv, plots, false,
			"settings"))
		{
			for (final ComparisonRow row : result.rows())
				journal.add(row);
			// Of another, who came in between.
			Files.writeString(plots.resolve("psnr-distribution-x2.plot.png"), "mine");
			assertThrows(IOException.class, () -> journal.finish(result));
		}
		assertEquals(scores, Files.readString(csv));
		assertTrue(Files.exists(unfinished));
		Files.delete(plots.resolve("psnr-distribution-x2.plot.png"));
		run(Integer.MAX_VALUE);
		assertEquals(scores, Files.readString(csv));
		assertEquals(6, names().size());
		assertFalse(Files.exists(unfinished));
	}

	@Test
	void otherSettingsAreRefused() throws IOException {
		assertThrows(CancellationException.class, () -> run(2));
		final String kept = Files.readString(unfinished);
		final String message = assertThrows(IOException.class,
			() -> ComparisonJournal.open(csv, plots, false, "others")).getMessage();
		assertTrue(message.contains("other settings (# settings, not # others)") &&
			message.contains("delete it"), message);
		assertEquals(kept, Files.readString(unfinished));
		Files.writeString(unfinished, "# settings\nrubbish\n");
		assertTrue(assertThrows(IOException.class, () -> run(9)).getMessage()
			.contains("'rubbish' is no line of scores"));
	}

	@Test
	void oneRunAtATime() throws IOException {
		try (ComparisonJournal first = ComparisonJournal.open(csv, null, false,
			"settings"))
		{
			final String message = assertThrows(IOException.class,
				() -> ComparisonJournal.open(csv, null, false, "settings"))
					.getMessage();
			assertTrue(message.contains("written by another comparison"), message);
		}
		ComparisonJournal.open(csv, null, false, "settings").close();
	}

	@Test
	void filesOfOthersAreKept() throws IOException {
		Files.createDirectories(plots);
		final Path figure = plots.resolve("1, a-x2.png");
		Files.writeString(figure, "precious");
		for (int i = 0; i < 2; i++) {
			final String message = assertThrows(IOException.class, () -> run(
				Integer.MAX_VALUE)).getMessage();
			assertTrue(message.contains("exists already"), message);
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
		try (ComparisonJournal journal = ComparisonJournal.open(csv, plots, false,
			"settings"))
		{
			final ComparisonResult result = Comparison.files(files, List.of(
				Degradation.bicubic(2)), MODELS, journal, progress);
			journal.finish(result);
			return result;
		}
	}

	private List<String> scores() throws IOException {
		return Files.readAllLines(csv).stream().map(line -> line.replaceFirst(TIME,
			"")).toList();
	}

	private List<String> names() throws IOException {
		try (Stream<Path> all = Files.list(plots)) {
			return all.map(file -> file.getFileName().toString()).sorted().toList();
		}
	}
}
