package sc.fiji.superres.filter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import net.imglib2.parallel.Parallelization;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import sc.fiji.superres.ImageFixtures;
import sc.fiji.superres.block.BlockOperation;
import sc.fiji.superres.block.Upscaler;
import sc.fiji.superres.block.OperationContractTest;

class EdgeFilterTest {

	/** Of the range of 1; the references are computed in double. */
	private static final float STATED = 1e-5f;

	/** scikit-image cuts its Gaussian off at 4 sigma, which keeps 1 - 6e-5. */
	private static final float CUT_OFF = 1e-4f;

	private static final Map<String, ImageFixtures.Image> FIXTURES = ImageFixtures.load(
		"filter");
	private static final ImageFixtures.Image SOURCE = FIXTURES.get("source");

	private static final EdgeFilter UNSHARP = EdgeFilter.unsharp(2, 0.8, 0);
	private static final EdgeFilter LAPLACIAN = EdgeFilter.laplacian(0.6);
	private static final EdgeFilter DIFFERENCE = EdgeFilter
		.differenceOfGaussians(1, 2.5);

	private static final List<EdgeFilter> COMBINED = List.of(DIFFERENCE,
		EdgeFilter.laplacianOfGaussian(0.5), EdgeFilter.laplacianOfGaussian(2),
		EdgeFilter.sobel(), EdgeFilter.scharr());
	private static final List<EdgeFilter> MAPS = Stream.concat(COMBINED.stream(),
		Stream.of(EdgeFilter.derivative(0, 1), EdgeFilter.derivative(0, 2),
			EdgeFilter.derivative(1, 1), EdgeFilter.derivative(1, 2))).toList();
	private static final List<EdgeFilter> SHARPENERS = List.of(UNSHARP,
		LAPLACIAN, EdgeFilter.unsharp(3, 5, 0.01));

	static Stream<Arguments> references() {
		return Stream.of( //
			Arguments.of("unsharp opencv", UNSHARP, STATED), //
			Arguments.of("unsharp skimage", UNSHARP, CUT_OFF), //
			Arguments.of("unsharp threshold", EdgeFilter.unsharp(2, 0.8, 0.1),
				STATED), //
			Arguments.of("laplacian opencv", LAPLACIAN, STATED), //
			Arguments.of("laplacian skimage", LAPLACIAN, STATED), //
			Arguments.of("dog", DIFFERENCE, STATED), //
			Arguments.of("dog skimage", DIFFERENCE, STATED), //
			Arguments.of("log 1", EdgeFilter.laplacianOfGaussian(1), STATED), //
			Arguments.of("log 2", EdgeFilter.laplacianOfGaussian(2), STATED), //
			Arguments.of("sobel opencv", EdgeFilter.sobel(), STATED), //
			Arguments.of("sobel skimage", EdgeFilter.sobel(), STATED), //
			Arguments.of("scharr opencv", EdgeFilter.scharr(), STATED), //
			Arguments.of("scharr skimage", EdgeFilter.scharr(), STATED), //
			Arguments.of("dx", EdgeFilter.derivative(0, 1), STATED), //
			Arguments.of("dxx", EdgeFilter.derivative(0, 2), STATED), //
			Arguments.of("dy", EdgeFilter.derivative(1, 1), STATED), //
			Arguments.of("dyy", EdgeFilter.derivative(1, 2), STATED));
	}

	@ParameterizedTest
	@MethodSource("references")
	void equals(final String fixture, final EdgeFilter filter,
		final float tolerance)
	{
		assertArrayEquals(FIXTURES.get(fixture).samples(), filter.plane(SOURCE
			.samples(), SOURCE.width(), SOURCE.height()), tolerance);
	}

	@Test
	void aConstantHasNoEdges() {
		for (final int[] size : new int[][] { { 1, 1 }, { 1, 7 }, { 2, 3 }, { 40,
			30 } })
		{
			final float[] plane = new float[size[0] * size[1]];
			Arrays.fill(plane, 1234.567f);
			for (final EdgeFilter filter : MAPS)
				for (final float sample : filter.plane(plane, size[0], size[1]))
					assertEquals(0, sample, 0);
			for (final EdgeFilter filter : SHARPENERS)
				assertArrayEquals(plane, filter.plane(plane, size[0], size[1]));
		}
	}

	@Test
	void aSlopeOfOneHasAGradientOfOne() {
		final float[] plane = new float[9 * 9];
		for (int i = 0; i < plane.length; i++)
			plane[i] = 0.6f * (i % 9) + 0.8f * (i / 9);
		assertEquals(1, EdgeFilter.sobel().plane(plane, 9, 9)[40], STATED);
		assertEquals(1, EdgeFilter.scharr().plane(plane, 9, 9)[40], STATED);
	}

