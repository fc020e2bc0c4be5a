"""5 x 5 convolutions with `same` padding on colour images."""

from torch import nn

from harness import image, normal
from models.gan import train  # noqa: F401
from pieces import SameConvTranspose, down_same

SIZES = {"batch": 3, "latent": 5, "width": 2, "side": 12}
FIELDS = {"x": image(3, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, width, side, **_):
        super().__init__()
        quarter = side // 4
        self.G = nn.Sequential(
            nn.Linear(latent, 2 * width * quarter ** 2, bias=False),
            nn.Unflatten(1, (2 * width, quarter, quarter)),
            nn.BatchNorm2d(2 * width), nn.LeakyReLU(0.2),
            nn.Sequential(SameConvTranspose(2 * width, width, 5, 2, bias=False),
                          nn.BatchNorm2d(width), nn.LeakyReLU(0.2)),
            SameConvTranspose(width, 3, 5, 2), nn.Tanh())
        self.D = nn.Sequential(
            down_same(3, width, 5), down_same(width, 2 * width, 5), nn.Flatten(),
            nn.Linear(2 * width * quarter ** 2, 1))
