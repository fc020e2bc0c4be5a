"""Kernels between examples and aggregate posteriors, pair by pair."""

import math

import torch
from torch import nn
from torch.distributions import Normal

from harness import normal, vector

SIZES = {"batch": 6, "latent": 3, "dataset": 50, "samples": 4}
FIELDS = {"x": vector(SIZES["latent"])}
DRAWS = {"z.1": normal(SIZES["latent"]), "prior.1": normal(SIZES["latent"]),
         "log_w.1": normal(SIZES["samples"], SIZES["latent"])}


class Model(nn.Module):
    class Encoder(nn.Sequential):
        def __init__(self, latent):
            super().__init__(nn.Linear(latent, 5), nn.Tanh())
            self.mu = nn.Sequential(nn.Linear(5, latent))
            self.logvar = nn.Sequential(nn.Linear(5, latent))

        def forward(self, x):
            h = self[1](self[0](x))
            return self.mu(h), self.logvar(h)

    def __init__(self, latent, **_):
        super().__init__()
        self.f = Model.Encoder(latent)


def rbf(a, b, width):
    return torch.exp(-(a - b).square().sum() / (2 * len(a) * width**2))


def imq(a, b, width):
    distance = (a - b).square().sum()
    scales = [2 * len(a) * width**2 * s for s in (0.1, 0.2, 0.5, 1, 2, 5, 10)]
    return sum(c / (c + distance) for c in scales)


def discrepancy(kernel, a, b, width, biased):
    n, total = len(a), 0
    for i in range(n):
        for j in range(n):
            within = kernel(a[i], a[j], width) + kernel(b[i], b[j], width)
            if biased:
                total = total + within / n**2
            elif i != j:
                total = total + within / (n * (n - 1))
            total = total - 2 * kernel(a[i], b[j], width) / n**2
    return total


def stratified(log_q, dataset):
    """log of sum over j of the weights of appendix C.2 times q(z_i given x_j)."""
    n = len(log_q)
    m = n - 1
    weight = torch.full((n, n), 1 / m, dtype=log_q.dtype)
    for i in range(n):
        weight[i, i] = 1 / dataset
        weight[i, (i + 1) % n] = (dataset - m) / (dataset * m)
    return torch.logsumexp(log_q + weight.log(), dim=1)


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-2)
    for _ in run.iterations():
        x, noise, prior, samples = run.next("z.1", "prior.1", "log_w.1")
        mu, logvar = net.f(x)
        std = torch.exp(0.5 * logvar)
        z = mu + std * noise
        pairs = Normal(mu[None], std[None]).log_prob(z[:, None])
        joint = stratified(pairs.sum(2), run.sizes["dataset"])
        apart = sum(stratified(pairs[:, :, k], run.sizes["dataset"]) for k in range(z.shape[1]))
        own, normal01 = Normal(mu, std).log_prob(z).sum(1), Normal(0, 1).log_prob(z).sum(1)
        spread = torch.cov(mu.T, correction=0)
        log_w = -(mu[:, None] - samples).square().sum(2)
        bound = torch.logsumexp(log_w, dim=1) - math.log(log_w.shape[1])
        used = 1 / torch.softmax(log_w, dim=1).square().sum(1)
        score = z @ mu.T
        near = Normal(mu[None], 0.7).log_prob(z[:, None])
        for rivals in (score, score.T, near.movedim(0, 2)):
            run.keep_distance(rivals.topk(2, dim=-1).values.diff(dim=-1).abs().min().item())
        losses = {
            "rbf": discrepancy(rbf, z, prior, 1, False),
            "imq": discrepancy(imq, z, prior, 0.8, False),
            "biased": (discrepancy(rbf, z, prior, 2, True) + discrepancy(imq, z, prior, 1, True)),
            "information": (own - joint).mean(),
            "correlation": (joint - apart).mean(),
            "dimensions": (apart - normal01).mean(),
            "covariances": (spread - 0.1).square().sum() - spread.sum(),
            "importance": -bound.mean() + used.mean(),
            "contrast": (torch.logsumexp(score, 1) + torch.logsumexp(score, 0) -
                         2 * score.diagonal()).mean(),
            "columns": (torch.logsumexp(near, 0).mean() +
                        torch.softmax(near, 0).square().sum((0, 2)).mean()),
        }
        weights = {"biased": 2, "correlation": 3}
        total = sum(weights.get(name, 1) * value for name, value in losses.items())
        run.step(optimizer, total, net, **losses)
