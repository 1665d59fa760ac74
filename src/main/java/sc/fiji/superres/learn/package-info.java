/**
 * A training as the user sees it, for networks and dictionaries alike: the
 * images, the degradation, the plan, the window and the card.
 * <p>
 * The optimizer lives in {@code training}, the training of dictionaries in
 * {@code dictionary}. Begin reading at
 * {@link sc.fiji.superres.learn.TrainingTask}.
 * </p>
 */
package sc.fiji.superres.learn;
