package sc.fiji.superres.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.bound.ErrorBound;
import sc.fiji.superres.compare.BoundCalibration;
import sc.fiji.superres.compare.DegradationSource;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.ValueRange;
import sc.fiji.superres.file.SafeYaml;
import sc.fiji.superres.image.file.ImageFolder;
import sc.fiji.superres.resample.Kernel;

/**
 * Calibrates the errors of all interpolations at the scales 2, 3 and 4, and
 * writes the resource that {@link ErrorBound#ofInterpolation} reads. Arguments:
 * the folder of images (those of the model edsr-microscopy-x2), and the file to
 * write.
 */
final class InterpolationErrors {

	private static final int DIGITS = 100_000;

	private InterpolationErrors() {
		// Static methods only.
	}

	public static void main(final String[] args) throws IOException {
		final List<Path> files = ImageFolder.list(Path.of(args[0]));
		final Map<String, Object> all = new LinkedHashMap<>();
		for (final String kernel : Kernel.names())
			for (int scale = 2; scale <= 4; scale++)
				all.put(kernel + "-x" + scale, values(new BoundCalibration(kernel,
					DegradationSource.of(range(scale))).fitted(files, Progress.NONE)));
		Files.writeString(Path.of(args[1]), SafeYaml.toText(all));
	}

	/** Returns what microscopes do to half of the images. */
	private static DegradationRange range(final int scale) {
		return DegradationRange.of(scale, List.of(Kernel.named(Kernel.BICUBIC), Kernel
			.named(Kernel.AREA)), ValueRange.parse("sigma", "0-2"), ValueRange.parse(
				"photons", "30-20000"), ValueRange.parse("noise", "0.001-0.05"), 0.5, 1);
	}

	private static Map<String, Object> values(final ErrorBound bound) {
		final float[] table = bound.table().values();
		return Map.of("weights", bound.weights().stream().map(
			InterpolationErrors::rounded).toList(), "images", bound.images(), "errors",
			IntStream.range(0, table.length).mapToObj(i -> rounded(table[i])).toList());
	}

	private static double rounded(final double value) {
		return Math.rint(value * DIGITS) / DIGITS;
	}
}
