package sc.fiji.superres.network.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * The registry of the architectures that can be trained, by the names that users
 * choose.
 *
 * <pre>
 * Architecture network = Architectures.named("edsr-64x16");
 * </pre>
 */
public final class Architectures {

	/** One line for each architecture. */
	private static final List<Family> FAMILIES = List.of( //
		new Edsr(), //
		new Wdsr(), //
		new Rcan(), //
		new Span(), //
		new Srcnn(), //
		new Axial());

	private Architectures() {
		// Static methods only.
	}

	/**
	 * Returns an architecture.
	 *
	 * @param name a preset, or a name with its numbers
	 * @throws IllegalArgumentException if there is none of that name; the message
	 *           lists names
	 */
	public static Architecture named(final String name) {
		return find(name).orElseThrow(() -> new WrongUsage(
			"There is no network '" + name + "': choose one of " + String.join(", ",
				offered()) + "; other numbers are possible"));
	}

	/** Returns whether there is an architecture of a name. */
	public static boolean exists(final String name) {
		return find(name).isPresent();
	}

	/** Returns names to choose from, presets first. */
	public static List<String> offered() {
		final List<String> names = new ArrayList<>(presets().keySet());
		FAMILIES.forEach(family -> names.addAll(family.examples()));
		return names;
	}

	/**
	 * Finds the architecture of trained tensors by their names and shapes.
	 *
	 * @param shapes of all trained tensors by their names, in C order
	 * @param scale of the network
	 * @param channels that it enlarges together
	 * @return the architecture whose tensors are exactly these, if there is one
	 */
	public static Optional<Architecture> recognize(
		final Map<String, int[]> shapes, final int scale, final int channels)
	{
		final TensorShapes tensors = new TensorShapes(shapes);
		return FAMILIES.stream().flatMap(family -> family.recognize(tensors)
			.stream()).flatMap(name -> find(name).stream()).filter(
				found -> found.owns(tensors, scale, channels)).findFirst();
	}

	// -- Helper methods --

	private static Map<String, String> presets() {
		return FAMILIES.stream().flatMap(family -> family.presets().entrySet()
			.stream()).collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue,
				(first, second) -> first, LinkedHashMap::new));
	}

	private static Optional<Architecture> find(final String wanted) {
		final String name = presets().getOrDefault(wanted, wanted);
		for (final Family family : FAMILIES) {
			final Matcher matcher = family.names().matcher(name);
			if (matcher.matches()) return Optional.of(family.architecture(matcher));
		}
		return Optional.empty();
	}
}
