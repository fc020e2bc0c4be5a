"""Leaky perceptrons; mean and log variance are clipped."""

from torch import nn

from harness import image, normal
from models.vae import train  # noqa: F401
from pieces import Heads, leaky

SIZES = {"batch": 8, "hidden": 30, "latent": 5, "side": 6}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["latent"])}


class Model(nn.Module):
    def __init__(self, hidden, latent, side, **_):
        super().__init__()
        self.encoder = Heads(
            nn.Flatten(), leaky(side * side, hidden), leaky(hidden, hidden),
            mu=[nn.Linear(hidden, latent), nn.Hardtanh(-5, 5)],
            logvar=[nn.Linear(hidden, latent), nn.Hardtanh(-20, 2)])
        self.decoder = nn.Sequential(
            leaky(latent, hidden), leaky(hidden, hidden), nn.Linear(hidden, side * side),
            nn.Unflatten(1, (1, side, side)))
