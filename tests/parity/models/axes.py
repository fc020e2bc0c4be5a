"""Outer axes by broadcasting and loops: samples, components, pairs of examples, packs."""

import math

import torch
from torch import nn

from harness import normal, uniform, vector

SIZES = {"batch": 6, "latent": 2, "samples": 4, "pair": 2, "components": 5, "turns": 3}
FIELDS = {"x": vector(SIZES["latent"])}
DRAWS = {"z.1": normal(SIZES["samples"], SIZES["latent"]), "noisy.1": uniform(SIZES["samples"])}


class Model(nn.Module):
    def __init__(self, latent, pair, components, turns, **_):
        super().__init__()
        self.f = nn.Sequential(
            nn.Linear(latent, 4, bias=False), nn.BatchNorm1d(4), nn.Tanh(), nn.Linear(4, latent))
        self.g = nn.Sequential(
            nn.Flatten(), nn.Linear(pair * latent, 4), nn.Tanh(), nn.Linear(4, 1))
        self.centres = nn.Parameter(torch.zeros(components, latent))
        self.books = nn.Parameter(torch.zeros(turns, latent))


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
    batch, samples, pair, latent = (run.sizes[k] for k in ("batch", "samples", "pair", "latent"))
    for _ in run.iterations():
        x, noise, blur = run.next("z.1", "noisy.1")
        y = net.f(x)
        w = net.f((y[:, None] + noise).reshape(-1, latent)).reshape(batch, samples, latent)
        c = net.f(net.centres)
        d = torch.logsumexp(-(w[:, :, None] - c).square().sum(3), dim=2)
        mixture = (torch.logsumexp(d + 0.1 * blur, dim=1) - math.log(samples)).mean()
        pairs = torch.zeros(())
        for i in range(batch):
            for j in range(batch):
                if i != j:
                    pairs = pairs + j * torch.exp(-(y[i] - y[j]).square().sum()) / batch**2
        packed = net.g((x + y).reshape(batch // pair, pair, latent))
        best = d.max(dim=1)
        run.keep_distance((d.topk(2, dim=1).values.diff(dim=1)).abs().min().item())
        packs = packed.square().mean() + best.values.square().mean()
        rest, total, rests = y, torch.zeros_like(y), []
        for book in net.books:
            part = torch.tanh(rest * book)
            rest, total = rest - part, total + part
            rests.append(rest)
        parts = (torch.stack(rests).square().mean() + total.square().mean() +
                 (net.centres - 1).square().mean() + (y - x).square().mean())
        run.step(optimizer, mixture + pairs + packs + parts, net,
                 mixture=mixture, pairs=pairs, packs=packs, parts=parts)
