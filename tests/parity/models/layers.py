"""Layers and arguments that no shipped page has."""

import torch
from torch import nn
from torch.nn import functional as F

from harness import image
from pieces import CroppedConvTranspose, PaddedConv

SIZES = {"batch": 4, "width": 4, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {}


class Model(nn.Module):
    def __init__(self, width, side, **_):
        super().__init__()
        self.encoder = nn.Sequential(
            PaddedConv(1, 2 * width, (3, 2), ends=(0, 1, 1, 1)), nn.Tanh(),
            nn.Conv2d(2 * width, 3 * width, 3, padding="same", groups=width), nn.Tanh(),
            PaddedConv(3 * width, 3 * width, 3, stride=(2, 1), groups=3 * width,
                       ends=(1, 1, 0, 1)),
            nn.Conv2d(3 * width, 6, 3, dilation=(1, 2), padding=(1, 2), groups=2),
            nn.MaxPool2d((1, 2)), nn.AvgPool2d(3, stride=1, padding=1))
        self.decoder = nn.Sequential(
            nn.ConvTranspose2d(6, 4, 3, stride=2, padding=1, output_padding=1, groups=2),
            nn.Tanh(), nn.AvgPool2d(2), nn.Upsample(scale_factor=(2, 1)),
            CroppedConvTranspose(4, 8, (2, 4), stride=(1, 2), groups=4, ends=(1, 1, 0, 1)),
            nn.ConvTranspose2d(8, 8, 3, padding=2, dilation=2, groups=8),
            nn.Conv2d(8, 1, 1))
        self.head = nn.Sequential(
            nn.Conv2d(1, 3, 3), nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten()),
            nn.Linear(3, 1))


def train(run):
    net = run.model
    optimizer = torch.optim.Adam(net.parameters(), lr=1e-3)

    def see_rivals(_, arguments):
        pairs = arguments[0].detach().unfold(3, 2, 2)
        run.keep_distance((pairs[..., 0] - pairs[..., 1]).abs().min().item())

    net.encoder[6].register_forward_pre_hook(see_rivals)
    for _ in run.iterations():
        x, = run.next()
        y = net.decoder(net.encoder(x))
        error = F.mse_loss(y, x)
        level = (net.head(y) - 1).square().mean()
        run.step(optimizer, error + 0.1 * level, net, error=error, level=level)
