"""5 x 5 convolutions with `same` padding, decoded by a perceptron."""

from torch import nn

from harness import image, normal
from models.vae import train  # noqa: F401
from pieces import Heads, down_same

SIZES = {"batch": 6, "latent": 5, "hidden": 12, "width": 2, "side": 8}
FIELDS = {"x": image(1, SIZES["side"], SIZES["side"])}
DRAWS = {"z.1": normal(SIZES["latent"])}


def encoder(width, latent, side):
    features = 4 * width * ((side + 7) // 8) ** 2
    return Heads(
        down_same(1, width, 5), down_same(width, 2 * width, 5),
        down_same(2 * width, 4 * width, 5), nn.Flatten(),
        mu=[nn.Linear(features, latent)], logvar=[nn.Linear(features, latent)])


class Model(nn.Module):
    def __init__(self, latent, hidden, width, side, **_):
        super().__init__()
        self.encoder = encoder(width, latent, side)
        self.decoder = nn.Sequential(
            nn.Linear(latent, hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(),
            nn.Linear(hidden, side * side), nn.Unflatten(1, (1, side, side)))
