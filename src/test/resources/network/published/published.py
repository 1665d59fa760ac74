"""Small networks by the names of their authors' programs, in PyTorch, to check sc.fiji.superres.network.published.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 published.py
The networks are written from the papers and the names and shapes of their tensors. Writes of each NAME.pth, the state
dictionary, and NAME-output.npy, what the network makes of an input of C channels, of the shape (1, C, 12, 16) and the
values 0.5 + 0.5 * sin(0.7 * i), i the index in C order. Of one network the older form of torch.save and safetensors
are written as well.
"""
import json
import struct
from collections import OrderedDict

import numpy as np
import torch
import torch.nn.functional as F

MEAN = torch.tensor([0.4488, 0.4371, 0.4040]).reshape(1, 3, 1, 1)


class Net:
    """Layers in the order in which they are made, whose weights are drawn when they are first used."""

    def __init__(self):
        self.state = OrderedDict()

    def tensor(self, name, *shape, deviation=1.0, mean=0.0):
        self.state[name] = mean + deviation * torch.randn(shape)
        return self.state[name]

    def conv(self, name, x, out, side, bias=True, groups=1, padding=None):
        w = self.tensor(name + '.weight', out, x.shape[1] // groups, side, side,
                        deviation=(1.5 / (x.shape[1] // groups * side ** 2)) ** 0.5)
        b = self.tensor(name + '.bias', out, deviation=0.05) if bias else None
        return F.conv2d(x, w, b, padding=side // 2 if padding is None else padding, groups=groups)

    def prelu(self, name, x):
        return F.prelu(x, self.tensor(name + '.weight', x.shape[1], deviation=0.1, mean=0.2))


def nearest(x, factor):
    return F.interpolate(x, scale_factor=factor, mode='nearest')


def lrelu(x, slope=0.2):
    return F.leaky_relu(x, slope)


def rrdbnet(n, x, features, growth, blocks, square, names, ups=2):
    first, dense, trunk, up, high, last = names
    channels = x.shape[1]
    x = F.pixel_unshuffle(x, square)
    x = head = n.conv(first, x, features, 3)
    for b in range(blocks):
        block = x
        for d in range(1, 4):
            read = [x]
            for c in range(1, 5):
                read.append(lrelu(n.conv(dense % (b, d, c), torch.cat(read, 1), growth, 3)))
            x = x + 0.2 * n.conv(dense % (b, d, 5), torch.cat(read, 1), features, 3)
        x = block + 0.2 * x
    x = head + n.conv(trunk, x, features, 3)
    for u in range(ups):
        x = lrelu(n.conv(up[u], nearest(x, 2), features, 3))
    return n.conv(last, lrelu(n.conv(high, x, features, 3)), channels, 3)


RRDB_NEW = ('conv_first', 'body.%d.rdb%d.conv%d', 'conv_body', ['conv_up1', 'conv_up2'], 'conv_hr', 'conv_last')
RRDB_MIDDLE = ('conv_first', 'RRDB_trunk.%d.RDB%d.conv%d', 'trunk_conv', ['upconv1', 'upconv2'], 'HRconv', 'conv_last')
RRDB_OLD = ('model.0', 'model.1.sub.%d.RDB%d.conv%d.0', 'model.1.sub.1', ['model.3', 'model.6'], 'model.8', 'model.10')
RRDB_OLD_2 = ('model.0', 'model.1.sub.%d.RDB%d.conv%d.0', 'model.1.sub.1', ['model.3'], 'model.5', 'model.7')


def srvgg(n, x, features, convolutions, scale):
    y = n.prelu('body.1', n.conv('body.0', x, features, 3))
    for i in range(1, convolutions + 1):
        y = n.prelu(f'body.{2 * i + 1}', n.conv(f'body.{2 * i}', y, features, 3))
    y = n.conv(f'body.{2 * convolutions + 2}', y, x.shape[1] * scale ** 2, 3)
    return F.pixel_shuffle(y, scale) + nearest(x, scale)


def factors(scale):
    return {2: [2], 3: [3], 4: [2, 2]}[scale]


def upsample(n, name, x, features, scale):
    for i, factor in enumerate(factors(scale)):
        x = F.pixel_shuffle(n.conv(f'{name}.{2 * i}', x, features * factor ** 2, 3), factor)
    return x


def edsr_basicsr(n, x, features, blocks, scale):
    x = n.conv('conv_first', (x - MEAN) * 255, features, 3)
    head = x
    for b in range(blocks):
        x = x + n.conv(f'body.{b}.conv2', n.conv(f'body.{b}.conv1', x, features, 3).relu(), features, 3)
    x = upsample(n, 'upsample', n.conv('conv_after_body', x, features, 3) + head, features, scale)
    return n.conv('conv_last', x, 3, 3) / 255 + MEAN


def mean_shift(n, name, x, sign):
    n.state[name + '.weight'] = torch.eye(3).reshape(3, 3, 1, 1)
    n.state[name + '.bias'] = sign * 255 * MEAN.flatten()
    return F.conv2d(x, n.state[name + '.weight'], n.state[name + '.bias'])


def edsr(n, x, features, blocks, scale):
    x = head = n.conv('head.0', mean_shift(n, 'sub_mean', 255 * x, -1), features, 3)
    for b in range(blocks):
        x = x + n.conv(f'body.{b}.body.2', n.conv(f'body.{b}.body.0', x, features, 3).relu(), features, 3)
    x = upsample(n, 'tail.0', n.conv(f'body.{blocks}', x, features, 3) + head, features, scale)
    return mean_shift(n, 'add_mean', n.conv('tail.1', x, 3, 3), 1) / 255


def save(name, channels, network, **wrappers):
    torch.manual_seed(len(name))
    i = np.arange(channels * 12 * 16, dtype=np.float64)
    x = torch.tensor((0.5 + 0.5 * np.sin(0.7 * i)).astype(np.float32).reshape(1, channels, 12, 16))
    n = Net()
    with torch.no_grad():
        np.save(f'{name}-output.npy', network(n, x).numpy())
    state = n.state
    for wrapper in wrappers:
        state = {wrapper: state, 'epoch': 3}
    torch.save(state, f'{name}.pth')
    return n.state


def safetensors(file, state):
    header, start = {'__metadata__': {'format': 'pt'}}, 0
    for name, tensor in state.items():
        end = start + 4 * tensor.numel()
        header[name] = {'dtype': 'F32', 'shape': list(tensor.shape), 'data_offsets': [start, end]}
        start = end
    text = json.dumps(header, separators=(',', ':')).encode()
    with open(file, 'wb') as out:
        out.write(struct.pack('<Q', len(text)) + text)
        for tensor in state.values():
            out.write(tensor.contiguous().numpy().astype('<f4').tobytes())


if __name__ == '__main__':
    save('rrdbnet-x4', 3, lambda n, x: rrdbnet(n, x, 4, 3, 2, 1, RRDB_NEW), params_ema=True)
    save('rrdbnet-x2', 3, lambda n, x: rrdbnet(n, x, 4, 3, 1, 2, RRDB_NEW), params=True)
    save('rrdbnet-x1', 3, lambda n, x: rrdbnet(n, x, 4, 3, 1, 4, RRDB_NEW))
    save('esrgan-x4', 3, lambda n, x: rrdbnet(n, x, 4, 3, 1, 1, RRDB_MIDDLE))
    save('esrgan-old-x4', 3, lambda n, x: rrdbnet(n, x, 4, 3, 1, 1, RRDB_OLD))
    save('esrgan-old-x2', 1, lambda n, x: rrdbnet(n, x, 4, 3, 1, 1, RRDB_OLD_2, 1))
    state = save('srvgg-x4', 3, lambda n, x: srvgg(n, x, 8, 3, 4), params=True)
    torch.save({'module.' + name: tensor for name, tensor in state.items()}, 'srvgg-x4-legacy.pth',
               _use_new_zipfile_serialization=False)
    safetensors('srvgg-x4.safetensors', state)
    save('edsr-basicsr-x4', 3, lambda n, x: edsr_basicsr(n, x, 8, 2, 4), params=True)
    save('edsr-pytorch-x3', 3, lambda n, x: edsr(n, x, 8, 2, 3))
