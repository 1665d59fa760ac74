/**
 * Images larger than memory: the plan of a run, its blocks, and what is done of
 * them; no engine and no method. Files are in {@code volume.zarr}. Begin reading
 * at {@link sc.fiji.superres.volume.VolumeRun}.
 */
package sc.fiji.superres.volume;
