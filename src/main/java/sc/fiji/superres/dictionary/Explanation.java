package sc.fiji.superres.dictionary;

import java.util.List;
import java.util.Locale;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Tiles;
import sc.fiji.superres.filter.PlaneFilter;

/**
 * Maps how a dictionary treats each patch of an LR image, as an operation of
 * scale 1. The patch of a pixel is centered on it, or half a pixel to the left
 * and above if its side is even. Patches whose features are shorter than 1/255
 * of the range have too little structure to look up: they are 0 in both maps.
 */
public enum Explanation {

		/** The number of the anchor used for the patch, from 1. */
		ANCHOR {

			@Override
			float value(final int anchor, final double cosine) {
				return anchor + 1;
			}
		},

		/**
		 * The distance of the patch from its anchor: the sine of the angle between
		 * their features, 0 if they are equal except for contrast, near 1 if the
		 * dictionary has never seen such a structure.
		 */
		DISTANCE {

			@Override
			float value(final int anchor, final double cosine) {
				return (float) Math.sqrt(Math.max(0, 1 - cosine * cosine));
			}
		};

	/**
	 * Minimum length of the features, as a fraction of the range, for a patch to
	 * be looked up.
	 */
	private static final double STRUCTURE = 1.0 / 255;

	/** Side of a tile in pixels. */
	private static final int TILE = 512;

	/** Number of rows for a thread. */
	private static final int ROWS = 16;

	/** Returns the map as an operation of scale 1. */
	public BlockOperation of(final Dictionary dictionary) {
		return new PlaneFilter() {

			@Override
			public long halo(final int axis) {
				return axis == 2 ? 0 : dictionary.shape().reach();
			}

			@Override
			public PreparedOperation prepare(final Dimensions size,
				final Intensities... intensities)
			{
				final double range = intensities[0].high() - intensities[0].low();
				return new Map(dictionary, MirroredPlane.of(size, intensities),
					STRUCTURE * range);
			}
		};
	}

	/**
	 * Returns the value of the map.
	 *
	 * @param anchor number of the anchor, from 0
	 * @param cosine of the angle between the features and the anchor
	 */
	abstract float value(int anchor, double cosine);

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** The map of planes of one size. */
	private final class Map implements PreparedOperation {

		private final Dictionary dictionary;
		private final PatchShape shape;
		private final MirroredPlane plane;
		private final double least;

		Map(final Dictionary dictionary, final MirroredPlane plane,
			final double least)
		{
			this.dictionary = dictionary;
			this.shape = dictionary.shape();
			this.plane = plane;
			this.least = least;
		}

		@Override
		public Dimensions target() {
			return new FinalDimensions(plane.width(), plane.height());
		}

		@Override
		public Interval source(final Interval target) {
			return plane.inside(Intervals.expand(target, shape.reach()));
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			final MirroredPlane.Block low = plane.read(source, from, Intervals.expand(
				to, shape.reach()));
			// The window of the patch of the first pixel, in the block.
			final int first = shape.reach() - shape.halo() - (shape.patch() - 1) / 2;
			final int width = (int) to.dimension(0);
			Loop.run((int) to.dimension(1), ROWS, Progress.NONE, (top, end) -> {
				final PatchBlock block = new PatchBlock(dictionary);
				for (int y = top; y < end; y++) {
					for (int x = 0; x < width; x += Correlations.BLOCK) {
						final int count = Math.min(Correlations.BLOCK, width - x);
						block.find(low, (first + y) * low.width() + first + x, count);
						for (int i = 0; i < count; i++)
							target[y * width + x + i] = value(block, i);
					}
				}
			});
		}

		@Override
		public List<Interval> tiles(final int side) {
			final int length = side > 0 ? side : TILE;
			return Tiles.grid(target(), length, length);
		}

		@Override
		public long workspace(final Interval tile) {
			return Intervals.numElements(Intervals.expand(tile, shape.reach())) *
				Float.BYTES;
		}

		private float value(final PatchBlock block, final int i) {
			final double length = block.length(i);
			if (!(length > least)) return 0;
			return Explanation.this.value(block.nearest().anchor(i), block.nearest()
				.score(i) / length);
		}
	}
}
