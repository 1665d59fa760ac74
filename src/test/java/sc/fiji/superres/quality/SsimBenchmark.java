package sc.fiji.superres.quality;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;

/**
 * Times {@link Ssim} of a pair of 2048 x 2048 pixels against scikit-image's in
 * one run: {@code java -cp ... sc.fiji.superres.quality.SsimBenchmark}, with the
 * class path of the tests. Both compare the same numbers, which a generator of
 * 32 bits gives in both languages; that they agree is checked first. The
 * argument is a Python that has scikit-image, {@code /usr/bin/python3} if there
 * is none.
 */
public final class SsimBenchmark {

	private static final int SIDE = 2048;
	private static final int ROUNDS = 7;

	private static final String PYTHON = """
		import time
		import numpy as np
		from skimage.metrics import structural_similarity
		i = np.arange(%1$d * %1$d, dtype=np.uint64)
		a = (((i * 2654435761) %% 2**32) >> 24).astype(np.float64)
		b = a + ((((i * 40503) %% 2**32) >> 20) %% 16)
		a, b = a.reshape(%1$d, %1$d), b.reshape(%1$d, %1$d)
		for k in range(%2$d):
		    start = time.time()
		    s = structural_similarity(a, b, gaussian_weights=True, sigma=1.5,
		                              use_sample_covariance=False, data_range=255)
		    print(time.time() - start, repr(s))
		""";

	private SsimBenchmark() {
		// A program.
	}

	public static void main(final String... args) throws IOException,
		InterruptedException
	{
		final float[] a = new float[SIDE * SIDE];
		final float[] b = new float[a.length];
		for (int i = 0; i < a.length; i++) {
			a[i] = (i * 2654435761L & 0xffffffffL) >>> 24;
			b[i] = a[i] + ((i * 40503L & 0xffffffffL) >>> 20) % 16;
		}
		double ours = Double.POSITIVE_INFINITY;
		double value = 0;
		for (int k = 0; k < 3 * ROUNDS; k++) {
			final long start = System.nanoTime();
			value = Ssim.gaussian(255).of(a, b, SIDE, SIDE, 0);
			ours = Math.min(ours, (System.nanoTime() - start) / 1e9);
		}
		final Process python = new ProcessBuilder(args.length > 0 ? args[0]
			: "/usr/bin/python3", "-c", String.format(PYTHON, SIDE, ROUNDS))
				.redirectError(ProcessBuilder.Redirect.INHERIT).start();
		double theirs = Double.POSITIVE_INFINITY;
		try (BufferedReader lines = new BufferedReader(new InputStreamReader(python
			.getInputStream())))
		{
			for (String line; (line = lines.readLine()) != null;) {
				final String[] words = line.split(" ");
				theirs = Math.min(theirs, Double.parseDouble(words[0]));
				if (Math.abs(Double.parseDouble(words[1]) - value) > 1e-9)
					throw new IllegalStateException("scikit-image gives " + words[1] +
						", not " + value);
			}
		}
		if (python.waitFor() != 0) throw new IllegalStateException(
			"Python failed");
		System.out.printf("SSIM %d x %d: %.3f s, scikit-image %.3f s, %.1f times%n",
			SIDE, SIDE, ours, theirs, theirs / ours);
	}
}
