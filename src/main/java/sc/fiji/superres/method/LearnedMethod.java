package sc.fiji.superres.method;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.superres.block.Upscaler;

/**
 * A network or a dictionary, in a package or a TorchScript file, whose scale is
 * a fixed whole number.
 */
record LearnedMethod(String name, Path path) implements Method {

	@Override
	public double scale(final String scale) {
		final String own = InstalledModel.of(name, path).scale();
		if (own.isEmpty()) return scale.isBlank() ? Double.NaN : ScaleFactor.parse(
			scale);
		return checked(Double.parseDouble(own), scale);
	}

	@Override
	public Upscaler open(final String scale) throws IOException {
		scale(scale); // Another scale is refused before anything is opened.
		final Upscaler upscaler = ModelFormat.of(path).open(path);
		try {
			final double own = Math.round(upscaler.scale(0));
			ModelDescriptions.measured(name, path, own);
			checked(own, scale);
			return upscaler;
		}
		catch (final RuntimeException exc) {
			upscaler.close();
			throw exc;
		}
	}

	// -- Helper methods --

	private double checked(final double own, final String scale) {
		if (!scale.isBlank() && ScaleFactor.parse(scale) != own)
			throw new WrongScale("The model " + name + " enlarges by " + Math.round(
				own) + ", not by " + scale +
				": leave the scale empty, or choose a model of that scale");
		return own;
	}
}
