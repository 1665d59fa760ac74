/**
 * The architectures that the suite can train, one short file each, and the
 * writer of TorchScript that they share.
 * <p>
 * Running a network lives in {@code network}. Begin reading at {@link
 * sc.fiji.superres.network.architecture.Architecture}.
 * </p>
 */
package sc.fiji.superres.network.architecture;
