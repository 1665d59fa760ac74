package sc.fiji.superres.training;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.file.Tensor;

/** The channels of an image as a tensor, and back. */
final class PlaneTensors {

	private PlaneTensors() {
		// Static methods only.
	}

	/** Returns channels of one size as a tensor of shape (1, C, H, W). */
	static Tensor tensor(final List<Plane> channels) {
		final Plane first = channels.get(0);
		final int size = first.samples().length;
		final float[] values = new float[channels.size() * size];
		for (int c = 0; c < channels.size(); c++)
			System.arraycopy(channels.get(c).samples(), 0, values, c * size, size);
		return new Tensor(new int[] { 1, channels.size(), first.height(), first
			.width() }, values);
	}

	/** Returns the channels of a tensor of shape (1, C, H, W). */
	static List<Plane> of(final Tensor tensor) {
		final int height = tensor.shape()[2];
		final int width = tensor.shape()[3];
		final List<Plane> channels = new ArrayList<>();
		for (int c = 0; c < tensor.shape()[1]; c++)
			channels.add(new Plane(Arrays.copyOfRange(tensor.values(), c * height *
				width, (c + 1) * height * width), width, height));
		return channels;
	}
}
