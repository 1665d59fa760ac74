package sc.fiji.superres.resample;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;

import org.junit.jupiter.api.Test;

class KernelTest {

	/** A few roundings of double. */
	private static final double TOLERANCE = 1e-15;

	@Test
	void namesFindKernels() {
		assertEquals(List.of("nearest", "area", "bilinear", "bicubic",
			"bicubic-opencv", "mitchell", "bspline", "lanczos2", "lanczos3",
			"lanczos4"), Kernel.names());
		for (final String name : Kernel.names()) {
			assertEquals(name, Kernel.named(name).name());
			assertSame(Kernel.named(name), Kernel.named(name));
		}
	}

	@Test
	void unknownNamesListTheOthers() {
		for (final String name : new String[] { "bicupic", "", null }) {
			final String message = assertThrows(IllegalArgumentException.class,
				() -> Kernel.named(name)).getMessage();
			assertTrue(message.contains("'" + name + "'"), message);
			assertTrue(message.contains(String.join(", ", Kernel.names())), message);
		}
	}

	@Test
	void cubicsAreThoseOfMitchellAndNetravali() {
		// Table of the paper and Keys' formula with a, at 0, 0.5, 1 and 1.5
		assertWeights("bicubic", 1, 9.0 / 16, 0, -1.0 / 16);
		assertWeights("bicubic-opencv", 1, 19.0 / 32, 0, -3.0 / 32);
		assertWeights("bspline", 4.0 / 6, 23.0 / 48, 1.0 / 6, 1.0 / 48);
		assertWeights("mitchell", 16.0 / 18, 77.0 / 144, 1.0 / 18, -5.0 / 144);
		assertEquals(0, Kernel.named("bspline").weight(2, 1, true));
	}

	@Test
	void antialiasingStretchesWhatShrinks() {
		final Kernel bicubic = Kernel.named("bicubic");
		assertEquals(6, bicubic.radius(3, true));
		assertEquals(2, bicubic.radius(3, false));
		assertEquals(2, bicubic.radius(0.5, true));
		assertEquals(bicubic.weight(0.5, 1, true), bicubic.weight(1.5, 3, true));
	}

	@Test
	void areaIsTheCommonLength() {
		final Kernel area = Kernel.named("area");
		assertEquals(1, area.weight(1, 3, true));
		assertEquals(0, area.weight(2, 3, true));
		assertEquals(0.25, area.weight(1, 1.5, false));
		assertEquals(0.5, area.weight(0.25, 0.5, true));
	}

	private static void assertWeights(final String name,
		final double... expected)
	{
		for (int i = 0; i < expected.length; i++) {
			assertEquals(expected[i], Kernel.named(name).weight(-i / 2.0, 1, true),
				TOLERANCE, name + " at " + i / 2.0);
		}
	}
}
