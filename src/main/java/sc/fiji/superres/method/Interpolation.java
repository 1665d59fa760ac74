package sc.fiji.superres.method;

import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** An interpolation, which enlarges by any scale. */
record Interpolation(String name) implements Method {

	private static final double USUAL_SCALE = 2;

	@Override
	public double scale(final String scale) {
		return scale.isBlank() ? USUAL_SCALE : ScaleFactor.parse(scale);
	}

	@Override
	public Upscaler open(final String scale) {
		final double factor = scale(scale);
		return Resampler.by(Sampling.of(Kernel.named(name)), factor, factor);
	}
}
