"""RCAN written in PyTorch, to check sc.fiji.superres.network.architecture.Rcan against.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 rcan.py
Input, weights and files are as networks.py says.
"""
import torch
import torch.nn.functional as F

from networks import MEAN, Layers, save


def rcan(x, scale, features, groups, blocks, attention):
    conv = Layers()
    mean = torch.tensor(MEAN[x.shape[1]]).reshape(1, -1, 1, 1)
    channels = x.shape[1]
    y = head = conv('head', x - mean, features, 3, 1)
    for g in range(groups):
        group = y
        for b in range(blocks):
            r = conv(f'first {g} {b}', y, features, 3, 1).relu()
            r = conv(f'second {g} {b}', r, features, 3, 1)
            if attention:
                a = r.mean(dim=(2, 3), keepdim=True)
                a = conv(f'down {g} {b}', a, max(1, features // 16), 1, 0).relu()
                r = r * conv(f'up {g} {b}', a, features, 1, 0).sigmoid()
            y = y + r
        y = conv(f'group {g}', y, features, 3, 1) + group
    y = conv('body', y, features, 3, 1) + head
    for factor in {1: [], 2: [2], 3: [3], 4: [2, 2]}[scale]:
        y = F.pixel_shuffle(conv(f'upsample {y.shape[2]}', y, features * factor ** 2, 3, 1), factor)
    return conv('tail', y, channels, 3, 1) + mean, conv


if __name__ == '__main__':
    save('rcan-6x2x2', 2, 3, lambda x: rcan(x, 2, 6, 2, 2, True))
    save('rcan-6x2x2', 4, 1, lambda x: rcan(x, 4, 6, 2, 2, True))
    save('rcan-plain-6x2x2', 3, 1, lambda x: rcan(x, 3, 6, 2, 2, False))
