"""Layers that draw or look at the whole batch."""

import torch
from torch import nn

from harness import image, normal, uniform

SIZES = {"batch": 6, "width": 4, "side": 4}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
WIDTH, SIDE = SIZES["width"], SIZES["side"]
DRAWS = {f"F.{layer}.{argument}": draw for argument in ("x", "half") for layer, draw in (
    ("input", uniform(1, SIDE, SIDE)), ("3", uniform(WIDTH, 1, 1)),
    ("jitter", normal(WIDTH + 2, SIDE, SIDE)), ("last", uniform(4)))}


def stddev(x, group, features):
    """Karras et al., 2018, section 3: examples of a group lie batch / group apart."""
    n, c, h, w = x.shape
    y = x.reshape(group, n // group, features, c // features, h, w)
    y = (y - y.mean(0)).square().mean(0).add(1e-8).sqrt().mean((2, 3, 4), keepdim=True)
    return torch.cat([x, y.reshape(-1, features, 1, 1).repeat(group, 1, h, w)], 1)


class Net(nn.Module):
    def __init__(self, width, side):
        super().__init__()
        self.add_module("1", nn.Conv2d(1, width, 3, padding=1))
        self.add_module("7", nn.Linear((width + 2) * side * side, 3))
        self.add_module("10", nn.Linear(4, 1))

    def forward(self, x, masks):
        first, channels, jitter, last = masks
        x = x * (first > 0.2) / 0.8
        x = torch.tanh(getattr(self, "1")(x)) * (channels > 0.5) * 2
        x = stddev(x, 3, 2) + 0.25 * jitter
        x = getattr(self, "7")(x.flatten(1))
        x = stddev(x[:, :, None, None], 2, 1).flatten(1)
        return getattr(self, "10")(x * (last > 0.5) * 2)


class Model(nn.Module):
    def __init__(self, width, side, **_):
        super().__init__()
        self.F = Net(width, side)


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in run.iterations():
        x, *masks = run.next(*DRAWS)
        y = net.F(x, masks[:4])
        score = (y - 1).square().mean() + net.F(0.5 * x, masks[4:]).square().mean()
        run.step(optimizer, score + 0.1 * y.mean(), net, score=score, again=y.mean())
