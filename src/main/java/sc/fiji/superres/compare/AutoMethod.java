package sc.fiji.superres.compare;

import ij.IJ;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import net.imglib2.Dimensions;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.measure.ModelChoice;
import sc.fiji.superres.method.InstalledModel;
import sc.fiji.superres.method.Methods;
import sc.fiji.superres.network.ComputeSettings;

/**
 * The installed model that fits each plane, as Upscale Image chooses it by
 * {@value ModelChoice#AUTO}. What was chosen is logged when it is closed.
 */
final class AutoMethod implements ComparedMethod {

	private final int scale;
	private final ComputeSettings settings;
	private final List<InstalledModel> models;
	private final Map<String, OpenMethod> opened = new TreeMap<>();
	private final Map<String, Integer> planes = new TreeMap<>();

	AutoMethod(final int scale, final ComputeSettings settings) {
		this.scale = scale;
		this.settings = settings;
		models = Methods.models();
	}

	@Override
	public String name() {
		return Methods.AUTO;
	}

	@Override
	public OpenMethod of(final DegradedPlane plane, final Progress progress)
		throws IOException
	{
		final String chosen = ModelChoice.of(plane.lowImage(), Integer.toString(
			scale), models, progress).model();
		planes.merge(chosen, 1, Integer::sum);
		OpenMethod method = opened.get(chosen);
		if (method == null) {
			method = OpenMethod.open(chosen, Integer.toString(scale), settings,
				progress);
			opened.put(chosen, method);
			method.warmUp();
		}
		return method;
	}

	@Override
	public void warmUp() {
		// Each model is warmed up when it is opened.
	}

	/** Depends on the models that are chosen. */
	@Override
	public Optional<MethodCost> cost(final Dimensions low) {
		return Optional.empty();
	}

	@Override
	public void close() {
		opened.values().forEach(OpenMethod::close);
		if (!planes.isEmpty()) IJ.log("model=auto at x" + scale + " took " + planes
			.entrySet().stream().map(entry -> entry.getKey() + " for " + entry
				.getValue() + (entry.getValue() == 1 ? " plane" : " planes")).collect(
					Collectors.joining(", ")));
	}
}
