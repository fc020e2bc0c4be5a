"""Miyato et al., 2018: residual networks, hinge loss."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, normal
from pieces import Residual, Shortcut

SIZES = {"batch": 4, "latent": 5, "width": 4, "side": 8}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, width, side, **_):
        super().__init__()

        def conv(before, kernel, bias=True):
            return nn.Sequential(
                nn.Conv2d(before, width, kernel, padding=kernel // 2, bias=bias))

        def residual_up():
            return nn.Sequential(Shortcut(
                [nn.BatchNorm2d(width), nn.ReLU(), nn.Upsample(scale_factor=2),
                 conv(width, 3, False), nn.BatchNorm2d(width), nn.ReLU(), conv(width, 3, False)],
                [nn.Upsample(scale_factor=2), conv(width, 1, False)]))

        def plain():
            return nn.Sequential(Residual(nn.ReLU(), conv(width, 3), nn.ReLU(), conv(width, 3)))

        self.G = nn.Sequential(
            nn.Linear(latent, width * (side // 8) ** 2),
            nn.Unflatten(1, (width, side // 8, side // 8)),
            residual_up(), residual_up(), residual_up(), nn.BatchNorm2d(width), nn.ReLU(),
            nn.Conv2d(width, 3, 3, padding=1), nn.Tanh())
        self.D = nn.Sequential(
            nn.Sequential(Shortcut([conv(3, 3), nn.ReLU(), conv(width, 3), nn.AvgPool2d(2)],
                                   [nn.AvgPool2d(2), conv(3, 1)])),
            nn.Sequential(Shortcut(
                [nn.ReLU(), conv(width, 3), nn.ReLU(), conv(width, 3), nn.AvgPool2d(2)],
                [conv(width, 1), nn.AvgPool2d(2)])),
            plain(), plain(), nn.ReLU(),
            nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()), nn.Linear(width, 1))


def train(run):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=2e-4, betas=(0.0, 0.9))
    g_optimizer = torch.optim.Adam(net.G.parameters(), lr=2e-4, betas=(0.0, 0.9))
    for _ in run.iterations():
        x, z = run.next("fake.1")
        fake = net.G(z)
        real_score, fake_score = net.D(x), net.D(fake.detach())
        for margin in (1 - real_score, 1 + fake_score):
            run.keep_distance(margin.abs().min().item())
        d_loss = F.relu(1 - real_score).mean() + F.relu(1 + fake_score).mean()
        run.step(d_optimizer, d_loss, net.D, d_loss=d_loss)
        g_loss = -net.D(fake).mean()
        run.step(g_optimizer, g_loss, net.G, g_loss=g_loss)
