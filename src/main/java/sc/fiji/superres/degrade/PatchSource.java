package sc.fiji.superres.degrade;

import java.util.List;
import java.util.SplittableRandom;

import sc.fiji.superres.block.Plane;
import sc.fiji.superres.degrade.PairSampler.Pair;

/**
 * Planes whose patches are made anew each time they are drawn, so that no patch
 * is seen twice alike.
 */
public interface PatchSource {

	/** Returns the high-resolution channels that patches are cut from. */
	List<Plane> highs();

	/**
	 * Returns the channels at the low resolution by whose texture patches are
	 * placed.
	 */
	List<Plane> textured();

	/**
	 * Makes a patch.
	 *
	 * @param x left side in high-resolution pixels, a multiple of the scale
	 * @param y upper side, likewise
	 * @param side width and height, likewise
	 * @param random all that the patch depends on
	 */
	Pair patch(int x, int y, int side, SplittableRandom random);

	/**
	 * Returns a part of the planes as a source of its own.
	 *
	 * @param x left side in high-resolution pixels, a multiple of the scale
	 * @param y upper side, likewise
	 * @param width of the part, likewise
	 * @param height of the part, likewise
	 */
	PatchSource crop(int x, int y, int width, int height);
}
