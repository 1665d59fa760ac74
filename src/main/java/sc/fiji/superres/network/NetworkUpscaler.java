package sc.fiji.superres.network;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.LongStream;

import net.imglib2.Dimensions;
import net.imglib2.FinalDimensions;
import net.imglib2.FinalInterval;
import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Blocks;
import sc.fiji.superres.block.Border;
import sc.fiji.superres.block.PreparedOperation;
import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Memory;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.file.Tensor;
import sc.fiji.superres.network.ImageNetwork.OutOfDeviceMemory;
import sc.fiji.superres.network.NetworkGeometry.Span;
import sc.fiji.superres.network.values.ValueMap;

/**
 * A TorchScript network as an {@link Upscaler}.
 * <p>
 * Tiles overlap by the halo of the network and are cut at the border of the
 * plane, where the network pads as it was trained. Only a plane of a size that
 * the network does not accept is mirrored at its right and bottom borders, and
 * the result cropped.
 * </p>
 */
final class NetworkUpscaler implements Upscaler {

	/**
	 * Least and largest side of a tile with its halo, in input pixels: larger ones
	 * overlap less.
	 */
	private static final int TILE = 320;
	private static final int LARGE_TILE = 640;

	/**
	 * Bytes of an activation of tiles above the least. Blocks of over 64 MiB are
	 * returned to the system after each layer ({@link NativeHeap}), and a pixel takes
	 * 1.4 times as long.
	 */
	private static final double ACTIVATION = 48 << 20;

	/** Side of a tile on a GPU, whose many threads need more pixels. */
	private static final int GPU_TILE = 1024;

	private final String name;
	private final ImageNetwork network;
	private final NetworkGeometry geometry;
	private final Function<Intensities, ValueMap> values;
	private final Precision precision;
	private final AtomicReference<Runnable> closing;
	private final long features;
	/** Pixels of the smallest input for which the memory of the GPU was too small. */
	private long tooMany = Long.MAX_VALUE;

	/**
	 * @param name of the network, for messages
	 * @param network that runs
	 * @param geometry of the network
	 * @param values maps a channel's intensities to the network's values and back
	 * @param precision that the network computes in
	 * @param closing called once, when this upscaler is closed
	 */
	NetworkUpscaler(final String name, final ImageNetwork network,
		final NetworkGeometry geometry,
		final Function<Intensities, ValueMap> values, final Precision precision,
		final Runnable closing)
	{
		this.name = name;
		this.network = network;
		this.geometry = geometry;
		this.values = values;
		this.precision = precision;
		this.closing = new AtomicReference<>(closing);
		this.features = network.weights().stream().filter(
			shape -> shape.length == 4).mapToLong(shape -> shape[0]).max().orElse(64);
	}

	@Override
	public int channels() {
		return geometry.channels();
	}

	@Override
	public double scale(final int axis) {
		return axis == 2 ? 1 : geometry.scale(axis);
	}

	@Override
	public long halo(final int axis) {
		if (axis == 2) return 0;
		return geometry.tileable() ? geometry.halo() : WHOLE;
	}

	@Override
	public PreparedOperation prepare(final Dimensions size,
		final Intensities... intensities)
	{
		final long width = size.dimension(0);
		final long height = size.dimension(1);
		if (geometry.step() == 0 && !geometry.tileable() && Math.max(width,
			height) > geometry.minimum()) throw new IllegalArgumentException(
				"The network accepts only images of " + geometry.minimum() + " x " +
					geometry.minimum() + " pixels and looks at all of them at once; an " +
					"image of " + width + " x " + height + " pixels is too large for it");
		final Plane plane = new Plane(width, height, Arrays.stream(intensities).map(
			values).toArray(ValueMap[]::new));
		if (!geometry.tileable()) Memory.requireOutside("The network looks at the " +
			"whole image at once, so it cannot run in tiles, and for " + width +
			" x " + height + " pixels", plane.outside(plane.tiles(0).get(0)),
			"choose another model, or run on a part of the image " +
				"(region=selection)");
		return plane;
	}

