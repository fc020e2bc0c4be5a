"""Razavi et al., 2019: two maps of codes, and a decoder that sees the top alone."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image
from pieces import SameConvTranspose, down_same, up_same

SIZES = {"batch": 3, "hidden": 5, "width": 4, "codes": 8, "side": 16}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -0.5, 0.5)}
DRAWS = {}
VARIANCE = 0.0632704


class Join(nn.Module):
    def __init__(self, hidden, width):
        super().__init__()
        self.told = nn.Sequential(nn.Identity(), up_same(width, hidden, 4))
        self.z = nn.Sequential(nn.Identity(), nn.Identity(), nn.Conv2d(2 * hidden, width, 3, padding=1))

    def forward(self, h, t):
        return self.z(torch.cat([self.told(t), h], 1))


class Decoder(nn.Sequential):
    def forward(self, t, b):
        return super().forward(torch.cat([F.interpolate(t, scale_factor=2), b], 1))


class Model(nn.Module):
    def __init__(self, hidden, width, codes, **_):
        super().__init__()
        self.below = nn.Sequential(down_same(3, hidden, 4), down_same(hidden, hidden, 4))
        self.above = nn.Sequential(
            down_same(hidden, hidden, 4), nn.Conv2d(hidden, width, 3, padding=1))
        self.join = Join(hidden, width)
        self.coarse_decoder = nn.Sequential(
            up_same(width, hidden, 4), up_same(hidden, hidden, 4),
            SameConvTranspose(hidden, 3, 4, 2))
        self.decoder = Decoder(
            nn.Identity(), nn.Identity(), nn.Conv2d(2 * width, hidden, 3, padding=1),
            nn.LeakyReLU(0.2), up_same(hidden, hidden, 4), SameConvTranspose(hidden, 3, 4, 2))
        self.top_codes = nn.Parameter(torch.zeros(codes, width))
        self.bottom_codes = nn.Parameter(torch.zeros(codes, width))


def quantise(run, z, codes):
    """What stands for z, with the gradient of z; codes; the terms of the codebook and of z."""
    rows = z.permute(0, 2, 3, 1)
    distances = (rows.unsqueeze(-2) - codes).square().sum(-1)
    nearest = distances.detach().sort(-1).values
    run.keep_distance((nearest[..., 1] - nearest[..., 0]).min().item())
    code = distances.argmin(-1)
    e = F.embedding(code, codes).permute(0, 3, 1, 2)
    return z + (e - z).detach(), code, F.mse_loss(e, z.detach()), F.mse_loss(z, e.detach())


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=3e-4)
    for _ in run.iterations():
        x, = run.next()
        h = net.below(x)
        t, _, top_codes, top_commitment = quantise(run, net.above(h), net.top_codes)
        b, _, bottom_codes, bottom_commitment = quantise(
            run, net.join(h, t), net.bottom_codes)
        fine_error = F.mse_loss(net.decoder(t, b), x) / VARIANCE
        coarse_error = F.mse_loss(net.coarse_decoder(t.detach()), x) / VARIANCE
        codebooks, commitment = top_codes + bottom_codes, top_commitment + bottom_commitment
        run.step(optimizer, fine_error + coarse_error + codebooks + 0.25 * commitment, net,
                 fine_error=fine_error, coarse_error=coarse_error, codebooks=codebooks,
                 commitment=commitment)
