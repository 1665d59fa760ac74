/**
 * ImagePlus as an adapter of sources and targets of blocks: channels, slices,
 * frames, RGB, the intensity range, pixel size, look-up tables and overlays.
 * <p>
 * Image files live in {@code image.file}. Begin reading at {@link
 * sc.fiji.superres.image.ImageEnlarger}.
 * </p>
 */
package sc.fiji.superres.image;
