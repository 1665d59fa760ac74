package sc.fiji.superres.volume.zarr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import net.imglib2.Interval;
import net.imglib2.img.Img;
import net.imglib2.type.numeric.real.FloatType;
import sc.fiji.superres.block.BlockSource;
import sc.fiji.superres.block.BlockTarget;
import sc.fiji.superres.block.Progress;
import sc.fiji.superres.file.Json;
import sc.fiji.superres.volume.zarr.Multiscales.Level;

/**
 * An OME-Zarr image (OME-NGFF 0.4 on Zarr 2, 0.5 on Zarr 3): the levels of a
 * pyramid, the finest first, each a {@link ZarrArray} of the axes t, c, z, y, x,
 * or some of them; and the metadata.
 * <p>
 * Here the axes are in the order x, y, z, channel, frame, and all five are
 * always there; along one that the array lacks, the size is 1. Blocks have the
 * axes x, y and z, or x and y for the first plane. Samples are the stored
 * values.
 * </p>
 * <p>
 * An image is written in three steps, by one process or by many:
 * </p>
 *
 * <pre>
 * OmeZarr image = OmeZarr.create(folder, layout);
 * image.target(channel, frame).write(interval, block); // for each block
 * image.finish(progress);
 * </pre>
 * <p>
 * Until the last step has been done, the folder opens as an image nowhere; here
 * it can be {@link #resume resumed}. Several threads and processes may write at
 * the same time, but no two into the same {@link #chunk}.
 * </p>
 */
public final class OmeZarr {

	private static final String OME = "ome";
	private static final String ATTRIBUTES = "attributes";
	private static final String GROUP_V2 = ".zgroup";
	private static final String ATTRIBUTES_V2 = ".zattrs";

	/** Attribute that holds, until the image is finished, what it will be. */
	private static final String UNFINISHED = "superres-unfinished";

	private final Store store;
	private final boolean finished;
	private final List<Level> levels;
	private final List<ZarrArray> arrays = new ArrayList<>();
	private final String version;

	private OmeZarr(final Store store, final Json attributes)
		throws IOException
	{
		this.store = store;
		finished = !attributes.has(UNFINISHED);
		final Multiscales image = Multiscales.parse(finished ? attributes
			: attributes.child(UNFINISHED));
		version = image.version();
		for (final Level level : image.levels())
			arrays.add(ZarrArray.open(store, level.path()));
		levels = fitting(image.levels());
	}

	/** Returns whether a folder belongs to Zarr, to an image or anything else. */
	public static boolean isZarr(final Path folder) {
		return Stream.of(MetadataV3.FILE, ATTRIBUTES_V2, GROUP_V2, MetadataV2.FILE)
			.anyMatch(file -> Files.exists(folder.resolve(file)));
	}

	/**
	 * Opens an image that is complete.
	 *
	 * @param folder of the image
	 * @throws IOException if it is none, or not finished; if it is a plate, a
	 *           collection of images, or holds labels; or if a version, type or
	 *           codec is not supported
	 */
	public static OmeZarr open(final Path folder) throws IOException {
		final OmeZarr image = resume(folder);
		if (!image.finished) throw new IOException(folder +
			" is not finished: resume the run that writes it");
		return image;
	}

	/**
	 * Opens an image that {@link #create} has made, whether or not it is {@link
	 * #finish finished}, to write more of it.
	 *
	 * @see #open
	 */
	public static OmeZarr resume(final Path folder) throws IOException {
		if (!Files.isDirectory(folder)) throw new IOException(Files.exists(folder)
			? folder + " is a file, where the folder of an OME-Zarr image is due"
			: "There is no folder " + folder);
		final Store store = new FolderStore(folder);
		return new OmeZarr(store, attributes(store));
	}

	/**
	 * Creates an image, whose samples are zero.
	 *
	 * @param folder of the image; it may exist, but must not hold an image
	 */
	public static OmeZarr create(final Path folder, final OmeLayout layout)
		throws IOException
	{
		final Store store = new FolderStore(folder);
		for (final String file : List.of(MetadataV3.FILE, ATTRIBUTES_V2,
			MetadataV2.FILE))
		{
			if (store.read(file).isPresent()) throw new IOException(folder +
				" already holds an image: choose another output");
		}
		final String first = "0";
		ZarrArray.create(store, first, layout.array());
		writeAttributes(store, layout.version(), UNFINISHED, new Multiscales(layout
			.version(), List.of(new Level(first, layout.metadata()))).json());
		return resume(folder);
	}

	/** Returns whether the image is {@link #finish finished}. */
	public boolean isFinished() {
		return finished;
	}

	/** Returns the number of levels of the pyramid; 1 until it is finished. */
	public int levels() {
		return levels.size();
	}

	/** Returns the size of level 0: x, y, z, channels, frames. */
	public long[] size() {
		return size(0);
	}

