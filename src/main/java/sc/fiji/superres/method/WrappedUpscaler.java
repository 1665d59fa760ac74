package sc.fiji.superres.method;

import sc.fiji.superres.block.Upscaler;

/**
 * An upscaler that improves the results of another, and closes it with itself.
 */
abstract class WrappedUpscaler implements Upscaler {

	final Upscaler upscaler;

	WrappedUpscaler(final Upscaler upscaler) {
		this.upscaler = upscaler;
	}

	@Override
	public final int channels() {
		return upscaler.channels();
	}

	@Override
	public final double scale(final int axis) {
		return upscaler.scale(axis);
	}

	@Override
	public final long parameters() {
		return upscaler.parameters();
	}

	@Override
	public final void close() {
		upscaler.close();
	}
}
