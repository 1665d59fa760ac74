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
}
