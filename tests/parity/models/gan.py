"""Goodfellow et al., 2014: MLPs, the loss that does not saturate."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, normal

SIZES = {"batch": 8, "latent": 7, "hidden": 40, "side": 6}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"fake.1": normal(SIZES["latent"])}


def mlp_generator(latent, hidden, side, **_):
    return nn.Sequential(
        nn.Linear(latent, hidden), nn.ReLU(),
        nn.Linear(hidden, hidden), nn.ReLU(),
        nn.Linear(hidden, side * side), nn.Sigmoid(),
        nn.Unflatten(1, (1, side, side)))


class MlpGan(nn.Module):
    def __init__(self, last_bias, hidden, side, **sizes):
        super().__init__()
        self.G = mlp_generator(hidden=hidden, side=side, **sizes)
        self.D = nn.Sequential(
            nn.Flatten(), nn.Linear(side * side, hidden), nn.LeakyReLU(0.2),
            nn.Linear(hidden, hidden), nn.LeakyReLU(0.2), nn.Linear(hidden, 1, bias=last_bias))


class Model(MlpGan):
    def __init__(self, **sizes):
        super().__init__(last_bias=True, **sizes)


def train(run, betas=(0.5, 0.999), clip_norm=None):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), lr=2e-4, betas=betas)
    g_optimizer = torch.optim.Adam(net.G.parameters(), lr=2e-4, betas=betas)
    for _ in run.iterations():
        x, z = run.next("fake.1")
        fake = net.G(z)
        real_score, fake_score = net.D(x), net.D(fake.detach())
        d_loss = F.softplus(-real_score).mean() + F.softplus(fake_score).mean()
        if run.name == "gan":
            run.log(game_value=-F.softplus(-real_score).mean() - F.softplus(fake_score).mean())
        run.step(d_optimizer, d_loss, net.D, clip_norm=clip_norm, d_loss=d_loss)
        g_loss = F.softplus(-net.D(fake)).mean()
        run.step(g_optimizer, g_loss, net.G, clip_norm=clip_norm, g_loss=g_loss)
