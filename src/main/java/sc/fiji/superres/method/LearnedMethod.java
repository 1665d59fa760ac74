package sc.fiji.superres.method;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.superres.block.Upscaler;

/**
 * A network or a dictionary, in a package or a TorchScript file, whose scale is
 * a fixed whole number, of x and y or of z alone.
 */
record LearnedMethod(String name, Path path) implements Method {

	/** Begins the scale of a model that enlarges z alone. */
	static final String AXIAL = "1x1x";

	@Override
	public double scale(final String scale) {
		final String own = InstalledModel.of(name, path).scale();
		if (own.isEmpty()) return scale.isBlank() ? Double.NaN : ScaleFactor.parse(
			scale);
		check(own, scale);
		return own.startsWith(AXIAL) ? 1 : Double.parseDouble(own);
	}

	@Override
	public double slices() {
		final String own = InstalledModel.of(name, path).scale();
		return own.startsWith(AXIAL) ? Double.parseDouble(own.substring(AXIAL
			.length())) : 1;
	}

	@Override
	public Upscaler open(final String scale) throws IOException {
		scale(scale); // Refuses another scale before anything is opened.
		final Upscaler upscaler = ModelFormat.of(path).open(path);
		try {
			final String own = upscaler.scale(2) == 1 ? ScaleFactor.format(Math.round(
				upscaler.scale(0))) : AXIAL + ScaleFactor.format(upscaler.scale(2));
			ModelDescriptions.measured(name, path, own);
			check(own, scale);
			return upscaler;
		}
		catch (final RuntimeException exc) {
			upscaler.close();
			throw exc;
		}
	}

	// -- Helper methods --

	private void check(final String own, final String wanted) {
		if (wanted.isBlank() || wanted.strip().equals(own)) return;
		if (own.startsWith(AXIAL) || ScaleFactor.parse(wanted) != Double
			.parseDouble(own)) throw new WrongScale("The model " + name +
				" enlarges by " + own + ", not by " + wanted +
				": leave the scale empty, or choose a model of that scale");
	}
}
