"""Chen et al., 2018, equations 2 and 5: log densities of every draw under every posterior."""

import math

import torch
from torch import nn
from torch.distributions import Normal
from torch.nn import functional as F

from harness import image, normal

SIZES = {"batch": 7, "dataset": 900, "hidden": 12, "latent": 3, "side": 5}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["latent"])}


class Model(nn.Module):
    class Encoder(nn.Sequential):
        def __init__(self, hidden, latent, side):
            super().__init__(nn.Flatten(), nn.Linear(side * side, hidden), nn.ReLU(),
                             nn.Linear(hidden, hidden), nn.ReLU())
            self.mu = nn.Sequential(nn.Linear(hidden, latent))
            self.logvar = nn.Sequential(nn.Linear(hidden, latent))

        def forward(self, x):
            for i in range(5):
                x = self[i](x)
            return self.mu(x), self.logvar(x)

    def __init__(self, hidden, latent, side, **_):
        super().__init__()
        self.encoder = Model.Encoder(hidden, latent, side)
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.Tanh(), nn.Linear(hidden, hidden), nn.Tanh(),
            nn.Linear(hidden, side * side), nn.Unflatten(1, (1, side, side)))


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    log_nm = math.log(run.sizes["dataset"] * run.sizes["batch"])
    for _ in run.iterations():
        x, noise = run.next("z.1")
        mu, logvar = net.encoder(x)
        std = torch.exp(0.5 * logvar)
        z = mu + std * noise
        own = Normal(mu, std).log_prob(z).sum(1)
        pairs = Normal(mu[None], std[None]).log_prob(z[:, None])   # [draw, posterior, latent]
        joint = torch.logsumexp(pairs.sum(2), dim=1) - log_nm
        apart = (torch.logsumexp(pairs, dim=1) - log_nm).sum(1)
        prior = Normal(0, 1).log_prob(z).sum(1)
        largest = torch.cat([pairs.flatten(2).movedim(1, 2).flatten(0, 1), pairs.sum(2)])
        run.keep_distance(largest.topk(2, dim=1).values.diff(dim=1).abs().min().item())
        reconstruction = F.binary_cross_entropy_with_logits(
            net.decoder(z), x, reduction="none").flatten(1).sum(1).mean()
        information, correlation = (own - joint).mean(), (joint - apart).mean()
        dimensions = (apart - prior).mean()
        run.step(optimizer, reconstruction + information + 6 * correlation + dimensions, net,
                 reconstruction=reconstruction, information=information,
                 correlation=correlation, dimensions=dimensions)
