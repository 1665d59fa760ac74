/**
 * The dictionary method: patch features, anchors, regressors, their training
 * and application.
 * <p>
 * What a training looks like to the user lives in {@code learn}. Begin reading
 * at {@link sc.fiji.superres.dictionary.DictionaryUpscaler}.
 * </p>
 */
package sc.fiji.superres.dictionary;
