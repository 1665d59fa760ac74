package sc.fiji.superres.build;

import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

import ij.ImagePlus;
import ij.process.FloatProcessor;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.bound.ImageKind;
import sc.fiji.superres.degrade.Degradation;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.image.ImagePlanes;
import sc.fiji.superres.image.file.ImageFiles;
import sc.fiji.superres.image.file.ImageFolder;
import sc.fiji.superres.measure.KindCheck;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.resample.Kernel;
import sc.fiji.superres.resample.Resampler;
import sc.fiji.superres.resample.Sampling;

/**
 * Counts how often Upscale Image says that an image is of another kind, for
 * images of the model's kind and for others: seeded cases of 8 bits. Arguments:
 * the model, of scale 2, a folder of images of its kind at high resolution, one
 * of photographs, and the number of cases.
 */
final class KindFigures {

	private static final int WHITE = 255;
	private static final int SMALLEST = 64;
	private static final int LARGEST = 256;

	private final List<Plane> right;
	private final List<Plane> photographs;

	private KindFigures(final List<Plane> right, final List<Plane> photographs) {
		this.right = right;
		this.photographs = photographs;
	}

	public static void main(final String[] args) throws IOException {
		final KindFigures figures = new KindFigures(planes(Path.of(args[1])), planes(
			Path.of(args[2])));
		final ImageKind kind = Methods.kind(args[0]).orElseThrow();
		final int count = Integer.parseInt(args[3]);
		final PrintStream out = System.out;
		out.printf("%d images, limit %.1f %%%n", kind.images(), kind.limit());
		final Map<String, Function<Random, Plane>> cases = new LinkedHashMap<>();
		cases.put("of the kind", figures::low);
		cases.put("photograph", random -> part(random, figures.photographs));
		cases.put("photograph, shrunk", random -> Degradation.bicubic(2).apply(even(
			part(random, figures.photographs))));
		cases.put("text", KindFigures::text);
		cases.put("noise", KindFigures::noise);
		cases.put("saturated", figures::saturated);
		cases.put("enlarged before", figures::enlarged);
		for (final Map.Entry<String, Function<Random, Plane>> made : cases
			.entrySet())
		{
			int far = 0;
			int uniform = 0;
			for (int seed = 0; seed < count; seed++) {
				final Plane plane = made.getValue().apply(new Random(seed));
				final FloatProcessor values = new FloatProcessor(plane.width(), plane
					.height(), plane.scaled(WHITE, 0).samples());
				values.setMinAndMax(0, WHITE);
				final Optional<KindCheck> found = KindCheck.of(new ImagePlus("",
					values.convertToByte(false)), EnlargeSettings.of(args[0]), kind,
					Progress.NONE);
				if (found.isEmpty()) uniform++;
				else if (found.get().isFar()) far++;
			}
			out.printf("%-20s %d of %d flagged, %d too uniform to tell%n", made
				.getKey(), far, count, uniform);
		}
	}

	// -- Helper methods --

	/** Returns the first planes of all images of a folder, 0 for black, 1 for white. */
	static List<Plane> planes(final Path folder) throws IOException {
		final List<Plane> planes = new ArrayList<>();
		for (final Path file : ImageFolder.list(folder)) {
			final ImagePlus image = ImageFiles.open(file);
			planes.add(new Plane(ImagePlanes.of(image, Progress.NONE).unit(0), image
				.getWidth(), image.getHeight()));
		}
		return planes;
	}

	/** Returns a part of one of some planes. */
	private static Plane part(final Random random, final List<Plane> planes) {
		final Plane plane = planes.get(random.nextInt(planes.size()));
		final int width = Math.min(plane.width(), side(random));
		final int height = Math.min(plane.height(), side(random));
		return plane.crop(random.nextInt(plane.width() - width + 1), random.nextInt(
			plane.height() - height + 1), width, height);
	}

	private static int side(final Random random) {
		return 2 * (SMALLEST + random.nextInt(LARGEST / 2 - SMALLEST + 1));
	}

	private static Plane even(final Plane plane) {
		return plane.crop(plane.width() / 2 * 2, plane.height() / 2 * 2);
	}

	private Plane low(final Random random) {
		return Degradation.bicubic(2).apply(even(part(random, right)));
	}

	/** Returns an image that was exposed too long: 1 to 10 % are white. */
	private Plane saturated(final Random random) {
		final Plane low = low(random);
		final float[] sorted = low.samples().clone();
		Arrays.sort(sorted);
		final double share = 0.01 * Math.pow(10, random.nextDouble());
		final double white = sorted[(int) ((1 - share) * sorted.length)];
		return low.scaled(1 / Math.max(white, 1.0 / WHITE), 0);
	}

	/** Returns an image whose pixels are half as large as its detail. */
	private Plane enlarged(final Random random) {
		return Resampler.by(Sampling.of(Kernel.named(Kernel.BICUBIC)), 2, 2).plane(
			low(random).scaled(WHITE, 0).rounded(WHITE)).scaled(1.0 / WHITE, 0);
	}

	/** Returns Gaussian noise around a gray, or few photons. */
	private static Plane noise(final Random random) {
		final int width = side(random) / 2;
		final int height = side(random) / 2;
		final float[] samples = new float[width * height];
		final double mean = 0.1 + 0.8 * random.nextDouble();
		final double deviation = 0.015 * Math.pow(20, random.nextDouble());
		final boolean shot = random.nextBoolean();
		for (int i = 0; i < samples.length; i++)
			samples[i] = (float) (mean + deviation * random.nextGaussian() * (shot ? Math
				.sqrt(mean) : 1));
		return new Plane(samples, width, height);
	}

	private static Plane text(final Random random) {
		final int width = side(random);
		final int height = side(random);
		final BufferedImage image = new BufferedImage(width, height,
			BufferedImage.TYPE_BYTE_GRAY);
		final Graphics2D graphics = image.createGraphics();
		final boolean dark = random.nextBoolean();
		graphics.setColor(dark ? Color.BLACK : Color.WHITE);
		graphics.fillRect(0, 0, width, height);
		graphics.setColor(dark ? Color.WHITE : Color.BLACK);
		graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, random
			.nextBoolean() ? RenderingHints.VALUE_TEXT_ANTIALIAS_ON
				: RenderingHints.VALUE_TEXT_ANTIALIAS_OFF);
		final int size = 9 + random.nextInt(16);
		graphics.setFont(new Font(random.nextBoolean() ? Font.SERIF
			: Font.SANS_SERIF, random.nextBoolean() ? Font.PLAIN : Font.BOLD, size));
		for (int y = size; y < height + size; y += size * 5 / 4) {
			final StringBuilder line = new StringBuilder();
			while (line.length() < width / 4)
				line.append(random.nextInt(6) == 0 ? ' ' : (char) ('a' + random.nextInt(
					26)));
			graphics.drawString(line.toString(), 2, y);
		}
		graphics.dispose();
		final float[] samples = new float[width * height];
		image.getRaster().getPixels(0, 0, width, height, samples);
		return new Plane(samples, width, height).scaled(1.0 / WHITE, 0);
	}
}
