"""Writes the ONNX networks of OnnxNetworkTest and what PyTorch makes of noise.

Run with PyTorch (1.13 was used) in the folder of this file.
"""
import numpy
import torch
from torch import nn

torch.manual_seed(1)


class Small(nn.Module):
    """Enlarges by 2; the first channel apart from the others, in colour."""

    def __init__(self, channels):
        super().__init__()
        self.head = nn.Conv2d(channels, 6, 3, padding=1)
        self.tail = nn.Conv2d(6, 4 * channels, 3, padding=1)

    def forward(self, x):
        up = nn.functional.interpolate(x, scale_factor=2, mode="nearest")
        return up + nn.functional.pixel_shuffle(self.tail(torch.relu(self.head(x))), 2)


class TwoInputs(nn.Module):
    def forward(self, x, y):
        return x + y


class TwoOutputs(nn.Module):
    def forward(self, x):
        return x + 1, x - 1


class Volume(nn.Module):
    def forward(self, x):
        return nn.functional.interpolate(x, scale_factor=2, mode="nearest")


class NotANumber(nn.Module):
    def forward(self, x):
        return (x - x) / (x - x)


class Loop(nn.Module):
    def forward(self, x):
        while bool(x.sum() < 1000):
            x = x * 2
        return x


PLANE = torch.rand(1, 1, 16, 20)
SIZES = {"x": {2: "height", 3: "width"}, "y": {2: "height2", 3: "width2"}}


def write(network, name, *inputs, axes=SIZES):
    outputs = ["y", "z"] if name == "onnx-two-outputs" else ["y"]
    torch.onnx.export(network, inputs, name + ".onnx", opset_version=13,
                      input_names=["x", "w"][:len(inputs)], output_names=outputs,
                      dynamic_axes=axes)


for channels in (1, 3):
    net = Small(channels).eval()
    image = torch.rand(1, channels, 16, 20)
    name = "onnx-x2-c%d" % channels
    write(net, name, image)
    numpy.save(name + "-input.npy", image.numpy())
    with torch.no_grad():
        numpy.save(name + "-output.npy", net(image).numpy())
write(Small(1).eval(), "onnx-fixed", torch.rand(1, 1, 64, 64), axes=None)
write(TwoInputs(), "onnx-two-inputs", PLANE, PLANE)
write(TwoOutputs(), "onnx-two-outputs", PLANE)
write(Volume(), "onnx-volume", torch.rand(1, 1, 4, 8, 8))
write(NotANumber(), "onnx-nan", PLANE)
write(torch.jit.script(Loop()), "onnx-loop", PLANE)
