"""Radford, Metz and Chintala, 2015, on digits."""

import torch
from torch import nn

from torch.nn import functional as F

from harness import image, normal
from pieces import down, up

SIZES = {"batch": 4, "latent": 5, "width": 4, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, width, side, **_):
        super().__init__()
        self.G = nn.Sequential(
            nn.Unflatten(1, (latent, 1, 1)),
            nn.ConvTranspose2d(latent, 2 * width, side // 4, bias=False),
            nn.BatchNorm2d(2 * width), nn.ReLU(), *up(2 * width, width),
            nn.ConvTranspose2d(width, 1, 4, 2, 1), nn.Tanh())
        self.D = nn.Sequential(
            nn.Conv2d(1, width, 4, 2, 1), nn.LeakyReLU(0.2), *down(width, 2 * width),
            nn.Conv2d(2 * width, 1, side // 4), nn.Flatten())


def train(run):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=2e-4, betas=(0.5, 0.999))
    g_optimizer = torch.optim.Adam(net.G.parameters(), lr=2e-4, betas=(0.5, 0.999))
    for _ in run.iterations():
        x, z = run.next("fake.1")
        fake = net.G(z)
        real_score, fake_score = net.D(x), net.D(fake.detach())
        run.keep_from(real_score, 0)
        run.keep_from(fake_score, 0)
        run.log(real_right=(real_score > 0).double().mean(),
                fake_right=(fake_score < 0).double().mean())
        d_loss = F.softplus(-real_score).mean() + F.softplus(fake_score).mean()
        run.step(d_optimizer, d_loss, net.D, d_loss=d_loss)
        g_loss = F.softplus(-net.D(fake)).mean()
        run.step(g_optimizer, g_loss, net.G, g_loss=g_loss)
