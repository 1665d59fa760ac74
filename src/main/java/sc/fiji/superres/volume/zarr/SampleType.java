package sc.fiji.superres.volume.zarr;

/**
 * Types of samples. All of them are read and written as float: integers of 32
 * bits beyond 2^24 are rounded to 24 significant bits.
 */
public enum SampleType {
	UINT8, INT8, UINT16, INT16, UINT32, INT32, FLOAT16, FLOAT32
}
