"""Two leaky perceptrons."""

from torch import nn

from harness import image, normal
from models.gan import train  # noqa: F401
from pieces import leaky

SIZES = {"batch": 8, "latent": 7, "hidden": 30, "side": 6}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"], -1, 1)}
DRAWS = {"fake.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, latent, hidden, side, **_):
        super().__init__()
        self.G = nn.Sequential(
            leaky(latent, hidden), leaky(hidden, hidden), nn.Linear(hidden, side * side),
            nn.Tanh(), nn.Unflatten(1, (1, side, side)))
        self.D = nn.Sequential(
            nn.Flatten(), leaky(side * side, hidden), leaky(hidden, hidden),
            nn.Linear(hidden, 1))
