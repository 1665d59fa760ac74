package sc.fiji.superres.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import net.imglib2.Cursor;
import net.imglib2.FinalInterval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.superres.block.Progress;

class ZarrCellsTest {

	@TempDir
	Path folder;

	@BeforeEach
	void write() throws IOException {
		final OmeZarr image = OmeZarr.create(folder, new OmeLayout(new long[] { 13, 7,
			5, 2, 1 }, new int[] { 8, 4, 4, 2, 1 }, null, SampleType.UINT16, "0.4",
			"none", new OmeMetadata("", "czyx", Collections.nCopies(5, ""), Collections
				.nCopies(5, 1.0), Collections.nCopies(5, 0.0), List.of())));
		final float[] block = new float[13 * 7 * 5];
		for (int c = 0; c < 2; c++) {
			for (int i = 0; i < block.length; i++)
				block[i] = c * 1000 + i;
			image.target(c, 0).write(new FinalInterval(13, 7, 5), block);
		}
		image.finish(Progress.NONE);
	}

	@Test
	void imageHasTheSamples() throws IOException {
		final Img<FloatType> image = OmeZarr.open(folder).img(0);
		assertArrayEquals(new long[] { 13, 7, 5, 2, 1 }, image
			.dimensionsAsLongArray());
		final Cursor<FloatType> cursor = image.localizingCursor();
		int count = 0;
		while (cursor.hasNext()) {
			final float sample = cursor.next().get();
			assertEquals(cursor.getLongPosition(3) * 1000 + (cursor.getLongPosition(
				2) * 7 + cursor.getLongPosition(1)) * 13 + cursor.getLongPosition(0),
				sample);
			count++;
		}
		assertEquals(13 * 7 * 5 * 2, count);
	}

	@Test
	void onlyDamagedChunksCannotBeRead() throws IOException {
		Files.write(folder.resolve("0/0/1/1/1"), new byte[3]);
		final Img<FloatType> image = OmeZarr.open(folder).img(0);
		assertEquals(1000, image.getAt(0, 0, 0, 1, 0).get());
		assertThrows(UncheckedIOException.class, () -> image.getAt(12, 6, 4, 1, 0)
			.get());
	}
}
