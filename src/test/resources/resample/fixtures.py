"""Makes fixtures.bin, with Debian's Python 3.11, NumPy 1.24 and OpenCV 4.6.0.

Run as: /usr/bin/python3 fixtures.py DIRECTORY_OF_imresize.py

Each record: name (length as 2 bytes, ASCII), height, width (4 bytes each),
samples (float32), all big endian. The source of all of them is "source".
imresize.py is a NumPy version of MATLAB's imresize: float64 inside, antialiased,
symmetric border; lanczos3 and triangle are MATLAB's kernels put in its place.
"""
import os
import struct
import sys

import cv2
import numpy as np

sys.path.insert(0, sys.argv[1])
import imresize as reference

H, W = 16, 22
image = np.random.default_rng(3).random((H, W)).astype(np.float32)
records = {"source": image}


def matlab(scale=None, shape=None):
    return reference.imresize(image.astype(np.float64), scale, shape)


for s in (2, 3, 4, 1.7, 0.37):
    records[f"imresize {s}"] = matlab(s)
for s in (2, 3, 4):
    records[f"imresize 1/{s}"] = matlab(1 / s)
records["imresize 41x31"] = matlab(shape=(31, 41))
records["imresize 41x5"] = matlab(shape=(5, 41))
records["imresize 6x7"] = matlab(shape=(7, 6))


def lanczos3(x):
    return np.where(np.abs(x) < 3, np.sinc(x) * np.sinc(x / 3), 0)


def triangle(x):
    return np.maximum(0, 1 - np.abs(x))


for name, kernel, width in ("lanczos3", lanczos3, 6.0), ("bilinear", triangle, 2.0):
    reference.cubic = kernel
    reference.contributions.__defaults__ = (width,)
    records[f"{name} 1/3"] = matlab(1 / 3)
    records[f"{name} 1.7"] = matlab(1.7)


def opencv(name, width, height, flag):
    records[f"{name} {width}x{height}"] = cv2.resize(image, (width, height), interpolation=flag)


for name, flag in ("INTER_CUBIC", cv2.INTER_CUBIC), ("INTER_LANCZOS4", cv2.INTER_LANCZOS4), \
        ("INTER_LINEAR", cv2.INTER_LINEAR):
    for width, height in (44, 32), (66, 48), (37, 27), (11, 6), (40, 7):
        opencv(name, width, height, flag)
opencv("INTER_AREA", 11, 4, cv2.INTER_AREA)
opencv("INTER_AREA", 22, 16, cv2.INTER_AREA)
opencv("INTER_AREA", 9, 5, cv2.INTER_AREA)
opencv("INTER_AREA", 2, 1, cv2.INTER_AREA)

with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "fixtures.bin"), "wb") as f:
    for name, a in records.items():
        f.write(struct.pack(">H", len(name)) + name.encode() + struct.pack(">ii", *a.shape))
        f.write(np.ascontiguousarray(a, ">f4").tobytes())
