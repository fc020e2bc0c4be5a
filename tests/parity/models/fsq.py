"""Mentzer et al., 2024: tan and (1 - eps), as in the paper's code."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image
from models.vqvae import block

SIZES = {"batch": 4, "hidden": 12, "inner": 5, "digits": 4, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {}


class Model(nn.Module):
    def __init__(self, hidden, inner, digits, **_):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, hidden // 2, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(hidden // 2, hidden, 4, 2, 1),
            block(hidden, inner), block(hidden, inner), nn.ReLU(),
            nn.Conv2d(hidden, digits, 1))
        self.decoder = nn.Sequential(
            nn.Conv2d(digits, hidden, 3, padding=1),
            block(hidden, inner), block(hidden, inner), nn.ReLU(),
            nn.ConvTranspose2d(hidden, hidden // 2, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(hidden // 2, 1, 4, 2, 1))


def quantise(run, z, levels):
    """What replaces the vectors [B, n, H, W], and their indices."""
    levels = torch.tensor(levels).double()
    half = (levels - 1) * (1 - 1e-3) / 2
    offset = torch.where(levels % 2 == 1, 0.0, 0.5)
    shift = torch.tan(offset / half)
    width = levels // 2
    z = z.movedim(1, -1)
    bounded = torch.tanh(z + shift) * half - offset
    run.keep_from(bounded - bounded.detach().floor(), 0.5)
    digits = bounded + (bounded.round() - bounded).detach()
    weights = torch.cat([torch.ones(1), levels.cumprod(0)[:-1]])
    code = ((digits + width).round() * weights).sum(-1).long()
    return (digits / width).movedim(-1, 1), code


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
    for _ in run.iterations():
        x, = run.next()
        zq, code = quantise(run, net.encoder(x), [8, 5, 5, 5])
        reconstruction = F.mse_loss(net.decoder(zq), x)
        used = F.one_hot(code.flatten(), 1000).double().mean(0)
        run.log(perplexity=torch.exp(-(used * torch.log(used + 1e-10)).sum()))
        run.step(optimizer, reconstruction, net, reconstruction=reconstruction)
