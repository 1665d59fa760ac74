package sc.fiji.superres.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import sc.fiji.superres.file.SafeYaml;

/**
 * The description of a network in a package: one image in, one enlarged image
 * out, weights as TorchScript or, where a package has no such, ONNX.
 * <p>
 * Independent of the format version. Tensors have the axes batch, channel, y, x;
 * the output has as many channels as the input, and the size
 * {@code input * scale + offset}. A network that enlarges y alone restores the z
 * axis of volumes, in their xz and yz planes.
 * </p>
 *
 * @param about name, authors, license, ...
 * @param input the input tensor
 * @param output the output tensor
 * @param weights the TorchScript or ONNX file
 * @param config free entries of any program; the suite's own is
 *          {@link Provenance#KEY}
 */
public record ModelDescription(About about, Input input, Output output,
	Weights weights, Map<String, Object> config)
{

	/** The file name of the weights in written packages. */
	public static final String WEIGHTS = "weights.pt";

	/** The file name of the test input in written packages. */
	public static final String TEST_INPUT = "test_input.npy";

	/** The file name of the test output in written packages. */
	public static final String TEST_OUTPUT = "test_output.npy";

	public ModelDescription {
		config = SafeYaml.copy(config);
	}

	/**
	 * The sizes that an axis may have: {@code min + n * step}.
	 *
	 * @param min the smallest, in pixels
	 * @param step difference between two sizes; 0 if only {@code min} is allowed
	 */
	public record Size(int min, int step) {

		public Size {
			if (min < 1 || step < 0) throw new IllegalArgumentException(
				"A size of at least " + min + " in steps of " + step +
					" is not possible");
		}

		/**
		 * Returns the smallest allowed size that is at least {@code length}, or the
		 * size itself if it is fixed.
		 */
		public int atLeast(final int length) {
			if (step == 0 || length <= min) return min;
			return min + (length - min + step - 1) / step * step;
		}
	}

	/** The range of the values of a tensor; either end may be infinite. */
	public record Range(double low, double high) {}

	/**
	 * The input tensor.
	 *
	 * @param name the tensor's name
	 * @param channels number of channels
	 * @param height sizes along y
	 * @param width sizes along x
	 * @param range the values before preprocessing, if stated
	 * @param preprocessing steps applied to the values, in order
	 * @param test file with an input before preprocessing, if there is one
	 */
	public record Input(String name, int channels, Size height, Size width,
		Optional<Range> range, List<Processing> preprocessing,
		Optional<String> test)
	{

		public Input {
			preprocessing = List.copyOf(preprocessing);
		}
	}

	/**
	 * The output tensor.
	 *
	 * @param name the tensor's name
	 * @param scaleX enlargement of x, at least 1
	 * @param scaleY enlargement of y: as much, or x is not enlarged
	 * @param offset output pixels in excess of {@code input * scale}
	 * @param halo output pixels above and below that are spoiled by the border,
	 *          where it is stated, and as many at each side but for the scale; without it the network must be probed
	 * @param postprocessing steps applied to the values, in order
	 * @param test file with the output for the test input after postprocessing,
	 *          if there is one
	 */
	public record Output(String name, double scaleX, double scaleY, int offset,
		OptionalInt halo, List<Processing> postprocessing, Optional<String> test)
	{

		public Output {
			for (final double scale : new double[] { scaleX, scaleY }) {
				if (!(scale >= 1) || Double.isInfinite(scale))
					throw new IllegalArgumentException("The scale is " + scale +
						", but must be at least 1");
			}
			postprocessing = List.copyOf(postprocessing);
		}

		/** Returns an output that is enlarged alike along both axes. */
		public Output(final String name, final double scale, final int offset,
			final OptionalInt halo, final List<Processing> postprocessing,
			final Optional<String> test)
		{
			this(name, scale, scale, offset, halo, postprocessing, test);
		}

		/** Returns whether y alone is enlarged. */
		public boolean isAxial() {
			return scaleX != scaleY;
		}

		/** Returns the halo along x. */
		OptionalInt haloX() {
			return halo.isEmpty() ? halo : OptionalInt.of((int) Math.ceil(halo
				.getAsInt() * scaleX / scaleY));
		}
	}

	/**
	 * The weights.
	 *
	 * @param source the TorchScript file
	 * @param sha256 its checksum in hexadecimal digits, if stated
	 * @param pytorch the oldest version of PyTorch known to load it, or an empty
	 *          string
	 */
	public record Weights(String source, Optional<String> sha256,
		String pytorch)
	{}

	/**
	 * Returns the description of a network for images of any size from a minimum
	 * on, with values from 0 to 1, without pre- and postprocessing.
	 *
	 * @param about name, authors, license, ...
	 * @param channels 1 or 3
	 * @param minimum smallest width and height of the input
	 * @param scaleX enlargement of x
	 * @param scaleY enlargement of y
	 * @param halo output pixels along y that are spoiled by the border; empty
	 *          where all are, so that no tile can be enlarged on its own
	 * @param pytorch the oldest version of PyTorch known to load the weights
	 * @param provenance how it was trained
	 */
	public static ModelDescription of(final About about, final int channels,
		final int minimum, final double scaleX, final double scaleY,
		final OptionalInt halo,
		final String pytorch, final Provenance provenance)
	{
		final Size size = new Size(minimum, 1);
		return new ModelDescription(about, new Input("input", channels, size, size,
			Optional.of(new Range(0, 1)), List.of(), Optional.of(TEST_INPUT)),
			new Output("output", scaleX, scaleY, 0, halo, List.of(), Optional
				.of(TEST_OUTPUT)), new Weights(WEIGHTS, Optional.empty(), pytorch), Map
					.of(Provenance.KEY, provenance.toMap()));
	}

	/** Returns the same network for images of other sizes. */
	public ModelDescription of(final Size size) {
		return new ModelDescription(about, new Input(input.name, input.channels, size,
			size, input.range, input.preprocessing, input.test), output, weights,
			config);
	}

	/** Returns how it was trained, if this suite trained it. */
	public Optional<Provenance> provenance() {
		return Provenance.of(config);
	}
}
