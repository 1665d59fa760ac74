/**
 * The contract of blocks, which every method of the suite fulfills, and the
 * code around it: tiles, progress, threads and memory. The array types that all
 * rooms share live here, too.
 * <p>
 * No method and no image format lives here. Begin reading at {@link
 * sc.fiji.superres.block.BlockOperation}.
 * </p>
 */
package sc.fiji.superres.block;