	@Test
	void aHighBackgroundCostsNoPrecision() {
		final float[] plane = SOURCE.samples().clone();
		final float[] raised = plane.clone();
		for (int i = 0; i < plane.length; i++) {
			raised[i] = plane[i] + (1 << 16);
			plane[i] = raised[i] - (1 << 16);
		}
		for (final EdgeFilter filter : COMBINED)
			assertArrayEquals(filter.plane(plane, SOURCE.width(), SOURCE.height()),
				filter.plane(raised, SOURCE.width(), SOURCE.height()), STATED);
	}

	@Test
	void anOutlierIsNotFeltBeyondItsKernel() {
		final float[] plane = SOURCE.samples().clone();
		final float[] hot = plane.clone();
		hot[0] = 1e20f;
		final int far = plane.length - 1;
		for (final EdgeFilter filter : List.of(DIFFERENCE, EdgeFilter.sobel(),
			EdgeFilter.unsharp(1, 1, 0)))
			assertEquals(filter.plane(plane, SOURCE.width(), SOURCE.height())[far],
				filter.plane(hot, SOURCE.width(), SOURCE.height())[far], STATED);
	}

	@Test
	void threadsDoNotMatter() {
		for (final EdgeFilter filter : Stream.concat(MAPS.stream(), SHARPENERS
			.stream()).toList())
		{
			final float[] one = Parallelization.runSingleThreaded(() -> filter.plane(
				SOURCE.samples(), SOURCE.width(), SOURCE.height()));
			assertArrayEquals(one, Parallelization.runWithNumThreads(3, () -> filter
				.plane(SOURCE.samples(), SOURCE.width(), SOURCE.height())));
		}
	}

	static Stream<Arguments> refusals() {
		return Stream.of( //
			refusal(() -> EdgeFilter.unsharp(0, 1, 0), "sigma=0.0: a Gaussian has " +
				"a standard deviation of at least 0.1 pixels"), //
			refusal(() -> EdgeFilter.unsharp(Double.NaN, 1, 0), "sigma=NaN: a " +
				"Gaussian has a standard deviation of at least 0.1 pixels"), //
			refusal(() -> EdgeFilter.unsharp(100.5, 1, 0), "sigma=100.5: at most " +
				"100.0 pixels are possible; shrink the image first, or filter it by " +
				"Fourier transform"), //
			refusal(() -> EdgeFilter.unsharp(1, -1, 0),
				"amount=-1.0: choose a number of at least 0"), //
			refusal(() -> EdgeFilter.unsharp(1, 1, Double.NaN),
				"threshold=NaN: choose a number of at least 0"), //
			refusal(() -> EdgeFilter.laplacian(Double.POSITIVE_INFINITY),
				"amount=Infinity: choose a number of at least 0"), //
			refusal(() -> EdgeFilter.differenceOfGaussians(-1, 2), "sigma=-1.0: a " +
				"Gaussian has a standard deviation of at least 0.0 pixels"), //
			refusal(() -> EdgeFilter.differenceOfGaussians(2, 2),
				"wider=2.0: the wider Gaussian must be wider than sigma=2.0"), //
			refusal(() -> EdgeFilter.differenceOfGaussians(2, 1000),
				"wider=1000.0: at most 100.0 pixels are possible; shrink the image " +
					"first, or filter it by Fourier transform"), //
			refusal(() -> EdgeFilter.laplacianOfGaussian(0.2), "sigma=0.2: a " +
				"Gaussian has a standard deviation of at least 0.5 pixels"), //
			refusal(() -> EdgeFilter.derivative(2, 1), "There is no derivative of " +
				"axis 2 and order 1: choose axis 0 or 1, order 1 or 2"), //
			refusal(() -> EdgeFilter.sobel().prepare(0, 4), "Cannot filter an image " +
				"of 0 x 4 pixels: it needs 1 to 2147483647 along each axis"));
	}

	@ParameterizedTest
	@MethodSource("refusals")
	void badSettingsAreNamed(final Executable call, final String message) {
		assertEquals(message, assertThrows(IllegalArgumentException.class, call)
			.getMessage());
	}

	private static Arguments refusal(final Executable call,
		final String message)
	{
		return Arguments.of(call, message);
	}

	@Nested
	class Unsharp extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return EdgeFilter.unsharp(1.3, 1, 0);
		}
	}

	@Nested
	class Laplacian extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return LAPLACIAN;
		}
	}

	@Nested
	class DifferenceOfGaussians extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return DIFFERENCE;
		}
	}

	@Nested
	class LaplacianOfGaussian extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return EdgeFilter.laplacianOfGaussian(1);
		}
	}

	@Nested
	class Sobel extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return EdgeFilter.sobel();
		}
	}

	@Nested
	class SecondDerivative extends OperationContractTest {

		@Override
		protected BlockOperation open() {
			return EdgeFilter.derivative(1, 2);
		}
	}
}
