package sc.fiji.superres.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ComponentTest {

	/** Float rounding of three products of up to 255. */
	private static final float ROUNDING = 1e-4f;

	private static float[] read(final Component component,
		final Object pixels, final int count)
	{
		final float[] block = new float[count + 1];
		component.read(pixels, 1, block, 1, count);
		assertEquals(0, block[0]);
		return block;
	}

	@Test
	void readsUnsigned() {
		assertArrayEquals(new float[] { 0, 255, 128 }, read(Component.GREY,
			new byte[] { 7, -1, -128 }, 2));
		assertArrayEquals(new float[] { 0, 65535, 32768 }, read(Component.GREY,
			new short[] { 7, -1, Short.MIN_VALUE }, 2));
		assertArrayEquals(new float[] { 0, -1.5f, 1e30f }, read(Component.GREY,
			new float[] { 7, -1.5f, 1e30f }, 2));
	}

	/** By hand from ITU-T T.871, section 7, less the offset of 128. */
	@Test
	void splitsColor() {
		final int[] pixels = { 0, 0xffff0000, 0xff00ff00, 0xff0000ff, 0xff0a141e };
		assertArrayEquals(new float[] { 0, 76.245f, 149.685f, 29.07f, 18.15f },
			read(Component.LUMA, pixels, 4), ROUNDING);
		assertArrayEquals(new float[] { 0, -43.0277f, -84.4723f, 127.5f, 6.6874f },
			read(Component.BLUE_DIFFERENCE, pixels, 4), ROUNDING);
		assertArrayEquals(new float[] { 0, 127.5f, -106.7653f, -20.7347f,
			-5.8131f }, read(Component.RED_DIFFERENCE, pixels, 4), ROUNDING);
		assertArrayEquals(new float[] { 0, 255, 0, 0, 10 }, read(Component.RED,
			pixels, 4));
		assertArrayEquals(new float[] { 0, 0, 255, 0, 20 }, read(Component.GREEN,
			pixels, 4));
		assertArrayEquals(new float[] { 0, 0, 0, 255, 30 }, read(Component.BLUE,
			pixels, 4));
	}

	@Test
	void greyIsItsOwnLuma() {
		for (int v = 0; v < 256; v++) {
			final int[] pixels = { 0, 0xff000000 | v << 16 | v << 8 | v };
			assertEquals(v, read(Component.LUMA, pixels, 1)[1]);
			assertEquals(0, read(Component.BLUE_DIFFERENCE, pixels, 1)[1]);
			assertEquals(0, read(Component.RED_DIFFERENCE, pixels, 1)[1]);
		}
	}
}
