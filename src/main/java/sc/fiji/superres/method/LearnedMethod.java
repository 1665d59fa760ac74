package sc.fiji.superres.method;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.dictionary.Dictionaries;
import sc.fiji.superres.dictionary.DictionaryUpscaler;
import sc.fiji.superres.model.ArrayPackage;
import sc.fiji.superres.network.Networks;

/**
 * A network or a dictionary, in a package or a TorchScript file, whose scale is
 * a fixed whole number.
 */
record LearnedMethod(String name, Path path) implements Method {

	@Override
	public Upscaler open(final String scale) throws IOException {
		final Double wanted = scale.isBlank() ? null : ScaleFactor.parse(scale);
		final Upscaler upscaler = ArrayPackage.isPackage(path)
			? new DictionaryUpscaler(Dictionaries.open(path)) : Networks.open(path);
		try {
			final Intensities[] unit = new Intensities[upscaler.channels()];
			Arrays.fill(unit, Intensities.unit());
			final long fixed = Math.round(upscaler.prepare(1, 1, unit).scale(0));
			if (wanted != null && wanted != fixed)
				throw new IllegalArgumentException("The model " + name +
					" enlarges by " + fixed + ", not by " + scale +
					": leave the scale empty, or choose a model of that scale");
			return upscaler;
		}
		catch (final RuntimeException exc) {
			upscaler.close();
			throw exc;
		}
	}
}
