package sc.fiji.superres.network;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A network whose trained layers compute in bfloat16, numbers of 16 bits with the
 * exponent of float32 and 8 bits of precision.
 * <p>
 * Only the code of the archive is rewritten, the weights stay as they are: each
 * trained tensor is rounded where it is read, and the input of each convolution
 * by trained weights; the first and the last one, which are small and see or make
 * intensities, stay float32. Layers with fixed weights, such as the bicubic enlargement
 * that is added in the end, see the float32 input, and a sum with theirs is
 * float32; so is the result. Kernels that are composed of trained tensors, as those
 * of branches, are composed in float32. It works for networks of a single function without
 * branches and submodules, as the suite writes them.
 * </p>
 */
final class Bfloat16 {

	/** The numbers of the types in PyTorch. */
	private static final String FLOAT32 = ", 6)";
	private static final String ROUNDED = ", 15)";

	private static final Pattern PARAMETERS = Pattern.compile(
		"__parameters__ = \\[([^\\]]*)\\]");
	private static final Pattern TENSOR = Pattern.compile("self\\.(\\w+)");
	private static final Pattern ALIAS = Pattern.compile(
		"(?m)^ *(\\w+) = self\\.(\\w+)$");
	private static final Pattern RETURN = Pattern.compile("(?m)^( *return )(.*)$");
	private static final Pattern INPUT = Pattern.compile("(\\w+): Tensor");
	private static final Pattern STATEMENT = Pattern.compile(
		"(?m)^ *(\\w+) = (.*)$");
	private static final Pattern WORD = Pattern.compile("\\w+");
	private static final Pattern CONVOLUTION = Pattern.compile(
		"torch\\.(?:conv2d|conv_transpose2d)\\(");

	private Bfloat16() {
		// Static methods only.
	}

	/**
	 * Writes the network of an archive as one that computes in bfloat16.
	 *
	 * @param archive a checked TorchScript archive
	 * @param target the new archive
	 * @throws IOException if its code is not a single function
	 */
	static void write(final Path archive, final Path target)
		throws IOException
	{
		try (ZipFile from = new ZipFile(archive.toFile()); ZipOutputStream to =
			new ZipOutputStream(Files.newOutputStream(target)))
		{
			if (from.stream().filter(entry -> entry.getName().endsWith(".py"))
				.count() != 1) throw new IOException("its code is not a single function");
			for (final ZipEntry entry : Collections.list(from.entries())) {
				final byte[] content;
				try (InputStream in = from.getInputStream(entry)) {
					content = in.readAllBytes();
				}
				store(to, entry.getName(), entry.getName().endsWith(
					"code/__torch__.py") ? rewritten(new String(content,
						StandardCharsets.UTF_8)).getBytes(StandardCharsets.UTF_8) : content);
			}
		}
	}

	/** Rewrites the code of a network. */
	static String rewritten(final String code) throws IOException {
		if (code.split("\\bdef ", -1).length > 2) throw new IOException(
			"its code is not a single function");
		final Set<String> trained = new HashSet<>();
		final Matcher parameters = PARAMETERS.matcher(code);
		if (parameters.find()) {
			for (final String name : parameters.group(1).split(","))
				trained.add(name.strip().replace("\"", ""));
		}
		final Map<String, String> names = new HashMap<>();
		trained.forEach(name -> names.put("self." + name, name));
		final Matcher alias = ALIAS.matcher(code);
		while (alias.find())
			if (trained.contains(alias.group(2))) names.put(alias.group(1), alias.group(
				2));
		final Set<String> images = new HashSet<>();
		final Set<String> kernels = new HashSet<>();
		sort(code, images, kernels);
		final String inputs = castInputs(code, names, trained, images, kernels);
		final String tensors = inputs.lines().map(line -> {
			final Matcher statement = STATEMENT.matcher(line);
			return statement.matches() && kernels.contains(statement.group(1)) ? line
				: TENSOR.matcher(line).replaceAll(tensor -> trained.contains(tensor
					.group(1)) ? "torch.to(" + tensor.group() + ROUNDED : tensor.group());
		}).collect(Collectors.joining("\n", "", "\n"));
		return RETURN.matcher(tensors).replaceAll("$1torch.to($2" + FLOAT32);
	}

	// -- Helper methods --

