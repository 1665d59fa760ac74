"""EDSR and WDSR written in PyTorch, to check sc.fiji.superres.network against.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 networks.py
The input of C channels has the shape (1, C, 11, 14) and the values 0.5 + 0.5 * sin(0.7 * i), i the index in C
order. The n-th convolution of a network has the weights 0.07 * sin(0.37 * i + n) and the biases 0.01 * cos(i + n):
NetworkFixturesTest makes the same. Writes NAME-xS-cC-output.npy, what the network makes of its input, and
NAME-xS-cC-gradient.npy, the gradients of the mean absolute difference from 0.3 by all weights and biases, in the
order in which the convolutions were made, of each first the weights.
"""
import sys

import numpy as np
import torch
import torch.nn.functional as F

from srcnn import matrix

MEAN = {1: [0.4368], 3: [0.4488, 0.4371, 0.4040]}


class Layers:
    """Convolutions in the order in which they are made."""

    def __init__(self):
        self.all = []
        self.made = {}

    def __call__(self, name, x, channels, side, padding):
        if name not in self.made:
            n = len(self.made)
            shape = (channels, x.shape[1], side, side)
            i = np.arange(np.prod(shape), dtype=np.float64)
            w = torch.tensor((0.07 * np.sin(0.37 * i + n)).astype(np.float32).reshape(shape))
            i = np.arange(channels, dtype=np.float64)
            b = torch.tensor((0.01 * np.cos(i + n)).astype(np.float32))
            self.made[name] = (w.requires_grad_(), b.requires_grad_())
            self.all += self.made[name]
        return F.conv2d(x, *self.made[name], padding=padding)


def bicubic(x, scale):
    return matrix(x.shape[2], scale) @ x @ matrix(x.shape[3], scale).T


def edsr(x, scale, features, blocks, light):
    conv = Layers()
    mean = torch.tensor(MEAN[x.shape[1]]).reshape(1, -1, 1, 1)
    channels = x.shape[1]
    y = head = conv('head', x if light else x - mean, features, 3, 1)
    for k in range(blocks):
        r = conv(f'first {k}', y, features, 3, 1).relu()
        r = conv(f'second {k}', r, features, 3, 1)
        y = y + (0.1 * r if features >= 256 else r)
    y = conv('body', y, features, 3, 1) + head
    if light:
        y = F.pixel_shuffle(conv('tail', y, channels * scale ** 2, 3, 1), scale)
        return y + bicubic(x, scale), conv
    for factor in {1: [], 2: [2], 3: [3], 4: [2, 2]}[scale]:
        y = F.pixel_shuffle(conv(f'up {y.shape[2]}', y, features * factor ** 2, 3, 1), factor)
    return conv('tail', y, channels, 3, 1) + mean, conv


def wdsr(x, scale, features, blocks, narrow):
    conv = Layers()
    mean = torch.tensor(MEAN[x.shape[1]]).reshape(1, -1, 1, 1)
    values = x.shape[1] * scale ** 2
    x = x - mean
    skip = conv('skip', F.pad(x, (2,) * 4, mode='replicate'), values, 5, 0)
    y = conv('head', x, features, 3, 1)
    for k in range(blocks):
        r = conv(f'first {k}', y, 6 * features, 1 if narrow else 3, 0 if narrow else 1).relu()
        if narrow:
            r = conv(f'second {k}', r, int(0.8 * features), 1, 0)
            r = conv(f'third {k}', r, features, 3, 1)
        else:
            r = conv(f'second {k}', r, features, 3, 1)
        y = y + r
    return F.pixel_shuffle(conv('tail', y, values, 3, 1) + skip, scale) + mean, conv


def srcnn(x, scale, middle):
    conv = Layers()
    lost = 4 + middle // 2 + 2
    pad = 20  # more than enough: borders repeat the outermost pixel of the input
    y = bicubic(F.pad(x, (pad,) * 4, mode='replicate'), scale)
    y = conv('first', y, 64, 9, 0).relu()
    y = conv('middle', y, 32, middle, 0).relu()
    y = conv('last', y, x.shape[1], 5, 0)
    cut = pad * scale - lost
    return y[:, :, cut:-cut, cut:-cut], conv


def save(name, scale, channels, network):
    i = np.arange(channels * 11 * 14, dtype=np.float64)
    x = torch.tensor((0.5 + 0.5 * np.sin(0.7 * i)).astype(np.float32).reshape(1, channels, 11, 14))
    y, conv = network(x)
    (y - 0.3).abs().mean().backward()
    file = f'{name}-x{scale}-c{channels}'
    np.save(file + '-output.npy', y.detach().numpy())
    np.save(file + '-gradient.npy', torch.cat([t.grad.flatten() for t in conv.all]).numpy())


if __name__ == '__main__':
    save('srcnn-9-1-5', 3, 1, lambda x: srcnn(x, 3, 1))
    save('edsr-6x2', 2, 3, lambda x: edsr(x, 2, 6, 2, False))
    save('edsr-6x2', 3, 1, lambda x: edsr(x, 3, 6, 2, False))
    save('edsr-6x2', 4, 1, lambda x: edsr(x, 4, 6, 2, False))
    save('edsr-light-6x2', 2, 1, lambda x: edsr(x, 2, 6, 2, True))
    save('edsr-light-6x2', 4, 3, lambda x: edsr(x, 4, 6, 2, True))
    save('wdsr-a-5x2', 2, 1, lambda x: wdsr(x, 2, 5, 2, False))
    save('wdsr-a-5x2', 4, 3, lambda x: wdsr(x, 4, 5, 2, False))
    save('wdsr-b-6x2', 2, 1, lambda x: wdsr(x, 2, 6, 2, True))
    save('wdsr-b-6x2', 3, 3, lambda x: wdsr(x, 3, 6, 2, True))
    print(torch.__version__, file=sys.stderr)
