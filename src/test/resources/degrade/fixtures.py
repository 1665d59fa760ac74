"""Makes fixtures.bin, with Debian's Python 3.11, NumPy 1.24 and SciPy 1.10.1.

Run as: /usr/bin/python3 fixtures.py

Each record: name (length as 2 bytes, ASCII), height, width (4 bytes each),
samples (float32), all big endian. All but "small convolve" are made of "source",
in float64. Mode "reflect" of SciPy is (d c b a | a b c d | d c b a).
"""
import os
import struct

import numpy as np
from scipy import ndimage

random = np.random.default_rng(7)
source = random.random((17, 22)).astype(np.float32)
small = random.random((3, 4)).astype(np.float32)
psf = random.random((3, 5)).astype(np.float32)
wide = random.random((9, 11)).astype(np.float32)
records = {"source": source, "small": small, "psf": psf, "wide": wide}


def convolve(image, kernel):
    kernel = kernel.astype(np.float64)
    return ndimage.convolve(image.astype(np.float64), kernel / kernel.sum(), mode="reflect")


records["convolve"] = convolve(source, psf)
records["small convolve"] = convolve(small, wide)
for sigma in 0.7, 2.5:
    records[f"gaussian {sigma}"] = ndimage.gaussian_filter(
        source.astype(np.float64), sigma, mode="reflect", truncate=8)
for s in 2, 3:
    h, w = (n // s for n in source.shape)
    blocks = source[:h * s, :w * s].astype(np.float64).reshape(h, s, w, s)
    records[f"binning {s}"] = blocks.mean(axis=(1, 3))
for bits in 1, 8, 12, 16:
    levels = 2 ** bits - 1
    # Values from -0.2 to 1.2, so that both ends are clipped.
    wished = source * np.float32(1.4) - np.float32(0.2)
    records[f"quantised {bits}"] = np.rint(np.clip(wished.astype(np.float64), 0, 1) * levels) / levels

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures.bin"), "wb") as f:
    for name, a in records.items():
        f.write(struct.pack(">H", len(name)) + name.encode() + struct.pack(">ii", *a.shape))
        f.write(np.ascontiguousarray(a, ">f4").tobytes())
