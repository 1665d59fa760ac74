/**
 * The training of a network: optimizer, schedule, checkpoint, validation score
 * and the loop.
 * <p>
 * Which images are trained on, and the card that is written, is the business
 * of {@code learn}. Begin reading at {@link
 * sc.fiji.superres.training.NetworkTrainer}.
 * </p>
 */
package sc.fiji.superres.training;
