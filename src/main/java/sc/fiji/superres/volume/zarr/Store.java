package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Where the files of arrays are kept: a folder, or anything else that maps keys
 * to bytes.
 * <p>
 * A key is a relative path: names separated by {@code /}, none of them empty,
 * {@code .} or {@code ..}; another one is an {@link IOException}. Several threads, and several processes, may use one
 * store at the same time.
 * </p>
 */
public interface Store {

	/**
	 * Reads what is stored under a key.
	 *
	 * @return all of it; empty if there is nothing
	 */
	Optional<byte[]> read(String key) throws IOException;

	/**
	 * Reads a part of what is stored under a key.
	 *
	 * @param offset of the first byte; a negative one counts from the end
	 * @param length number of bytes
	 * @return that part; empty if nothing is stored under the key
	 * @throws IOException if it does not have that many bytes, too
	 */
	Optional<byte[]> read(String key, long offset, int length)
		throws IOException;

	/**
	 * Stores bytes under a key, in one step: a reader finds what was there
	 * before or all of what is new.
	 */
	void write(String key, byte[] bytes) throws IOException;

	/**
	 * Lists what is directly under a prefix.
	 *
	 * @param prefix a key, or an empty text for the root
	 * @return the names, sorted, without the prefix; empty if there are none
	 */
	List<String> list(String prefix) throws IOException;
}
