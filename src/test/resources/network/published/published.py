"""Small networks by the names of their authors' programs, in PyTorch, to check sc.fiji.superres.network.published.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 published.py
The networks are written from the papers and the names and shapes of their tensors. Writes of each NAME.pth, the state
dictionary, and NAME-output.npy, what the network makes of an input of C channels, of the shape (1, C, 12, 16) and the
values 0.5 + 0.5 * sin(0.7 * i), i the index in C order. Of one network the older form of torch.save and safetensors
are written as well.
"""
import json
import struct
import sys
from collections import OrderedDict

import numpy as np
import torch
import torch.nn.functional as F

sys.path.insert(0, '..')
from srcnn import matrix  # noqa: E402

MEAN = torch.tensor([0.4488, 0.4371, 0.4040]).reshape(1, 3, 1, 1)


class Net:
    """Layers in the order in which they are made, whose weights are drawn when they are first used."""

    def __init__(self):
        self.state = OrderedDict()
        self.gain = 1.5

    def tensor(self, name, *shape, deviation=1.0, mean=0.0):
        self.state[name] = mean + deviation * torch.randn(shape)
        return self.state[name]

    def conv(self, name, x, out, side, bias=True, groups=1, padding=None):
        w = self.tensor(name + '.weight', out, x.shape[1] // groups, side, side,
                        deviation=(self.gain / (x.shape[1] // groups * side ** 2)) ** 0.5)
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


def mean_shift(n, name, x, sign, white=255):
    n.state[name + '.weight'] = torch.eye(3).reshape(3, 3, 1, 1)
    n.state[name + '.bias'] = sign * white * MEAN.flatten()
    return F.conv2d(x, n.state[name + '.weight'], n.state[name + '.bias'])


def edsr(n, x, features, blocks, scale, white=255):
    x = head = n.conv('head.0', mean_shift(n, 'sub_mean', white * x, -1, white), features, 3)
    for b in range(blocks):
        x = x + n.conv(f'body.{b}.body.2', n.conv(f'body.{b}.body.0', x, features, 3).relu(), features, 3)
    x = upsample(n, 'tail.0', n.conv(f'body.{blocks}', x, features, 3) + head, features, scale)
    return mean_shift(n, 'add_mean', n.conv('tail.1', x, 3, 3), 1, white) / white


def mdsr(n, x, features, blocks, scales, chosen):
    def block(name, x, side):
        return x + n.conv(name + '.body.2', n.conv(name + '.body.0', x, features, side).relu(), features, side)

    x = first = n.conv('head.0', mean_shift(n, 'sub_mean', 255 * x, -1), features, 3)
    for i, scale in enumerate(scales):
        y = block(f'pre_process.{i}.1', block(f'pre_process.{i}.0', first, 5), 5)
        if scale == chosen:
            x = y
    head = x
    for b in range(blocks):
        x = block(f'body.{b}', x, 3)
    body = n.conv(f'body.{blocks}', x, features, 3) + head
    for i, scale in enumerate(scales):
        y = upsample(n, f'upsample.{i}', body, features, scale)
        if scale == chosen:
            x = y
    return mean_shift(n, 'add_mean', n.conv('tail.0', x, 3, 3), 1) / 255


def attention(n, down, up, x, features):
    a = n.conv(down, x.mean((2, 3), keepdim=True), features // 4, 1).relu()
    return x * n.conv(up, a, features, 1).sigmoid()


def rcan(n, x, features, groups, blocks, scale):
    x = head = n.conv('head.0', mean_shift(n, 'sub_mean', 255 * x, -1), features, 3)
    for g in range(groups):
        group = x
        for b in range(blocks):
            name = f'body.{g}.body.{b}.body.'
            r = n.conv(name + '2', n.conv(name + '0', x, features, 3).relu(), features, 3)
            x = x + attention(n, name + '3.conv_du.0', name + '3.conv_du.2', r, features)
        x = n.conv(f'body.{g}.body.{blocks}', x, features, 3) + group
    x = upsample(n, 'tail.0', n.conv(f'body.{groups}', x, features, 3) + head, features, scale)
    return mean_shift(n, 'add_mean', n.conv('tail.1', x, 3, 3), 1) / 255


def rcan_basicsr(n, x, features, groups, blocks, scale):
    x = head = n.conv('conv_first', (x - MEAN) * 255, features, 3)
    for g in range(groups):
        group = x
        for b in range(blocks):
            name = f'body.{g}.residual_group.{b}.rcab.'
            r = n.conv(name + '2', n.conv(name + '0', x, features, 3).relu(), features, 3)
            x = x + attention(n, name + '3.attention.1', name + '3.attention.3', r, features)
        x = n.conv(f'body.{g}.conv', x, features, 3) + group
    x = upsample(n, 'upsample', n.conv('conv_after_body', x, features, 3) + head, features, scale)
    return n.conv('conv_last', x, 3, 3) / 255 + MEAN


def span(n, x, features, scale, norm=True):
    def conv3xc(name, x, out):
        n.gain = 1e-4 if norm and name == 'conv_1' else 0.5
        y = n.conv(name + '.conv.0', F.pad(x, (1,) * 4), 2 * x.shape[1], 1)
        y = n.conv(name + '.conv.2', n.conv(name + '.conv.1', y, 2 * out, 3, padding=0), out, 1)
        n.tensor(name + '.eval_conv.weight', out, x.shape[1], 3, 3)  # of an earlier time
        n.tensor(name + '.eval_conv.bias', out)
        return y + n.conv(name + '.sk', x, out, 1)

    channels = x.shape[1]
    if norm:
        x = (x - MEAN) * 255
    else:
        n.state['no_norm'] = torch.zeros(1)
    first = x = conv3xc('conv_1', x, features)
    outputs = []
    for b in range(1, 7):
        inner = F.silu(conv3xc(f'block_{b}.c1_r', x, features))
        y = conv3xc(f'block_{b}.c3_r', F.silu(conv3xc(f'block_{b}.c2_r', inner, features)), features)
        x = (y + x) * (y.sigmoid() - 0.5)
        outputs.append(x)
    x = torch.cat([first, conv3xc('conv_2', x, features), outputs[0], inner], 1)
    return F.pixel_shuffle(n.conv('upsampler.0', n.conv('conv_cat', x, features, 1), channels * scale ** 2, 3), scale)


def bicubic(x, scale):
    return matrix(x.shape[2], scale) @ x @ matrix(x.shape[3], scale).T


def srcnn(n, x, scale, names):
    y = n.conv(names[0], bicubic(x, scale), 6, 9).relu()
    return n.conv(names[2], n.conv(names[1], y, 5, 5).relu(), x.shape[1], 5)


def fsrcnn(n, x, features, narrow, depth, scale):
    y = n.prelu('first_part.1', n.conv('first_part.0', x, features, 5))
    y = n.prelu('mid_part.1', n.conv('mid_part.0', y, narrow, 1))
    for i in range(1, depth + 1):
        y = n.prelu(f'mid_part.{2 * i + 1}', n.conv(f'mid_part.{2 * i}', y, narrow, 3))
    y = n.prelu(f'mid_part.{2 * depth + 3}', n.conv(f'mid_part.{2 * depth + 2}', y, features, 1))
    w = n.tensor('last_part.weight', features, x.shape[1], 9, 9, deviation=0.1)
    return F.conv_transpose2d(y, w, n.tensor('last_part.bias', x.shape[1]), scale, 4, scale - 1)


def vdsr(n, x, features, names, scale, bias=False, linear=False):
    x = y = bicubic(x, scale)
    for i, name in enumerate(names[:-1]):
        y = n.conv(name, y, features, 3, bias=bias)
        y = y if linear and i == 0 else y.relu()
    return x + n.conv(names[-1], y, x.shape[1], 3, bias=bias)


def carn(n, x, features, scales, chosen, mobile=0):
    def residual(name, x):
        if mobile:
            if name + '.body.0.weight' not in n.state:
                for part, side in ('.body.0', 3), ('.body.2', 3), ('.body.4', 1):
                    n.conv(name + part, x, features, side, groups=1 if side == 1 else mobile)
            y = x
            for part, groups in ('.body.0', mobile), ('.body.2', mobile), ('.body.4', 1):
                w = n.state[name + part + '.weight']
                y = F.conv2d(y, w, n.state[name + part + '.bias'], padding=w.shape[3] // 2, groups=groups)
                y = y if part == '.body.4' else y.relu()
            return (x + y).relu()
        y = n.conv(name + '.body.0', x, features, 3).relu()
        return (x + n.conv(name + '.body.2', y, features, 3)).relu()

    x = n.conv('entry', mean_shift(n, 'sub_mean.shifter', x, -1, 1), features, 3)
    outer = [x]
    for b in range(1, 4):
        inner = [x]
        for i in range(1, 4):
            inner.append(residual(f'b{b}.b{1 if mobile else i}', x))
            x = n.conv(f'b{b}.c{i}.body.0', torch.cat(inner, 1), features, 1).relu()
        outer.append(x)
        x = n.conv(f'c{b}.body.0', torch.cat(outer, 1), features, 1).relu()
    results = {}
    for scale in scales:
        up = 'upsample.up' + (str(scale) if len(scales) > 1 else '')
        y = x
        for i, factor in enumerate(factors(scale)):
            y = n.conv(f'{up}.body.{3 * i}', y, features * factor ** 2, 3, groups=max(1, mobile)).relu()
            y = F.pixel_shuffle(y, factor)
        results[scale] = y
    return mean_shift(n, 'add_mean.shifter', n.conv('exit', results[chosen], 3, 3), 1, 1)


def imdn(n, x, features, scale):
    kept = features // 4
    channels = x.shape[1]
    x = head = n.conv('fea_conv', x, features, 3)
    outputs = []
    for b in range(1, 7):
        r, parts = x, []
        for c in range(1, 4):
            r = lrelu(n.conv(f'IMDB{b}.c{c}', r, features, 3), 0.05)
            parts.append(r[:, :kept])
            r = r[:, kept:]
        parts.append(n.conv(f'IMDB{b}.c4', r, kept, 3))
        r = torch.cat(parts, 1)
        contrast = r.var((2, 3), unbiased=False, keepdim=True).sqrt() + r.mean((2, 3), keepdim=True)
        a = n.conv(f'IMDB{b}.cca.conv_du.0', contrast, 2, 1).relu()
        r = r * n.conv(f'IMDB{b}.cca.conv_du.2', a, 4 * kept, 1).sigmoid()
        x = x + n.conv(f'IMDB{b}.c5', r, features, 1)
        outputs.append(x)
    x = lrelu(n.conv('c.0', torch.cat(outputs, 1), features, 1), 0.05)
    x = n.conv('LR_conv', x, features, 3) + head
    return F.pixel_shuffle(n.conv('upsampler.0', x, channels * scale ** 2, 3), scale)


def pan(n, x, features, high, blocks, scale):
    half = features // 2
    up = F.interpolate(x, scale_factor=scale, mode='bilinear', align_corners=False)
    channels = x.shape[1]
    x = head = n.conv('conv_first', x, features, 3)
    for i in range(blocks):
        name = f'SCPA_trunk.{i}.'
        a = lrelu(n.conv(name + 'conv1_a', x, half, 1, bias=False))
        b = lrelu(n.conv(name + 'conv1_b', x, half, 1, bias=False))
        a = lrelu(n.conv(name + 'k1.0', a, half, 3, bias=False))
        pixels = n.conv(name + 'PAConv.k2', b, half, 1).sigmoid()
        b = n.conv(name + 'PAConv.k3', b, half, 3, bias=False) * pixels
        b = lrelu(n.conv(name + 'PAConv.k4', b, half, 3, bias=False))
        x = x + n.conv(name + 'conv3', torch.cat([a, b], 1), features, 1, bias=False)
    x = head + n.conv('trunk_conv', x, features, 3)
    for i, factor in enumerate(factors(scale), 1):
        x = n.conv(f'upconv{i}', nearest(x, factor), high, 3)
        x = lrelu(x * n.conv(f'att{i}.conv', x, high, 1).sigmoid())
        x = lrelu(n.conv(f'HRconv{i}', x, high, 3))
    return n.conv('conv_last', x, channels, 3) + up


EDGES = {'sbx': [1, 0, -1, 2, 0, -2, 1, 0, -1], 'sby': [1, 2, 1, 0, 0, 0, -1, -2, -1], 'lpl': [0, 1, 0, 1, -4, 1, 0, 1, 0]}


def ecbsr(n, x, features, blocks, scale, white=255):
    def block(name, x, out):
        def bordered(k0, b0):  # the outer pixels are the biases
            y = F.conv2d(x, k0, b0) - b0.reshape(1, -1, 1, 1)
            return F.pad(y, (1,) * 4) + b0.reshape(1, -1, 1, 1)

        c = x.shape[1]
        y = n.conv(name + '.conv3x3', x, out, 3)
        part = name + '.conv1x1_3x3.'
        wide = bordered(n.tensor(part + 'k0', 2 * out, c, 1, 1, deviation=0.3), n.tensor(part + 'b0', 2 * out))
        y = y + F.conv2d(wide, n.tensor(part + 'k1', out, 2 * out, 3, 3, deviation=0.1), n.tensor(part + 'b1', out))
        for edge, mask in EDGES.items():
            part = f'{name}.conv1x1_{edge}.'
            z = bordered(n.tensor(part + 'k0', out, c, 1, 1, deviation=0.3), n.tensor(part + 'b0', out))
            scales = n.tensor(part + 'scale', out, 1, 1, 1, deviation=0.1)
            bias = n.tensor(part + 'bias', out)
            n.state[part + 'mask'] = torch.tensor(mask, dtype=torch.float32).reshape(1, 1, 3, 3).repeat(out, 1, 1, 1)
            y = y + F.conv2d(z, scales * n.state[part + 'mask'], bias, groups=out)
        return y

    y = x = white * x
    for b in range(blocks + 1):
        y = n.prelu(f'backbone.{b}.act', block(f'backbone.{b}', y, features))
    y = block(f'backbone.{blocks + 1}', y, x.shape[1] * scale ** 2)
    return F.pixel_shuffle(y + x.repeat_interleave(scale ** 2, 1), scale) / white


def safmn(n, x, features, blocks, scale):
    def norm(name, x):
        w = n.tensor(name + '.weight', features, mean=1, deviation=0.1).reshape(-1, 1, 1)
        y = F.layer_norm(x.permute(0, 2, 3, 1), (features,), eps=1e-6).permute(0, 3, 1, 2)
        return y * w + n.tensor(name + '.bias', features).reshape(-1, 1, 1)

    channels = x.shape[1]
    size = x.shape[2:]
    x = first = n.conv('to_feat', x, features, 3)
    for b in range(blocks):
        y = norm(f'feats.{b}.norm1', x)
        parts = []
        for level, part in enumerate(y.chunk(4, 1)):
            if level:
                part = F.adaptive_max_pool2d(part, (size[0] // 2 ** level, size[1] // 2 ** level))
            part = n.conv(f'feats.{b}.safm.mfr.{level}', part, features // 4, 3, groups=features // 4)
            parts.append(F.interpolate(part, size=size, mode='nearest') if level else part)
        x = x + y * F.gelu(n.conv(f'feats.{b}.safm.aggr', torch.cat(parts, 1), features, 1))
        y = F.gelu(n.conv(f'feats.{b}.ccm.ccm.0', norm(f'feats.{b}.norm2', x), 2 * features, 3))
        x = x + n.conv(f'feats.{b}.ccm.ccm.2', y, features, 1)
    return F.pixel_shuffle(n.conv('to_img.0', x + first, channels * scale ** 2, 3), scale)


def wdsr(n, x, features, blocks, scale, narrow, fan=False):
    def conv(name, x, out, side):
        v = n.tensor(name + '.weight_v', out, x.shape[1], side, side)
        g = n.tensor(name + '.weight_g', out, 1, 1, 1, deviation=0.1, mean=1)
        w = v * (g / v.flatten(1).norm(dim=1).reshape(-1, 1, 1, 1))
        return F.conv2d(x, w, n.tensor(name + '.bias', out, deviation=0.1), padding=side // 2)

    outputs = x.shape[1] * scale ** 2
    x = x - 0.5 if fan else (255 * x - 255 * MEAN) / 127.5
    skip = conv('skip.0', x, outputs, 5)
    x = conv('body.0' if fan else 'head.0', x, features, 3)
    for b in range(blocks):
        name = f'body.{b + fan}.body.'
        r = conv(name + '0', x, 4 * features, 1 if narrow else 3).relu()
        if narrow:
            r = conv(name + '3', conv(name + '2', r, features - 1, 1), features, 3)
        else:
            r = conv(name + '2', r, features, 3)
        x = x + r
    tail = f'body.{blocks + 1}' if fan else 'tail.0'
    x = F.pixel_shuffle(conv(tail, x, outputs, 3), scale) + F.pixel_shuffle(skip, scale)
    return x + 0.5 if fan else (127.5 * x + 255 * MEAN) / 255


def output(name, channels, network):
    torch.manual_seed(len(name))
    i = np.arange(channels * 12 * 16, dtype=np.float64)
    x = torch.tensor((0.5 + 0.5 * np.sin(0.7 * i)).astype(np.float32).reshape(1, channels, 12, 16))
    n = Net()
    with torch.no_grad():
        np.save(f'{name}-output.npy', network(n, x).numpy())
    return n.state


def save(name, channels, network, **wrappers):
    state = plain = output(name, channels, network)
    for wrapper in wrappers:
        state = {wrapper: state, 'epoch': 3}
    torch.save(state, f'{name}.pth')
    return plain


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
    save('mdsr-x3', 3, lambda n, x: mdsr(n, x, 4, 2, [2, 3, 4], 3))
    output('mdsr-x2', 3, lambda n, x: mdsr(n, x, 4, 2, [2, 3, 4], 2))  # by the same weights
    output('mdsr-x4', 3, lambda n, x: mdsr(n, x, 4, 2, [2, 3, 4], 4))
    save('rcan-x2', 3, lambda n, x: rcan(n, x, 8, 2, 2, 2))
    save('rcan-basicsr-x4', 3, lambda n, x: rcan_basicsr(n, x, 8, 2, 1, 4), params=True)
    save('span-x2', 3, lambda n, x: span(n, x, 4, 2), params_ema=True)
    save('span-no-norm-x4', 1, lambda n, x: span(n, x, 4, 4, False))
    save('srcnn-x3', 1, lambda n, x: srcnn(n, x, 3, ['conv1', 'conv2', 'conv3']))
    save('srcnn-features-x2', 1, lambda n, x: srcnn(n, x, 2, ['features.0', 'map.0', 'reconstruction']), state_dict=True)
    save('fsrcnn-x3', 1, lambda n, x: fsrcnn(n, x, 8, 4, 2, 3))
    save('vdsr-x2', 1, lambda n, x: vdsr(n, x, 6, ['features.0', 'features.2', 'features.4', 'features.6'], 2))
    save('vdsr-named-x4', 1, lambda n, x: vdsr(
        n, x, 6, ['input', 'residual_layer.0.conv', 'residual_layer.1.conv', 'output'], 4))
    save('carn-x4', 3, lambda n, x: carn(n, x, 4, [4], 4))
    save('carn-several-x3', 3, lambda n, x: carn(n, x, 4, [2, 3, 4], 3))
    save('carn-m-x2', 3, lambda n, x: carn(n, x, 4, [2], 2, 2))
    save('imdn-x2', 3, lambda n, x: imdn(n, x, 8, 2))
    save('pan-x4', 3, lambda n, x: pan(n, x, 8, 6, 2, 4))
    save('pan-x3', 3, lambda n, x: pan(n, x, 8, 6, 2, 3))
    save('ecbsr-x2', 1, lambda n, x: ecbsr(n, x, 4, 2, 2))
    save('ecbsr-rgb-x2', 3, lambda n, x: ecbsr(n, x, 4, 1, 2))
    save('safmn-x2', 3, lambda n, x: safmn(n, x, 8, 2, 2), params=True)
    save('wdsr-a-x2', 3, lambda n, x: wdsr(n, x, 5, 2, 2, False), state_dict=True)
    save('wdsr-b-x3', 3, lambda n, x: wdsr(n, x, 5, 2, 3, True))
    save('wdsr-fan-x2', 3, lambda n, x: wdsr(n, x, 5, 2, 2, False, True), model_state_dict=True)
    save('vdsr-trunk-x3', 1, lambda n, x: vdsr(
        n, x, 6, ['conv1.0', 'trunk.0.conv', 'trunk.1.conv', 'conv2'], 3, bias=True), state_dict=True)
    save('vdsr-linear-x2', 1, lambda n, x: vdsr(
        n, x, 6, ['conv1', 'conv_block.0', 'conv_block.2', 'conv2'], 2, linear=True))
    save('edsr-range-1-x2', 3, lambda n, x: edsr(n, x, 8, 2, 2, 1))
    save('ecbsr-unit-x2', 1, lambda n, x: ecbsr(n, x, 4, 2, 2, 1), params=True)
