/**
 * The state dictionaries of PyTorch, which are the weights of networks without
 * their programs, read as data: as {@code .safetensors}, and as the two forms
 * of {@code torch.save}.
 * <p>
 * Nothing in them is ever called. What the tensors are for is not known here,
 * but in {@code network.published}. Begin reading at {@link
 * sc.fiji.superres.network.weights.StateDictionary}.
 * </p>
 */
package sc.fiji.superres.network.weights;
