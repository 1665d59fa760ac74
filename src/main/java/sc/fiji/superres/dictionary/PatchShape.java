package sc.fiji.superres.dictionary;

/**
 * The size of a patch and of what its features depend on.
 *
 * @param scale high-resolution pixels per low-resolution pixel
 * @param patch side of a patch in low-resolution pixels
 * @param halo low-resolution pixels around it that its features depend on
 */
record PatchShape(int scale, int patch, int halo) {

	/** Low-resolution pixels at each side that bicubic interpolation reaches. */
	private static final int BICUBIC = 2;

	static PatchShape of(final int scale, final int patch,
		final Feature feature)
	{
		return new PatchShape(scale, patch, (scale == 1 ? 0 : BICUBIC) + (feature
			.reach() + scale - 1) / scale);
	}

	/** Side of a patch in high-resolution pixels. */
	int high() {
		return patch * scale;
	}

	/** Side of a patch with its halo, in low-resolution pixels. */
	int window() {
		return patch + 2 * halo;
	}

	/** Low-resolution pixels beyond a pixel that its enlargement depends on. */
	int reach() {
		return halo + patch - 1;
	}
}
