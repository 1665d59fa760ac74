/**
 * The dictionary method: patch features, anchors, regressors, their training
 * and application.
 * <p>
 * Training commands are implemented in {@code learn}. Begin reading at {@link
 * sc.fiji.superres.dictionary.DictionaryUpscaler}.
 * </p>
 */
package sc.fiji.superres.dictionary;
