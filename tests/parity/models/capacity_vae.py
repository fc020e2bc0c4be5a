"""Burgess et al., 2018: a divergence held at a capacity that grows."""

import math

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, normal

SIZES = {"batch": 4, "width": 3, "hidden": 12, "latent": 4, "side": 16, "growth": 6}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["latent"])}


def down(inputs, channels):
    return nn.Sequential(nn.Conv2d(inputs, channels, 4, 2, 1), nn.ReLU())


def up(inputs, channels):
    return nn.Sequential(nn.ConvTranspose2d(inputs, channels, 4, 2, 1), nn.ReLU())


def dense(inputs, units):
    return nn.Sequential(nn.Linear(inputs, units), nn.ReLU())


class Encoder(nn.Module):
    def __init__(self, width, hidden, latent, inner):
        super().__init__()
        self.layers = nn.Sequential(
            nn.Sequential(*(nn.Sequential(down(width if i else 1, width)) for i in range(4))),
            nn.Flatten(), dense(width * inner * inner, hidden), dense(hidden, hidden))
        self.mu = nn.Sequential(nn.Linear(hidden, latent))
        self.logvar = nn.Sequential(nn.Linear(hidden, latent))

    def forward(self, x):
        h = self.layers(x)
        return self.mu(h), self.logvar(h)


class Model(nn.Module):
    def __init__(self, width, hidden, latent, side, **_):
        super().__init__()
        inner = side // 16
        self.encoder = Encoder(width, hidden, latent, inner)
        self.decoder = nn.Sequential(
            dense(latent, hidden), dense(hidden, hidden), dense(hidden, width * inner * inner),
            nn.Unflatten(1, (width, inner, inner)),
            nn.Sequential(*(nn.Sequential(up(width, width)) for _ in range(3))),
            nn.ConvTranspose2d(width, 1, 4, 2, 1))


RENAME = {"encoder.layers.": "encoder."}


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters())
    for _ in run.iterations():
        x, noise = run.next("z.1")
        mu, logvar = net.encoder(x)
        logits = net.decoder(mu + torch.exp(0.5 * logvar) * noise)
        reconstruction = F.binary_cross_entropy_with_logits(
            logits, x, reduction="none").flatten(1).sum(1).mean()
        kl = -0.5 * (1 + logvar - mu.square() - logvar.exp()).sum(1).mean()
        capacity = min(25 * run.time["step"] / run.sizes["growth"], 25)
        rate = 5e-4 * 0.95 ** math.floor(run.time["epoch"])
        run.keep_from(kl - capacity, 0)
        optimizer.param_groups[0]["lr"] = rate
        run.step(optimizer, reconstruction + 1000 * (kl - capacity).abs(), net,
                 reconstruction=reconstruction, kl=kl, capacity=capacity, rate=rate)
