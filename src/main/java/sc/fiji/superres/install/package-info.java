/**
 * The check of the installation and the list of installed models.
 * <p>
 * Models are found by {@code method}. Begin reading at
 * {@link sc.fiji.superres.install.Installation}.
 * </p>
 */
package sc.fiji.superres.install;
