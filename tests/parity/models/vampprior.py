"""Tomczak and Welling, 2018, equation 9: the encoder applied to learned pseudo-inputs."""

import math

import torch
from torch import nn
from torch.distributions import Normal
from torch.nn import functional as F

from harness import image, normal

SIZES = {"batch": 4, "components": 6, "hidden": 8, "latent": 3, "side": 5}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["latent"])}


def gated(inputs, units):
    return nn.Sequential(nn.Linear(inputs, 2 * units), nn.GLU(dim=1))


class Model(nn.Module):
    class Encoder(nn.Sequential):
        def __init__(self, hidden, latent, side):
            super().__init__(nn.Flatten(), gated(side * side, hidden), gated(hidden, hidden))
            self.mu = nn.Sequential(nn.Linear(hidden, latent))
            self.logvar = nn.Sequential(nn.Linear(hidden, latent))

        def forward(self, x):
            h = self[2](self[1](self[0](x)))
            return self.mu(h), self.logvar(h).clamp(-6, 2)

    def __init__(self, components, hidden, latent, side, **_):
        super().__init__()
        self.encoder = Model.Encoder(hidden, latent, side)
        self.decoder = nn.Sequential(
            gated(latent, hidden), gated(hidden, hidden), nn.Linear(hidden, side * side),
            nn.Unflatten(1, (1, side, side)))
        self.pseudo = nn.Parameter(torch.zeros(components, 1, side, side))


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=5e-4)
    for _ in run.iterations():
        x, noise = run.next("z.1")
        mu, logvar = net.encoder(x)
        std = torch.exp(0.5 * logvar)
        z = mu + std * noise
        run.keep_from(net.pseudo, 0, 1)
        p_mu, p_logvar = net.encoder(net.pseudo.clamp(0, 1))
        each = Normal(p_mu, torch.exp(0.5 * p_logvar)).log_prob(z[:, None]).sum(2)
        run.keep_distance(each.topk(2, dim=1).values.diff(dim=1).abs().min().item())
        prior = torch.logsumexp(each, dim=1) - math.log(run.sizes["components"])
        reconstruction = F.binary_cross_entropy_with_logits(
            net.decoder(z), x, reduction="none").flatten(1).sum(1).mean()
        kl = (Normal(mu, std).log_prob(z).sum(1) - prior).mean()
        run.step(optimizer, reconstruction + kl, net, reconstruction=reconstruction, kl=kl)
