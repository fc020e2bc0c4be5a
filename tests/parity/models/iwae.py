"""Burda et al., 2015, equation 8: the samples of an example are rows of the decoder."""

import math

import torch
from torch import nn
from torch.distributions import Bernoulli, Normal

from harness import image, normal

SIZES = {"batch": 4, "samples": 5, "hidden": 12, "latent": 3, "side": 5}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["samples"], SIZES["latent"])}


class Model(nn.Module):
    class Encoder(nn.Sequential):
        def __init__(self, hidden, latent, side):
            super().__init__(nn.Flatten(), nn.Linear(side * side, hidden), nn.Tanh(),
                             nn.Linear(hidden, hidden), nn.Tanh())
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
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3, eps=1e-4)
    for _ in run.iterations():
        x, noise = run.next("z.1")
        mu, logvar = net.encoder(x)
        q = Normal(mu[:, None], torch.exp(0.5 * logvar)[:, None], validate_args=False)
        z = q.loc + q.scale * noise
        logits = net.decoder(z.flatten(0, 1)).unflatten(0, z.shape[:2])
        p_x = Bernoulli(logits=logits, validate_args=False)
        log_w = (Normal(0, 1).log_prob(z).sum(2) - q.log_prob(z).sum(2) +
                 p_x.log_prob(x[:, None].expand_as(logits)).flatten(2).sum(2))
        bound = -(torch.logsumexp(log_w, dim=1) - math.log(run.sizes["samples"])).mean()
        share = torch.softmax(log_w, dim=1)
        run.step(optimizer, bound, net, bound=bound, elbo=log_w.mean(),
                 used=(1 / share.square().sum(1)).mean())
