package sc.fiji.superres.image.file;

import java.lang.ref.SoftReference;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.VirtualStack;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;
import sc.fiji.superres.volume.zarr.OmeZarr;
import sc.fiji.superres.volume.zarr.SampleType;

/**
 * A level of an OME-Zarr image, whose planes are read when they are asked for:
 * channel fastest, then slice, then frame.
 * <p>
 * Integers of 8 and 16 bits without sign remain what they are; those of 16 bits
 * with a sign are stored as ImageJ does it, from 0 for -32768; all others become
 * floats. Planes are read with those of the same chunks, which are kept as long
 * as there is memory. Changes to a plane are lost.
 * </p>
 */
final class ZarrStack extends VirtualStack {

	/** Samples that are read at once, unless one plane has more. */
	private static final int SAMPLES = 1 << 25;

	private final OmeZarr image;
	private final int level;
	private final Interval box;
	private final int channels;
	private final int slices;
	private final int frames;

	/** Slices that are read at once. */
	private final int depth;

	/** Pixels of slices, by channel, first slice and frame. */
	private final Map<List<Integer>, SoftReference<Object[]>> read;

	/**
	 * Constructs a stack.
	 *
	 * @param box the part of each plane; it must fit into an array
	 */
	ZarrStack(final OmeZarr image, final int level, final Interval box) {
		super((int) box.dimension(0), (int) box.dimension(1));
		this.image = image;
		this.level = level;
		this.box = box;
		final long[] size = image.size(level);
		slices = (int) size[2];
		channels = (int) size[3];
		frames = (int) size[4];
		depth = (int) Math.max(1, Math.min(image.chunk()[2], SAMPLES / Intervals
			.numElements(box)));
		read = new LinkedHashMap<>(16, 0.75f, true) {

			private static final long serialVersionUID = 1;

			@Override
			protected boolean removeEldestEntry(
				final Map.Entry<List<Integer>, SoftReference<Object[]>> eldest)
			{
				return size() > 2 * channels;
			}
		};
		setBitDepth(switch (image.type()) {
			case UINT8 -> 8;
			case UINT16, INT16 -> 16;
			default -> 32;
		});
	}

	@Override
	public int size() {
		return channels * slices * frames;
	}

	@Override
	public int getSize() {
		return size();
	}

	@Override
	public ImageProcessor getProcessor(final int n) {
		final Object pixels = getPixels(n);
		if (pixels instanceof final byte[] bytes) return new ByteProcessor(
			getWidth(), getHeight(), bytes);
		if (pixels instanceof final short[] shorts) return new ShortProcessor(
			getWidth(), getHeight(), shorts, null);
		return new FloatProcessor(getWidth(), getHeight(), (float[]) pixels);
	}

	@Override
	public Object getPixels(final int n) {
		if (n < 1 || n > getSize()) throw new IllegalArgumentException("There is no " +
			"plane " + n + " of " + getSize());
		final int slice = (n - 1) / channels % slices;
		final int first = slice / depth * depth;
		final Object pixels = slab((n - 1) % channels, first, (n - 1) / channels /
			slices)[slice - first];
		if (pixels instanceof final byte[] bytes) return bytes.clone();
		if (pixels instanceof final short[] shorts) return shorts.clone();
		return ((float[]) pixels).clone();
	}

	/** Returns the name of the plane's channel; null if there is none. */
	@Override
	public String getSliceLabel(final int n) {
		final var stated = image.metadata(level).channels();
		if (stated.isEmpty()) return null;
		final String name = stated.get((n - 1) % channels).name();
		return name.isEmpty() ? null : name;
	}

	// -- Helper methods --

	private synchronized Object[] slab(final int channel, final int first,
		final int frame)
	{
		final List<Integer> key = List.of(channel, first, frame);
		final SoftReference<Object[]> kept = read.get(key);
		Object[] slab = kept == null ? null : kept.get();
		if (slab == null) {
			slab = readSlab(channel, first, frame);
			read.put(key, new SoftReference<>(slab));
		}
		return slab;
	}

	private Object[] readSlab(final int channel, final int first,
		final int frame)
	{
		final int count = Math.min(depth, slices - first);
		final int plane = getWidth() * getHeight();
		final float[] samples = new float[plane * count];
		image.source(level, channel, frame).read(Intervals.createMinSize(box
			.min(0), box.min(1), first, getWidth(), getHeight(), count), samples);
		final Object[] slab = new Object[count];
		for (int i = 0; i < count; i++)
			slab[i] = pixels(samples, i * plane, plane);
		return slab;
	}

	private Object pixels(final float[] samples, final int at,
		final int count)
	{
		switch (getBitDepth()) {
			case 8:
				final byte[] bytes = new byte[count];
				for (int i = 0; i < count; i++)
					bytes[i] = (byte) (int) samples[at + i];
				return bytes;
			case 16:
				final int offset = image.type() == SampleType.INT16 ? Short.MIN_VALUE : 0;
				final short[] shorts = new short[count];
				for (int i = 0; i < count; i++)
					shorts[i] = (short) ((int) samples[at + i] - offset);
				return shorts;
			default:
				final float[] floats = new float[count];
				System.arraycopy(samples, at, floats, 0, count);
				return floats;
		}
	}
}
