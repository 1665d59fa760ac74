"""The axial network written in PyTorch, to check sc.fiji.superres.network.architecture.Axial against.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 axial.py
Input, weights and files are as networks.py says.
"""
from networks import Layers, save
from srcnn import matrix


def axial(x, scale, features, blocks):
    conv = Layers()
    n, _, height, width = x.shape
    y = head = conv('head', x, features, 3, 1)
    for k in range(blocks):
        r = conv(f'first {k}', y, features, 3, 1).relu()
        y = y + conv(f'second {k}', r, features, 3, 1)
    y = conv('body', y, features, 3, 1) + head
    y = conv('rows', y, scale, 3, 1)
    y = y.reshape(n, 1, scale, height, width).transpose(2, 3).reshape(n, 1, scale * height, width)
    return y + matrix(height, scale) @ x, conv


if __name__ == '__main__':
    save('axial-6x2', 2, 1, lambda x: axial(x, 2, 6, 2))
    save('axial-6x2', 4, 1, lambda x: axial(x, 4, 6, 2))
    save('axial-6x2', 7, 1, lambda x: axial(x, 7, 6, 2))
