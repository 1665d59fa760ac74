package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * An architecture of published weights, by the names of its tensors, each in its
 * own file; one line of {@link Layouts} registers it.
 */
interface Layout {

	/** Returns what it is called, with the programs that use these names. */
	String name();

	/** Returns what users of such a network should cite. */
	List<Citation> cite();

	/** Returns whether a few tensors that only this layout has are there. */
	boolean fits(TensorShapes tensors);

	/**
	 * Returns whether weights of the same tensors are published for values from 0 to
	 * 1 inside and without a mean ({@link Layers#unit}), too.
	 */
	default boolean hasUnitForm() {
		return false;
	}

	/**
	 * Builds the network; each tensor that is asked for must exist in the shape
	 * that the architecture needs, and in the end all must have been asked for.
	 *
	 * @throws IOException if a tensor is missing or has another shape, or if one
	 *           is not finite; the message names it
	 * @throws IllegalArgumentException if the tensors do not state the scale and
	 *           the user did not either, or another one
	 */
	PublishedNetwork build(Layers layers) throws IOException;
}
