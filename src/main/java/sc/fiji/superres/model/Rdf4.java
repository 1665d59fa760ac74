package sc.fiji.superres.model;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

import sc.fiji.superres.file.YamlMap;
import sc.fiji.superres.model.ModelDescription.Input;
import sc.fiji.superres.model.ModelDescription.Output;
import sc.fiji.superres.model.ModelDescription.Range;
import sc.fiji.superres.model.ModelDescription.Size;

/**
 * The tensors of a description in format 0.4.
 * <p>
 * The size of the output is {@code input * scale + 2 * offset}; the halo is in
 * output pixels. Shapes are lists in the order of the axes, with fixed numbers
 * or {@code min} and {@code step}.
 * </p>
 */
final class Rdf4 {

	static final String VERSION = "0.4.10";

	private Rdf4() {
		// Static methods only.
	}

	static Input input(final YamlMap root) throws IOException {
		final YamlMap input = Rdf.only(root, "inputs");
		Rdf.checkAxes(input, input.text("axes"));
		final int[] min;
		int[] step = { 0, 0, 0, 0 };
		if (input.get("shape") instanceof List) min = input.integers("shape", 4);
		else {
			final YamlMap shape = input.map("shape");
			min = shape.integers("min", 4);
			step = shape.integers("step", 4);
		}
		if (min[0] > 1) throw input.wrong("shape", "the batch must be 1");
		if (min[1] < 1 || step[1] != 0) throw input.wrong("shape",
			"the number of channels must be fixed");
		return new Input(input.text("name"), min[1], Rdf.size(input, min[2],
			step[2]), Rdf.size(input, min[3], step[3]), Rdf.range(input,
				"data_range"), steps(input, "preprocessing"), test(root,
					"test_inputs"));
	}

	static Output output(final YamlMap root, final Input input)
		throws IOException
	{
		final YamlMap output = Rdf.only(root, "outputs");
		Rdf.checkAxes(output, output.text("axes"));
		final double[] scale = new double[4];
		double[] offset = new double[4];
		if (output.get("shape") instanceof List) fixed(output, input, scale);
		else {
			final YamlMap shape = output.map("shape");
			final String reference = shape.text("reference_tensor");
			if (!reference.equals(input.name())) throw shape.wrong(
				"reference_tensor", "must be the input " + input.name());
			System.arraycopy(shape.numbers("scale", 4), 0, scale, 0, 4);
			offset = shape.numbers("offset", 4);
			Rdf.checkChannels(output, input.channels() * scale[1] + 2 * offset[1],
				input.channels());
		}
		final OptionalInt halo;
		if (output.has("halo")) {
			final int[] all = output.integers("halo", 4);
			halo = Rdf.halo(output, all[2], all[3], scale[2] / scale[3]);
		}
		else halo = OptionalInt.empty();
		return new Output(output.text("name"), Rdf.scaleX(output, scale[2],
			scale[3]), Rdf.scaleY(output, scale[2]), Rdf.offset(output, 2 * offset[2], 2 * offset[3]), halo, steps(
				output, "postprocessing"), test(root, "test_outputs"));
	}

	/** Returns the entries that describe the tensors. */
	static Map<String, Object> tensors(final ModelDescription description) {
		final Input in = description.input();
		final Output out = description.output();
		final Map<String, Object> input = tensor(in.name());
		in.range().ifPresent(range -> input.put("data_range", ends(range)));
		final Size y = in.height();
		final Size x = in.width();
		final Map<String, Object> sizes = new LinkedHashMap<>();
		sizes.put("min", List.of(1, in.channels(), y.min(), x.min()));
		sizes.put("step", List.of(0, 0, y.step(), x.step()));
		input.put("shape", sizes);
		put(input, "preprocessing", in.preprocessing());
		final Map<String, Object> output = tensor(out.name());
		final Number offset = Rdf.plain(out.offset() / 2.0);
		final Map<String, Object> shape = new LinkedHashMap<>();
		shape.put("reference_tensor", in.name());
		shape.put("scale", List.of(1, 1, Rdf.plain(out.scaleY()), Rdf.plain(
			out.scaleX())));
		shape.put("offset", List.of(0, 0, offset, offset));
		output.put("shape", shape);
		out.halo().ifPresent(halo -> output.put("halo", List.of(0, 0, halo, out
			.haloX().getAsInt())));
		put(output, "postprocessing", out.postprocessing());
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("inputs", List.of(input));
		map.put("outputs", List.of(output));
		in.test().ifPresent(test -> map.put("test_inputs", List.of(test)));
		out.test().ifPresent(test -> map.put("test_outputs", List.of(test)));
		return map;
	}

	// -- Helper methods --

	private static void fixed(final YamlMap output, final Input input,
		final double[] scale) throws IOException
	{
		final int[] shape = output.integers("shape", 4);
		if (input.height().step() != 0 || input.width().step() != 0)
			throw output.wrong("shape",
				"a fixed output needs an input whose size is fixed, too");
		Rdf.checkChannels(output, shape[1], input.channels());
		scale[2] = shape[2] / (double) input.height().min();
		scale[3] = shape[3] / (double) input.width().min();
	}

	private static Optional<String> test(final YamlMap root, final String key)
		throws IOException
	{
		return root.list(key).stream().findFirst().map(Object::toString);
	}

	private static List<Processing> steps(final YamlMap tensor,
		final String key) throws IOException
	{
		final List<Processing> steps = new ArrayList<>();
		for (final YamlMap step : tensor.maps(key)) {
			steps.add(Processing4.read(step.text("name"), step.has("kwargs") ? step
				.map("kwargs") : new YamlMap(key, "", Map.of())));
		}
		return steps;
	}

	private static Map<String, Object> tensor(final String name) {
		final Map<String, Object> map = new LinkedHashMap<>();
		map.put("name", name);
		map.put("axes", Rdf.AXES);
		map.put("data_type", "float32");
		return map;
	}

	private static List<Object> ends(final Range range) {
		return List.of(Rdf.plain(range.low()), Rdf.plain(range.high()));
	}

	private static void put(final Map<String, Object> tensor, final String key,
		final List<Processing> steps)
	{
		final List<Object> list = new ArrayList<>();
		for (final Processing step : steps) {
			Processing4.write(step).ifPresent(list::add);
		}
		if (!list.isEmpty()) tensor.put(key, list);
	}
}
