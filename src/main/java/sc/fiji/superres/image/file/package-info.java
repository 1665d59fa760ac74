/**
 * Reading and writing of image files, and folders of them: a damaged file is
 * refused, and a result is written completely or not at all.
 * <p>
 * What happens to the pixels lives in {@code image}. Begin reading at {@link
 * sc.fiji.superres.image.file.ImageFiles}.
 * </p>
 */
package sc.fiji.superres.image.file;
