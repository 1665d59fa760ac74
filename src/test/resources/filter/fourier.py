"""Makes fourier-*.npy and spectrum-*.npy, with Debian's Python 3.11 and NumPy 1.24.

Run as: /usr/bin/python3 fourier.py

fourier-WxH.npy: float32 (9, H, W), a plane and what 8 filters make of it, in the
order of filters() and of FourierFilterTest. The plane is mirrored to twice its
width and height (numpy.pad "symmetric"), multiplied in numpy.fft.fft2 in
float64, and cut out. spectrum-WxH.npy: float32 (2, H, W), a plane and
numpy.fft.fftshift(log10(|fft2|^2 / (W H))) of it, neither mirrored nor windowed.
"""
import os

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))


def ideal(r2):
    return np.where(r2 <= 1, 1.0, 0.0)


def gaussian(r2):
    return np.exp(-r2 / 2)


def butterworth(order):
    return lambda r2: 1 / (1 + r2 ** order)


def apply(plane, gain, pixel=(1, 1), mean=None):
    """gain: from (squared frequencies relative to a cut-off) by cut-off, to gains."""
    h, w = plane.shape
    big = np.pad(plane, ((0, h), (0, w)), "symmetric")
    fx = np.abs(np.fft.fftfreq(2 * w)) / pixel[0]
    fy = np.abs(np.fft.fftfreq(2 * h)) / pixel[1]
    g = gain(lambda c: (fx[None, :] / c) ** 2 + (fy[:, None] / c) ** 2)
    if mean is not None:
        g[0, 0] = mean
    return np.fft.ifft2(np.fft.fft2(big) * g).real[:h, :w]


def filters(p):
    yield apply(p, lambda r2: 1 - ideal(r2(1 / 4)))
    yield apply(p, lambda r2: 1 - gaussian(r2(1 / 8)))
    yield apply(p, lambda r2: 1 - butterworth(2)(r2(1 / 5)))
    yield apply(p, lambda r2: gaussian(r2(1 / 6)))
    yield apply(p, lambda r2: butterworth(3)(r2(1 / 4)) - butterworth(3)(r2(1 / 16)))
    yield apply(p, lambda r2: 1 - gaussian(r2(1.2)), pixel=(0.1, 0.3))
    yield apply(p, lambda r2: 1 + 1.5 * (1 - butterworth(1)(r2(1 / 8))))
    yield apply(p, lambda r2: 1 - gaussian(r2(1 / 8)), mean=1)


def plane(rng, h, w):
    return (1000 + 500 * rng.random((h, w))).astype(np.float32).astype(np.float64)


rng = np.random.default_rng(7)
for w, h in (15, 21), (16, 24), (13, 31), (227, 3), (1, 19), (20, 1), (1, 1), (2, 2):
    p = plane(rng, h, w)
    np.save(f"{HERE}/fourier-{w}x{h}.npy", np.stack([p, *filters(p)]).astype(np.float32))
for w, h in (15, 21), (16, 24), (13, 32), (227, 2), (1, 19), (20, 1):
    p = plane(rng, h, w)
    power = np.abs(np.fft.fft2(p)) ** 2 / p.size
    np.save(f"{HERE}/spectrum-{w}x{h}.npy", np.stack([p, np.fft.fftshift(np.log10(power))]).astype(np.float32))
