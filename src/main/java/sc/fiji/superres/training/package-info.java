/**
 * The training of a network: optimizer, schedule, checkpoint, validation score
 * and the loop.
 * <p>
 * Training images and model cards live in {@code learn}. Begin reading at
 * {@link sc.fiji.superres.training.NetworkTrainer}.
 * </p>
 */
package sc.fiji.superres.training;