	@Override
	public long parameters() {
		return parameters(network);
	}

	/** Returns the number of trained values of a network. */
	static long parameters(final ImageNetwork network) {
		return network.weights().stream().mapToLong(shape -> LongStream.of(shape)
			.reduce(1, (a, b) -> a * b)).sum();
	}

	@Override
	public String precision() {
		return precision.toString();
	}

	@Override
	public String device() {
		return network.device().toString();
	}

	@Override
	public void close() {
		final Runnable first = closing.getAndSet(null);
		if (first != null) first.run();
	}

	private final class Plane implements PreparedOperation {

		private final long[] size;
		private final long[] valid;
		private final ValueMap[] maps;

		Plane(final long width, final long height, final ValueMap[] maps) {
			size = new long[] { width, height };
			valid = new long[] { geometry.valid(width), geometry.valid(height) };
			this.maps = maps;
		}

		@Override
		public Dimensions target() {
			return new FinalDimensions(size[0] * geometry.scaleX(), size[1] * geometry
				.scaleY());
		}

		@Override
		public Interval source(final Interval target) {
			final long[] min = new long[2];
			final long[] max = new long[2];
			for (int d = 0; d < 2; d++) {
				final Span input = input(target, d);
				// Pixels outside are mirrored from inside.
				final long mirrored = input.end() - size[d];
				min[d] = Math.max(0, Math.min(input.start(), size[d] - Math.max(
					mirrored, 1)));
				max[d] = Math.min(input.end(), size[d]) - 1;
			}
			return Intervals.createMinMax(min[0], min[1], max[0], max[1]);
		}

		private Span input(final Interval target, final int d) {
			return geometry.input(d, target.min(d), target.max(d) + 1, valid[d]);
		}

		@Override
		public void fill(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			if (pixels(to) < tooMany) try {
				pass(source, from, target, to);
				return;
			}
			catch (final OutOfDeviceMemory exc) {
				tooMany = pixels(to);
				if (halves(to, from).isEmpty()) throw new IllegalStateException(
					"The network " + name + " needs more memory for " + tooMany +
						" pixels than the GPU has, and cannot run in smaller tiles: choose " +
						"device=cpu, or end what else uses the GPU (" + exc.getMessage() +
						")", exc);
			}
			for (final Interval half : halves(to, from)) {
				final float[] part = new float[(int) Intervals.numElements(half) *
					geometry.channels()];
				fill(source, from, part, half);
				Blocks.copy(part, half, target, to, half, geometry.channels());
			}
		}

		/**
		 * Cuts a tile in two across its longer axis, or else the other.
		 *
		 * @param from what has been read for it
		 * @return tiles whose inputs are smaller and within that; empty if there are
		 *         none
		 */
		private List<Interval> halves(final Interval tile, final Interval from) {
			final int longer = tile.dimension(0) >= tile.dimension(1) ? 0 : 1;
			for (final int axis : new int[] { longer, 1 - longer }) {
				final long unit = (long) geometry.scale(axis) * geometry.align();
				final long middle = tile.min(axis) + (tile.dimension(axis) / 2 + unit -
					1) / unit * unit;
				if (middle > tile.max(axis)) continue;
				final long[] low = Intervals.maxAsLongArray(tile);
				final long[] high = Intervals.minAsLongArray(tile);
				low[axis] = middle - 1;
				high[axis] = middle;
				final List<Interval> halves = List.of(new FinalInterval(Intervals
					.minAsLongArray(tile), low), new FinalInterval(high, Intervals
						.maxAsLongArray(tile)));
				if (halves.stream().allMatch(half -> pixels(half) < pixels(tile) &&
					Intervals.contains(from, source(half)))) return halves;
			}
			return List.of();
		}

