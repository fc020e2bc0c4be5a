"""Layers that see only what comes before: a PixelCNN, plain and gated."""

import torch
from torch import nn
from torch.nn import functional

from harness import image

SIZES = {"batch": 3, "width": 4, "side": 5}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {}


class Masked(nn.Conv2d):
    def __init__(self, before, after, kernel, mask, bias=True):
        height, width = kernel if isinstance(kernel, tuple) else (kernel, kernel)
        super().__init__(before, after, (height, width), padding=(height // 2, width // 2),
                         bias=bias)
        self.mask = torch.ones(height, width, dtype=torch.float64)
        self.mask[height // 2 + 1:] = 0
        self.mask[height // 2, width // 2 + (mask == "B"):] = 0

    def forward(self, x):
        return self._conv_forward(x, self.weight * self.mask, self.bias)


class Residual(nn.Sequential):
    def forward(self, x):
        return x + super().forward(x)


class Gated(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.above = nn.Sequential(nn.Sequential(nn.Conv2d(1, width, (2, 3))))
        self.y = nn.Sequential(nn.Sequential(nn.Conv2d(1, width, (1, 2))), nn.Identity(),
                               nn.Identity(), nn.Conv2d(width // 2, 1, 1))

    def forward(self, x):
        above = self.above(functional.pad(x, (1, 1, 2, 0)))[:, :, :-1]
        left = self.y[0](functional.pad(x, (2, 0)))[:, :, :, :-1]
        return self.y[3](functional.glu(above + left, 1))


class Model(nn.Module):
    def __init__(self, width, **_):
        super().__init__()
        self.plain = nn.Sequential(
            Masked(1, width, (5, 3), "A"),
            nn.Sequential(Residual(nn.ReLU(), nn.Conv2d(width, width, 1), nn.ReLU(),
                                   Masked(width, width, 3, "B"))),
            nn.ReLU(), Masked(width, 1, 1, "B", bias=False))
        self.gated = Gated(width)


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)
    for _ in run.iterations():
        x, = run.next()
        error = functional.mse_loss(net.plain(x), x) + functional.mse_loss(net.gated(x), x)
        run.step(optimizer, error, net, error=error)
