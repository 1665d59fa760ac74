"""Makes fixtures.bin, with Debian's Python 3.11, NumPy 1.24, SciPy 1.10,
OpenCV 4.6.0 and scikit-image 0.19.

Run as: /usr/bin/python3 fixtures.py

Each record: name (length as 2 bytes, ASCII), height, width (4 bytes each),
samples (float32), all big endian. The source of all of them is "source"; all
are computed in float64, with SciPy's mode "reflect" and OpenCV's BORDER_REFLECT,
which are the same symmetric border.
"""
import os
import struct

import cv2
import numpy as np
from scipy import ndimage
from skimage import filters

H, W = 19, 23
image = np.random.default_rng(5).random((H, W)).astype(np.float32)
source = image.astype(np.float64)
records = {"source": source}
REFLECT = cv2.BORDER_REFLECT


def gaussian(sigma):
    return ndimage.gaussian_filter(source, sigma, mode="reflect", truncate=8)


for s in (0.5, 1.5, 4, 30):
    records[f"gaussian {s}"] = gaussian(s)
records["gaussian 3 0.7"] = gaussian((0.7, 3))

blurred = cv2.GaussianBlur(source, (21, 21), 2, borderType=REFLECT)
records["unsharp opencv"] = source + 0.8 * (source - blurred)
records["unsharp skimage"] = filters.unsharp_mask(
    source, radius=2, amount=0.8, preserve_range=True)
detail = source - gaussian(2)
records["unsharp threshold"] = source + 0.8 * np.where(
    np.abs(detail) > 0.1, detail, 0)

records["laplacian opencv"] = source - 0.6 * cv2.Laplacian(
    source, cv2.CV_64F, ksize=1, borderType=REFLECT)
records["laplacian skimage"] = source + 0.6 * filters.laplace(source)

records["dog"] = gaussian(1) - gaussian(2.5)
records["dog skimage"] = filters.difference_of_gaussians(
    source, 1, 2.5, mode="reflect", truncate=8)
for s in (1, 2):
    records[f"log {s}"] = ndimage.gaussian_laplace(
        source, s, mode="reflect", truncate=8)

sx = cv2.Sobel(source, cv2.CV_64F, 1, 0, scale=1 / 8, borderType=REFLECT)
sy = cv2.Sobel(source, cv2.CV_64F, 0, 1, scale=1 / 8, borderType=REFLECT)
records["sobel opencv"] = np.hypot(sx, sy)
records["sobel skimage"] = filters.sobel(source, mode="reflect") / np.sqrt(2)
sx = cv2.Scharr(source, cv2.CV_64F, 1, 0, scale=1 / 32, borderType=REFLECT)
sy = cv2.Scharr(source, cv2.CV_64F, 0, 1, scale=1 / 32, borderType=REFLECT)
records["scharr opencv"] = np.hypot(sx, sy)
records["scharr skimage"] = filters.scharr(source, mode="reflect") / np.sqrt(2)

for name, axis in (("x", 1), ("y", 0)):
    records["d" + name] = ndimage.correlate1d(
        source, [-1, 0, 1], axis, mode="reflect")
    records["d" + name * 2] = ndimage.correlate1d(
        source, [1, 0, -2, 0, 1], axis, mode="reflect")

here = os.path.dirname(os.path.abspath(__file__))
with open(os.path.join(here, "fixtures.bin"), "wb") as out:
    for name, plane in records.items():
        out.write(struct.pack(">H", len(name)) + name.encode())
        out.write(struct.pack(">ii", *plane.shape))
        out.write(plane.astype(">f4").tobytes())
