"""Makes fixtures.bin, with Debian's Python 3.11, NumPy 1.24 and scikit-image 0.19.3.

Run as: /usr/bin/python3 fixtures.py DIRECTORY_OF_imresize.py

Each record: name (length as 2 bytes, ASCII), data range, border, scikit-image's SSIM
without border, imresize.ssim with border or NaN where the range is not 255, PSNR with
border (8 bytes each), height, width (4 bytes each), samples of two images (float32);
all big endian. scikit-image is given float64.
"""
import os
import struct
import sys

import numpy as np
from skimage.metrics import peak_signal_noise_ratio, structural_similarity

sys.path.insert(0, sys.argv[1])
import imresize as reference

random = np.random.default_rng(8)


def pair(height, width, top):
    y, x = np.mgrid[:height, :width]
    a = (np.sin(x / 3) * np.cos(y / 4) + 1) / 2 * 0.8 + 0.2 * random.random((height, width))
    b = np.clip(a + 0.1 * random.standard_normal((height, width)), 0, 1)
    return a * top, b * top


with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures.bin"), "wb") as f:
    for name, height, width, top, kind, border in (
            ("8 bit", 41, 53, 255, np.uint8, 2),
            ("16 bit", 29, 37, 65535, np.uint16, 3),
            ("16 bit of a narrow range", 29, 37, 300, np.uint16, 0),
            ("float", 33, 31, 1, np.float32, 4),
            ("one window", 11, 11, 255, np.uint8, 0),
            ("wider than a block", 15, 300, 1, np.float32, 1),
            ("higher than a block", 70, 13, 255, np.uint8, 1)):
        a, b = (np.asarray(np.rint(z) if kind != np.float32 else z, kind).astype(np.float64)
                for z in pair(height, width, top))
        if name.endswith("range"):
            a, b = a + 60000, b + 60000
        s = structural_similarity(a, b, gaussian_weights=True, sigma=1.5,
                                  use_sample_covariance=False, data_range=top)
        r = reference.ssim(a, b, border) if top == 255 else float("nan")
        inner = (slice(border, height - border), slice(border, width - border))
        p = peak_signal_noise_ratio(a[inner], b[inner], data_range=top)
        f.write(struct.pack(">H", len(name)) + name.encode())
        f.write(struct.pack(">dddddii", top, border, s, r, p, height, width))
        f.write(a.astype(">f4").tobytes() + b.astype(">f4").tobytes())
