package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.MenuEntry;
import org.scijava.MenuPath;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.ModuleItem;

import ij.ImagePlus;

import sc.fiji.superres.step.SuperResCommand;
import sc.fiji.superres.step.Step;
import sc.fiji.superres.step.Input;
import sc.fiji.superres.resample.Kernel;

/**
 * Tests what the commands declare: it makes the menu, the dialog, the macro
 * keys, the command line and the help.
 */
class DeclarationsTest {

	/** The steps that are in submenus. */
	private static final Map<String, Set<String>> SUBMENUS = Map.of( //
		"Preprocess", Set.of("highpass", "spectrum", "edges", "degrade",
			"deconvolve", "denoise"), //
		"Evaluate", Set.of("acquisition", "quality", "frc", "consistency", "verify-result", "certainty",
			"profile", "compare", "split", "explain", "explain-network"), //
		"Train", Set.of("adapt", "train-network", "train-dictionary"), //
		"Models", Set.of("install-model", "import-weights",
			"calibrate", "models", "tiles"));

	/** The order of the menu; of these, those that are there already. */
	private static final List<String> ORDER = List.of("upscale", "resample",
		"isotropic", "volume", "highpass", "spectrum", "edges", "degrade", "deconvolve", "denoise", "adapt", "train-network",
		"train-dictionary", "acquisition", "quality", "frc", "consistency", "verify-result", "certainty", "profile",
		"compare", "split", "explain", "explain-network", "install-model", "import-weights",
			"calibrate", "models", "tiles", "batch", "check",
			"open-zarr");

	private static Context context;

	@BeforeAll
	static void start() {
		context = new Context(CommandService.class);
	}

	@AfterAll
	static void end() {
		context.dispose();
	}

	@Test
	void everyCommandOfTheSuiteIsFound() throws Exception {
		final Set<String> written = new TreeSet<>();
		final Path sources = Path.of("src/main/java");
		try (Stream<Path> files = Files.walk(sources.resolve(
			"sc/fiji/superres/command")))
		{
			for (final Path file : files.filter(path -> path.toString().endsWith(
				".java") && !path.endsWith("package-info.java")).toList())
			{
				final Class<?> type = Class.forName(sources.relativize(file).toString()
					.replace(".java", "").replaceAll("[/\\\\]", "."));
				if (SuperResCommand.class.isAssignableFrom(type) && !Modifier.isAbstract(
					type.getModifiers())) written.add(type.getName());
			}
		}
		final Set<String> found = new TreeSet<>();
		commands().forEach(command -> found.add(command.getDelegateClassName()));
		assertEquals(written, found);
		assertTrue(found.size() >= 4, found::toString);
	}

	@Test
	void verbsAreTheAgreedOnesInTheOrderOfTheMenu() {
		final List<String> verbs = Step.all(context).stream().map(Step::verb)
			.filter(verb -> !verb.startsWith("probe-")).toList();
		assertEquals(ORDER.stream().filter(verbs::contains).toList(), verbs);
	}

	/** A macro key is unique in all of Fiji if it is fully worded. */
	@Test
	void labelsAndWeightsAreUnique() {
		final Set<String> labels = new HashSet<>();
		final Set<Double> weights = new HashSet<>();
		for (final CommandInfo command : commands().toList()) {
			assertTrue(labels.add(command.getLabel()), command.getLabel());
			assertTrue(weights.add(command.getMenuPath().getLeaf().getWeight()),
				command.getLabel());
		}
	}

	@ParameterizedTest
	@MethodSource("commands")
	void command(final CommandInfo command) {
		assertTrue(command.canRunHeadless());
		assertTrue(command.getName().matches("[a-z]+(-[a-z]+)?"), command
			.getName());
		assertTrue(command.getLabel().matches("[A-Z][a-zA-Z-]+( [A-Z][a-zA-Z-]+)+" +
			"(\\.\\.\\.)?"), command.getLabel());
		assertTrue(command.getDescription().matches("(?s)[A-Z].*\\."), command
			.getDescription());
		final MenuPath menu = command.getMenuPath();
		final String submenu = SUBMENUS.entrySet().stream().filter(entry -> entry
			.getValue().contains(command.getName())).map(entry -> entry.getKey() +
				" > ").findFirst().orElse("");
		final boolean reader = command.getName().equals("open-zarr");
		assertEquals((reader ? "File > Import > " : "Plugins > Super Resolution > ") +
			submenu + command.getLabel(), menu.stream().map(MenuEntry::getName).collect(Collectors.joining(
				" > ")));
		assertEquals(reader ? 0 : 8, menu.get(0).getWeight(),
			"Fiji's own weights of File and Plugins");
	}

