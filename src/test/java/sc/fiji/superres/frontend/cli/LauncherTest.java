package sc.fiji.superres.frontend.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import ij.ImagePlus;
import ij.process.ByteProcessor;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.image.file.ImageFiles;

/**
 * Tests the shell script that starts the command line, in the environments of
 * cron, containers and clusters. Its Java is a script that runs the classes under
 * test. Names of files are made by the shell, as this Java may not have them.
 */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "runs a shell script")
class LauncherTest {

	/** Replaces the class path, which is that of the distribution. */
	private static final String JAVA = """
			#!/bin/sh
			[ "$1" = -version ] || [ -z "$SHOW" ] || exec env
			count=$#
			before=
			while [ $count -gt 0 ]; do
				word=$1
				shift
				[ "$before" = -cp ] && word='%s'
				before=$word
				set -- "$@" "$word"
				count=$((count - 1))
			done
			exec '%s' "$@"
			""";

	@TempDir
	private Path folder;

	private Path script;

	@BeforeEach
	void writeJava() throws IOException {
		script = Path.of("src/main/bin/superres").toAbsolutePath();
		final Path java = Files.createDirectories(folder.resolve("java/bin"))
			.resolve("java");
		Files.writeString(java, String.format(JAVA, System.getProperty(
			"java.class.path"), Path.of(System.getProperty("java.home"), "bin",
				"java")));
		assertTrue(java.toFile().setExecutable(true));
		final Path images = Files.createDirectory(folder.resolve("images"));
		ImageFiles.save(new ImagePlus("", new ByteProcessor(8, 6)), images.resolve(
			"plain.tif"), false, Progress.NONE);
	}

	// -- Locales --

	@ParameterizedTest
	@CsvSource({ "LC_ALL, C", "LC_ALL, POSIX", "LC_CTYPE, C", "LANG, C",
		"LANG, POSIX", "NOTHING, ''" })
	void localeOfAsciiBecomesUtf8(final String variable, final String value)
		throws Exception
	{
		final String shown = run(0, Map.of(variable, value, "SHOW", "1"),
			"'" + script + "' --version");
		assertTrue(shown.matches("(?s).*\nLC_ALL=\\S+\\.(?i:utf-?8)\n.*"), shown);
	}

	@Test
	void otherLocaleIsKept() throws Exception {
		final String shown = run(0, Map.of("LANG", "de_DE.UTF-8", "SHOW", "1"),
			"'" + script + "' --version");
		assertTrue(shown.contains("\nLANG=de_DE.UTF-8\n"), shown);
		assertFalse(shown.contains("\nLC_ALL="), shown);
	}

	/** 'ä' and a CJK letter, as a shell writes them in UTF-8. */
	@ParameterizedTest
	@ValueSource(strings = { "LC_ALL=C", "LC_ALL=POSIX", "LANG=" })
	void namesBeyondAsciiAreReadAndWritten(final String locale)
		throws Exception
	{
		final String[] variable = locale.split("=", 2);
		final String shown = run(0, Map.of(variable[0], variable[1]),
			"name=$(printf 'h\\303\\244 \\346\\227\\245'); " +
				"cp images/plain.tif \"$name.tif\"; '" + script +
				"' resample --image \"$name.tif\" --output \"$name-2.tif\" && " +
				"test -s \"$name-2.tif\" && echo made");
		assertEquals("made\n", shown);
	}

	/** Byte 377 is no letter in UTF-8; the link leads nowhere. */
	@ParameterizedTest
	@ValueSource(strings = { "C", "C.UTF-8" })
	void imagesThatCannotBeOpenedFailAlone(final String locale)
		throws Exception
	{
		final String shown = run(1, Map.of("LC_ALL", locale),
			"cp images/plain.tif \"images/$(printf 'b\\377d.tif')\"; " +
				"cp images/plain.tif \"images/$(printf 'c\\303\\244.tif')\"; " +
				"ln -s nowhere.tif images/dangling.tif; '" + script +
				"' batch --images images --output results --command resample; " +
				"code=$?; test -s \"results/$(printf 'c\\303\\244.tif')\" && " +
				"test -s results/plain.tif && echo made; exit $code");
		assertTrue(shown.contains("made\n"), shown);
		assertTrue(shown.contains("dangling.tif"), shown);
		assertTrue(shown.contains("no image file"), shown);
		assertTrue(shown.contains("cannot be represented"), shown);
		assertTrue(shown.contains("2 of 4"), shown);
		assertFalse(shown.contains("\tat "), shown);
	}

	// -- Engine --

	@ParameterizedTest
	@ValueSource(strings = { "PYTORCH_VERSION", "PYTORCH_FLAVOR",
		"PYTORCH_LIBRARY_PATH", "PYTORCH_EXTRA_LIBRARY_PATH",
		"DJL_DEFAULT_ENGINE" })
	void variablesOfOtherEnginesAreRemoved(final String variable)
		throws Exception
	{
		final String shown = run(0, Map.of(variable, "9.9.9", "SHOW", "1"), "'" +
			script + "' --version");
		assertFalse(shown.contains(variable), shown);
		assertTrue(Files.readString(Path.of("src/main/bin/superres.bat")).contains(
			"set \"" + variable + "=\""), variable);
	}

	// -- Helper methods --

	/** Runs a line of the shell with these variables and no others. */
	private String run(final int code, final Map<String, String> variables,
		final String line) throws Exception
	{
		final Path printed = folder.resolve("printed.txt");
		final List<String> words = new ArrayList<>(List.of("env", "-i", "PATH=" +
			System.getenv("PATH"), "HOME=" + folder, "JAVA_HOME=" + folder.resolve(
				"java"), "JAVA_OPTS=-Xmx256m"));
		variables.forEach((name, value) -> words.add(name + "=" + value));
		words.addAll(List.of("sh", "-c", line));
		final Process process = new ProcessBuilder(words).directory(folder.toFile())
			.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
		final int ended = process.waitFor();
		final String shown = "\n" + Files.readString(printed,
			StandardCharsets.ISO_8859_1);
		assertEquals(code, ended, shown);
		return shown.startsWith("\nmade") ? shown.substring(1) : shown;
	}
}
