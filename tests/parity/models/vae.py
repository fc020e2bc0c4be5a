"""Kingma and Welling, 2013: MLPs, a Bernoulli decoder."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, normal

SIZES = {"batch": 8, "hidden": 40, "latent": 5, "side": 6}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["latent"])}


class Model(nn.Module):
    class Encoder(nn.Sequential):
        def __init__(self, hidden, latent, side):
            super().__init__(nn.Flatten(), nn.Linear(side * side, hidden), nn.ReLU())
            self.mu = nn.Sequential(nn.Linear(hidden, latent))
            self.logvar = nn.Sequential(nn.Linear(hidden, latent))

        def forward(self, x):
            h = self[2](self[1](self[0](x)))
            return self.mu(h), self.logvar(h)

    def __init__(self, hidden, latent, side, **_):
        super().__init__()
        self.encoder = Model.Encoder(hidden, latent, side)
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, side * side),
            nn.Unflatten(1, (1, side, side)))


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in run.iterations():
        x, noise = run.next("z.1")
        mu, logvar = net.encoder(x)
        logits = net.decoder(mu + torch.exp(0.5 * logvar) * noise)
        reconstruction = F.binary_cross_entropy_with_logits(
            logits, x, reduction="none").flatten(1).sum(1).mean()
        kl = -0.5 * (1 + logvar - mu.square() - logvar.exp()).sum(1).mean()
        run.step(optimizer, reconstruction + kl, net, reconstruction=reconstruction, kl=kl)
