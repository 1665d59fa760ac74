/**
 * General file work that knows nothing of images or models: atomic writing,
 * comma-separated values, NumPy arrays, safe YAML and safe zip archives.
 * <p>
 * Descriptions of models live in {@code model}, image files in {@code
 * image.file}. Begin reading at {@link sc.fiji.superres.file.AtomicFiles}.
 * </p>
 */
package sc.fiji.superres.file;
