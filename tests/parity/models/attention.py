"""Attention: a causal transformer, the block of VQGAN, and that of SAGAN."""

import math
import warnings

import torch
from torch import nn
from torch.nn import functional
from torch.nn.utils import spectral_norm

from harness import image

warnings.filterwarnings("ignore", category=FutureWarning)  # the keys are those of this hook

SIZES = {"batch": 2, "width": 8, "side": 4, "heads": 2}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {}


def attention(q, k, v, heads=1, causal=False, scale=None):
    """Sequences [B, T, D]; written out, so that it can be differentiated twice."""
    def cut(x):
        return x.unflatten(2, (heads, -1)).transpose(1, 2)

    scores = cut(q) @ cut(k).transpose(2, 3)
    scores = scores * (scale or 1 / math.sqrt(q.shape[2] // heads))
    if causal:
        scores = scores + torch.full(scores.shape[2:], -torch.inf).triu(1)
    return (scores.softmax(-1) @ cut(v)).transpose(1, 2).flatten(2)


def pixels(x):
    return x.flatten(2).transpose(1, 2)


class Heads(nn.Module):
    def __init__(self, heads, causal):
        super().__init__()
        self.heads, self.causal = heads, causal

    def forward(self, x):
        if x.dim() == 3:
            return attention(*x.chunk(3, 2), self.heads, self.causal)
        y = attention(*pixels(x).chunk(3, 2), self.heads, self.causal)
        return y.transpose(1, 2).unflatten(2, x.shape[2:])


class Residual(nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


class Positions(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.weight = nn.Parameter(torch.zeros(*shape))

    def forward(self, x):
        return x + self.weight


class Sagan(nn.Module):
    def __init__(self, channels):
        super().__init__()
        def mix(before, after):
            return spectral_norm(nn.Conv2d(before, after, 1, bias=False))

        self.query, self.key = mix(channels, channels // 8), mix(channels, channels // 8)
        self.value, self.out = mix(channels, channels // 2), mix(channels // 2, channels)
        self.sigma = nn.Parameter(torch.zeros(1))

    def forward(self, x):
        k, v = (functional.max_pool2d(f(x), 2) for f in (self.key, self.value))
        o = attention(pixels(self.query(x)), pixels(k), pixels(v), scale=1.0)
        return x + self.sigma * self.out(o.transpose(1, 2).unflatten(2, x.shape[2:]))


class Cross(nn.Module):
    def __init__(self):
        super().__init__()
        self.q = nn.Sequential(nn.Unflatten(1, (8, 2)), nn.Linear(2, 4))
        self.k = nn.Sequential(nn.Conv2d(1, 4, 2, 2))
        self.v = nn.Sequential(nn.Conv2d(1, 6, 2, 2))

    def forward(self, x):
        q = self.q[1](x.reshape(-1, 8, 2))
        return attention(q, pixels(self.k(x)), pixels(self.v(x)), 2, scale=0.7)


class Model(nn.Module):
    def __init__(self, width, side, heads, **_):
        super().__init__()
        block = nn.Sequential(
            Residual(nn.Linear(width, 3 * width), Heads(heads, True), nn.Linear(width, width)),
            Residual(nn.Linear(width, 2 * width), nn.GELU(), nn.Linear(2 * width, width)))
        self.T = nn.Sequential(
            nn.Flatten(2), nn.Linear(1, width), Positions(side * side, width), block,
            nn.Linear(width, 1), nn.Identity())
        self.V = nn.Sequential(
            nn.Conv2d(1, width, 3, padding=1),
            Residual(nn.Conv2d(width, 3 * width, 1), Heads(1, False), nn.Conv2d(width, width, 1)),
            nn.Conv2d(width, 1, 1))
        self.D = nn.Sequential(
            nn.Conv2d(1, width, 3, padding=1), nn.Tanh(), Sagan(width), nn.Flatten(),
            nn.Linear(width * side * side, 1))
        self.K = Cross()


RENAME = {"D.2.": "D.attend."}
FIRST = [f"D.2.{part}.weight_{vector}" for part in ("query", "key", "value", "out")
         for vector in "uv"]


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)

    def see_rivals(_, arguments, y):
        largest = y.detach().unfold(2, 2, 2).unfold(3, 2, 2).flatten(4).sort(-1).values
        run.keep_distance((largest[..., -1] - largest[..., -2]).abs().min().item())

    for part in (net.D[2].key, net.D[2].value):
        part.register_forward_hook(see_rivals)
    for _ in run.iterations():
        x, = run.next()
        rows = x.reshape(len(x), -1, 1)
        t = net.T[4](net.T[3](net.T[2](net.T[1](rows)))).reshape(x.shape)
        v = net.V(x)
        slope, = torch.autograd.grad(net.D(v).sum(), v, create_graph=True)
        slope = slope.flatten(1).norm(dim=1)
        error = (functional.mse_loss(t, x) + functional.mse_loss(v, 0.5 * x)
                 + (net.K(x) - 0.1).square().mean())
        penalty = (slope - 1).square().mean() + functional.softplus(net.D(x)).mean()
        run.step(optimizer, error + penalty, net, error=error, penalty=penalty)
