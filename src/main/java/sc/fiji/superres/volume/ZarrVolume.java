package sc.fiji.superres.volume;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import sc.fiji.superres.block.BlockSource;
import sc.fiji.superres.file.Sha256;
import sc.fiji.superres.volume.zarr.OmeMetadata;
import sc.fiji.superres.volume.zarr.OmeZarr;
import sc.fiji.superres.volume.zarr.SampleType;

/** The full resolution of an OME-Zarr image. */
public final class ZarrVolume implements VolumeSource {

	private final Path folder;
	private final OmeZarr image;

	private ZarrVolume(final Path folder, final OmeZarr image) {
		this.folder = folder;
		this.image = image;
	}

	/**
	 * Opens an image.
	 *
	 * @param folder that of the image
	 * @throws IOException if it is none, or is not complete
	 */
	public static ZarrVolume open(final Path folder) throws IOException {
		return of(folder, OmeZarr.open(folder));
	}

	/**
	 * Returns an image that is open as a volume.
	 *
	 * @param folder that of the image
	 */
	public static ZarrVolume of(final Path folder, final OmeZarr image) {
		return new ZarrVolume(folder, image);
	}

	@Override
	public long[] size() {
		return image.size();
	}

	@Override
	public int[] unit() {
		final int[] chunk = image.chunk();
		return new int[] { chunk[0], chunk[1], chunk[2] };
	}

	@Override
	public SampleType type() {
		return image.type();
	}

	@Override
	public OmeMetadata metadata() {
		return image.metadata();
	}

	@Override
	public BlockSource source(final int channel, final int frame) {
		return image.source(0, channel, frame);
	}

	@Override
	public Map<String, String> stamp(final boolean whole) throws IOException {
		final Map<String, String> stamp = new TreeMap<>(Map.of("folder", folder
			.toAbsolutePath().normalize().toString(), "size", Arrays.toString(size())));
		if (!whole) return stamp;
		final LongSummaryStatistics sizes = new LongSummaryStatistics();
		// Copies and archives keep dates, so that a changed file need not be the newest.
		long sum = 0;
		try (Stream<Path> files = Files.walk(folder)) {
			for (final Path file : (Iterable<Path>) files.filter(
				Files::isRegularFile)::iterator)
			{
				final long size = Files.size(file);
				sizes.accept(size);
				sum += checksum(folder.relativize(file) + " " + size + " " + Files
					.getLastModifiedTime(file).toMillis());
			}
		}
		stamp.putAll(Map.of("files", String.valueOf(sizes.getCount()), "bytes", String
			.valueOf(sizes.getSum()), "names, sizes and dates", Long.toHexString(sum)));
		return stamp;
	}

	/** Returns a checksum, the sum of which does not depend on the order of files. */
	private static long checksum(final String text) {
		return ByteBuffer.wrap(Sha256.digest().digest(text.getBytes(
			StandardCharsets.UTF_8))).getLong();
	}
}
