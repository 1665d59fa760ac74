package sc.fiji.superres.step.probe;

import java.io.File;

import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;

import sc.fiji.superres.block.Progress;
import sc.fiji.superres.step.SuperResCommand;

/** Inverts an image; has an input of each kind. */
@Plugin(type = Command.class, name = "probe-step",
	menuPath = "Plugins>Probe>Probe Step...", headless = true,
	description = "Inverts an image, 100 % of it")
public class ProbeStep extends SuperResCommand {

	@Parameter(label = "Image", persist = false)
	private ImagePlus image;

	@Parameter(label = "Method", choices = { "plain", "fancy" },
		persist = false)
	private String method = "plain";

	@Parameter(label = "Factor", description = "How much", min = "0.5",
		max = "8", persist = false)
	private double factor = 1.5;

	@Parameter(label = "Count", min = "1", persist = false)
	private int count = 3;

	@Parameter(label = "Keep", persist = false)
	private boolean keep = true;

	@Parameter(label = "Fault", required = false, persist = false)
	private String fault = "";

	@Parameter(label = "Table", style = FileWidget.SAVE_STYLE, required = false,
		persist = false)
	private File csv;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus output;

	@Parameter(type = ItemIO.OUTPUT)
	private ImagePlus map;

	@Parameter(type = ItemIO.OUTPUT)
	private String summary;

	@Parameter(type = ItemIO.OUTPUT)
	private double total;

	@Override
	public void execute(final Progress progress) throws Exception {
		requireImage(image);
		if (!fault.isEmpty()) throw (Exception) Class.forName(fault).getConstructor(
			String.class).newInstance("fault in " + image.getTitle());
		progress.update(0.5, "inverting");
		output = image.duplicate();
		output.setTitle("inverted");
		for (int slice = 1; slice <= output.getStackSize(); slice++) {
			output.getStack().getProcessor(slice).invert();
		}
		map = image.duplicate();
		map.setTitle("map");
		summary = method + " " + factor + " " + count + " " + keep + " " + csv;
		total = count * factor;
	}
}
