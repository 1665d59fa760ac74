package sc.fiji.superres.image;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import net.imglib2.Interval;
import net.imglib2.util.Intervals;

import ij.ImagePlus;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Progress;

/**
 * Copies of the planes of an image with samples from 0 to 1, to learn from.
 * <p>
 * By the intensity rule: 0 to 255 of 8-bit and RGB, else the minimum to the
 * maximum of the channel over the whole stack. Of RGB the luma is taken. Samples
 * that are not finite are replaced by the mean of their neighbours.
 * </p>
 */
public final class UnitPlanes {

	private UnitPlanes() {
		// Static methods only.
	}

	/**
	 * Copies all planes.
	 *
	 * @param image the source; not changed
	 * @param progress asked before each plane
	 * @return the samples of each plane, x fastest, in ImageJ's order of planes
	 */
	public static List<float[]> of(final ImagePlus image,
		final Progress progress)
	{
		final Rectangle box = new Rectangle(image.getWidth(), image.getHeight());
		final Interval all = Intervals.createMinSize(0, 0, box.width, box.height);
		final Planes planes = new Planes(image, box);
		final Component component = planes.color() ? Component.LUMA
			: Component.GREY;
		final List<Intensities> channels = new ArrayList<>();
		for (int c = 0; c < planes.channels(); c++)
			channels.add(new ChannelIntensities(planes, c, component, Optional
				.empty(), progress));
		final List<float[]> samples = new ArrayList<>();
		for (int i = 0; i < planes.count(); i++) {
			progress.check();
			final Intensities channel = channels.get(i % channels.size());
			final float[] plane = new float[box.width * box.height];
			planes.source(i, channel::low).read(component, all, plane, 0);
			normalise(plane, channel.low(), channel.high());
			samples.add(plane);
		}
		return samples;
	}

	private static void normalise(final float[] samples, final double low,
		final double high)
	{
		final double width = high > low ? high - low : 1;
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) ((samples[i] - low) / width);
	}
}
