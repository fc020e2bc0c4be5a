"""Norms, maps by a label and by the latent vector, joins and taps."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, label, normal
from pieces import ConditionalBatchNorm, Modulate

SIZES = {"batch": 4, "width": 4, "latent": 3, "classes": 5, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"]), "y": label(SIZES["classes"])}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Generator(nn.ModuleDict):
    def __init__(self, width, latent, classes, side, stem):
        super().__init__({
            "0": nn.Linear(latent, width * (side // 2) ** 2),
            "2": ConditionalBatchNorm(width, classes),
            "6": nn.Conv2d(2 * width, width, 3, padding=1, bias=False),
            "8": Modulate(nn.Linear(latent, width, bias=False),
                          nn.Linear(latent, width, bias=False)),
            "10": nn.Conv2d(width, 1, 3, padding=1)})
        self.shape = (-1, width, side // 2, side // 2)
        self.stem = [stem]  # a network of the page by itself

    def forward(self, z, y):
        h = self["2"](self["0"](z).reshape(self.shape), y)
        h = self.stem[0](torch.tanh(h))
        h = F.instance_norm(self["6"](F.interpolate(h, scale_factor=2)))
        return self["10"](torch.tanh(self["8"](h, z)))


class Stem(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.skip = nn.Sequential(nn.Conv2d(width, width, 3, padding=1),
                                  nn.GroupNorm(2, width), nn.Tanh())

    def forward(self, h):
        return F.group_norm(torch.cat([h, self.skip(h)], 1), 8)


class Discriminator(nn.ModuleDict):
    def __init__(self, width, classes, side):
        half = side // 2
        super().__init__({
            "0": nn.Conv2d(1, width, 3, 2, 1, bias=False),
            "1": nn.LayerNorm([width, half, half]),
            "3": nn.InstanceNorm2d(width, affine=True),
            "h": nn.Linear(width * half * half, width),
            "b": nn.Linear(width, 2 * width),
            "e": nn.Embedding(classes, width),
            "phi": nn.Linear(3 * width, width)})

    def forward(self, x, y):
        h = self["3"](torch.tanh(self["1"](self["0"](x)))).flatten(1)
        h = self["h"](h)
        b = F.layer_norm(self["b"](h), [2 * h.shape[1]], eps=1e-3)
        phi = self["phi"](torch.cat([b, h], 1))
        return ((1 + self["e"](y)) * phi).sum(1)


RENAME = {"D.b.": "D.b.0.", "D.e.": "D.e.1.", "D.phi.": "D.phi.1.", "stem.skip.": "stem.0."}


class Model(nn.Module):
    def __init__(self, width, latent, classes, side, **_):
        super().__init__()
        self.stem = Stem(width)
        self.G = Generator(width, latent, classes, side, self.stem)
        self.D = Discriminator(width, classes, side)


def train(run):
    net = run.model
    d_adam = torch.optim.Adam(net.D.parameters(), lr=1e-3)
    g_part = list(net.G.parameters()) + list(net.stem.parameters())
    g_adam = torch.optim.Adam(g_part, lr=1e-3)
    for _ in run.iterations():
        x, y, z = run.next("fake.1")
        fake = net.G(z, y)
        d_loss = F.softplus(-net.D(x, y)).mean() + F.softplus(net.D(fake.detach(), y)).mean()
        run.step(d_adam, d_loss, net.D, retain=True, d_loss=d_loss)
        g_loss = F.softplus(-net.D(fake, y)).mean()
        run.step(g_adam, g_loss, g_part, g_loss=g_loss)
