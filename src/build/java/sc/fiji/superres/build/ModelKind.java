package sc.fiji.superres.build;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;

import sc.fiji.superres.block.Intensities;
import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.bound.KindFit;
import sc.fiji.superres.degrade.DegradationRange;
import sc.fiji.superres.degrade.PairSampler.Pair;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.image.file.ImageFolder;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.Methods;

/**
 * Gives a model that was trained without it the kind of its training images,
 * degraded as in its training. Arguments: the folder of the model, and those of
 * the images.
 */
final class ModelKind {

	/** Planes of a stack, spread over it. */
	private static final int PLANES = 64;

	private ModelKind() {
		// Static methods only.
	}

	public static void main(final String[] args) throws IOException {
		final InstalledModel model = Methods.described(args[0]).orElseThrow();
		final DegradationRange range = DegradationRange.of(model.acquisition()
			.settings(), Integer.parseInt(model.scale()), 1);
		final KindFit fit = new KindFit();
		for (int i = 1; i < args.length; i++)
			for (final Path file : ImageFolder.list(Path.of(args[i])))
				add(ImageFiles.open(file), range, file.getFileName().toString().hashCode(), fit);
		fit.fit().orElseThrow().write(Path.of(args[0]), "images that the model was " +
			"trained on");
	}

	private static void add(final ImagePlus image, final DegradationRange range,
		final long number, final KindFit fit)
	{
		final ImagePlanes planes = ImagePlanes.of(image, Progress.NONE);
		Intensities.spread(planes.count(), PLANES).forEach(i -> fit.add(Pair.of(List
			.of(new Plane(planes.unit((int) i), image.getWidth(), image.getHeight())),
			range, number + i).low()));
	}
}
