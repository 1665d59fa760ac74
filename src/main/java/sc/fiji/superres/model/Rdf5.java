package sc.fiji.superres.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import sc.fiji.superres.file.YamlMap;
import sc.fiji.superres.model.ModelDescription.Input;
import sc.fiji.superres.model.ModelDescription.Output;
import sc.fiji.superres.model.ModelDescription.Size;

/**
 * The tensors of a description in format 0.5.
 * <p>
 * The size of an output axis is
 * {@code floor(input * input scale / output scale + offset)}, so that a network
 * that doubles the image has the output scale 1/2; the halo is in output pixels.
 * </p>
 */
final class Rdf5 {

	static final String VERSION = "0.5.7";

	private static final String SPACE = "space";

	private Rdf5() {
		// Static methods only.
	}

	static Input input(final YamlMap root) throws IOException {
		final YamlMap input = Rdf.only(root, "inputs");
		final List<YamlMap> axes = axes(input);
		final Optional<ModelDescription.Range> range = input.has("data") && input
			.get("data") instanceof Map ? Rdf.range(input.map("data"), "range")
				: Optional.empty();
		return new Input(input.text("id", "input"), channels(axes), size(axes.get(
			2)), size(axes.get(3)), range, steps(input, "preprocessing"), test(
				input));
	}

	static Output output(final YamlMap root, final Input input)
		throws IOException
	{
		final YamlMap from = Rdf.only(root, "inputs");
		final YamlMap output = Rdf.only(root, "outputs");
		final List<YamlMap> axes = axes(output);
		Rdf.checkChannels(output, channels(axes), input.channels());
		final YamlMap y = axes.get(2);
		final YamlMap x = axes.get(3);
		final double[] sizeY = relation(y, axes(from).get(2), input, input
			.height());
		final double[] sizeX = relation(x, axes(from).get(3), input, input
			.width());
		final OptionalInt halo = y.has("halo") || x.has("halo") ? Rdf.halo(output, y
			.integer("halo", 0), x.integer("halo", 0),
				sizeY[0] / sizeX[0]) : OptionalInt.empty();
		return new Output(output.text("id", "output"), Rdf.scaleX(output, sizeY[0],
			sizeX[0]), Rdf.scaleY(output, sizeY[0]), Rdf.offset(output, sizeY[1], sizeX[1]), halo, steps(output,
				"postprocessing"), test(output));
	}

	/** Returns the entries that describe the tensors. */
	static Map<String, Object> tensors(final ModelDescription description) {
		final Input in = description.input();
		final Output out = description.output();
		final Map<String, Object> input = new LinkedHashMap<>();
		input.put("id", in.name());
		input.put("axes", List.of(Map.of("type", "batch"), channelAxis(in
			.channels()), inputAxis("y", in.height()), inputAxis("x", in.width())));
		in.range().ifPresent(range -> {
			final List<Object> ends = new ArrayList<>();
			ends.add(Double.isInfinite(range.low()) ? null : Rdf.plain(range.low()));
			ends.add(Double.isInfinite(range.high()) ? null : Rdf.plain(range
				.high()));
			input.put("data", ordered("type", "float32", "range", ends));
		});
		put(input, "preprocessing", in.preprocessing());
		in.test().ifPresent(test -> input.put("test_tensor", Map.of("source",
			test)));
		final Map<String, Object> output = new LinkedHashMap<>();
		output.put("id", out.name());
		output.put("axes", List.of(Map.of("type", "batch"), channelAxis(in
			.channels()), outputAxis("y", in, out, out.scaleY(), out.halo()),
				outputAxis("x",
				in, out, out.scaleX(), out.haloX())));
		put(output, "postprocessing", out.postprocessing());
		out.test().ifPresent(test -> output.put("test_tensor", Map.of("source",
			test)));
		return ordered("inputs", List.of(input), "outputs", List.of(output));
	}

	// -- Helper methods --

