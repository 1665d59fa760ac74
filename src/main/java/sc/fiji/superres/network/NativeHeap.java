package sc.fiji.superres.network;

import com.sun.jna.Library;
import com.sun.jna.Native;
import com.sun.jna.Platform;

/**
 * Makes the C library keep the memory that a network frees.
 * <p>
 * A network allocates and frees its activations layer by layer. By default, the
 * GNU C library returns each of them to the system and requests them again page
 * by page, which takes up to half of the time of a pass. When the memory is
 * kept, the process holds no more than the largest tile ever needed. Other C
 * libraries are not changed.
 * </p>
 */
final class NativeHeap {

	// Parameters of mallopt, from malloc.h.
	private static final int M_TRIM_THRESHOLD = -1;
	private static final int M_TOP_PAD = -2;
	private static final int M_MMAP_THRESHOLD = -3;

	/** More bytes than the activations of a tile. */
	private static final int NEVER = 1 << 30;

	/**
	 * The largest value that older C libraries accept: half of a thread's heap.
	 */
	private static final int OLD_LIMIT = 1 << 25;

	/**
	 * The size of a thread's heap: with this padding at its top, an empty heap is
	 * kept.
	 */
	private static final int HEAP = 1 << 26;

	private NativeHeap() {
		// Static methods only.
	}

	/** The C library. */
	interface C extends Library {

		/** Sets a parameter of the allocator; returns 1 if it was accepted. */
		int mallopt(int parameter, int value);
	}

	/**
	 * Makes the allocator keep freed memory from now on, on Linux with the GNU C
	 * library.
	 *
	 * @return whether it does
	 */
	static boolean keep() {
		if (!Platform.isLinux()) return false;
		try {
			final C c = Native.load(Platform.C_LIBRARY_NAME, C.class);
			return c.mallopt(M_TRIM_THRESHOLD, NEVER) == 1 && //
				c.mallopt(M_TOP_PAD, HEAP) == 1 && //
				(c.mallopt(M_MMAP_THRESHOLD, NEVER) == 1 || //
					c.mallopt(M_MMAP_THRESHOLD, OLD_LIMIT) == 1);
		}
		catch (final LinkageError exc) {
			return false; // Another C library, or JNA fails: slower.
		}
	}
}
