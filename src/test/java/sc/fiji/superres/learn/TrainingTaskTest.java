package sc.fiji.superres.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.process.ImageProcessor;
import net.imglib2.Interval;

import net.imglib2.Dimensions;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.compare.Multiplied;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.measure.ReportImages;
import sc.fiji.superres.model.Provenance.Figure;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

class TrainingTaskTest {

	private static final int SIDE = 32;

	@TempDir
	private Path folder;

	/** A slice that the model makes identical counts for neither method. */
	@Test
	void bothMethodsAreMeasuredOnTheSameSlices() throws IOException {
		final ImageProcessor known = ReportImages.bytes(SIDE, SIDE, 1);
		final ImageProcessor other = ReportImages.bytes(SIDE, SIDE, 2);
		final List<Figure> both = figures("both", known, other);
		final List<Figure> one = figures("one", other);
		assertEquals(2, both.size());
		for (int i = 0; i < 2; i++) {
			assertEquals(one.get(i).bicubic(), both.get(i).bicubic());
			assertEquals(one.get(i).model(), both.get(i).model());
		}
		assertNotEquals(figures("known", known).get(0).bicubic(), both.get(0)
			.bicubic());
	}

	/** Returns the figures of a model that makes the first image of all. */
	private List<Figure> figures(final String name,
		final ImageProcessor... slices) throws IOException
	{
		final Path benchmark = Files.createDirectory(folder.resolve(name));
		ImageFiles.save(ReportImages.stack(name, slices), benchmark.resolve("a.tif"),
			false, Progress.NONE);
		final TrainingTask task = new TrainingTask(TrainingSource.of(benchmark),
			DegradationRange.of(Degradation.bicubic(2)), Supervision.PAIRS, List.of(benchmark), "Somebody", "CC0-1.0", "");
		return task.figures(new Known(ReportImages.bytes(SIDE, SIDE, 1)),
			Progress.NONE);
	}

	/** Always gives the same plane. */
	private record Known(ImageProcessor plane) implements Upscaler {

		@Override
		public int channels() {
			return 1;
		}

		@Override
		public double scale(final int axis) {
			return axis < 2 ? 2 : 1;
		}

		@Override
		public long halo(final int axis) {
			return 0;
		}

		@Override
		public PreparedOperation prepare(final Dimensions size,
			final Intensities... intensities)
		{
			return new Multiplied(Resampler.by(Sampling.of(Kernel.named("nearest")), 2,
				2).prepare(size), 1)
			{

				@Override
				public void fill(final float[] source, final Interval from,
					final float[] target, final Interval to)
				{
					int i = 0;
					for (long y = to.min(1); y <= to.max(1); y++)
						for (long x = to.min(0); x <= to.max(0); x++)
							target[i++] = plane.getf((int) x, (int) y);
				}
			};
		}

		@Override
		public void close() {
			// Nothing is held.
		}
	}
}
