package sc.fiji.superres.volume.zarr;

import java.lang.ref.SoftReference;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import net.imglib2.FinalInterval;
import net.imglib2.img.Img;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.img.cell.LazyCellImg;
import net.imglib2.type.numeric.real.FloatType;

/** The chunks of a level of an OME-Zarr image, as cells of ImgLib2. */
final class ZarrCells implements LazyCellImg.Get<Cell<FloatArray>> {

	private final OmeZarr image;
	private final int level;
	private final CellGrid grid;
	private final Map<Long, SoftReference<Cell<FloatArray>>> cells =
		new ConcurrentHashMap<>();

	private ZarrCells(final OmeZarr image, final int level) {
		this.image = image;
		this.level = level;
		final int[] size = image.inner(level);
		grid = new CellGrid(image.size(level), new int[] { size[0], size[1], size[2],
			1, 1 });
	}

	static Img<FloatType> of(final OmeZarr image, final int level) {
		final ZarrCells cells = new ZarrCells(image, level);
		return new LazyCellImg<>(cells.grid, new FloatType(), cells);
	}

	@Override
	public Cell<FloatArray> get(final long index) {
		final SoftReference<Cell<FloatArray>> kept = cells.get(index);
		Cell<FloatArray> cell = kept == null ? null : kept.get();
		if (cell == null) {
			cell = read(index);
			cells.put(index, new SoftReference<>(cell));
		}
		return cell;
	}

	private Cell<FloatArray> read(final long index) {
		final long[] min = new long[grid.numDimensions()];
		final int[] size = new int[min.length];
		grid.getCellDimensions(index, min, size);
		final float[] samples = new float[size[0] * size[1] * size[2]];
		image.source(level, (int) min[3], (int) min[4]).read(FinalInterval
			.createMinSize(min[0], min[1], min[2], size[0], size[1], size[2]), samples);
		return new Cell<>(size, min, new FloatArray(samples));
	}
}
