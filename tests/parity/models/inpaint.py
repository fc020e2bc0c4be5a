"""Pathak et al., 2016: hidden squares are filled, an adversary looks at the whole."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, uniform
from pieces import down_same, up_same

SIZES = {"batch": 4, "width": 2, "patch": 4, "side": 8}
PATCHES = SIZES["side"] // SIZES["patch"]
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"mask.1": uniform(1, PATCHES, PATCHES)}


class Fill(nn.Sequential):
    def forward(self, seen, mask):
        return super().forward(torch.cat([seen, mask], 1))


class Model(nn.Module):
    def __init__(self, width, side, **_):
        super().__init__()
        self.fill = Fill(
            nn.Identity(), down_same(2, width, 4), down_same(width, 2 * width, 4),
            nn.Conv2d(2 * width, 4 * width, 3, padding=1), nn.LeakyReLU(0.2),
            up_same(4 * width, 2 * width, 4), up_same(2 * width, width, 4),
            nn.Conv2d(width, 1, 3, padding=1), nn.Tanh())
        self.D = nn.Sequential(
            down_same(1, width, 4), down_same(width, 2 * width, 4), nn.Flatten(),
            nn.Linear(2 * width * (side // 4) ** 2, 1))


def train(run):
    net = run.model
    of_d = torch.optim.Adam(net.D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    of_fill = torch.optim.Adam(net.fill.parameters(), lr=2e-4, betas=(0.5, 0.999))
    for _ in run.iterations():
        x, u = run.next("mask.1")
        run.keep_from(u, 0.25)
        mask = F.interpolate((u < 0.25).double(), scale_factor=run.sizes["patch"])
        seen = (1 - mask) * x
        filled = net.fill(seen, mask)
        whole = seen + mask * filled
        d_loss = F.softplus(-net.D(x)).mean() + F.softplus(net.D(whole.detach())).mean()
        run.step(of_d, d_loss, net.D, d_loss=d_loss)
        reconstruction = (mask * (filled - x)).square().flatten(1).sum(1).mean()
        deceit = F.softplus(-net.D(whole)).mean()
        run.step(of_fill, 0.95 * reconstruction + 0.05 * deceit, net.fill,
                 reconstruction=reconstruction, deceit=deceit)
