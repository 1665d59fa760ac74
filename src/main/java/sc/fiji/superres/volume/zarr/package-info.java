/**
 * Arrays in chunks and the images made of them: Zarr, versions 2 and 3, and
 * OME-Zarr (OME-NGFF 0.4 and 0.5), read and written.
 * <p>
 * Nothing here knows what a method computes, or which block is whose task.
 * Begin reading at {@link sc.fiji.superres.volume.zarr.OmeZarr}.
 * </p>
 */
package sc.fiji.superres.volume.zarr;
