package sc.fiji.superres.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** Diagnoses a file that should be a TorchScript archive. */
final class TorchArchives {

	/** An operator that does not exist, or not with the called signature. */
	private static final Pattern UNKNOWN_OPERATOR = Pattern.compile(
		"(?s)(?:Unknown builtin op: |Arguments for call are not valid.*?)" +
			"(\\w+)::([\\w.]+\\w)");

	private TorchArchives() {
		// Static methods only.
	}

	/**
	 * Checks that a file is a readable zip with the entries of a TorchScript
	 * archive, before native code sees it.
	 *
	 * @return whether its code is so plain that it needs no trial, see
	 *         {@link ScriptArchive#check}
	 * @throws IOException if it is not; the message says why
	 */
	static boolean check(final Path file) throws IOException {
		if (Files.isDirectory(file)) throw new IOException(file +
			" is a folder, but neither the package of a network nor a TorchScript " +
			"file");
		if (OnnxFile.isOnnx(file)) throw new IOException(file +
			" is an ONNX network, which can be run, but not trained or imported: " +
			"choose a TorchScript file or a package of one");
		if (!Files.exists(file)) throw new NoSuchFileException(file.toString(),
			null, "there is no such model file");
		try (ZipFile zip = new ZipFile(file.toFile())) {
			final boolean code = zip.stream().anyMatch(e -> e.getName().contains(
				"/code/"));
			final boolean data = zip.stream().anyMatch(e -> e.getName().endsWith(
				"/data.pkl"));
			if (!code && data) throw new IOException(file +
				" holds weights without a network (a state_dict): import them (Import " +
				"Weights...), or save the network with torch.jit.trace(...).save(...)");
			if (!code || !data) throw new IOException(file +
				" is a zip but not a TorchScript archive: save the network with " +
				"torch.jit.trace(...).save(...)");
			return sound(file, zip);
		}
		catch (final ZipException exc) {
			throw new IOException(file + " is not a TorchScript archive, or it is " +
				"truncated (" + exc.getMessage() + "): copy it again, or save the " +
				"network with torch.jit.trace(...).save(...)", exc);
		}
	}

	private static boolean sound(final Path file, final ZipFile zip)
		throws IOException
	{
		try {
			return ScriptArchive.check(zip, Files.size(file));
		}
		catch (final ZipException exc) {
			throw exc;
		}
		catch (final IOException | ArithmeticException exc) {
			throw new IOException(file + " is not loaded because it is damaged or " +
				"unsafe: " +
				exc.getMessage(), exc);
		}
	}

	/** Explains why the engine refused an archive. */
	static String explain(final Path file, final RuntimeException exc) {
		final Matcher unknown = UNKNOWN_OPERATOR.matcher(String.valueOf(
			exc.getMessage()));
		if (unknown.find()) {
			final String operator = unknown.group(1) + "::" + unknown.group(2);
			if (unknown.group(1).equals("aten")) return file + " needs a newer " +
				"PyTorch than the bundled one: it uses the operator " + operator +
				". Export it with torch.jit.trace instead of torch.jit.script, or " +
				"with PyTorch 2.7 or older";
			return file + " needs the operator " + operator + " of an extension of " +
				"PyTorch, which is not bundled: export it without that operator";
		}
		return file + " cannot be loaded as TorchScript: " + reason(exc);
	}

	/**
	 * Returns the first informative line of a native error, without its stack.
	 */
	static String reason(final RuntimeException exc) {
		final String message = String.valueOf(exc.getMessage()).strip();
		final String[] lines = message.split("\n");
		for (int i = lines.length - 1; i >= 0; i--) {
			if (lines[i].matches("(RuntimeError|.*Error): .*")) return lines[i];
		}
		return lines[0];
	}
}