	/**
	 * Sorts the variables of the code by what they hold.
	 *
	 * @param images receives the input and all that is computed from it
	 * @param kernels receives what is computed from trained tensors alone, such as
	 *          the kernels of branches that are added up
	 */
	private static void sort(final String code, final Set<String> images,
		final Set<String> kernels)
	{
		final Matcher input = INPUT.matcher(code);
		if (input.find()) images.add(input.group(1));
		final Matcher statement = STATEMENT.matcher(code);
		while (statement.find()) {
			final String value = statement.group(2);
			if (WORD.matcher(value).results().anyMatch(word -> images.contains(word
				.group()))) images.add(statement.group(1));
			else if (CONVOLUTION.matcher(value).find() || WORD.matcher(value).results()
				.anyMatch(word -> kernels.contains(word.group()))) kernels.add(statement
					.group(1));
		}
		kernels.removeAll(images);
	}

	/**
	 * Rounds the input of each convolution of an image by trained weights, apart
	 * from the first and the last one, whose tensors are removed from the trained
	 * ones.
	 *
	 * @param names of the trained tensors by the expressions that stand for them
	 */
	private static String castInputs(final String code,
		final Map<String, String> names, final Set<String> trained,
		final Set<String> images, final Set<String> kernels)
	{
		final StringBuilder text = new StringBuilder(code);
		boolean last = true;
		int first = -1;
		// From the last on, so that the places of those before do not change.
		int at = lastConvolution(code, code.length());
		for (; at >= 0; at = lastConvolution(code, at)) {
			final Matcher call = CONVOLUTION.matcher(text).region(at, text.length());
			call.lookingAt();
			final int end = comma(text, call.end());
			final int weights = comma(text, end + 1);
			final String tensor = text.substring(end + 1, weights).strip();
			final boolean composed = kernels.contains(tensor);
			if (!composed && !names.containsKey(tensor) || WORD.matcher(text).region(
				call.end(), end).results().noneMatch(word -> images.contains(word
					.group()))) continue;
			if (composed && !last) text.replace(end + 1, weights, " torch.to(" + tensor + ROUNDED);
			text.insert(end, last ? FLOAT32 : ROUNDED).insert(call.end(), "torch.to(");
			if (last) exclude(code, at, names, trained);
			last = false;
			first = at;
		}
		if (first < 0) return code;
		exclude(code, first, names, trained);
		final Matcher call = CONVOLUTION.matcher(text).region(first, text.length());
		call.lookingAt();
		final int end = comma(text, call.end());
		final int weights = comma(text, end + 1);
		if (text.substring(end, weights).endsWith(ROUNDED)) text.replace(weights -
			ROUNDED.length(), weights, FLOAT32);
		return text.replace(text.lastIndexOf(",", end - 1), end, FLOAT32).toString();
	}

	/** Keeps the weights and the bias of a convolution in float32. */
	private static void exclude(final String code, final int at,
		final Map<String, String> names, final Set<String> trained)
	{
		final int end = comma(code, code.indexOf('(', at) + 1);
		final int weights = comma(code, end + 1);
		trained.remove(names.get(code.substring(end + 1, weights).strip()));
		trained.remove(names.get(code.substring(weights + 1, comma(code, weights + 1))
			.strip()));
	}

	private static int lastConvolution(final String code, final int before) {
		return Math.max(code.lastIndexOf("torch.conv2d(", before - 1), code
			.lastIndexOf("torch.conv_transpose2d(", before - 1));
	}

	/** Returns where an argument ends. */
	private static int comma(final CharSequence text, final int from) {
		int depth = 0;
		for (int i = from; i < text.length(); i++) {
			final char c = text.charAt(i);
			if (c == '(' || c == '[') depth++;
			else if (c == ')' || c == ']') depth--;
			if (depth < 0 || depth == 0 && c == ',') return i;
		}
		return text.length();
	}

	private static void store(final ZipOutputStream zip, final String name,
		final byte[] content) throws IOException
	{
		final ZipEntry entry = new ZipEntry(name);
		entry.setMethod(ZipEntry.STORED);
		entry.setSize(content.length);
		final CRC32 sum = new CRC32();
		sum.update(content);
		entry.setCrc(sum.getValue());
		zip.putNextEntry(entry);
		zip.write(content);
		zip.closeEntry();
	}
}
