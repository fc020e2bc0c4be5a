"""Berthelot et al., 2017: autoencoders, a weight that balances the game, a rate that falls."""

import torch
from torch import nn

from harness import image, uniform

SIZES = {"batch": 3, "width": 2, "latent": 4, "side": 8, "period": 2, "diversity": 2}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"fake.1": uniform(SIZES["latent"])}


def same(inputs, channels, stride=1):
    return nn.Sequential(nn.Conv2d(inputs, channels, 3, stride, 1), nn.ELU())


def from_code(latent, width, quarter):
    return nn.Sequential(
        nn.Linear(latent, quarter * quarter * width), nn.Unflatten(1, (width, quarter, quarter)),
        same(width, width), same(width, width), nn.Upsample(scale_factor=2),
        same(width, width), same(width, width), nn.Upsample(scale_factor=2),
        same(width, width), same(width, width), nn.Conv2d(width, 3, 3, padding=1))


class Model(nn.Module):
    def __init__(self, width, latent, side, **_):
        super().__init__()
        quarter = side // 4
        self.G = nn.Sequential(from_code(latent, width, quarter))
        self.D = nn.Sequential(
            same(3, width), same(width, width), same(width, width), same(width, 2 * width, 2),
            same(2 * width, 2 * width), same(2 * width, 2 * width),
            same(2 * width, 3 * width, 2), same(3 * width, 3 * width),
            same(3 * width, 3 * width), nn.Flatten(),
            nn.Linear(3 * width * quarter * quarter, latent), from_code(latent, width, quarter))
        first = {"k": 0, "measure": 1, "best": 1000, "waited": 0, "rate": 1e-4}
        for name, value in first.items():
            self.register_buffer(name, torch.tensor(value, dtype=torch.float64))


def see_plateau(net):
    """ReduceLROnPlateau: patience 3, factor 0.5."""
    if net.measure < net.best * (1 - 1e-4):
        net.best.copy_(net.measure)
        net.waited.zero_()
    else:
        net.waited += 1
    if net.waited > 3:
        net.rate *= 0.5
        net.waited.zero_()


def train(run):
    net = run.model
    d_optimizer = torch.optim.Adam(net.D.parameters(), betas=(0.5, 0.999))
    g_optimizer = torch.optim.Adam(net.G.parameters(), betas=(0.5, 0.999))
    for iteration in run.iterations():
        x, u = run.next("fake.1")
        fake = net.G(2 * u - 1)
        off, fake_off = net.D(x) - x, net.D(fake) - fake
        run.keep_from(off, 0)
        run.keep_from(fake_off, 0)
        real, faked = off.abs().mean(), fake_off.abs().mean()
        balance = run.sizes["diversity"] * real - faked
        run.keep_from(balance, 0)
        convergence = real + balance.abs()
        for optimizer in (d_optimizer, g_optimizer):
            optimizer.param_groups[0]["lr"] = net.rate.item()
        run.together((d_optimizer, real - net.k * faked, net.D), (g_optimizer, faked, net.G),
                     real=real, faked=faked, convergence=convergence, balance=net.k)
        with torch.no_grad():
            net.k.copy_((net.k + 1e-3 * balance).clamp(0, 1))
            net.measure.copy_(0.999 * net.measure + 0.001 * convergence)
            if iteration % run.sizes["period"] == 0:
                see_plateau(net)
