/**
 * The acquisition model (blur, down-sampling, noise), the registration of
 * measured LR/HR pairs, and the sampler of pairs that both trainers share.
 * <p>
 * Optimizers and networks live in {@code training}. Begin reading at {@link
 * sc.fiji.superres.degrade.Degradation}.
 * </p>
 */
package sc.fiji.superres.degrade;
