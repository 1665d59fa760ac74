/**
 * The architectures that the suite can train, one short file each, their
 * registry, and the writer of TorchScript that they share.
 * <p>
 * Adding one takes a file that implements {@link
 * sc.fiji.superres.network.architecture.Family}, one line in {@link
 * sc.fiji.superres.network.architecture.Architectures}, and a test against
 * PyTorch. Running a network lives in {@code network}. Begin reading at {@code
 * Architectures}.
 * </p>
 */
package sc.fiji.superres.network.architecture;
