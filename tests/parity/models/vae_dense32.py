"""The two terms of the bound by two steps with an optimizer each."""

import torch
from torch import nn

from harness import image, normal
from pieces import Heads, dense

SIZES = {"batch": 6, "wide": 32, "latent": 5, "side": 4}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, wide, latent, side, **_):
        super().__init__()
        pixels, narrow = 3 * side * side, wide // 4
        self.encoder = Heads(
            nn.Flatten(), dense(pixels, wide), dense(wide, wide // 2), dense(wide // 2, narrow),
            mu=[nn.Linear(narrow, latent)], logvar=[nn.Linear(narrow, latent)])
        self.decoder = nn.Sequential(
            dense(latent, narrow), dense(narrow, wide // 2), dense(wide // 2, wide),
            nn.Linear(wide, pixels), nn.Sigmoid(), nn.Unflatten(1, (3, side, side)))


def train(run):
    net = run.model
    of_both = torch.optim.Adam(net.parameters(), lr=1e-4)
    of_encoder = torch.optim.Adam(net.encoder.parameters(), lr=1e-4)
    for _ in run.iterations():
        x, noise = run.next("z.1")
        mu, logvar = net.encoder(x)
        y = net.decoder(mu + torch.exp(0.5 * logvar) * noise)
        reconstruction = (y - x).square().flatten(1).sum(1).mean()
        run.step(of_both, reconstruction, net, reconstruction=reconstruction)
        mu, logvar = net.encoder(x)
        kl = -0.5 * (1 + logvar - mu.square() - logvar.exp()).sum(1).mean()
        run.step(of_encoder, kl, net.encoder, kl=kl)