		/** Fills a tile by one pass of the network. */
		private void pass(final float[] source, final Interval from,
			final float[] target, final Interval to)
		{
			final Span x = input(to, 0);
			final Span y = input(to, 1);
			final int[] shape = { 1, geometry.channels(), (int) y.length(), (int) x
				.length() };
			final float[] input = Border.SYMMETRIC.read(source, from, Intervals
				.createMinSize(x.start(), y.start(), x.length(), y.length()),
				new FinalDimensions(size), geometry.channels());
			map(input, true);
			final Tensor output = network.forward(new Tensor(shape, input));
			check(shape, output.shape());
			Blocks.copy(output.values(), Intervals.createMinSize(x.start() * geometry
				.scaleX(), y.start() * geometry.scaleY(), output.shape()[3], output
					.shape()[2]), target, to, to, geometry.channels());
			map(target, (int) Intervals.numElements(to), false);
			final int count = (int) Intervals.numElements(to) * geometry.channels();
			for (int i = 0; i < count; i++)
				if (!Float.isFinite(target[i])) throw new IllegalArgumentException(
					"The network " + name + " returned the value " + target[i] +
						", which is not an intensity: it is damaged, or not made for " +
						"images of this range; choose another model");
		}

		private void check(final int[] input, final int[] output) {
			if (!Arrays.equals(output, new int[] { 1, input[1], input[2] * geometry
				.scaleY(), input[3] * geometry.scaleX() })) throw new IllegalArgumentException(
					"The network makes " + Arrays.toString(output) +
						" of an image of shape " + Arrays.toString(input) +
						": it should enlarge it by " + geometry.scaleX() + " x " + geometry
							.scaleY());
		}

		private void map(final float[] input, final boolean forth) {
			map(input, input.length / geometry.channels(), forth);
		}

		private void map(final float[] block, final int perChannel,
			final boolean forth)
		{
			for (int c = 0; c < maps.length; c++) {
				final int start = c * perChannel;
				if (forth) maps[c].toNetwork(block, start, start + perChannel);
				else maps[c].fromNetwork(block, start, start + perChannel);
			}
		}

		@Override
		public List<Interval> tiles(final int side) {
			final List<Interval> tiles = new ArrayList<>();
			for (final Span y : cut(1, side)) {
				for (final Span x : cut(0, side)) {
					final long right = Math.min(x.end(), target().dimension(0));
					final long bottom = Math.min(y.end(), target().dimension(1));
					if (x.start() < right && y.start() < bottom) tiles.add(Intervals
						.createMinMax(x.start(), y.start(), right - 1, bottom - 1));
				}
			}
			return tiles;
		}

		private List<Span> cut(final int axis, final int side) {
			final int scale = geometry.scale(axis);
			return geometry.cut(axis, valid[axis], side == 0 ? tile() : (side + scale -
				1) / scale + 2L * (geometry.tileable() ? geometry.halo() : 0));
		}

		private int tile() {
			if (network.device() == Device.GPU) return GPU_TILE;
			final int area = geometry.scaleX() * geometry.scaleY();
			// So that the memory of large scales is not more than that of 2.
			final double most = ACTIVATION / Float.BYTES / features * Math.min(1, 4.0 /
				area);
			return (int) Math.max(TILE, Math.min(LARGE_TILE, Math.sqrt(most)));
		}

		/** The input and the output blocks. */
		@Override
		public long workspace(final Interval tile) {
			return (pixels(tile) + outputs(tile)) * geometry.channels() * Float.BYTES;
		}

		/**
		 * Two activations of the widest layer at the size of the output, which is
		 * more than needed by networks that work at the size of the input. On a GPU
		 * they are in its own memory.
		 */
		@Override
		public long outside(final Interval tile) {
			return network.device() == Device.GPU ? 0 : 2 * outputs(tile) * features *
				Float.BYTES;
		}

		private long pixels(final Interval tile) {
			return input(tile, 0).length() * input(tile, 1).length();
		}

		private long outputs(final Interval tile) {
			return pixels(tile) * geometry.scaleX() * geometry.scaleY();
		}
	}
}
