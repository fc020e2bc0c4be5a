"""Layers that several models are made of."""

import torch
from torch import nn
from torch.nn import functional as F


def up(before, after):
    return nn.Sequential(nn.ConvTranspose2d(before, after, 4, 2, 1, bias=False),
                         nn.BatchNorm2d(after), nn.ReLU())


def down(before, after):
    return nn.Sequential(nn.Conv2d(before, after, 4, 2, 1, bias=False),
                         nn.BatchNorm2d(after), nn.LeakyReLU(0.2))


class Modulate(nn.Module):
    """(1 + gamma(y)) x + beta(y)."""

    def __init__(self, gamma, beta):
        super().__init__()
        self.gamma, self.beta = gamma, beta

    def forward(self, x, y):
        shape = (len(x), -1) + (1,) * (x.dim() - 2)
        return (1 + self.gamma(y).reshape(shape)) * x + self.beta(y).reshape(shape)


class ConditionalBatchNorm(nn.Sequential):
    """Its gain and shift are rows of two tables."""

    def __init__(self, channels, classes):
        super().__init__(
            nn.BatchNorm2d(channels, affine=False),
            Modulate(nn.Embedding(classes, channels), nn.Embedding(classes, channels)))

    def forward(self, x, y):
        return self[1](self[0](x), y)


class Residual(nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


class Shortcut(nn.Module):
    def __init__(self, layers, shortcut):
        super().__init__()
        self.layers, self.shortcut = nn.Sequential(*layers), nn.Sequential(*shortcut)

    def forward(self, x):
        return self.shortcut(x) + self.layers(x)


class PaddedConv(nn.Conv2d):
    """With zeros left, right, above and below."""

    def __init__(self, *arguments, ends, **options):
        super().__init__(*arguments, **options)
        self.ends = ends

    def forward(self, x):
        return super().forward(F.pad(x, self.ends))


class CroppedConvTranspose(nn.ConvTranspose2d):
    """Without so many pixels left, right, above and below."""

    def __init__(self, *arguments, ends, **options):
        super().__init__(*arguments, **options)
        self.ends = ends

    def forward(self, x):
        return F.pad(super().forward(x), [-n for n in self.ends])


class SameConv(nn.Conv2d):
    """As TensorFlow pads for `same`: a side becomes side / stride, rounded up, and an odd row of
    zeros stands behind."""

    def __init__(self, before, after, kernel, stride=1, **options):
        super().__init__(before, after, kernel, stride, **options)

    def forward(self, x):
        ends = []
        for axis in (1, 0):
            side, kernel, stride = x.shape[2 + axis], self.kernel_size[axis], self.stride[axis]
            total = max((-(-side // stride) - 1) * stride + kernel - side, 0)
            ends += [total // 2, total - total // 2]
        return super().forward(F.pad(x, ends))


class SameConvTranspose(nn.ConvTranspose2d):
    """The data gradient of SameConv: a side becomes side * stride."""

    def __init__(self, before, after, kernel, stride=1, **options):
        super().__init__(before, after, kernel, stride, **options)

    def forward(self, x):
        total = self.kernel_size[0] - self.stride[0]
        ends = [-(total // 2), -(total - total // 2)]
        return F.pad(super().forward(x), ends + ends)


class Heads(nn.Sequential):
    """Layers, then several lists of layers that see the same."""

    def __init__(self, *layers, **heads):
        super().__init__(*layers)
        self.heads = list(heads)
        for name, head in heads.items():
            self.add_module(name, nn.Sequential(*head))

    def forward(self, x):
        for layer in list(self)[:-len(self.heads)]:
            x = layer(x)
        return tuple(getattr(self, name)(x) for name in self.heads)


# ---- as graphs/shared/blocks.yaml has them ---------------------------------------------------


def dense(before, after):
    return nn.Sequential(nn.Linear(before, after), nn.ReLU())


def leaky(before, after):
    return nn.Sequential(nn.Linear(before, after), nn.LeakyReLU(0.2))


def down_same(before, after, kernel):
    return nn.Sequential(SameConv(before, after, kernel, 2), nn.LeakyReLU(0.2))


def up_same(before, after, kernel):
    return nn.Sequential(SameConvTranspose(before, after, kernel, 2), nn.LeakyReLU(0.2))
