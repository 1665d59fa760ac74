"""SRCNN written in PyTorch, to check sc.fiji.superres.network.architecture.Srcnn against.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 srcnn.py
Writes srcnn-input.npy (1, 1, 12, 16) and, for each form, srcnn-M-xS-output.npy with M the middle
kernel and S the scale. Weights are 0.05 * sin(0.37 * i + layer), i the index in C order, biases
0.01 * cos(i + layer): SrcnnTest makes the same.
"""
import sys

import numpy as np
import torch
import torch.nn.functional as F


def wave(shape, layer):
    n = int(np.prod(shape))
    i = np.arange(n, dtype=np.float64)
    return torch.tensor((0.05 * np.sin(0.37 * i + layer)).astype(np.float32).reshape(shape))


def bias(n, layer):
    i = np.arange(n, dtype=np.float64)
    return torch.tensor((0.01 * np.cos(i + layer)).astype(np.float32))


def cubic(d):
    d = abs(d)
    if d <= 1:
        return 1.5 * d ** 3 - 2.5 * d ** 2 + 1
    return -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 if d < 2 else 0.0


def matrix(n, scale):
    """Bicubic enlargement of n samples with repeated borders, as a matrix."""
    m = np.zeros((n * scale, n))
    for o in range(n * scale):
        centre = (o + 0.5) / scale - 0.5
        for k in range(int(np.floor(centre)) - 2, int(np.floor(centre)) + 4):
            m[o, min(max(k, 0), n - 1)] += cubic(centre - k)
    return torch.tensor(m.astype(np.float32))


def srcnn(x, middle, scale):
    lost = 4 + middle // 2 + 2
    pad = 20  # more than enough: borders repeat the outermost pixel of the input
    x = F.pad(x, (pad,) * 4, mode='replicate')
    if scale > 1:
        x = matrix(x.shape[2], scale) @ x @ matrix(x.shape[3], scale).T
    x = torch.relu(F.conv2d(x, wave((64, 1, 9, 9), 0), bias(64, 0)))
    x = torch.relu(F.conv2d(x, wave((32, 64, middle, middle), 1), bias(32, 1)))
    x = F.conv2d(x, wave((1, 32, 5, 5), 2), bias(1, 2))
    cut = pad * scale - lost
    return x[:, :, cut:-cut, cut:-cut]


if __name__ == '__main__':
    rng = np.random.default_rng(1)
    image = rng.random((1, 1, 12, 16)).astype(np.float32)
    np.save('srcnn-input.npy', image)
    for middle, scale in ((5, 1), (5, 2), (1, 3), (5, 4)):
        np.save(f'srcnn-{middle}-x{scale}-output.npy', srcnn(torch.tensor(image), middle, scale).numpy())
    print(torch.__version__, file=sys.stderr)
