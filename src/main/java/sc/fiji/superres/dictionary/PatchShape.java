package sc.fiji.superres.dictionary;

/**
 * The size of a patch and of the region that its features depend on.
 *
 * @param scale high-resolution pixels per low-resolution pixel
 * @param patch side of a patch in low-resolution pixels
 * @param halo low-resolution pixels around it that its features depend on
 */
record PatchShape(int scale, int patch, int halo) {

	/** Halo of bicubic interpolation in LR pixels. */
	private static final int BICUBIC = 2;

	static PatchShape of(final int scale, final int patch,
		final Feature feature)
	{
		return new PatchShape(scale, patch, (scale == 1 ? 0 : BICUBIC) + (feature
			.reach() + scale - 1) / scale);
	}

	/** Returns the side of a patch in HR pixels. */
	int high() {
		return patch * scale;
	}

	/** Returns the side of a patch with its halo in LR pixels. */
	int window() {
		return patch + 2 * halo;
	}

	/** Returns the halo of the enlargement of a pixel in LR pixels. */
	int reach() {
		return halo + patch - 1;
	}
}
