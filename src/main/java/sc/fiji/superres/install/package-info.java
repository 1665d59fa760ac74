/**
 * The check of the installation and the list of installed models.
 * <p>
 * Looking for models lives in {@code method}. Begin reading at {@link
 * sc.fiji.superres.install.Installation}.
 * </p>
 */
package sc.fiji.superres.install;
