"""Makes fixtures.bin, with Debian's Python 3.11.2, NumPy 1.24.2, SciPy 1.10.1 and
scikit-image 0.19.3.

Run as: /usr/bin/python3 fixtures.py

Each record: name (length as 2 bytes, ASCII), height, width (4 bytes each),
samples (float32), all big endian. Computed in float64 from the plane "blob".
"""
import os
import struct

import numpy as np
from scipy import ndimage, stats
from skimage import restoration

H, W = 29, 33
source = np.random.default_rng(5).random((H, W))
records = {}

# Symmetric borders for scikit-image, which pads by 0 and mirrors otherwise.
PAD = 120
blob = ndimage.gaussian_filter(source, 2, mode="reflect")
blob = (blob - blob.min()) / np.ptp(blob) + 0.1 * source
records["blob"] = blob.astype(np.float32)
blob = records["blob"].astype(np.float64)


def inside(restored):
    return restored[PAD:-PAD, PAD:-PAD]


def lucy(psf, iterations):
    return inside(restoration.richardson_lucy(
        np.pad(blob, PAD, "symmetric"), psf, iterations, clip=False))


line = np.exp(-0.5 * (np.arange(-8, 9) / 1.5) ** 2)
line /= line.sum()
for iterations in (1, 7):
    records[f"lucy {iterations}"] = lucy(np.outer(line, line), iterations)
psf = np.array([[1, 2, 0], [3, 8, 1], [0, 2, 4.0]])
records["psf"] = psf / psf.sum()
records["lucy psf"] = lucy(psf / psf.sum(), 2)


def means(strength, rows):
    """Non-local means by definition; patches are sums over rows x rows."""
    sigma, reach = 0.03, 10
    padded = np.pad(blob, PAD, "symmetric")
    total, weights = np.zeros(blob.shape), np.zeros(blob.shape)
    for dy in range(-reach, reach + 1):
        for dx in range(-reach, reach + 1):
            other = np.roll(padded, (-dy, -dx), (0, 1))
            square = (padded - other) ** 2 - 2 * sigma ** 2
            patch = sum(np.roll(square, (-y, -x), (0, 1))
                        for y in rows for x in rows)
            distance = inside(np.maximum(0, patch)) / (
                25 * (sigma * strength) ** 2)
            weight = np.where(distance < 5, np.exp(-distance), 0)
            total += weight * inside(other)
            weights += weight
    return total / weights


for strength in (0.6, 1.5):
    # For a patch of 5, scikit-image sums 4 x 4 pixels and divides by 25. With
    # the same sums the definition must give the same, but for its approximate
    # exponential.
    external = inside(restoration.denoise_nl_means(
        np.pad(blob, PAD, "symmetric"), 5, 10, h=0.03 * strength, sigma=0.03,
        fast_mode=True, preserve_range=True))
    np.testing.assert_allclose(means(strength, range(-1, 3)), external,
                               atol=1e-3)
    records[f"means {strength}"] = means(strength, range(-2, 3))

# Signals in photons, and the mean of 2 sqrt(x + 3/8 + s^2) of Poisson plus
# normal noise of each, by summation; rows by s.
SIGNALS = np.array([0, 0.5, 1, 2, 5, 10, 30, 100.0])
READ = np.array([0, 0.5, 2, 10.0])
counts = np.arange(0, 300)
normal = np.linspace(-8, 8, 20001)
density = np.exp(-normal ** 2 / 2)
density /= density.sum()
records["photon signals"] = SIGNALS[None, :]
records["photon read"] = READ[None, :]
records["photon means"] = np.array([[sum(
    p * (density * 2 * np.sqrt(np.maximum(0, k + s * normal + 3 / 8 + s * s)))
    .sum() for k, p in zip(counts, stats.poisson.pmf(counts, x)))
    - 2 * np.sqrt(3 / 8 + s * s) for x in SIGNALS] for s in READ])

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "fixtures.bin"), "wb") as out:
    for name, plane in records.items():
        out.write(struct.pack(">H", len(name)) + name.encode())
        out.write(struct.pack(">ii", *plane.shape))
        out.write(plane.astype(">f4").tobytes())
