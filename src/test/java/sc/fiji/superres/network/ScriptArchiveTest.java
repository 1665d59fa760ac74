package sc.fiji.superres.network;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that native code must never see: it would end the whole process. */
class ScriptArchiveTest {

	@TempDir
	private Path folder;

	@Test
	void sound() throws IOException {
		assertTrue(TorchArchives.check(TestNetworks.write(folder, TestNetworks
			.zeroPadded())));
	}

	/** Code that may run for ever, or recurse deeply, needs a trial. */
	@ParameterizedTest
	@ValueSource(strings = { "x\n    while True:\n      x = torch.relu(x)",
		"x\n    for i in range(9):\n      x = torch.relu(x)",
		"x\n    if True:\n      x = torch.relu(x)",
		"torch.relu(x) if True else x",
		"x\n  def other(self, x: Tensor) -> Tensor:\n    return x" })
	void notPlain(final String code) throws IOException {
		assertFalse(TorchArchives.check(ending(code)));
	}

	@Test
	void notShort() throws IOException {
		assertTrue(TorchArchives.check(ending("x" + "\n    x = torch.relu(x)"
			.repeat(900))));
		assertFalse(TorchArchives.check(ending("x" + "\n    x = torch.relu(x)"
			.repeat(1100))));
	}

	/** A byte of the weights, whatever the zip says of them. */
	@Test
	void checksum() throws IOException {
		final Path file = TestNetworks.write(folder, TestNetworks.zeroPadded());
		final byte[] bytes = Files.readAllBytes(file);
		final int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(
			"/data/0") + 20;
		bytes[at] ^= 1;
		Files.write(file, bytes);
		refused(file, "checksum");
	}

	/** The pickle says J and four bytes for a number, offset first. */
	@ParameterizedTest
	@ValueSource(strings = { "\u007f", "\u0001" })
	void offsetBeyondTheStorage(final String highest) throws IOException {
		refused(edited("data.pkl", text -> text.replaceFirst(
			"QJ\0\0\0\0", "QJ\0\0\0" + highest)), "outside its");
	}

	/** The first tensor is of 8, 1, 3, 3 with the strides 9, 9, 3, 1. */
	@ParameterizedTest
	@ValueSource(strings = { "J\13\0\0\0J\11\0\0\0",
		"J\11\0\0\u007fJ\11\0\0\0" })
	void strideBeyondTheStorage(final String strides) throws IOException {
		refused(edited("data.pkl", text -> text.replaceFirst(
			"J\11\0\0\0J\11\0\0\0", strides)), "outside its");
	}

	@Test
	void sizeBeyondTheStorage() throws IOException {
		refused(edited("data.pkl", text -> text.replaceFirst(
			"\\(J\10\0\0\0", "(J\11\0\0\0")),
			"outside its");
	}

	@Test
	void recordShorterThanDeclared() throws IOException {
		refused(edited("data/0", text -> text.substring(0, 4)), "holds 4 bytes");
	}

	@Test
	void foreignName() throws IOException {
		refused(edited("data.pkl", text -> text.replace(
			"collections\nOrderedDict", "os\nsystem")), "os.system");
	}

	@ParameterizedTest
	@ValueSource(strings = { "[", "]", "(" })
	void deepObjects(final String open) throws IOException {
		refused(edited("constants.pkl", text -> "\u0080\u0002" + (open.equals("[")
			? "]".repeat(3000) + "a".repeat(2999) : open.equals("(") ? "(".repeat(
				3000) + "t".repeat(3000) : ")" + "\u0085".repeat(3000)) + "."), null);
	}

	@Test
	void deepCode() throws IOException {
		for (final String code : new String[] { "(".repeat(3000) + "x" + ")".repeat(
			3000), "-".repeat(3000) + "x", "x" + ".a".repeat(3000), "not ".repeat(
				3000) + "x", "x" + " + x".repeat(3000) })
			refused(ending(code), "nest deeper");
		final StringBuilder blocks = new StringBuilder("x");
		for (int i = 2; i < 3000; i++)
			blocks.append('\n').append("  ".repeat(i)).append("if True:");
		refused(ending(blocks.toString()), "nest deeper");
	}

	@ParameterizedTest
	@ValueSource(strings = { "print(x)", "torch.save(x, \"it\")",
		"torch.from_file(\"it\")" })
	void touchesTheOutside(final String call) throws IOException {
		refused(ending("x\n    " + call), call.substring(0, call.indexOf('(')));
	}

	private Path ending(final String code) throws IOException {
		return TestNetworks.write(folder, TestNetworks.ending(code));
	}

	private Path edited(final String entry, final UnaryOperator<String> edit)
		throws IOException
	{
		final boolean[] changed = new boolean[1];
		final Path file = TestNetworks.write(folder, TestNetworks.zeroPadded(),
			entry, text -> {
				final String other = edit.apply(text);
				changed[0] |= !other.equals(text);
				return other;
			});
		assertTrue(changed[0], "The archive was not changed");
		return file;
	}

	/** Refused with a message that names the file, and the fault if any. */
	private static void refused(final Path file, final String why) {
		final String message = assertThrows(IOException.class, () -> TorchArchives
			.check(file)).getMessage();
		assertTrue(message.contains(file.toString()) && (why == null || message
			.contains(why)), message);
	}
}
