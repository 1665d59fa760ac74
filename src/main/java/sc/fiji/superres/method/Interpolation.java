package sc.fiji.superres.method;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/** An interpolation, which enlarges by any scale, x and y or z alone. */
record Interpolation(String name) implements Method {

	private static final double USUAL_SCALE = 2;

	@Override
	public double scale(final String scale) {
		if (scale.isBlank()) return USUAL_SCALE;
		return isAlongZ(scale) ? 1 : ScaleFactor.parse(scale);
	}

	@Override
	public double slices(final String scale) {
		return isAlongZ(scale) ? ScaleFactor.parse(scale.strip().substring(ALONG_Z
			.length())) : 1;
	}

	@Override
	public Upscaler open(final String scale, final Progress progress) {
		final double factor = scale(scale);
		return Resampler.by(Sampling.of(Kernel.named(name)), factor, factor)
			.withSlices(slices(scale));
	}

	private static boolean isAlongZ(final String scale) {
		return scale.strip().startsWith(ALONG_Z);
	}
}
