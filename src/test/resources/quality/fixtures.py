"""Makes fixtures.bin, with Debian's Python 3.11, NumPy 1.24, SciPy 1.10 and scikit-image 0.19.3,
and prints the values of MultiScaleSsimTest.

Run as: /usr/bin/python3 fixtures.py DIRECTORY_OF_imresize.py

Each record: name (length as 2 bytes, ASCII); data range, border, scikit-image's SSIM
without border by the Gaussian and by its 7x7 window, the 8x8 window's by SciPy (scikit-image
has only odd ones), imresize.ssim with border or NaN where the range is not 255; and with
border: PSNR, mean absolute error, scikit-image's NRMSE and SciPy's Pearson (8 bytes each);
height, width (4 bytes each), samples of two images (float32); all big endian.
scikit-image is given float64.
"""
import os
import struct
import sys

import numpy as np
from scipy.signal import correlate2d
from scipy.stats import pearsonr
from skimage.metrics import normalized_root_mse, peak_signal_noise_ratio, structural_similarity

sys.path.insert(0, sys.argv[1])
import imresize as reference

random = np.random.default_rng(8)


def pair(height, width, top):
    y, x = np.mgrid[:height, :width]
    a = (np.sin(x / 3) * np.cos(y / 4) + 1) / 2 * 0.8 + 0.2 * random.random((height, width))
    b = np.clip(a + 0.1 * random.standard_normal((height, width)), 0, 1)
    return a * top, b * top


def parts(a, b, window, top):
    """Means over all windows inside of the similarity and of its contrast and structure."""
    mean = lambda z: correlate2d(z, window / window.sum(), "valid")
    c1, c2 = (0.01 * top) ** 2, (0.03 * top) ** 2
    p, q = mean(a), mean(b)
    structure = (2 * (mean(a * b) - p * q) + c2) / (mean(a * a) - p * p + mean(b * b) - q * q + c2)
    return ((2 * p * q + c1) / (p * p + q * q + c1) * structure).mean(), structure.mean()


def half(z):
    """Means of 2 x 2 pixels, the last row or column of an odd number repeated."""
    z = np.pad(z, [(0, n % 2) for n in z.shape], "edge")
    return (z[::2, ::2] + z[1::2, ::2] + z[::2, 1::2] + z[1::2, 1::2]) / 4


def multi_scale(a, b, top):
    d = np.arange(11) - 5
    line = np.exp(-d * d / 4.5)
    product = 1
    for weight in (0.0448, 0.2856, 0.3001, 0.2363):
        product *= max(0, parts(a, b, np.outer(line, line), top)[1]) ** weight
        a, b = half(a), half(b)
    return product * max(0, parts(a, b, np.outer(line, line), top)[0]) ** 0.1333


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
        s7 = structural_similarity(a, b, win_size=7, use_sample_covariance=False, data_range=top)
        s8 = parts(a, b, np.ones((8, 8)), top)[0]
        r = reference.ssim(a, b, border) if top == 255 else float("nan")
        inner = (slice(border, height - border), slice(border, width - border))
        a1, b1 = a[inner], b[inner]
        p = peak_signal_noise_ratio(a1, b1, data_range=top)
        f.write(struct.pack(">H", len(name)) + name.encode())
        f.write(struct.pack(">ddddddddddii", top, border, s, s7, s8, r, p, np.abs(a1 - b1).mean(),
                            normalized_root_mse(a1, b1), pearsonr(a1.ravel(), b1.ravel())[0],
                            height, width))
        f.write(a.astype(">f4").tobytes() + b.astype(">f4").tobytes())

for height, width in (176, 176), (181, 203):
    y, x = np.mgrid[:height, :width]
    a = (x * y % 97 + (x * x + 3 * y) % 61 + y).astype(np.float64)
    b = a + (7 * x + 13 * y) % 41 - 20.0
    print(height, width, repr(multi_scale(a, b, 255)))
    print("against the negative", multi_scale(a, 255 - a, 255))


def rings(a, b):
    """Fourier ring correlation with pixels of 1 x 1, ring by ring."""
    height, width = a.shape
    window = np.outer(*(0.5 - 0.5 * np.cos(2 * np.pi * (np.arange(n) + 0.5) / n) for n in a.shape))
    f, g = (np.fft.fft2((z - z.mean()) * window) for z in (a, b))
    radius = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.fftfreq(width)[None, :])
    ring = np.rint(radius * min(a.shape)).astype(int)
    return [(f * g.conj())[ring == k].sum().real /
            np.sqrt((np.abs(f[ring == k]) ** 2).sum() * (np.abs(g[ring == k]) ** 2).sum())
            for k in range(min(a.shape) // 2 + 1)]


y, x = np.mgrid[:24, :31]
a = (x * y % 97 + (x * x + 3 * y) % 61 + y).astype(np.float64)
print("rings", rings(a, a + (7 * x + 13 * y) % 41 - 20.0))
