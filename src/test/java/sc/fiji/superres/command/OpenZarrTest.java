package sc.fiji.superres.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.ImagePlus;

import net.imglib2.FinalInterval;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.volume.zarr.OmeLayout;
import sc.fiji.superres.volume.zarr.OmeMetadata;
import sc.fiji.superres.volume.zarr.OmeZarr;
import sc.fiji.superres.volume.zarr.SampleType;

class OpenZarrTest extends ScriptTest {

	@TempDir
	Path folder;

	@BeforeEach
	void write() throws IOException {
		final OmeZarr image = OmeZarr.create(folder.resolve("0"), new OmeLayout(
			new long[] { 300, 8, 1, 1, 1 }, new int[] { 300, 8, 1, 1, 1 }, null,
			SampleType.UINT8, "0.5", "zstd", new OmeMetadata("cells", "yx", Collections
				.nCopies(5, ""), Collections.nCopies(5, 1.0), Collections.nCopies(5,
					0.0), List.of())));
		final float[] samples = new float[300 * 8];
		samples[0] = 40;
		image.target(0, 0).write(new FinalInterval(300, 8), samples);
		image.finish(Progress.NONE);
	}

	@Test
	void levelOfASeriesIsOpened() throws Exception {
		final ImagePlus coarse = (ImagePlus) run(OpenZarr.class, inputs("0", "1"))
			.getOutput("output");
		assertEquals(150, coarse.getWidth());
		assertEquals(10, coarse.getProcessor().get(0, 0));
	}

	/** There is no screen here, which the level could fit. */
	@Test
	void fullResolutionIsTheDefault() throws Exception {
		final ImagePlus fine = (ImagePlus) run(OpenZarr.class, "image", folder
			.resolve("0").toFile()).getOutput("output");
		assertEquals(300, fine.getWidth());
		assertEquals(40, fine.getProcessor().get(0, 0));
	}

	@Test
	void levelsThatAreMissingAreNamed() {
		fails(OpenZarr.class, inputs("0", "2"),
			"level=2: choose one from 0 to 1");
		fails(OpenZarr.class, inputs("0", "fine"),
			"level=fine: choose auto, or a number from 0 to 1");
		fails(OpenZarr.class, inputs("", "0"), "is no OME-Zarr image");
	}

	private Object[] inputs(final String series, final String level) {
		return new Object[] { "image", folder.toFile(), "series", series, "level",
			level };
	}
}
