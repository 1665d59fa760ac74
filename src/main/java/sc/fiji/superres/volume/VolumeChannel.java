package sc.fiji.superres.volume;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.channel.ChannelIntensities;
import sc.fiji.superres.block.channel.IntensityRange;
import sc.fiji.superres.volume.zarr.SampleType;

/**
 * One channel of a volume in all frames, read part by part to be measured.
 *
 * @param volume the volume
 * @param channel number of the channel, from 0
 * @param progress checked and told while the channel is read
 */
record VolumeChannel(VolumeSource volume, int channel, Progress progress) {

	/** Most samples that are held at once. */
	private static final int HELD = 1 << 24;

	/**
	 * Returns the intensities of the channel, which is read when one is requested.
	 *
	 * @param range the user's range
	 */
	Intensities intensities(final Optional<IntensityRange> range) {
		final SampleType type = volume.type();
		return new ChannelIntensities(this::parts, this::rows, this::middles,
			type == SampleType.UINT8, type == SampleType.UINT8 ||
				type == SampleType.UINT16, range);
	}

	/** Passes all samples, whole chunks at a time. */
	private void parts(final Consumer<float[]> samples) {
		final long[] size = volume.size();
		final long[] step = new long[3];
		long held = 1;
		for (int axis = 2; axis >= 0; axis--) {
			step[axis] = Math.min(volume.unit()[axis], size[axis]);
			held *= step[axis];
		}
		for (int axis = 0; axis < 3; axis++) {
			final long more = Math.max(1, Math.min(HELD / held, (size[axis] +
				step[axis] - 1) / step[axis]));
			step[axis] *= more;
			held *= more;
		}
		read(step, samples);
	}

	/** Passes whole rows, plane by plane. */
	private void rows(final Consumer<float[]> rows) {
		final long[] size = volume.size();
		final long height = Math.max(1, Math.min(size[1], HELD / size[0]));
		final long depth = height < size[1] ? 1 : Math.max(1, Math.min(size[2], HELD /
			(size[0] * size[1])));
		final int width = Math.toIntExact(size[0]);
		read(new long[] { width, height, depth }, part -> {
			for (int at = 0; at < part.length; at += width)
				rows.accept(Arrays.copyOfRange(part, at, at + width));
		});
	}

	private void read(final long[] step, final Consumer<float[]> samples) {
		final long[] size = volume.size();
		final VolumeGrid parts = new VolumeGrid(Arrays.copyOf(size, 3), Arrays.stream(
			step).mapToInt(Math::toIntExact).toArray(), 1, size[4]);
		for (long i = 0; i < parts.count(); i++) {
			progress.check();
			final VolumeGrid.Block part = parts.block(i);
			final float[] block = new float[Math.toIntExact(Intervals.numElements(part
				.interval()))];
			volume.source(channel, part.frame()).read(part.interval(), block);
			samples.accept(block);
			progress.update((i + 1.0) / parts.count(), "Measuring channel " + (channel +
				1));
		}
	}

	/** @see Intensities#planes */
	private List<Plane> middles(final DoubleSupplier low) {
		final long[] size = volume.size();
		final long count = size[2] * size[4];
		final int width = (int) Math.min(Intensities.SIDE, size[0]);
		final int height = (int) Math.min(Intensities.SIDE, size[1]);
		return Intensities.spread(count, Intensities.PLANES).mapToObj(plane -> {
			progress.check();
			final Interval middle = Intervals.createMinSize((size[0] - width) / 2,
				(size[1] - height) / 2, plane % size[2], width, height, 1);
			final float[] samples = new float[width * height];
			new FiniteBlocks(volume.source(channel, (int) (plane / size[2])), size, low)
				.read(middle, samples, 0);
			return new Plane(samples, width, height);
		}).toList();
	}
}
