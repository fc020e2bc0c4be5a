"""Layers that several models are made of."""

from torch import nn


def up(before, after):
    return nn.Sequential(nn.ConvTranspose2d(before, after, 4, 2, 1, bias=False),
                         nn.BatchNorm2d(after), nn.ReLU())


def down(before, after):
    return nn.Sequential(nn.Conv2d(before, after, 4, 2, 1, bias=False),
                         nn.BatchNorm2d(after), nn.LeakyReLU(0.2))


class Residual(nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


class Shortcut(nn.Module):
    def __init__(self, layers, shortcut):
        super().__init__()
        self.layers, self.shortcut = nn.Sequential(*layers), nn.Sequential(*shortcut)

    def forward(self, x):
        return self.shortcut(x) + self.layers(x)
