"""Gulrajani et al., 2017, with the networks of a DCGAN."""

from torch import nn

from harness import image, normal, uniform
from models.wgan_gp import train  # noqa: F401
from pieces import up

SIZES = {"batch": 3, "latent": 5, "width": 2, "side": 32}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"fake.1": normal(SIZES["latent"]), "mix.1": uniform()}


def down_with_bias(before, after):
    return nn.Sequential(nn.Conv2d(before, after, 4, 2, 1), nn.LeakyReLU(0.2))


class Model(nn.Module):
    def __init__(self, latent, width, **_):
        super().__init__()
        self.G = nn.Sequential(
            nn.Unflatten(1, (latent, 1, 1)),
            nn.ConvTranspose2d(latent, 4 * width, 4, bias=False),
            nn.BatchNorm2d(4 * width), nn.ReLU(),
            up(4 * width, 2 * width), up(2 * width, width),
            nn.ConvTranspose2d(width, 3, 4, 2, 1), nn.Tanh())
        self.D = nn.Sequential(
            down_with_bias(3, width), down_with_bias(width, 2 * width),
            down_with_bias(2 * width, 4 * width),
            nn.Conv2d(4 * width, 1, 4, bias=False), nn.Flatten())
