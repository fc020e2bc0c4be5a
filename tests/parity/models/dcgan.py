"""Radford, Metz and Chintala, 2015, for images of side 32."""

from torch import nn

from harness import image, normal
from models.gan import train  # noqa: F401
from pieces import down, up

SIZES = {"batch": 4, "latent": 5, "width": 5, "side": 32}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, width, **_):
        super().__init__()
        self.G = nn.Sequential(
            nn.Unflatten(1, (latent, 1, 1)),
            nn.ConvTranspose2d(latent, 4 * width, 4, bias=False),
            nn.BatchNorm2d(4 * width), nn.ReLU(),
            up(4 * width, 2 * width), up(2 * width, width),
            nn.ConvTranspose2d(width, 3, 4, 2, 1, bias=False), nn.Tanh())
        self.D = nn.Sequential(
            nn.Conv2d(3, width, 4, 2, 1, bias=False), nn.LeakyReLU(0.2),
            down(width, 2 * width), down(2 * width, 4 * width),
            nn.Conv2d(4 * width, 1, 4, bias=False), nn.Flatten())
