package sc.fiji.superres.frontend.dialog;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.method.ModelFormat;
import sc.fiji.superres.step.Input.Kind;

/** The models that a dialog offers. */
final class Models {

	private static final Comparator<InstalledModel> BEST_FIRST = Comparator
		.comparing(InstalledModel::format).thenComparing(InstalledModel::gain,
			Comparator.comparingDouble(gain -> Double.isNaN(gain)
				? Double.POSITIVE_INFINITY : -gain));

	private Models() {
		// Static methods only.
	}

	static List<String> unlearned() {
		return Methods.unlearned();
	}

	/**
	 * Returns the installed models of a kind that have readable descriptions:
	 * networks before dictionaries, then by gain over bicubic.
	 */
	static List<InstalledModel> installed(final Kind kind) {
		return Methods.models().stream().filter(model -> model.problem().isEmpty())
			.filter(model -> kind != Kind.DICTIONARY || model.format() ==
				ModelFormat.DICTIONARY).sorted(BEST_FIRST).toList();
	}

	/** Returns the name, scale, domain and score of a model. */
	static String describe(final InstalledModel model) {
		return Stream.of(model.name(), "x" + model.scale(), model.domain(), model
			.figure()).filter(text -> !text.isEmpty()).collect(Collectors.joining(
				Row.GAP));
	}
}
