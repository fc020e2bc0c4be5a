"""Im et al., 2017: the encoder sees noise, the decoder is asked for the image."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, normal
from pieces import Heads, leaky

SIZES = {"batch": 8, "hidden": 24, "latent": 5, "side": 6}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"noisy.1": normal(1, SIZES["side"], SIZES["side"]), "z.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, hidden, latent, side, **_):
        super().__init__()
        self.encoder = Heads(
            nn.Flatten(), leaky(side * side, hidden), leaky(hidden, hidden),
            mu=[nn.Linear(hidden, latent)], logvar=[nn.Linear(hidden, latent)])
        self.decoder = nn.Sequential(
            leaky(latent, hidden), leaky(hidden, hidden), nn.Linear(hidden, side * side),
            nn.Unflatten(1, (1, side, side)))


def psnr(a, b):
    return (10 * torch.log10(1 / (a - b).square().flatten(1).mean(1))).mean()


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in run.iterations():
        x, noise, draw = run.next("noisy.1", "z.1")
        noisy = x + 0.5 * noise
        mu, logvar = net.encoder(noisy)
        logits = net.decoder(mu + torch.exp(0.5 * logvar) * draw)
        reconstruction = F.binary_cross_entropy_with_logits(
            logits, x, reduction="none").flatten(1).sum(1).mean()
        kl = -0.5 * (1 + logvar - mu.square() - logvar.exp()).sum(1).mean()
        run.log(before=psnr(noisy, x), after=psnr(torch.sigmoid(net.decoder(mu)), x))
        run.step(optimizer, reconstruction + kl, net, reconstruction=reconstruction, kl=kl)
