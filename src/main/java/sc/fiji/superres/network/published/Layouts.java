package sc.fiji.superres.network.published;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import sc.fiji.superres.network.weights.StateDictionary;
import sc.fiji.superres.network.weights.TensorShapes;

/**
 * The registry of the architectures whose published weights can be imported.
 */
final class Layouts {

	/** One line for each; where two fit, the first is taken. */
	private static final List<Layout> ALL = List.of( //
		new RrdbNet(), //
		new SrVggNet(), //
		new BasicEdsr(), //
		new Mdsr(), //
		new PublishedEdsr(), //
		new SpanNetwork(), //
		new PublishedSrcnn(), //
		new Fsrcnn(), //
		new Vdsr(), //
		new Carn(), //
		new Imdn(), //
		new Pan(), //
		new Ecbsr(), //
		new Safmn(), //
		new PublishedWdsr(), //
		new PublishedRcan());

	/** Tensors of an unknown network that are named. */
	private static final int NAMED = 5;

	private Layouts() {
		// Static methods only.
	}

	/** Returns the names of the known architectures. */
	static List<String> known() {
		return ALL.stream().map(Layout::name).toList();
	}

	/**
	 * Recognizes a network by the names and shapes of its tensors, and builds it.
	 *
	 * @param scale output pixels per input pixel; 0 for what the tensors state
	 * @return the forms that the tensors may have, the usual one first
	 * @throws IOException if it is unknown, or a tensor is missing, superfluous,
	 *           not finite or of another shape; the message names it
	 * @throws IllegalArgumentException if the scale is missing or wrong
	 */
	static List<PublishedNetwork> build(final StateDictionary weights,
		final int scale) throws IOException
	{
		final TensorShapes tensors = weights.shapes();
		final Layout layout = ALL.stream().filter(known -> known.fits(tensors))
			.findFirst().orElseThrow(() -> new IOException(
				"the network is unknown: its tensors begin with " + first(tensors) +
					"; known are " + String.join("; ", known())));
		final PublishedNetwork usual = layout.build(new Layers(layout, weights, scale,
			false));
		return layout.hasUnitForm() ? List.of(usual, layout.build(new Layers(layout,
			weights, scale, true))) : List.of(usual);
	}

	private static String first(final TensorShapes tensors) {
		return tensors.shapes().entrySet().stream().limit(NAMED).map(
			e -> StateDictionary.shown(e.getKey()) + " " + Arrays.toString(e
				.getValue())).collect(Collectors.joining(", "));
	}
}
