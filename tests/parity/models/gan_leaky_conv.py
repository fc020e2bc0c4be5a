"""4 x 4 convolutions with `same` padding and batch norm."""

from torch import nn

from harness import image, normal
from models.gan import train  # noqa: F401
from pieces import SameConv, SameConvTranspose

SIZES = {"batch": 4, "latent": 5, "width": 3, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, width, side, **_):
        super().__init__()
        quarter = side // 4
        self.G = nn.Sequential(
            nn.Linear(latent, 2 * width * quarter ** 2, bias=False),
            nn.Unflatten(1, (2 * width, quarter, quarter)),
            nn.BatchNorm2d(2 * width), nn.LeakyReLU(0.2),
            nn.Sequential(SameConvTranspose(2 * width, width, 4, 2, bias=False),
                          nn.BatchNorm2d(width), nn.LeakyReLU(0.2)),
            SameConvTranspose(width, 1, 4, 2), nn.Tanh())
        self.D = nn.Sequential(
            SameConv(1, width, 4, 2), nn.LeakyReLU(0.2),
            nn.Sequential(SameConv(width, 2 * width, 4, 2, bias=False),
                          nn.BatchNorm2d(2 * width), nn.LeakyReLU(0.2)),
            nn.Flatten(), nn.Linear(2 * width * quarter ** 2, 1))
