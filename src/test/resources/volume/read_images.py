"""Reads level 0 of each OME-Zarr image in a folder with python3-zarr, for OtherReaderTest.

python3 read_images.py FOLDER: for each NAME.zarr in it, writes NAME.raw, the samples as little-endian
32-bit floats in C order, and NAME.txt: type, shape, chunks, path of each level, and axes.
"""
import os
import sys

import zarr

folder = sys.argv[1]
for name in sorted(os.listdir(folder)):
    if not name.endswith(".zarr"):
        continue
    group = zarr.open_group(os.path.join(folder, name), mode="r")
    image = group.attrs["multiscales"][0]
    array = group[image["datasets"][0]["path"]]
    base = os.path.join(folder, name[:-5])
    array[...].astype("<f4").tofile(base + ".raw")
    with open(base + ".txt", "w") as file:
        file.write("%s %s %s %s %s" % (array.dtype, "x".join(map(str, array.shape)), "x".join(map(
            str, array.chunks)), ",".join(d["path"] for d in image["datasets"] if group[d["path"]].shape),
            "".join(axis["name"] for axis in image["axes"])))
