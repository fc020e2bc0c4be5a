"""Jang, Gu and Poole, 2017: categorical latents, relaxed."""

import math

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, uniform
from pieces import dense

SIZES = {"batch": 8, "hidden": 14, "variables": 4, "classes": 5, "side": 6, "rate": 0.05}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": uniform(SIZES["variables"], SIZES["classes"])}


class Model(nn.Module):
    def __init__(self, hidden, variables, classes, side, **_):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Flatten(), dense(side * side, 2 * hidden), dense(2 * hidden, hidden),
            nn.Linear(hidden, variables * classes), nn.Unflatten(1, (variables, classes)))
        self.decoder = nn.Sequential(
            nn.Flatten(), dense(variables * classes, hidden), dense(hidden, 2 * hidden),
            nn.Linear(2 * hidden, side * side), nn.Unflatten(1, (1, side, side)))


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in run.iterations():
        x, u = run.next("z.1")
        temperature = max(0.5, math.exp(-run.sizes["rate"] * run.time["step"]))
        q = net.encoder(x)
        gumbel = -torch.log(-torch.log(u))
        logits = net.decoder(torch.softmax((q + gumbel) / temperature, -1))
        reconstruction = F.binary_cross_entropy_with_logits(
            logits, x, reduction="none").flatten(1).sum(1).mean()
        p = torch.softmax(q, -1)
        kl = (p * (torch.log_softmax(q, -1) + math.log(q.shape[-1]))).flatten(1).sum(1).mean()
        run.step(optimizer, reconstruction + kl, net, reconstruction=reconstruction, kl=kl)