	@ParameterizedTest
	@MethodSource("commands")
	void inputs(final CommandInfo command) throws NoSuchFieldException {
		final List<String> labels = new ArrayList<>();
		for (final ModuleItem<?> input : command.inputs()) {
			if (!Step.isSettable(input)) continue;
			final String name = input.getName();
			assertTrue(name.matches("[a-z]+"), name);
			assertNotNull(input.getLabel(), name);
			assertTrue(input.getLabel().matches("[A-Z].*[^.:]"), input.getLabel());
			labels.add(input.getLabel());
			assertNotNull(input.getDescription(), name);
			// The command line's help joins it with other sentences.
			assertTrue(input.getDescription().matches("[^ ].*[^. ]"), input
				.getDescription());
			assertFalse(input.isPersisted(), name + ": persist = false");
			if (!mayBeAbsent(input)) assertTrue(input.isRequired() == (input
				.getDefaultValue() == null), name +
					": required = false exactly where there is a default");
		}
		assertEquals(new HashSet<>(labels).size(), labels.size(), labels
			.toString());
	}

	/** A default that the limits or choices refuse could not be typed. */
	@ParameterizedTest
	@MethodSource("commands")
	void defaultsAreAllowed(final CommandInfo command) {
		for (final ModuleItem<?> item : command.inputs()) {
			if (!Step.isSettable(item)) continue;
			final Input input = new Input(item);
			final Object initial = input.initial();
			if (initial != null) assertEquals(initial, input.read(initial
				.toString()), input.name());
		}
	}

	/**
	 * It is an image, or a table with images beside it, or a package that goes
	 * where the input says.
	 */
	@Test
	void mainOutputIsCalledOutput() {
		commands().forEach(command -> {
			final List<String> outputs = new ArrayList<>();
			command.outputs().forEach(output -> outputs.add(output.getName()));
			command.inputs().forEach(input -> outputs.add(input.getName()));
			assertTrue(outputs.contains("output") || !command.outputs().iterator()
				.hasNext(), command.getLabel());
		});
	}

	// -- What lists of others are repeated in --

	/** Wherever one is chosen; binning is another word for area. */
	@Test
	void kernelsAreThoseOfTheResampler() {
		final List<String> checked = new ArrayList<>();
		for (final Step step : Step.all(context)) {
			for (final Input input : step.inputs()) {
				if (!"kernel".equals(input.name()) || input.choices().isEmpty()) continue;
				assertEquals(Kernel.names(), input.choices().stream().filter(
					choice -> !"binning".equals(choice)).toList(), step.verb());
				checked.add(step.verb());
			}
		}
		assertEquals(List.of("resample", "degrade", "consistency", "compare", "calibrate"),
			checked);
	}

	@Test
	void modelNamesEveryInterpolation() {
		final String words = input("upscale", "model").description();
		final String list = words.replaceFirst("(?s).*\\((.*)\\).*", "$1");
		assertEquals(String.join(", ", Kernel.names()), list);
	}

	// -- Helper methods --

	static Stream<CommandInfo> commands() {
		return context.service(CommandService.class).getCommands().stream().filter(
			command -> command.getDelegateClassName().startsWith(
				"sc.fiji.superres.") && !command.getDelegateClassName().contains(
					".probe."));
	}

	private static Input input(final String verb, final String name) {
		return Step.named(context, verb).inputs().stream().filter(input -> Objects
			.equals(name, input.name())).findFirst().orElseThrow();
	}

	/** Files and images that are not given are null, which no field declares. */
	private static boolean mayBeAbsent(final ModuleItem<?> input) {
		return !input.isRequired() && (input.getType() == File.class ||
			input.getType() == ImagePlus.class);
	}
}
