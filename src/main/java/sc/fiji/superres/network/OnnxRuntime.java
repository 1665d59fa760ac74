package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Whether ONNX Runtime is installed, a jar that the suite does not bring: few
 * need it, and it would make the suite a third larger.
 */
public final class OnnxRuntime {

	private static final String ENTRY = "ai.onnxruntime.OrtEnvironment";

	private static final String REMEDY = "put onnxruntime-1.23.2.jar " +
		"(com.microsoft.onnxruntime:onnxruntime of Maven Central, 75 MB) into Fiji's " +
		"folder jars/superres, or into lib of the command line, and start again";

	private OnnxRuntime() {
		// Static methods only.
	}

	/** Returns its version, or what to do if it is not installed. */
	public static String status() {
		return version().orElse(
			"not installed; to run ONNX networks, " + REMEDY);
	}

	/**
	 * Checks that a network can be run.
	 *
	 * @throws IOException if it is not installed; the message says how to
	 */
	static void require(final Path network) throws IOException {
		if (version().isEmpty()) throw new IOException(network +
			" is an ONNX network, and ONNX Runtime is not installed: " + REMEDY);
	}

	/** Its classes must be those of the suite's loader, as its library is of one. */
	private static Optional<String> version() {
		try {
			return Optional.of(Optional.ofNullable(Class.forName(ENTRY, false, OnnxRuntime.class
				.getClassLoader()).getPackage().getImplementationVersion()).orElse("of unknown version"));
		}
		catch (final ClassNotFoundException e) {
			return Optional.empty();
		}
	}
}
