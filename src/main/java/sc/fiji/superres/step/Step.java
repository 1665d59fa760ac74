package sc.fiji.superres.step;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.scijava.Context;
import org.scijava.MenuEntry;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;
import org.scijava.module.ModuleItem;
import org.scijava.module.ModuleService;
import org.scijava.service.Service;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;

/**
 * A command of the suite as declared, for everything that derives options or
 * dialogs from it and runs it: the command line, the batch, plain ImageJ.
 * <p>
 * Steps are the {@link SuperResCommand}s under {@code sc.fiji.superres} whose
 * {@code Plugin} annotation has a {@code name}, which is their verb.
 * </p>
 *
 * <pre>
 * final Step step = Step.named(context, "upscale");
 * final ImagePlus output = (ImagePlus) step.run(Map.of("image", image, "model",
 * 	"bicubic"), Progress.NONE).get("output");
 * </pre>
 */
public final class Step {

	/** Where the commands are described. */
	public static final String HELP =
		"https://github.com/fiji/superres/blob/main/docs/commands.md";

	private static final String SUITE = "sc.fiji.superres.";

	private final Context context;
	private final CommandInfo info;

	private Step(final Context context, final CommandInfo info) {
		this.context = context;
		this.info = info;
	}

	/**
	 * Returns all steps that have a verb, in the order of the menu; those that only
	 * open files come last.
	 */
	public static List<Step> all(final Context context) {
		return context.service(CommandService.class).getCommands().stream().filter(
			Step::isStep).sorted(Comparator.comparing(Step::opens).thenComparing(
				Step::weights, Arrays::compare))
			.map(info -> new Step(context, info)).collect(Collectors.toList());
	}

	/**
	 * Returns the step of a verb or label.
	 *
	 * @throws IllegalArgumentException if there is none
	 */
	public static Step named(final Context context, final String name) {
		final List<Step> all = all(context);
		return all.stream().filter(step -> step.verb().equals(name) || step.label()
			.equals(name)).findFirst().orElseThrow(
				() -> new WrongUsage("There is no step '" + name +
					"': it must be one of " + all.stream().map(Step::verb).collect(
						Collectors.joining(", "))));
	}

	/** Returns the step that a module runs, if it is one of the suite. */
	public static Optional<Step> of(final Context context, final Module module) {
		return Optional.of(module.getInfo()).filter(CommandInfo.class::isInstance)
			.map(CommandInfo.class::cast).filter(Step::isStep).map(
				info -> new Step(context, info));
	}

	/** Returns the name on the command line. */
	public String verb() {
		return info.getName();
	}

	/** Returns the name in the menu and in macros. */
	public String label() {
		return info.getTitle();
	}

	/** Returns its menu path, from the menu bar to its own label. */
	public List<String> menu() {
		return info.getMenuPath().stream().map(MenuEntry::getName).collect(
			Collectors.toList());
	}

	public String description() {
		return info.getDescription();
	}

	/** Returns the inputs that can be set, in the order of their declaration. */
	public List<Input> inputs() {
		return StreamSupport.stream(info.inputs().spliterator(), false).filter(
			Step::isSettable).map(Input::new).collect(Collectors.toList());
	}

	/**
	 * Returns what a batch sets for each image: the first image, or the path that is
	 * called {@code image}; empty if the step does not work on an image.
	 */
	public Optional<Input> image() {
		return inputs().stream().filter(Input::isImage).findFirst().or(() -> path(
			"image"));
	}

	/**
	 * Returns the folder {@code output} into which the step writes its result itself,
	 * and which it continues; empty if it does not.
	 */
	public Optional<Input> folder() {
		return image().filter(Input::isPath).flatMap(image -> path("output")).filter(
			Input::isFolder);
	}

	/**
	 * Parses options in macro syntax.
	 *
	 * @param options the options, see {@link MacroOptions}
	 * @param images returns what an image input is set to, from what was typed; or
	 *          null where there is no such image
	 * @return the values to set
	 * @throws IllegalArgumentException if there is no such input, or its value is
	 *           not allowed; the message holds what is
	 */
	public Map<String, Object> read(final String options,
		final Function<String, ?> images)
	{
		return read(MacroOptions.parse(options), images);
	}

	/**
	 * Parses values that were typed.
	 *
	 * @param texts by the names of the inputs
	 * @param images returns what an image input is set to, from what was typed; or
	 *          null where there is no such image
	 * @return the values to set
	 * @throws IllegalArgumentException if there is no such input, or its value is
	 *           not allowed; the message holds what is
	 */
	public Map<String, Object> read(final Map<String, String> texts,
		final Function<String, ?> images)
	{
		final Map<String, Object> values = new HashMap<>();
		texts.forEach((key, text) -> {
			final Input input = inputs().stream().filter(i -> i.name().equals(key))
				.findFirst().orElseThrow(() -> new WrongUsage(label() +
					" has no option '" + key + "': it must be one of " + inputs().stream()
						.map(Input::name).collect(Collectors.joining(", "))));
			final Object value = input.isImage() ? images.apply(text) : input.read(
				text);
			if (value == null) throw noImage(key, text);
			values.put(key, value);
		});
		return values;
	}

	/**
	 * Returns the inputs that have an effect, so that dialogs ask for no others.
	 *
	 * @param values the inputs that are not left at what was declared
	 */
	public List<Input> used(final Map<String, Object> values) {
		final SuperResCommand command = command(module(values));
		return inputs().stream().filter(input -> command.uses(input.name()))
			.toList();
	}

