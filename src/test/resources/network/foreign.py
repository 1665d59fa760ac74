"""Files that users bring along, to check sc.fiji.superres.network.Networks against.

Run with Debian's python3-torch 1.13.1:  /usr/bin/python3 foreign.py
Writes state-dict.pt and legacy.pth, which hold weights alone; two-inputs.pt, traced; scripted.pt, x2, 3 channels,
scripted with submodules; scripted-output.npy, what it makes of the input (1, 3, 6, 5) with the values i / 90; and
channels-last.pt, the same with weights in another order in memory.
"""
import numpy as np
import torch
from torch import nn


class Enlarge(nn.Module):
    def __init__(self):
        super().__init__()
        self.head = nn.Conv2d(3, 12, 3, padding=1)
        self.tail = nn.Sequential(nn.PixelShuffle(2), nn.Conv2d(3, 3, 3, padding=1))

    def forward(self, x):
        return self.tail(torch.relu(self.head(x)))


class Two(nn.Module):
    def forward(self, image, mask):
        return image * mask


torch.manual_seed(1)
net = Enlarge().eval()
torch.save(net.state_dict(), 'state-dict.pt')
torch.save(net.state_dict(), 'legacy.pth', _use_new_zipfile_serialization=False)
torch.jit.script(net).save('scripted.pt')
torch.jit.script(Enlarge().eval().to(memory_format=torch.channels_last)).save('channels-last.pt')
torch.jit.trace(Two(), (torch.zeros(1, 1, 8, 8), torch.zeros(1, 1, 8, 8))).save('two-inputs.pt')
x = torch.arange(90, dtype=torch.float32).reshape(1, 3, 6, 5) / 90
with torch.no_grad():
    np.save('scripted-output.npy', net(x).numpy())
