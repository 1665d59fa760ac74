package sc.fiji.superres.network.architecture;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import sc.fiji.superres.network.weights.TensorShapes;

/**
 * The declaration of an architecture, each in its own file; one line of
 * {@link Architectures} registers it.
 */
interface Family {

	/** Returns the pattern of the names; its groups are the numbers. */
	Pattern names();

	/** Returns names to choose from, the best first. */
	List<String> examples();

	/** Returns presets, short names for some of them, in display order. */
	default Map<String, String> presets() {
		return Map.of();
	}

	/**
	 * Returns a network of the family.
	 *
	 * @param name matched by {@link #names()}
	 */
	Architecture architecture(MatchResult name);

	/**
	 * Returns the name of the network that tensors probably belong to;
	 * {@link Architectures#recognize} checks it tensor by tensor. It must not be
	 * larger than the tensors.
	 */
	Optional<String> recognize(TensorShapes tensors);
}