	private static List<YamlMap> axes(final YamlMap tensor) throws IOException {
		final List<YamlMap> axes = tensor.maps("axes");
		final StringBuilder letters = new StringBuilder();
		for (final YamlMap axis : axes) {
			final String type = axis.text("type");
			final String name = SPACE.equals(type) ? axis.text("id", "x") : type;
			letters.append(name.isEmpty() ? '?' : name.charAt(0));
		}
		Rdf.checkAxes(tensor, letters.toString());
		return axes;
	}

	private static int channels(final List<YamlMap> axes) throws IOException {
		final int channels = axes.get(1).list("channel_names").size();
		if (channels == 0) throw axes.get(1).wrong("names no channels");
		return channels;
	}

	private static Size size(final YamlMap axis) throws IOException {
		if (!(axis.get("size") instanceof Map)) return Rdf.size(axis, axis.integer(
			"size"), 0);
		final YamlMap size = axis.map("size");
		if (size.has("tensor_id")) throw axis.wrong("size",
			"the size of an input must not depend on another axis");
		return Rdf.size(axis, size.integer("min"), size.integer("step"));
	}

	/** Returns scale and offset of an output axis. */
	private static double[] relation(final YamlMap axis, final YamlMap from,
		final Input input, final Size size) throws IOException
	{
		if (!(axis.get("size") instanceof Map)) {
			if (size.step() != 0) throw axis.wrong("size",
				"a fixed output needs an input whose size is fixed, too");
			return new double[] { axis.integer("size") / (double) size.min(), 0 };
		}
		final YamlMap reference = axis.map("size");
		if (!input.name().equals(reference.text("tensor_id", "")) || !axis.text(
			"id", "x").equals(reference.text("axis_id", ""))) throw axis.wrong("size",
				"it must refer to the same axis of the input " + input.name());
		return new double[] { from.number("scale", 1) / axis.number("scale", 1),
			reference.number("offset", 0) };
	}

	private static List<Processing> steps(final YamlMap tensor,
		final String key) throws IOException
	{
		final List<Processing> steps = new ArrayList<>();
		for (final YamlMap step : tensor.maps(key)) {
			steps.add(new Processing(step.text("id"), step.has("kwargs") ? step.map(
				"kwargs").values() : Map.of()));
		}
		return steps;
	}

	private static Optional<String> test(final YamlMap tensor)
		throws IOException
	{
		return tensor.has("test_tensor") ? tensor.map("test_tensor").optionalText(
			"source") : Optional.empty();
	}

	private static Map<String, Object> channelAxis(final int channels) {
		final List<String> names = switch (channels) {
			case 1 -> List.of("intensity");
			case 3 -> List.of("red", "green", "blue");
			default -> IntStream.range(0, channels).mapToObj(i -> "channel" + i)
				.toList();
		};
		return ordered("type", "channel", "channel_names", names);
	}

	private static Map<String, Object> inputAxis(final String id,
		final Size size)
	{
		final Map<String, Object> axis = ordered("type", SPACE, "id", id);
		axis.put("size", size.step() == 0 ? size.min() : ordered("min", size.min(),
			"step", size.step()));
		return axis;
	}

	private static Map<String, Object> outputAxis(final String id,
		final Input in, final Output out, final double scale,
		final OptionalInt halo)
	{
		final Map<String, Object> axis = ordered("type", SPACE, "id", id);
		final Map<String, Object> size = ordered("tensor_id", in.name(), "axis_id",
			id);
		if (out.offset() != 0) size.put("offset", out.offset());
		axis.put("size", size);
		axis.put("scale", 1 / scale);
		halo.ifPresent(pixels -> axis.put("halo", pixels));
		return axis;
	}

	private static Map<String, Object> ordered(final String key,
		final Object value, final String secondKey, final Object secondValue)
	{
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put(key, value);
		map.put(secondKey, secondValue);
		return map;
	}

	private static void put(final Map<String, Object> tensor, final String key,
		final List<Processing> steps)
	{
		final List<Object> list = new ArrayList<>();
		for (final Processing step : steps) {
			list.add(step.kwargs().isEmpty() ? Map.of("id", step.name()) : ordered(
				"id", step.name(), "kwargs", step.kwargs()));
		}
		if (!list.isEmpty()) tensor.put(key, list);
	}
}
