package sc.fiji.superres.training;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import sc.fiji.superres.file.AtomicFiles;
import sc.fiji.superres.file.Csv;

/**
 * The scores of a training, in memory and in a CSV file that is always
 * complete.
 */
public final class TrainingLog {

	static final String FILE = "log.csv";

	private static final List<String> HEAD = List.of("step", "loss", "psnr",
		"bicubic", "rate");

	private final Path file;
	private final List<Line> lines = new ArrayList<>();

	/**
	 * One score.
	 *
	 * @param step after which it was taken
	 * @param loss mean absolute error since the last score; NaN at the start
	 * @param psnr mean over the validation set in dB
	 * @param bicubic PSNR of bicubic interpolation in dB
	 * @param rate learning rate of the step
	 */
	public record Line(int step, double loss, double psnr, double bicubic,
		double rate)
	{

		private String toText() {
			return String.format(Locale.ROOT, "%d,%.6f,%.4f,%.4f,%.3g\n", step, loss,
				psnr, bicubic, rate);
		}

		private static Line of(final List<String> cells) {
			return new Line(Integer.parseInt(cells.get(0)), Double.parseDouble(cells
				.get(1)), Double.parseDouble(cells.get(2)), Double.parseDouble(cells
					.get(3)), Double.parseDouble(cells.get(4)));
		}
	}

	TrainingLog(final Path folder) {
		file = folder.resolve(FILE);
	}

	/** Returns the scores so far. */
	List<Line> lines() {
		return List.copyOf(lines);
	}

	/** Returns the score before the first step, to the digits of the file. */
	double before() {
		return Double.parseDouble(String.format(Locale.ROOT, "%.4f", lines.get(0)
			.psnr()));
	}

	/** Returns the loss up to the first score after the start; NaN before that. */
	double firstLoss() {
		return lines.size() < 2 ? Double.NaN : lines.get(1).loss();
	}

	/** Returns the last step that was scored. */
	int lastStep() {
		return lines.get(lines.size() - 1).step();
	}

	void add(final Line line) throws IOException {
		lines.add(line);
		write();
	}

	/** Continues the file of an interrupted training, up to a step. */
	void cut(final int step) throws IOException {
		final List<List<String>> rows = Csv.parse(Files.readString(file));
		lines.clear();
		rows.stream().skip(1).map(Line::of).filter(line -> line.step() <= step)
			.forEach(lines::add);
		write();
	}

	private void write() throws IOException {
		final StringBuilder text = new StringBuilder(Csv.line(HEAD));
		lines.forEach(line -> text.append(line.toText()));
		AtomicFiles.write(file, true, part -> Files.writeString(part, text));
	}
}
