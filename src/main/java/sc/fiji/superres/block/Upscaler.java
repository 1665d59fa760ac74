package sc.fiji.superres.block;

/**
 * An operation that enlarges images: an interpolation, a dictionary or a
 * network.
 */
public interface Upscaler extends BlockOperation {

	/** Returns the number of learned values; 0 for interpolations. */
	default long parameters() {
		return 0;
	}

	/**
	 * Returns what numbers it computes in, as users write it: {@code float32}, or
	 * {@code bfloat16} in the layers of a network.
	 */
	default String precision() {
		return "float32";
	}

	/** Returns where it computes, as users write it: {@code cpu} or {@code gpu}. */
	default String device() {
		return "cpu";
	}
}
