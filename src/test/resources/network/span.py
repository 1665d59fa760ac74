"""SPAN with the branches of its training in PyTorch, to check sc.fiji.superres.network.architecture.Span against.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 span.py
Input and files are as networks.py says. The branches are computed on the image here, one after the other. The tensors
of each convolution of 3x3 are its weights and biases, and the weights of the branches: 1x1, 3x3, 1x1, and 1x1. The i-th
tensor of the network has the values 0.07 * sin(0.37 * k + i // 2) if i is even, or else 0.01 * cos(k + i // 2).
"""
import numpy as np
import torch
import torch.nn.functional as F

from networks import MEAN, bicubic, save


class Tensors:
    """Trained tensors in the order in which they are made."""

    def __init__(self):
        self.all = []

    def __call__(self, *shape):
        i = len(self.all)
        k = np.arange(np.prod(shape), dtype=np.float64)
        values = 0.07 * np.sin(0.37 * k + i // 2) if i % 2 == 0 else 0.01 * np.cos(k + i // 2)
        self.all.append(torch.tensor(values.astype(np.float32).reshape(shape)).requires_grad_())
        return self.all[-1]


def span(x, scale, features, blocks):
    tensors = Tensors()
    channels = x.shape[1]
    made = {}

    def conv(name, y, out):
        if name not in made:
            n = y.shape[1]
            made[name] = [tensors(out, n, 3, 3), tensors(out), tensors(2 * n, n, 1, 1), tensors(2 * out, 2 * n, 3, 3),
                          tensors(out, 2 * out, 1, 1), tensors(out, n, 1, 1)]
        w, b, expand, mix, reduce, point = made[name]
        branch = F.conv2d(F.conv2d(F.conv2d(y, expand), mix, padding=1), reduce)
        return F.conv2d(y, w, b, padding=1) + branch + F.conv2d(y, point)

    def plain(name, y, out, side):
        if name not in made:
            made[name] = [tensors(out, y.shape[1], side, side), tensors(out)]
        return F.conv2d(y, *made[name], padding=side // 2)

    mean = torch.tensor(MEAN[channels]).reshape(1, -1, 1, 1)
    y = head = conv('head', 12 * (x - mean), features)
    for k in range(blocks):
        first = conv(f'first {k}', y, features)
        r = conv(f'second {k}', F.silu(first), features)
        r = conv(f'third {k}', F.silu(r), features)
        y = (r + y) * (torch.sigmoid(r) - 0.5)
        near = y if k == 0 else near
    y = conv('body', y, features)
    y = plain('join', torch.cat([head, y, near, first], 1), features, 1)
    y = plain('tail', y, channels * scale ** 2, 3)
    return F.pixel_shuffle(y, scale) / 12 + bicubic(x, scale), tensors


if __name__ == '__main__':
    save('span-6x2', 2, 1, lambda x: span(x, 2, 6, 2))
    save('span-6x2', 3, 3, lambda x: span(x, 3, 6, 2))
