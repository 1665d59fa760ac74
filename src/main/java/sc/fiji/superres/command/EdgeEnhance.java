package sc.fiji.superres.command;

import java.io.IOException;
import java.util.List;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Menu;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.block.WrongUsage;
import sc.fiji.superres.filter.EdgeFilter;
import sc.fiji.superres.image.EnlargeSettings;
import sc.fiji.superres.step.BlockCommand;

/** Sharpens an image or finds its edges. */
@Plugin(type = Command.class, name = "edges", headless = true,
	label = "Edge Enhance...", menu = { @Menu(label = "Plugins", weight = 8),
		@Menu(label = "Super Resolution"), @Menu(label = "Preprocess",
			weight = 10), @Menu(label = "Edge Enhance...", weight = 13) },
	description = "Sharpens an image or finds its edges.")
public class EdgeEnhance extends BlockCommand {

	private static final String UNSHARP = "unsharp";
	private static final String LAPLACIAN = "laplacian";

	/** The type of the image for sharpening, 32-bit for maps of edges. */
	private static final String AUTO = "auto";

	@Parameter(label = "Image", description = "The image to filter; not changed",
		persist = false)
	private ImagePlus image;

	@Parameter(label = "Method", choices = { UNSHARP, LAPLACIAN, "dog", "log",
		"sobel", "scharr", "dx", "dy", "dxx", "dyy" },
		description = "unsharp, laplacian: sharpen; dog, log: difference and " +
			"Laplacian of Gaussians; sobel, scharr: gradient magnitude per pixel; " +
			"dx to dyy: derivatives (-1 0 1) and (1 0 -2 0 1)",
		persist = false, required = false)
	private String method = UNSHARP;

	@Parameter(label = "Sigma", min = "0", max = "100",
		description = "Radius of unsharp, dog and log: the standard deviation of " +
			"the Gaussian in pixels", persist = false, required = false)
	private double sigma = 1;

	@Parameter(label = "Wider sigma", min = "0", max = "100",
		description = "The second Gaussian of dog, in pixels", persist = false,
		required = false)
	private double wider = 2;

	@Parameter(label = "Amount", min = "0", description = "How much unsharp " +
		"and laplacian sharpen; 0 for not at all", persist = false, required = false)
	private double amount = 0.6;

	@Parameter(label = "Threshold", min = "0", description = "unsharp leaves " +
		"differences up to this unchanged, in gray values", persist = false,
		required = false)
	private double threshold = 0;

	@Parameter(label = "Result", choices = { AUTO, EnlargeSettings.SAME,
		EnlargeSettings.FLOAT }, description = "same: the image's type, rounded " +
			"and clipped, RGB by channels; 32-bit: signed, unrounded values, for " +
			"RGB those of the luma; auto: same for unsharp and laplacian, else 32-bit",
		persist = false, required = false)
	private String depth = AUTO;

	@Parameter(label = "Region", choices = { EnlargeSettings.IMAGE,
		EnlargeSettings.SELECTION }, description = "Filter the whole image, or " +
			"the bounding box of the selection", persist = false, required = false)
	private String region = EnlargeSettings.IMAGE;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	// -- SuperResCommand methods --

	@Override
	public void execute(final Progress progress) throws IOException {
		output = fill(progress);
	}

	@Override
	protected ImagePlus image() {
		return image;
	}

	@Override
	protected Task task(final Progress progress) {
		return new Task(filter(), EnlargeSettings.filter(commandLine(), method,
			region, resultDepth()));
	}

	@Override
	protected boolean uses(final String input) {
		return switch (input) {
			case "sigma" -> List.of(UNSHARP, "dog", "log").contains(method);
			case "wider" -> "dog".equals(method);
			case "amount" -> List.of(UNSHARP, LAPLACIAN).contains(method);
			case "threshold" -> UNSHARP.equals(method);
			case "region" -> hasSelection(image);
			default -> true;
		};
	}

	@Override
	protected boolean hasPreview() {
		return true;
	}

	// -- Helper methods --

	private EdgeFilter filter() {
		return switch (method) {
			case UNSHARP -> EdgeFilter.unsharp(sigma, amount, threshold);
			case LAPLACIAN -> EdgeFilter.laplacian(amount);
			case "dog" -> EdgeFilter.differenceOfGaussians(sigma, wider);
			case "log" -> EdgeFilter.laplacianOfGaussian(sigma);
			case "sobel" -> EdgeFilter.sobel();
			case "scharr" -> EdgeFilter.scharr();
			case "dx" -> EdgeFilter.derivative(0, 1);
			case "dy" -> EdgeFilter.derivative(1, 1);
			case "dxx" -> EdgeFilter.derivative(0, 2);
			case "dyy" -> EdgeFilter.derivative(1, 2);
			default -> throw new WrongUsage("method=" + method +
				": choose one of unsharp, laplacian, dog, log, sobel, scharr, dx, dy, " +
				"dxx, dyy");
		};
	}

	private String resultDepth() {
		if (!AUTO.equals(depth)) return depth;
		return method.equals(UNSHARP) || method.equals(LAPLACIAN)
			? EnlargeSettings.SAME : EnlargeSettings.FLOAT;
	}
}