	/** Returns the inputs that most users set: dialogs ask for these first. */
	public List<Input> common() {
		final SuperResCommand command = command(module(Map.of()));
		return inputs().stream().filter(input -> command.isCommon(input.name()))
			.toList();
	}

	/**
	 * Describes the expected result.
	 *
	 * @param values the inputs that are not left at what was declared
	 * @return one line, empty if that is not known
	 * @throws IllegalArgumentException if the step would fail; the message says
	 *           why
	 */
	public String outlook(final Map<String, Object> values) {
		return command(module(values)).outlook();
	}

	/** Returns whether dialogs can preview the result on the current plane. */
	public boolean hasPreview() {
		return command(module(Map.of())).hasPreview();
	}

	/** Returns all steps of the suite. */
	public List<Step> suite() {
		return all(context);
	}

	/** Returns the outputs, in the order of their declaration. */
	public List<ModuleItem<?>> outputs() {
		return StreamSupport.stream(info.outputs().spliterator(), false).collect(
			Collectors.toList());
	}

	/**
	 * Runs the step in this thread. No macro is aborted and no image becomes
	 * active.
	 *
	 * @param values the inputs that are not left at what was declared
	 * @param progress receives the progress, and says whether to stop
	 * @return the outputs by their names
	 * @throws IllegalArgumentException if a required input is missing
	 * @throws CancellationException if the user stopped it
	 * @throws Incomplete if a part of it failed; the exception holds the outputs
	 * @throws Exception if it failed
	 */
	public Map<String, Object> run(final Map<String, Object> values,
		final Progress progress) throws Exception
	{
		final Module module = module(values);
		checkComplete(module);
		module.initialize();
		try {
			command(module).work(progress);
		}
		catch (final Incomplete e) {
			throw e.with(module.getOutputs());
		}
		return module.getOutputs();
	}

	/**
	 * Returns what two runs of the step must agree in: the text of every input that
	 * has one, given or declared, by name.
	 *
	 * @param texts what was typed, by the names of the inputs
	 */
	public SortedMap<String, String> settings(final Map<String, String> texts) {
		final SortedMap<String, String> settings = new TreeMap<>();
		for (final Input input : inputs()) {
			final Object initial = Objects.requireNonNullElse(input.initial(), "");
			if (!input.isImage() || texts.containsKey(input.name())) settings.put(input
				.name(), texts.getOrDefault(input.name(), initial.toString()));
		}
		return settings;
	}

	/**
	 * Returns the names of the models that the step is to use.
	 *
	 * @param values the inputs that are not left at what was declared
	 */
	public List<String> models(final Map<String, Object> values) {
		return inputs().stream().flatMap(input -> input.models(values.get(input
			.name())).stream()).toList();
	}

	/** Returns whether the step fills its output block by block. */
	public boolean isBlockwise() {
		return command(module(Map.of())) instanceof BlockCommand;
	}

	/**
	 * Opens what the step does to blocks of its image.
	 *
	 * @param values the inputs that are not left at what was declared
	 * @param advised whether to tell, too, what the image says of it
	 * @throws IllegalArgumentException if the inputs do not fit, or the step does
	 *           not work block by block
	 */
	public BlockCommand.Task task(final Map<String, Object> values,
		final boolean advised, final Progress progress) throws IOException
	{
		final Module module = module(values);
		if (command(module) instanceof BlockCommand blocks) {
			checkComplete(module);
			final BlockCommand.Task task = blocks.task(progress);
			if (advised) blocks.advise(task, progress);
			return task;
		}
		throw new WrongUsage(label() + " does not work block by block: choose one of " +
			all(context).stream().filter(Step::isBlockwise).map(Step::verb).collect(
				Collectors.joining(", ")));
	}

	/**
	 * Checks that a module of this step has all required inputs.
	 *
	 * @throws IllegalArgumentException if an input that is required is missing
	 */
	void checkComplete(final Module module) {
		for (final Input input : inputs()) {
			if (input.isRequired() && module.getInput(input.name()) == null)
				throw new WrongUsage(input.name() + " is missing: " +
					label() + " needs it");
		}
	}

	/** Returns the failure of an input whose image is not open. */
	static WrongUsage noImage(final String key, final String title) {
		return new WrongUsage("There is no image called '" + title + "', which " +
			key + " names: open it first");
	}

	// -- Helper methods --

	private Optional<Input> path(final String name) {
		return inputs().stream().filter(input -> input.isPath() && input.name()
			.equals(name)).findFirst();
	}

	private Module module(final Map<String, Object> values) {
		final Module module = context.service(ModuleService.class).createModule(
			info);
		if (module == null) throw new IllegalStateException(label() +
			" cannot be created: see the log");
		values.forEach(module::setInput);
		return module;
	}

	private static SuperResCommand command(final Module module) {
		return (SuperResCommand) module.getDelegateObject();
	}

	private static boolean isStep(final CommandInfo info) {
		return info.getName() != null && !info.getName().isEmpty() && info
			.getDelegateClassName().startsWith(SUITE);
	}

	private static boolean opens(final CommandInfo info) {
		return info.getMenuPath().get(0).getName().equals("File");
	}

	private static double[] weights(final CommandInfo info) {
		return info.getMenuPath().stream().mapToDouble(MenuEntry::getWeight)
			.toArray();
	}

	/** Returns whether users set an input, rather than SciJava itself. */
	public static boolean isSettable(final ModuleItem<?> item) {
		final Class<?> type = item.getType();
		return !Service.class.isAssignableFrom(type) && !Context.class
			.isAssignableFrom(type);
	}
}
