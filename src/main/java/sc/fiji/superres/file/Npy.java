package sc.fiji.superres.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Reads and writes {@code .npy} files, as NumPy does.
 * <p>
 * Written as format 1.0, little-endian float32 or float16, C order. Read: formats 1.0, 2.0
 * and 3.0; float16, float32, float64, booleans and integers of 8 to 64 bits in
 * either byte order, all rounded to float; Fortran order is turned into C
 * order. Python objects, structures and complex numbers are refused, and so is
 * a file whose length differs from its header.
 * </p>
 *
 * @see <a href=
 *      "https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html">numpy.lib.format</a>
 */
public final class Npy {

	private static final int BUFFER = 1 << 16;

	private Npy() {
		// Static methods only.
	}

	/**
	 * Reads an array.
	 *
	 * @throws IOException if the file is not one of those described above; the
	 *           message names it and says why
	 */
	public static Tensor read(final Path file) throws IOException {
		try (final FileChannel channel = FileChannel.open(file,
			StandardOpenOption.READ))
		{
			final NpyHeader header = NpyHeader.read(channel);
			final float[] data = samples(channel, header);
			return new Tensor(header.shape(), header.fortran() ? toC(header.shape(),
				data) : data);
		}
		catch (final NpyHeader.Refused e) {
			throw refused(file, e);
		}
	}

	private static IOException refused(final Path file,
		final NpyHeader.Refused exc)
	{
		return new IOException("Cannot read the array " + file + ": " + exc
			.getMessage(), exc);
	}

	/**
	 * Reads the shape of an array, slowest axis first.
	 *
	 * @throws IOException as {@link #read} does
	 */
	public static int[] shape(final Path file) throws IOException {
		try (final FileChannel channel = FileChannel.open(file,
			StandardOpenOption.READ))
		{
			return NpyHeader.read(channel).shape();
		}
		catch (final NpyHeader.Refused e) {
			throw refused(file, e);
		}
	}

	/** Writes an array as float32, replacing an existing file. */
	public static void write(final Tensor tensor, final Path file)
		throws IOException
	{
		write(tensor, file, NpyHeader.FLOAT, Float.BYTES, ByteBuffer::putFloat);
	}

	/**
	 * Writes an array as float16, without loss, replacing an existing file.
	 *
	 * @throws IllegalArgumentException if a number does not fit into 16 bits
	 */
	public static void writeHalf(final Tensor tensor, final Path file)
		throws IOException
	{
		if (!Half.fits(tensor.values())) throw new IllegalArgumentException(
			"Some numbers of " + tensor + " need more than 16 bits");
		write(tensor, file, NpyHeader.HALF, Short.BYTES, (buffer, sample) -> buffer
			.putShort(Half.bits(sample)));
	}

	// -- Helper methods --

	/** Writes one sample to a buffer. */
	@FunctionalInterface
	private interface Sample {

		void put(ByteBuffer buffer, float sample);
	}

	private static void write(final Tensor tensor, final Path file,
		final String type, final int bytes, final Sample writer) throws IOException
	{
		try (final FileChannel channel = FileChannel.open(file,
			StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING,
			StandardOpenOption.WRITE))
		{
			put(channel, ByteBuffer.wrap(NpyHeader.bytes(type, tensor.shape())));
			final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(
				ByteOrder.LITTLE_ENDIAN);
			for (final float sample : tensor.values()) {
				if (buffer.remaining() < bytes) flush(channel, buffer);
				writer.put(buffer, sample);
			}
			flush(channel, buffer);
		}
	}

	private static float[] samples(final FileChannel channel,
		final NpyHeader header) throws IOException
	{
		final float[] data = new float[Math.toIntExact(Tensor.size(header
			.shape()))];
		final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(header.type()
			.order());
		buffer.limit(0);
		for (int i = 0; i < data.length; i++) {
			if (!buffer.hasRemaining()) {
				buffer.clear().limit((int) Math.min(BUFFER, (long) (data.length - i) *
					header.type().bytes()));
				fill(channel, buffer);
			}
			data[i] = header.type().next(buffer);
		}
		return data;
	}

	/** Converts samples from Fortran order to C order. */
	private static float[] toC(final int[] shape, final float[] fortran) {
		final float[] data = new float[fortran.length];
		final int[] position = new int[shape.length];
		for (int i = 0; i < data.length; i++) {
			int from = 0;
			for (int axis = shape.length - 1; axis >= 0; axis--) {
				from = from * shape[axis] + position[axis];
			}
			data[i] = fortran[from];
			for (int axis = shape.length - 1; axis >= 0; axis--) {
				if (++position[axis] < shape[axis]) break;
				position[axis] = 0;
			}
		}
		return data;
	}

	static void fill(final FileChannel channel, final ByteBuffer buffer)
		throws IOException
	{
		while (buffer.hasRemaining()) {
			if (channel.read(buffer) < 0) throw new EOFException("it ends too early");
		}
		buffer.flip();
	}

	private static void flush(final FileChannel channel, final ByteBuffer buffer)
		throws IOException
	{
		put(channel, buffer.flip());
		buffer.clear();
	}

	private static void put(final FileChannel channel, final ByteBuffer buffer)
		throws IOException
	{
		while (buffer.hasRemaining())
			channel.write(buffer);
	}
}
