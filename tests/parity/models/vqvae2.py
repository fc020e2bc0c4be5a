"""Razavi et al., 2019: two maps of codes, then a PixelCNN for each, the lower one given the upper."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image
from models.causal import Masked
from models.progressive import quantise
from models.vqvae import block
from pieces import Residual

SIZES = {"batch": 3, "hidden": 6, "inner": 3, "width": 3, "codes": 5, "side": 16}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {}
VARIANCE = 0.095


def half(before, after):
    return nn.Sequential(nn.Conv2d(before, after, 4, 2, 1))


def twice(before, after):
    return nn.Sequential(nn.ConvTranspose2d(before, after, 4, 2, 1))


def res(hidden, inner):
    return nn.Sequential(block(hidden, inner), block(hidden, inner), nn.ReLU())


def pixel(hidden, inner, codes):
    def residual():
        return nn.Sequential(Residual(
            nn.ReLU(), nn.Conv2d(hidden, inner, 1), nn.ReLU(), Masked(inner, inner, 3, "B"),
            nn.ReLU(), nn.Conv2d(inner, hidden, 1)))
    return nn.Sequential(residual(), residual(), nn.ReLU(), nn.Conv2d(hidden, codes, 1))


class Join(nn.ModuleDict):
    """The layers behind `from: t` are numbered from 1."""

    def __init__(self, hidden, inner, width):
        super().__init__({"1": nn.Conv2d(width, hidden, 3, padding=1), "2": res(hidden, inner),
                          "3": twice(hidden, width), "5": nn.Conv2d(width + hidden, width, 1)})

    def forward(self, h, t):
        told = self["3"](self["2"](self["1"](t)))
        return self["5"](torch.cat([told, h], 1))


class Decoder(nn.ModuleDict):
    def __init__(self, hidden, inner, width):
        super().__init__({
            "0": twice(width, width), "2": nn.Conv2d(2 * width, hidden, 3, padding=1),
            "3": res(hidden, inner), "4": twice(hidden, hidden // 2), "5": nn.ReLU(),
            "6": twice(hidden // 2, 1)})

    def forward(self, t, b):
        y = torch.cat([self["0"](t), b], 1)
        for place in "23456":
            y = self[place](y)
        return y


class BottomPrior(nn.Module):
    def __init__(self, hidden, inner, codes):
        super().__init__()
        self.told = nn.ModuleDict({"1": nn.Conv2d(codes, hidden, 3, padding=1), "2": nn.ReLU(),
                                   "4": nn.Conv2d(hidden, hidden, 1)})
        self.logits = nn.ModuleDict({"0": Masked(codes, hidden, 7, "A"),
                                     "2": pixel(hidden, inner, codes)})

    def forward(self, code, top):
        told = self.told["2"](self.told["1"](top))
        told = self.told["4"](F.interpolate(told, scale_factor=2))
        return self.logits["2"](self.logits["0"](code) + told)


class Model(nn.Module):
    def __init__(self, hidden, inner, width, codes, **_):
        super().__init__()
        self.below = nn.Sequential(
            half(1, hidden // 2), nn.ReLU(), half(hidden // 2, hidden), nn.ReLU(),
            nn.Conv2d(hidden, hidden, 3, padding=1), res(hidden, inner))
        self.above = nn.Sequential(
            half(hidden, hidden // 2), nn.ReLU(), nn.Conv2d(hidden // 2, hidden, 3, padding=1),
            res(hidden, inner), nn.Conv2d(hidden, width, 1))
        self.join = Join(hidden, inner, width)
        self.decoder = Decoder(hidden, inner, width)
        self.top_prior = nn.Sequential(Masked(codes, hidden, 7, "A"), pixel(hidden, inner, codes))
        self.bottom_prior = BottomPrior(hidden, inner, codes)
        self.top_codes = nn.Parameter(torch.zeros(codes, width))
        self.bottom_codes = nn.Parameter(torch.zeros(codes, width))


def indices(z, codes):
    rows = z.permute(0, 2, 3, 1)
    return (rows.unsqueeze(-2) - codes).square().sum(-1).argmin(-1)


def nll(logits, code):
    return F.cross_entropy(logits, code, reduction="none").flatten(1).sum(1).mean()


def train(run):
    net = run.model
    priors = [*net.top_prior.parameters(), *net.bottom_prior.parameters()]
    of_priors = {id(p) for p in priors}
    codec = [p for p in net.parameters() if id(p) not in of_priors]
    optimizer = torch.optim.Adam(codec, lr=3e-4)
    for _ in run.iterations():
        x, = run.next()
        h = net.below(x)
        t, top_codes, top_commitment = quantise(run, net.above(h), net.top_codes)
        b, bottom_codes, bottom_commitment = quantise(run, net.join(h, t), net.bottom_codes)
        reconstruction = F.mse_loss(net.decoder(t, b), x) / VARIANCE
        codebooks, commitment = top_codes + bottom_codes, top_commitment + bottom_commitment
        run.step(optimizer, reconstruction + codebooks + 0.25 * commitment, codec,
                 reconstruction=reconstruction, codebooks=codebooks, commitment=commitment)

    optimizer = torch.optim.Adam(priors, lr=3e-4)
    for _ in run.iterations():
        x, = run.next()
        with torch.no_grad():
            h = net.below(x)
            zt = net.above(h)
            t, _, _ = quantise(run, zt, net.top_codes)
            zb = net.join(h, t)
            quantise(run, zb, net.bottom_codes)
            top, bottom = indices(zt, net.top_codes), indices(zb, net.bottom_codes)
            top_map, bottom_map = (F.one_hot(code, len(net.top_codes)).permute(0, 3, 1, 2).double()
                                   for code in (top, bottom))
        top_nll = nll(net.top_prior(top_map), top)
        bottom_nll = nll(net.bottom_prior(bottom_map, top_map), bottom)
        run.step(optimizer, top_nll + bottom_nll, priors, top_nll=top_nll, bottom_nll=bottom_nll)