	/** Returns the size of a level: x, y, z, channels, frames. */
	public long[] size(final int level) {
		return spread(arrays.get(level).shape());
	}

	/**
	 * Returns the size of what one task must own: that of a chunk, or of a shard
	 * where a file holds several, along x, y, z, channels, frames.
	 */
	public int[] chunk() {
		return spread(arrays.get(0).chunks());
	}

	/** Returns the size of a chunk of a level, also in a shard. */
	int[] inner(final int level) {
		return spread(arrays.get(level).inner());
	}

	/** Returns the type of the samples. */
	public SampleType type() {
		return arrays.get(0).type();
	}

	/** Returns the metadata of level 0. */
	public OmeMetadata metadata() {
		return metadata(0);
	}

	/** Returns the metadata of a level. */
	public OmeMetadata metadata(final int level) {
		return levels.get(level).metadata();
	}

	/**
	 * Returns where blocks of x, y and z are read from. What cannot be read is an
	 * {@link UncheckedIOException}.
	 *
	 * @throws IndexOutOfBoundsException if there is no such level, channel or
	 *           frame; when a block is read, if it lies outside the image
	 */
	public BlockSource source(final int level, final int channel,
		final int frame)
	{
		final ZarrArray array = arrays.get(level);
		checkPlace(level, channel, frame);
		return (interval, block) -> {
			try {
				array.read(min(interval, channel, frame), size(interval), block);
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e.getMessage(), e);
			}
		};
	}

	/**
	 * Returns a level as an image of ImgLib2, of the axes x, y, z, channel and
	 * frame, whose cells are chunks: read when they are needed, and kept as long as
	 * there is memory. What is written to it is not stored, and lost at some time.
	 * A chunk that cannot be read is an {@link UncheckedIOException} where its
	 * samples are asked for.
	 *
	 * @throws IndexOutOfBoundsException if there is no such level
	 */
	public Img<FloatType> img(final int level) {
		return ZarrCells.of(this, level);
	}

	/**
	 * Returns where blocks of x, y and z of level 0 are written to, in the order
	 * of {@link ZarrArray#write}. What cannot be written is an {@link
	 * UncheckedIOException}. A block is on the disk when the call returns.
	 *
	 * @throws IndexOutOfBoundsException if there is no such channel or frame; when
	 *           a block is written, if it lies outside the image
	 */
	public BlockTarget target(final int channel, final int frame) {
		final ZarrArray array = arrays.get(0);
		checkPlace(0, channel, frame);
		return (interval, block) -> {
			try {
				array.write(min(interval, channel, frame), size(interval), block);
			}
			catch (final IOException e) {
				throw new UncheckedIOException(e.getMessage(), e);
			}
		};
	}

	/**
	 * Builds the pyramid from level 0, and then writes the metadata by which the
	 * folder opens as an image. Does nothing if that is done already. To see the
	 * levels, {@link #open} it again.
	 *
	 * @throws java.util.concurrent.CancellationException if the user stops it; it
	 *           can be called again
	 */
	public void finish(final Progress progress) throws IOException {
		if (finished) return;
		final List<Level> all = new ArrayList<>(levels);
		// The first level is most of the work.
		Progress rest = progress;
		ZarrArray fine = arrays.get(0);
		OmeMetadata metadata = metadata();
		boolean[] halved = Pyramid.halved(metadata, fine.shape());
		while (holds(halved)) {
			final String path = Integer.toString(all.size());
			metadata = Pyramid.coarser(metadata, halved);
			final ZarrArray coarse = ZarrArray.create(store, path, layout(Pyramid
				.shape(fine.shape(), halved), metadata));
			Pyramid.fill(fine, coarse, halved, rest.part(0, 2));
			rest = rest.part(1, 2);
			all.add(new Level(path, metadata));
			fine = coarse;
			halved = Pyramid.halved(metadata, fine.shape());
		}
		writeAttributes(store, version, OME, new Multiscales(version, all).json());
		progress.update(1, "Pyramid");
	}

	@Override
	public String toString() {
		return store.toString();
	}

	// -- Helper methods --

	private static Json attributes(final Store store) throws IOException {
		final Optional<byte[]> third = store.read(MetadataV3.FILE);
		if (third.isPresent()) {
			final Json json = Json.parse(store + "/" + MetadataV3.FILE, third.get());
			if ("array".equals(json.text("node_type", ""))) throw isArray(store);
			final Json attributes = json.has(ATTRIBUTES) ? json.child(ATTRIBUTES)
				: new Json(json.where(), new JsonObject());
			return attributes.has(OME) ? attributes.child(OME) : attributes;
		}
		final Optional<byte[]> second = store.read(ATTRIBUTES_V2);
		if (second.isPresent()) return Json.parse(store + "/" + ATTRIBUTES_V2,
			second.get());
		if (store.read(MetadataV2.FILE).isPresent()) throw isArray(store);
		throw new IOException(store + " is no OME-Zarr image: it has neither " +
			MetadataV3.FILE + " nor " + ATTRIBUTES_V2);
	}

	private static IOException isArray(final Store store) {
		return new IOException(store + " is an array of an image: open the folder " +
			"of the image, which is above");
	}

	/**
	 * Writes the attributes of the group.
	 *
	 * @param entry that holds the image; of version 0.4, it is its attributes
	 */
	private static void writeAttributes(final Store store, final String version,
		final String entry, final JsonObject image) throws IOException
	{
		final JsonObject group = new JsonObject();
		if ("0.4".equals(version)) {
			group.add("zarr_format", new JsonPrimitive(2));
			store.write(GROUP_V2, Json.bytes(group));
			store.write(ATTRIBUTES_V2, Json.bytes(OME.equals(entry) ? image : Json
				.object(entry, image)));
			return;
		}
		group.add("zarr_format", new JsonPrimitive(3));
		group.add("node_type", new JsonPrimitive("group"));
		group.add(ATTRIBUTES, Json.object(entry, image));
		store.write(MetadataV3.FILE, Json.bytes(group));
	}

	/** Checks that levels and arrays fit; drops channels that do not. */
	private List<Level> fitting(final List<Level> stated) throws IOException {
		final List<Level> fitting = new ArrayList<>();
		for (int i = 0; i < stated.size(); i++) {
			final OmeMetadata metadata = stated.get(i).metadata();
			final ZarrArray array = arrays.get(i);
			if (array.shape().length != metadata.axes().length())
				throw new IOException(array + " does not have the axes " + metadata
					.axes());
			if (array.type() != arrays.get(0).type()) throw new IOException(array +
				" is not of the type of the finest level, " + arrays.get(0).type());
			final long channels = spread(array.shape(), metadata.axes())[3];
			fitting.add(metadata.channels().size() == channels ? stated.get(i)
				: new Level(stated.get(i).path(), new OmeMetadata(metadata.name(),
					metadata.axes(), metadata.units(), metadata.scale(), metadata
						.translation(), List.of())));
		}
		return fitting;
	}

	private void checkPlace(final int level, final int channel,
		final int frame)
	{
		final long[] size = size(level);
		if (channel < 0 || channel >= size[3] || frame < 0 || frame >= size[4])
			throw new IndexOutOfBoundsException("There is no channel " + channel +
				" of frame " + frame + " in " + store + ", which has " + size[3] +
				" channels and " + size[4] + " frames");
	}

	private long[] min(final Interval interval, final int channel,
		final int frame)
	{
		if (metadata().axes().indexOf('z') < 0 && interval.numDimensions() > 2 &&
			(interval.min(2) != 0 || interval.max(2) != 0))
			throw new IndexOutOfBoundsException("There are no planes " + interval.min(
				2) + " to " + interval.max(2) + " in " + store + ", which has one");
		return onAxes(new long[] { interval.min(0), interval.min(1), interval
			.numDimensions() > 2 ? interval.min(2) : 0, channel, frame });
	}

	private int[] size(final Interval interval) {
		return Arrays.stream(onAxes(new long[] { interval.dimension(0), interval
			.dimension(1), interval.numDimensions() > 2 ? interval.dimension(2) : 1, 1,
			1 })).mapToInt(Math::toIntExact).toArray();
	}

	/** Returns the values, in the order x, y, z, c, t, of the array's axes. */
	private long[] onAxes(final long[] values) {
		return metadata().axes().chars().mapToLong(axis -> values[OmeMetadata.ORDER
			.indexOf(axis)]).toArray();
	}

	/** Returns values in the order x, y, z, c, t; 1 along missing axes. */
	private long[] spread(final long[] values) {
		return spread(values, metadata().axes());
	}

	private static long[] spread(final long[] values, final String axes) {
		return OmeMetadata.ORDER.chars().mapToLong(axis -> axes.indexOf(axis) < 0
			? 1 : values[axes.indexOf(axis)]).toArray();
	}

	private int[] spread(final int[] values) {
		return Arrays.stream(spread(Arrays.stream(values).asLongStream().toArray()))
			.mapToInt(Math::toIntExact).toArray();
	}

	private ArrayLayout layout(final long[] shape, final OmeMetadata metadata) {
		final ZarrArray first = arrays.get(0);
		return new OmeLayout(spread(shape), spread(first.inner()), first.isSharded()
			? spread(first.chunks()) : null, type(), version, first.compressor(),
			metadata).array();
	}

	private static boolean holds(final boolean[] flags) {
		for (final boolean flag : flags) {
			if (flag) return true;
		}
		return false;
	}
}
