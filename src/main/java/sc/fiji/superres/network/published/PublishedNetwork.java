package sc.fiji.superres.network.published;

import java.util.List;

import sc.fiji.superres.model.About.Citation;
import sc.fiji.superres.network.architecture.ScriptModule;

/**
 * A network that was built from published weights.
 *
 * @param description the architecture with its numbers
 * @param module the network, for values from 0 to 1
 * @param cite what its users should cite
 * @param scale output pixels per input pixel
 * @param channels of the input and of the output
 * @param minimum smallest width and height
 * @param step widths and heights must be multiples of it
 * @param local whether a pixel of the output depends only on its surroundings,
 *          rather than on the whole image
 */
record PublishedNetwork(String description, ScriptModule module,
	List<Citation> cite, int scale, int channels,
	int minimum, int step, boolean local)
{

	/** Returns a network that takes only multiples of a size. */
	PublishedNetwork inSteps(final int pixels) {
		return new PublishedNetwork(description, module, cite, scale, channels,
			Math.max(minimum, pixels), pixels, local);
	}

	/** Returns a network that takes only images from a size on. */
	PublishedNetwork from(final int pixels) {
		return new PublishedNetwork(description, module, cite, scale, channels,
			pixels, step, local);
	}

	/** Returns a network that looks at the whole image at once. */
	PublishedNetwork global() {
		return new PublishedNetwork(description, module, cite, scale, channels, minimum,
			step, false);
	}
}
