package sc.fiji.superres.volume.zarr;

import java.nio.ByteBuffer;

import sc.fiji.superres.block.EnumNames;
import sc.fiji.superres.file.Half;

/**
 * Types of samples. All of them are read and written as float: integers of 32
 * bits beyond 2^24 are rounded to 24 significant bits. To integers, samples are
 * rounded half up and clipped to the range of the type; NaN is refused.
 */
public enum SampleType {

	/** 8-bit integers without sign. */
	UINT8(1, 0, 0xff) {

		@Override
		void read(final ByteBuffer raw, final int index, final int step,
			final float[] block, final int at, final int count)
		{
			for (int i = 0; i < count; i++)
				block[at + i] = raw.get(index + i * step) & 0xff;
		}
	},

	/** 8-bit integers. */
	INT8(1, Byte.MIN_VALUE, Byte.MAX_VALUE) {

		@Override
		void read(final ByteBuffer raw, final int index, final int step,
			final float[] block, final int at, final int count)
		{
			for (int i = 0; i < count; i++)
				block[at + i] = raw.get(index + i * step);
		}
	},

	/** 16-bit integers without sign. */
	UINT16(2, 0, 0xffff) {

		@Override
		void read(final ByteBuffer raw, final int index, final int step,
			final float[] block, final int at, final int count)
		{
			for (int i = 0; i < count; i++)
				block[at + i] = raw.getShort(2 * (index + i * step)) & 0xffff;
		}
	},

	/** 16-bit integers. */
	INT16(2, Short.MIN_VALUE, Short.MAX_VALUE) {

		@Override
		void read(final ByteBuffer raw, final int index, final int step,
			final float[] block, final int at, final int count)
		{
			for (int i = 0; i < count; i++)
				block[at + i] = raw.getShort(2 * (index + i * step));
		}
	},

	/** 32-bit integers without sign. */
	UINT32(4, 0, 0xffffffffL) {

		@Override
		void read(final ByteBuffer raw, final int index, final int step,
			final float[] block, final int at, final int count)
		{
			for (int i = 0; i < count; i++)
				block[at + i] = raw.getInt(4 * (index + i * step)) & 0xffffffffL;
		}
	},

	/** 32-bit integers. */
	INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE) {

		@Override
		void read(final ByteBuffer raw, final int index, final int step,
			final float[] block, final int at, final int count)
		{
			for (int i = 0; i < count; i++)
				block[at + i] = raw.getInt(4 * (index + i * step));
		}
	},

	/** IEEE 754 binary16; too large samples become infinite. */
	FLOAT16(2, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY) {

		@Override
		void read(final ByteBuffer raw, final int index, final int step,
			final float[] block, final int at, final int count)
		{
			for (int i = 0; i < count; i++)
				block[at + i] = Half.value(raw.getShort(2 * (index + i * step)));
		}
	},

	/** IEEE 754 binary32; stored as they are. */
	FLOAT32(4, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY) {

		@Override
		void read(final ByteBuffer raw, final int index, final int step,
			final float[] block, final int at, final int count)
		{
			for (int i = 0; i < count; i++)
				block[at + i] = raw.getFloat(4 * (index + i * step));
		}
	};

	private final int bytes;
	private final double min;
	private final double max;

	SampleType(final int bytes, final double min, final double max) {
		this.bytes = bytes;
		this.min = min;
		this.max = max;
	}

	/** Returns the number of bytes of a sample. */
	public int bytes() {
		return bytes;
	}

	/** Returns the smallest sample; negative infinity for floats. */
	public double min() {
		return min;
	}

	/** Returns the largest sample; infinity for floats. */
	public double max() {
		return max;
	}

	/** Returns whether the samples are integers. */
	public boolean isInteger() {
		return max < Double.POSITIVE_INFINITY;
	}

	/**
	 * Reads samples.
	 *
	 * @param raw the samples as they are stored, in their byte order
	 * @param index of the first sample
	 * @param step from one sample to the next, in samples
	 * @param block where they go
	 * @param at index there
	 * @param count number of samples
	 */
	abstract void read(ByteBuffer raw, int index, int step, float[] block,
		int at, int count);

	/**
	 * Writes samples.
	 *
	 * @throws IllegalArgumentException if one is NaN, but the type is of integers
	 * @see #read
	 */
	final void write(final float[] block, final int at, final int count,
		final ByteBuffer raw, final int index, final int step)
	{
		switch (this) {
			case FLOAT32 -> {
				for (int i = 0; i < count; i++)
					raw.putFloat(4 * (index + i * step), block[at + i]);
			}
			case UINT8, INT8 -> {
				for (int i = 0; i < count; i++)
					raw.put(index + i * step, (byte) small(block[at + i]));
			}
			case UINT16, INT16 -> {
				for (int i = 0; i < count; i++)
					raw.putShort(2 * (index + i * step), (short) small(block[at + i]));
			}
			default -> {
				for (int i = 0; i < count; i++)
					put(raw, index + i * step, block[at + i]);
			}
		}
	}

	/** Writes a sample. */
	final void put(final ByteBuffer raw, final int index, final double value) {
		switch (this) {
			case FLOAT32 -> raw.putFloat(4 * index, (float) value);
			case FLOAT16 -> raw.putShort(2 * index, Half.bits((float) value));
			case UINT8, INT8 -> raw.put(index, (byte) integer(value));
			case UINT16, INT16 -> raw.putShort(2 * index, (short) integer(value));
			default -> raw.putInt(4 * index, (int) integer(value));
		}
	}

	/** Returns the name as Zarr has it. */
	@Override
	public String toString() {
		return EnumNames.of(this);
	}

	/** Returns an integer of at most 16 bits. */
	private int small(final float value) {
		checkNumber(value);
		// As Math.round, which takes several times as long.
		return (int) Math.floor(Math.max(min, Math.min(max, value)) + 0.5);
	}

	private long integer(final double value) {
		checkNumber(value);
		return Math.round(Math.max(min, Math.min(max, value)));
	}

	private void checkNumber(final double value) {
		if (Double.isNaN(value)) throw new IllegalArgumentException(
			"NaN cannot be stored as " + this + ": choose float32");
	}
}
