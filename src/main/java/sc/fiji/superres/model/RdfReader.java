package sc.fiji.superres.model;

import java.io.IOException;
import java.util.Map;

import sc.fiji.superres.file.SafeYaml;
import sc.fiji.superres.file.YamlMap;
import sc.fiji.superres.model.ModelDescription.Input;
import sc.fiji.superres.model.ModelDescription.Output;
import sc.fiji.superres.model.ModelDescription.Weights;

/** Reads the description of a BioImage.IO package, format 0.4 or 0.5. */
final class RdfReader {

	private RdfReader() {
		// Static methods only.
	}

	/**
	 * Reads the preferred description of a package.
	 *
	 * @throws IOException if it has none, or does not describe a network that
	 *           enlarges one image; the message says where and why
	 */
	static ModelDescription read(final PackageFiles files) throws IOException {
		for (final String name : Rdf.FILES) {
			if (files.has(name)) return read(SafeYaml.read(files.resolve(name)));
		}
		throw new IOException(files.origin() + " is not a BioImage.IO package: " +
			"it has none of the files " + String.join(", ", Rdf.FILES));
	}

	// -- Helper methods --

	private static ModelDescription read(final YamlMap root) throws IOException {
		final String type = root.text("type", "model");
		if (!"model".equals(type)) throw root.wrong("type", "must be model");
		final String version = root.text("format_version");
		final boolean five = (version + ".").startsWith("0.5.");
		if (!five && !(version + ".").startsWith("0.4.")) throw root.wrong(
			"format_version", "only 0.4 and 0.5 are supported");
		final Weights weights = weights(root.map("weights"));
		final Input input = five ? Rdf5.input(root) : Rdf4.input(root);
		final Output output = five ? Rdf5.output(root, input) : Rdf4.output(root,
			input);
		final Map<String, Object> config = root.has("config") ? root.map("config")
			.values() : Map.of();
		return new ModelDescription(AboutYaml.read(root), input, output, weights, config);
	}

	private static Weights weights(final YamlMap weights) throws IOException {
		if (!weights.has("torchscript") && weights.has("onnx")) return onnx(weights
			.map("onnx"));
		if (!weights.has("torchscript")) throw weights.wrong("are " + String.join(
			", ", weights.values().keySet()) +
			", but only torchscript and onnx are supported: export the network by " +
			"torch.jit.trace");
		final YamlMap torchscript = weights.map("torchscript");
		return new Weights(torchscript.text("source"), torchscript.optionalText(
			"sha256"), torchscript.text("pytorch_version", ""));
	}

	private static Weights onnx(final YamlMap onnx) throws IOException {
		final String source = onnx.text("source");
		if (!source.endsWith(".onnx")) throw onnx.wrong("source",
			"must end with .onnx");
		return new Weights(source, onnx.optionalText("sha256"), "");
	}
}
