/**
 * The acquisition model (blur, down-sampling, noise) and the sampler of LR/HR
 * pairs that both trainers share.
 * <p>
 * Optimizers and networks live in {@code training}. Begin reading at {@link
 * sc.fiji.superres.degrade.Degradation}.
 * </p>
 */
package sc.fiji.superres.degrade;
