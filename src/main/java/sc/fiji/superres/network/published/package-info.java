/**
 * Architectures whose published weights are state dictionaries of PyTorch, one
 * short file each, their registry, and the import of such weights as packages.
 * <p>
 * Adding one takes a file that implements {@link
 * sc.fiji.superres.network.published.Layout}, one line in {@link
 * sc.fiji.superres.network.published.Layouts}, and a fixture in {@code
 * published.py} of the tests. The architectures that the suite trains itself
 * live in {@code network.architecture}. Begin reading at {@code Layouts}.
 * </p>
 */
package sc.fiji.superres.network.published;
