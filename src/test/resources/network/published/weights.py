"""Files of torch.save with all kinds of tensors, and with what must be refused, for StateDictionaryTest.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 weights.py
"""
import os
from collections import Counter, OrderedDict, defaultdict
from fractions import Fraction

import torch


class Program:

    def __reduce__(self):
        return os.system, ('touch run-by-a-pickle',)


base = torch.arange(6, dtype=torch.float32)
kinds = OrderedDict(
    half=torch.tensor([0.5, -2, 65504], dtype=torch.float16),
    bfloat=torch.tensor([0.5, -2, 2.0 ** 100], dtype=torch.bfloat16),
    double=torch.tensor([0.1, 1e-10], dtype=torch.float64),
    transposed=base.reshape(2, 3).T,
    part=base[4:],
    parameter=torch.nn.Parameter(torch.tensor([7.0])),
    scalar=torch.tensor(8.0),
    num_batches_tracked=torch.tensor(100),
    mask=torch.tensor([True, False]),
    version=2)
checkpoint = {'epoch': 12, 'best': 31.5, 'name': 'kinds', 'losses': [1, 2.5, None, (True, 'x')],
              'optimizer': {'state': {0: {'momentum': torch.zeros(5)}}}, 'milestones': Counter([20, 25]),
              'sizes': defaultdict(list, {'crop': [torch.Size([3, 4])]}), 'where': torch.device('cpu'), 'type': torch.float32,
              'state_dict': {'params': {'discarded': torch.zeros(2)}, 'params_ema': {'module.' + k: v for k, v in kinds.items()}}}
torch.save(checkpoint, 'kinds.pth')
torch.save(checkpoint, 'kinds-legacy.pth', _use_new_zipfile_serialization=False)

torch.save({'a': torch.eye(2).to_sparse()}, 'sparse.pth')
torch.save({'a': torch.quantize_per_tensor(torch.eye(2), 0.1, 0, torch.qint8)}, 'quantized.pth')
torch.save({'a': torch.eye(2), 'b': Fraction(1, 2)}, 'object.pth')
torch.save({'a': torch.eye(2), 'b': Program()}, 'program.pth')
torch.save(torch.nn.Conv2d(1, 1, 1), 'module.pth')
torch.save([1, 2.5], 'numbers.pth')
torch.save({'epoch': 3, 'best': 31.5}, 'counts.pth')
