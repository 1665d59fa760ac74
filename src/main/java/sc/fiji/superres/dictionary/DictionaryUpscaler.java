package sc.fiji.superres.dictionary;

import java.util.List;

import java.util.Arrays;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Rows;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * A {@link Dictionary} as an {@link Upscaler}: bicubic interpolation plus the
 * mean correction by overlapping patches. Outside, the plane is mirrored about
 * the outer edges of its border pixels, so that each pixel lies in the same
 * number of patches. Every sum is computed in the same order, however tiles and
 * threads are cut, so that results are identical bit for bit.
 */
public final class DictionaryUpscaler implements Upscaler {

	/** Side of a tile in low-resolution pixels. */
	private static final int TILE = 256;

	/** Minimum number of rows of patches for a thread. */
	private static final int ROWS = 32;

	/** Number of rows of a band per row that the previous band looks up, too. */
	private static final int SHARED = 8;

	private final Dictionary dictionary;
	private final PatchShape shape;

	/** The correction of a patch by each feature, for each anchor. */
	private final float[][][] regressors;

	/** Creates an upscaler, which needs not be closed. */
	public DictionaryUpscaler(final Dictionary dictionary) {
		this.dictionary = dictionary;
		this.shape = dictionary.shape();
		final float[] values = dictionary.regressors().values();
		final int length = shape.high() * shape.high();
		regressors = new float[dictionary.atoms()][dictionary.dimensions()][];
		for (int i = 0; i * length < values.length; i++)
			regressors[i / dictionary.dimensions()][i % dictionary.dimensions()] = Arrays
				.copyOfRange(values, i * length, (i + 1) * length);
	}

	@Override
	public int channels() {
		return 1;
	}

	@Override
	public double scale(final int axis) {
		return axis == 2 ? 1 : shape.scale();
	}

	@Override
	public long halo(final int axis) {
		return axis == 2 ? 0 : shape.reach();
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		return new Patches(MirroredPlane.of(size, intensities));
	}

	@Override
	public long parameters() {
		return dictionary.parameters();
	}

	/** The dictionary bound to planes of one size. */
	private final class Patches implements PreparedOperation {

		private final MirroredPlane plane;

		Patches(final MirroredPlane plane) {
			this.plane = plane;
		}

		@Override
		public Dimensions target() {
			return new FinalDimensions((long) plane.width() * shape.scale(),
				(long) plane.height() * shape.scale());
		}

		@Override
		public Interval source(final Interval target) {
			return plane.inside(around(target));
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			final MirroredPlane.Block low = plane.read(source, from, around(to));
			final float[] bicubic = bicubic(low);
			Loop.run(low.height() - 2 * shape.reach(), Math.max(ROWS, SHARED * (shape
				.patch() - 1)), Progress.NONE, (first, end) -> new Band(low, bicubic,
					first, end).fill(target, to));
		}

		@Override
		public List<Interval> tiles(final int side) {
			final long length = side > 0 ? side : (long) TILE * shape.scale();
			return Tiles.grid(target(), length, length);
		}

		/** The mirrored block, and twice the enlarged one. */
		@Override
		public long workspace(final Interval tile) {
			return Intervals.numElements(around(tile)) * Float.BYTES * (1 + 2L * shape
				.scale() * shape.scale());
		}

		/** Returns the LR pixels that a target depends on. */
		private Interval around(final Interval target) {
			final int scale = shape.scale();
			return Intervals.expand(Intervals.createMinMax(target.min(0) / scale,
				target.min(1) / scale, target.max(0) / scale, target.max(1) / scale),
				shape.reach());
		}

		private float[] bicubic(final MirroredPlane.Block low) {
			if (shape.scale() == 1) return low.samples();
			return Resampler.by(Sampling.of(Kernel.named("bicubic")), shape.scale(),
				shape.scale()).plane(low.samples(), low.width(), low.height());
		}

		/** Some rows of LR pixels, enlarged by one thread. */
		private final class Band {

			private final MirroredPlane.Block low;
			private final float[] bicubic;
			private final int first;
			private final int end;
			/** Patches along x, the first ones begin left of the target. */
			private final int patches;
			/** Sums of patches; the first column is that of the first patch. */
			private final int stride;
			private final float[] sums;
			private final PatchBlock block = new PatchBlock(dictionary);
			private final float[] features = new float[dictionary.dimensions()];
			private final float[] added = new float[shape.high() * shape.high()];

			Band(final MirroredPlane.Block low, final float[] bicubic, final int first,
				final int end)
			{
				this.low = low;
				this.bicubic = bicubic;
				this.first = first;
				this.end = end;
				patches = low.width() - shape.window() + 1;
				stride = (patches + shape.patch() - 1) * shape.scale();
				sums = new float[(end - first) * shape.scale() * stride];
			}

			void fill(final float[] target, final Interval to) {
				for (int row = first - shape.patch() + 1; row < end; row++) {
					final int start = (row + shape.patch() - 1) * low.width();
					for (int x = 0; x < patches; x += Correlations.BLOCK) {
						final int count = Math.min(Correlations.BLOCK, patches - x);
						block.find(low, start + x, count);
						for (int i = 0; i < count; i++)
							add(i, x + i, row);
					}
				}
				copy(target, to);
			}

			/** Adds the correction of bicubic interpolation by a patch. */
			private void add(final int i, final int x, final int row) {
				final int side = shape.high();
				block.features(i, features);
				Rows.sum(features, 0, regressors[block.nearest().anchor(i)], added,
					added.length);
				final int top = (row - first) * shape.scale();
				final int last = Math.min(side, (end - first) * shape.scale() - top);
				for (int y = Math.max(0, -top); y < last; y++) {
					final int at = (top + y) * stride + x * shape.scale();
					for (int k = 0; k < side; k++)
						sums[at + k] += added[y * side + k];
				}
			}

			/** Writes the rows of the target that lie in this band. */
			private void copy(final float[] target, final Interval to) {
				final int scale = shape.scale();
				final int width = (int) to.dimension(0);
				final int left = (int) (to.min(0) % scale);
				final int top = (int) (to.min(1) % scale);
				final int beyond = shape.reach() * scale;
				final int inside = (shape.patch() - 1) * scale + left;
				final float share = 1f / (shape.patch() * shape.patch());
				final int from = Math.max(0, first * scale - top);
				final int last = (int) Math.min(to.dimension(1), end * scale - top);
				for (int y = from; y < last; y++) {
					final int sum = (top + y - first * scale) * stride + inside;
					final int base = (beyond + top + y) * low.width() * scale + beyond +
						left;
					for (int x = 0; x < width; x++)
						target[y * width + x] = bicubic[base + x] + share * sums[sum + x] +
							plane.offset();
				}
			}
		}
	}
}
