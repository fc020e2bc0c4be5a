"""Razavi et al., 2019, appendix A.1: a codebook by exponential averages, with dead codes begun
again as random vectors of the batch.

Counts begin at 1 and sums at centres times counts; codes are looked up before the codebook
moves; smoothed counts are not written back."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image, uniform
from models.vqvae import block

SIZES = {"batch": 4, "hidden": 12, "inner": 5, "width": 7, "codes": 12, "side": 8,
         "keep": 0.6}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"fresh.1": uniform(whole=(SIZES["codes"],))}
FIRST = ["codebook"]


class Model(nn.Module):
    variance, least = 0.095, 0.5

    def __init__(self, hidden, inner, width, codes, keep, **_):
        super().__init__()
        self.keep = keep
        self.encoder = nn.Sequential(
            nn.Conv2d(1, hidden // 2, 4, 2, 1), nn.ReLU(),
            nn.Conv2d(hidden // 2, hidden, 4, 2, 1),
            block(hidden, inner), block(hidden, inner), nn.ReLU(),
            nn.Conv2d(hidden, width, 1))
        self.decoder = nn.Sequential(
            nn.Conv2d(width, hidden, 3, padding=1),
            block(hidden, inner), block(hidden, inner), nn.ReLU(),
            nn.ConvTranspose2d(hidden, hidden // 2, 4, 2, 1), nn.ReLU(),
            nn.ConvTranspose2d(hidden // 2, 1, 4, 2, 1))
        self.register_buffer("count", torch.ones(codes))
        self.register_buffer("total", torch.zeros(codes, width))
        self.register_buffer("codebook", torch.zeros(codes, width))

    def start(self):
        self.total.copy_(self.codebook)

    @torch.no_grad()
    def move(self, run, rows, code, u):
        """`rows` [N, width] in the order of batch, height, width."""
        hits = F.one_hot(code, len(self.count)).double()
        usage = self.keep * self.count + (1 - self.keep) * hits.sum(0)
        sums = self.keep * self.total + (1 - self.keep) * hits.T @ rows
        run.keep_from(usage, self.least)
        share = u * len(rows)
        run.keep_distance((share - share.round()).abs().min().item())
        dead = usage < self.least
        self.count.copy_(torch.where(dead, self.least, usage))
        self.total.copy_(torch.where(dead[:, None], self.least * rows[share.long()], sums))
        n, eps = self.count.sum(), 1e-5
        smooth = (self.count + eps) / (n + len(self.count) * eps) * n
        self.codebook.copy_(self.total / smooth[:, None])


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
    for _ in run.iterations():
        x, u = run.next("fresh.1")
        ze = net.encoder(x)
        rows = ze.permute(0, 2, 3, 1)
        distances = (rows.unsqueeze(-2) - net.codebook).square().sum(-1)
        nearest = distances.detach().sort(-1).values
        run.keep_distance((nearest[..., 1] - nearest[..., 0]).min().item())
        code = distances.argmin(-1)
        e = F.embedding(code, net.codebook).permute(0, 3, 1, 2)
        y = net.decoder(ze + (e - ze).detach())
        reconstruction = F.mse_loss(y, x) / net.variance
        commitment = F.mse_loss(ze, e.detach())
        used = F.one_hot(code.flatten(), len(net.codebook)).double().mean(0)
        run.log(perplexity=torch.exp(-(used * torch.log(used + 1e-10)).sum()))
        run.step(optimizer, reconstruction + 0.25 * commitment, net,
                 reconstruction=reconstruction, commitment=commitment)
        net.move(run, rows.flatten(0, 2).detach(), code.flatten(), u)
