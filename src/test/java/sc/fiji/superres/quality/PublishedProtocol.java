package sc.fiji.superres.quality;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.Degradation;

/**
 * How most publications on super resolution measure: crop the image to a
 * multiple of the scale; take the luma of BT.601 in studio range, 16 to 235,
 * rounded (a gray image as it is); shrink by MATLAB's antialiased bicubic, not
 * rounded; enlarge; round and clip to 0 to 255; leave out {@code scale} pixels
 * at each side; PSNR with a peak of 255, and {@link Ssim} with a range of 255.
 * All values are 0 to 255.
 *
 * <pre>
 * PublishedProtocol protocol = new PublishedProtocol(2);
 * Plane high = protocol.crop(new Plane(PublishedProtocol.luma(rgb), w, h));
 * Plane low = protocol.degrade(high);
 * // enlarge low
 * Score score = protocol.score(high, enlarged);
 * </pre>
 *
 * @param scale how much images are enlarged
 */
public record PublishedProtocol(int scale) {

	private static final int MAX = 255;

	/**
	 * Checks the scale.
	 *
	 * @throws IllegalArgumentException if it is below 1
	 */
	public PublishedProtocol {
		Degradation.bicubic(scale);
	}

	/**
	 * Returns the luma of 8-bit colors, 16 to 235, rounded.
	 *
	 * @param rgb pixels, 0xRRGGBB; higher bits are ignored
	 */
	public static float[] luma(final int[] rgb) {
		final float[] luma = new float[rgb.length];
		for (int i = 0; i < rgb.length; i++)
			luma[i] = StudioLuma.of(rgb[i]);
		return luma;
	}

	/** Cuts a plane to a multiple of the scale. */
	public Plane crop(final Plane plane) {
		return Degradation.bicubic(scale).crop(plane);
	}

	/** Makes the plane that is to be enlarged. */
	public Plane degrade(final Plane high) {
		return Degradation.bicubic(scale).apply(high);
	}

	/**
	 * Measures an enlarged plane.
	 *
	 * @param high the original, {@link #crop cropped}
	 * @param enlarged the enlarged plane; not changed
	 * @throws IllegalArgumentException if the sizes differ, or are too small for
	 *           a window of 11 x 11 pixels inside the border
	 */
	public Score score(final Plane high, final Plane enlarged) {
		return Score.of(high, enlarged.rounded(MAX), scale, MAX);
	}
}
