package sc.fiji.superres.method;

import java.io.IOException;
import java.nio.file.Path;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.network.ComputeSettings;

/**
 * A network or a dictionary, in a package or a TorchScript file, whose scale is
 * a fixed whole number, of x and y or of z alone.
 */
record LearnedMethod(String name, Path path, ComputeSettings settings) implements
	Method
{

	LearnedMethod(final String name, final Path path) {
		this(name, path, ComputeSettings.DEFAULT);
	}

	@Override
	public Method with(final ComputeSettings other) {
		return new LearnedMethod(name, path, other);
	}

	@Override
	public double scale(final String scale) {
		final String own = InstalledModel.of(name, path).scale();
		if (own.isEmpty()) return scale.isBlank() ? Double.NaN : ScaleFactor.parse(
			scale);
		check(own, scale);
		return own.startsWith(ALONG_Z) ? 1 : Double.parseDouble(own);
	}

	@Override
	public double slices(final String scale) {
		final String own = InstalledModel.of(name, path).scale();
		return own.startsWith(ALONG_Z) ? Double.parseDouble(own.substring(ALONG_Z
			.length())) : 1;
	}

	@Override
	public Upscaler open(final String scale, final Progress progress)
		throws IOException
	{
		scale(scale); // Refuses another scale before anything is opened.
		final Upscaler upscaler = ModelFormat.of(path).open(path, settings,
			progress);
		try {
			final String own = upscaler.scale(2) == 1 ? ScaleFactor.format(Math.round(
				upscaler.scale(0))) : ALONG_Z + ScaleFactor.format(upscaler.scale(2));
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
		if (own.startsWith(ALONG_Z) || wanted.strip().startsWith(ALONG_Z) ||
			ScaleFactor.parse(wanted) != Double.parseDouble(own)) throw new WrongScale("The model " + name +
				" enlarges by " + own + ", not by " + wanted +
				": leave the scale empty, or choose a model of that scale");
	}
}
